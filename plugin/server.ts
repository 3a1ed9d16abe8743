import net from "node:net";
import { AgentServer } from "@elizaos/server";
import { databasePlace, secureElizaos, type AgentHost } from "../agents/host.ts";
import { Team } from "../agents/team.ts";
import type { Config } from "../shared/config.ts";
import { claimDataFolder } from "../shared/data-folder.ts";
import { ConfigError } from "../shared/errors.ts";
import type { AgentName } from "../shared/events.ts";
import { pluginDynamic } from "./index.ts";
import { openJobRooms } from "./job-rooms.ts";
import { shareTeam } from "./services/process-team.ts";

export interface ServerOptions {
  config: Config;
  characters: Partial<Record<AgentName, string>>;
}

export interface RunningServer {
  url: string;
  team: Team;
  close: () => Promise<void>;
}

/** Starts `@elizaos/server` with the five agents and the official web client. */
export async function startServer({ config, characters }: ServerOptions): Promise<RunningServer> {
  const { host, port, dataDir, postgresUrl } = config;
  await assertFree(host, port);
  const release = await claimDataFolder(dataDir, `plugin-dynamic serve on port ${port}`);
  secureElizaos(config);
  const team = new Team({ config, characters, environment: process.env });
  shareTeam(team);
  const place = await databasePlace(config, AbortSignal.timeout(config.jobTimeoutMs));
  process.env.SERVER_HOST = host;
  process.env.SERVER_PORT = String(port);
  const server = new AgentServer();
  await server.start({ port, postgresUrl, agents: [], ...place });
  // Its own routes go first, so that the page and the stream are there while the agents start.
  await team.startAgents(hostOf(server), [pluginDynamic]);
  const closeRooms = openJobRooms(team, server);
  team.resume();
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${port}`,
    team,
    async close() {
      closeRooms();
      await team.close();
      await server.stop();
      await server.socketIO.close();
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

/** The server would silently take the next free port; people would look at the wrong one. */
function assertFree(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once("error", (cause: NodeJS.ErrnoException) =>
      reject(
        new ConfigError(
          `The server cannot listen on ${host}:${port} (${cause.code}). Stop what uses it, or choose another port with --port or SERVER_PORT.`,
          { cause },
        ),
      ),
    );
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}
