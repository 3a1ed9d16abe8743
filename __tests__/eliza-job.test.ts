import { afterAll, expect, test } from "vitest";
import { protocolTag, renderAnswer } from "../agents/models/drafts/text-protocol.ts";
import { ownHost } from "../agents/host.ts";
import type { AgentName } from "../shared/events.ts";
import { loadConfig } from "../shared/config.ts";
import type { Files } from "../shared/files.ts";
import { preparedDataFolder } from "./support/data-folder.ts";
import { roundsOf } from "./support/demonstrations/rounds.ts";
import { roughRoad } from "./support/demonstrations/rough-road.ts";
import { writtenPlan } from "./support/demonstrations/words.ts";
import { openaiServer } from "./support/openai-server.ts";
import { teamAtWork } from "./support/started-team.ts";

/** What a model without tools writes: sections of text, in the form that the prompt asked for. */
const sections = (role: AgentName, files: Files, summary: string): string =>
  renderAnswer(protocolTag(`${role}/1/0`), {
    steps: Object.entries(files).map(([path, content]) => ({ kind: "write", path, content })),
    summary,
  });

const written = (role: "coder" | "tester"): string => {
  const rounds = roundsOf(role, roughRoad.replies[role] ?? []);
  const last = rounds.at(-1);
  if (!last) throw new Error(`The ${role} writes nothing in this scenario.`);
  return `I keep it small.\n\n${sections(role, last.files, last.subject)}`;
};

const review = { verdict: "approve", score: 90, summary: "It does what it should.", findings: [] };

const server = await openaiServer(
  {
    coordinator: [JSON.stringify({ kind: "start", text: "I'll create a password plugin." })],
    planner: [writtenPlan("rough-road")],
    tester: [written("tester")],
    coder: [written("coder")],
    reviewer: [`Here is my verdict:\n\`\`\`json\n${JSON.stringify(review)}\n\`\`\``],
  },
  { lasting: true },
);
const environment = {
  OPENAI_API_KEY: "test-key-of-another-provider",
  OPENAI_BASE_URL: server.url,
  OPENAI_LARGE_MODEL: "a-model-of-the-test",
};
afterAll(() => server.close());

test("a provider plugin of ElizaOS drives the whole team", { timeout: 600_000 }, async () => {
  const dataDir = preparedDataFolder();
  Object.assign(process.env, environment);
  const { team, create } = teamAtWork(dataDir, {
    config: { model: "auto", modelProvider: "@elizaos/plugin-openai" },
    environment,
  });
  await team.startAgents(
    await ownHost({ ...loadConfig({}), dataDir }, AbortSignal.timeout(60_000)),
    [],
  );
  expect(team.model.name).toBe("eliza");
  expect(team.model.reason).toMatch(/openai/);
  const streamed = new Set<string>();
  team.bus.watch(({ agent, kind }) => streamed.add(`${agent} ${kind}`));
  const job = await create("I need a plugin that generates strong passwords");
  expect(job.finished?.reason).toBe(review.summary);
  expect(job.status).toBe("completed");
  expect(job.model).toBe("eliza");
  // Core streams once the provider has shown that it answers.
  expect(streamed).toContain("coder text");
  const thoughts = team.jobs.events(job.id).filter(({ type }) => type === "agent:thought");
  expect(thoughts.map(({ agent }) => agent)).toContain("coder");
  expect(JSON.stringify(thoughts)).toContain("I keep it small.");
  expect(new Set(job.spent.map(({ model }) => model))).toEqual(new Set(["a-model-of-the-test"]));
  expect(job.spent.every(({ usd }) => usd === null)).toBe(true);
  await team.close();
});
