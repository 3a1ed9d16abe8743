import { ownHost } from "../../agents/host.ts";
import { Team } from "../../agents/team.ts";
import { claimDataFolder, type Owner } from "../../shared/data-folder.ts";
import { openSandbox } from "../../shared/sandbox/sandbox.ts";
import { pluginDynamic } from "../index.ts";
import { shareTeam } from "../services/process-team.ts";
import { characterFiles } from "./character-files.ts";
import { requireGit } from "./tools.ts";
import type { Settings } from "./settings.ts";

/** A team of this process alone, with the data folder claimed for it. */
export interface OpenTeam {
  team: Team;
  /** Starts the five ElizaOS agents. */
  start: (signal: AbortSignal) => Promise<void>;
  close: () => Promise<void>;
}

/** Claims the data folder and gathers the team for one command, which sees to a job of its own or to all that it finds. */
export async function openTeam(
  settings: Settings,
  command: string,
  attends: Owner["attends"] = "own",
): Promise<OpenTeam> {
  const { config } = settings;
  await requireGit();
  await openSandbox(config.sandbox);
  const characters = characterFiles(settings);
  const release = await claimDataFolder(config.dataDir, `plugin-dynamic ${command}`, attends);
  try {
    const team = new Team({ config, characters, environment: process.env });
    shareTeam(team);
    return {
      team,
      start: async (signal) => team.startAgents(await ownHost(config, signal), [pluginDynamic]),
      close: async () => {
        await team.close();
        release();
      },
    };
  } catch (error) {
    release(); // a broken character must not leave a claimed folder behind
    throw error;
  }
}
