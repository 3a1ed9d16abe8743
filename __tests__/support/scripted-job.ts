import type { TeamOptions } from "../../agents/team-options.ts";
import { loadConfig, type Config } from "../../shared/config.ts";
import type { Job } from "../../shared/job.ts";
import { Secret } from "../../shared/secret.ts";
import { startMessagesServer, type MessagesServer } from "./messages-server.ts";
import type { Scenario } from "./scenario.ts";
import { teamAtWork, type TeamAtWork } from "./started-team.ts";

export const TEST_KEY = "test-key-0f1e2d3c4b5a6978";

/** Settings with which Claude is a server of the test. */
export const scriptedConfig = ({ url }: Pick<MessagesServer, "url">): Partial<Config> => ({
  model: "anthropic",
  anthropic: {
    ...loadConfig({}).anthropic,
    key: new Secret(TEST_KEY),
    baseUrl: url,
    endpoint: "anthropic",
  },
  secrets: [new Secret(TEST_KEY)],
});

export interface ScriptedJob extends TeamAtWork {
  server: MessagesServer;
  job: Job;
}

/** Runs a scenario's job on the anthropic source: a real server, real gates, real git; only the words are written beforehand. */
export async function scriptedJob(
  { request, replies }: Scenario,
  dataDir: string,
  { characters, config }: { characters?: TeamOptions["characters"]; config?: Partial<Config> } = {},
): Promise<ScriptedJob> {
  const server = await startMessagesServer({ replies });
  const atWork = teamAtWork(dataDir, {
    config: { ...scriptedConfig(server), ...config },
    ...(characters ? { characters } : {}),
  });
  const job = await atWork.create(request);
  return { ...atWork, server, job };
}
