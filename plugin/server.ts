import { AgentServer } from "@elizaos/server";
import { tidyAsSet } from "../agents/housekeeping/tidy.ts";
import { makePostgresLight } from "../agents/light-postgres.ts";
import { databasePlace, secureElizaos, type AgentHost } from "../agents/host.ts";
import { Team } from "../agents/team.ts";
import type { Config } from "../shared/config.ts";
import { claimDataFolder } from "../shared/data-folder.ts";
import type { AgentName } from "../shared/events.ts";
import { openSandbox } from "../shared/sandbox/sandbox.ts";
import { confineAgents, hideStacks, liftLimit, withoutSentry } from "./access/agent-server.ts";
import { openFrontDoor } from "./access/front-door.ts";
import type { Limits } from "./access/limits.ts";
import { pluginDynamic } from "./index.ts";
import { openJobRooms } from "./job-rooms.ts";
import { shareTeam } from "./services/process-team.ts";

export interface ServerOptions {
  config: Config;
  characters: Partial<Record<AgentName, string>>;
  /** What one client may use, where it is not the usual. */
  limits?: Partial<Limits>;
}

export interface RunningServer {
  url: string;
  team: Team;
  agentServer: AgentServer;
  close: () => Promise<void>;
}

/** Starts `@elizaos/server` with the five agents and the official web client, behind a door that looks at who comes. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { config, characters, limits } = options;
  const { port, dataDir, postgresUrl } = config;
  await openSandbox(config.sandbox);
  const door = await openFrontDoor(config, limits);
  const release = await claimDataFolder(dataDir, `plugin-dynamic serve on port ${port}`, "all");
  await tidyAsSet(config);
  makePostgresLight();
  secureElizaos(config);
  const team = new Team({ config, characters, environment: process.env });
  shareTeam(team);
  const place = await databasePlace(config, AbortSignal.timeout(config.jobTimeoutMs));
  // With these, whatever calls the server from this process finds it and is let in.
  process.env.SERVER_PORT = String(port);
  process.env.ELIZA_SERVER_AUTH_TOKEN = door.ownKey;
  const server = new AgentServer();
  // What ElizaOS calls test mode is all of the server without listening, which is the door's part.
  await withoutSentry(() => server.start({ isTestMode: true, postgresUrl, agents: [], ...place }));
  confineAgents(server);
  liftLimit(server);
  hideStacks(server);
  door.leadTo(server.server);
  // Its own routes go first, so that the page and the stream are there while the agents start.
  await team.startAgents(hostOf(server), [pluginDynamic]);
  const closeRooms = openJobRooms(team, server);
  team.resume();
  return {
    url: door.url,
    team,
    agentServer: server,
    async close() {
      closeRooms();
      await team.close();
      await server.socketIO.close();
      await door.close();
      await server.database.close();
      release();
    },
  };
}

/** The server starts agents in an ElizaOS instance of its own and connects them with the client. */
const hostOf = (server: AgentServer): AgentHost => ({
  start: (agents) => server.startAgents(agents),
  stop: async () => server.elizaOS?.stopAgents(),
});
