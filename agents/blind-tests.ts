import path from "node:path";
import type { Config } from "../shared/config.ts";
import { ConfigError } from "../shared/errors.ts";
import { EventBus } from "../shared/event-bus.ts";
import type { AgentName } from "../shared/events.ts";
import type { Files } from "../shared/files.ts";
import { Jobs } from "../shared/jobs.ts";
import { readPrices } from "../shared/prices.ts";
import { redactor } from "../shared/redact.ts";
import type { PluginSpecification } from "../shared/specification.ts";
import { Cast } from "./cast.ts";
import { CharacterFiles } from "./characters.ts";
import { criteriaOf } from "./criteria.ts";
import { Desks } from "./desks.ts";
import { draftOf } from "./draft.ts";
import { ask } from "./models/ask.ts";
import { budgetOf } from "./models/budget.ts";
import { scaffold } from "./scaffold.ts";
import { writeTests, type WrittenTests } from "./tester/write-tests.ts";

export interface BlindTesting {
  specification: PluginSpecification;
  config: Config;
  /** Character files given for this run, by agent. */
  characters: Partial<Record<AgentName, string>>;
  /** Folder for what is tried on the way. */
  scratch: string;
  signal: AbortSignal;
}

/** Tests of a plugin that was written elsewhere. */
export interface BlindTests extends WrittenTests {
  /** One sentence: who wrote them. */
  writer: string;
}

/**
 * Acceptance tests for a plugin that somebody else wrote, from its specification alone: the team's tester writes and
 * examines them as in a job, with the model that is configured. What they cost counts in the day's budget.
 */
export async function blindTests(testing: BlindTesting): Promise<BlindTests> {
  const { specification, config, characters, scratch, signal } = testing;
  if (config.model === "eliza") {
    throw new ConfigError(
      "PLUGIN_MODEL=eliza needs running agents, and a check starts none. Use PLUGIN_MODEL=anthropic or offline for check --spec.",
    );
  }
  const redact = redactor(config.secrets);
  const jobs = new Jobs(config.dataDir);
  const bus = new EventBus(() => undefined, redact);
  const desks = new Desks({
    config,
    bus,
    jobs,
    budget: budgetOf(config, jobs, bus),
    prices: readPrices(config.prices),
    cast: new Cast(new CharacterFiles(config.dataDir, characters), () => undefined),
    redact,
    environment: {},
  });
  const criteria = criteriaOf(specification);
  const commission = { jobId: jobs.newId(), request: { specification }, maxIterations: 1 };
  const { dataDir, sandbox, checkTimeoutMs: timeoutMs } = config;
  const place = { specification, dataDir, scratch, sandbox, timeoutMs };
  const tests = await desks.aside(commission, "tester", (desk, character) =>
    writeTests({
      ...place,
      criteria,
      signal,
      character,
      ask: (question) => ask({ role: "tester", ...question, character, signal }, desk),
      input: { specification, criteria, foreign: true },
      draftFor: (files) => draftOf("tester", files, place),
    }),
  );
  return { ...tests, writer: desks.source.reason };
}

/** Where the sources of acceptance tests lie in a plugin of any layout. */
export interface AcceptanceFolder {
  /** Name of a folder in which nothing of the plugin lies. */
  folder: string;
  /** What lies in it. */
  files: Files;
}

/**
 * Puts tests that were written for a plugin of ours beside a plugin of any layout: what they take for its `src` is a
 * folder of their own, whose entry passes on the plugin.
 */
export function besidePlugin(
  tests: Files,
  specification: PluginSpecification,
  { entry, folder }: { entry: string; folder: string },
): AcceptanceFolder {
  const support = "src/__tests__/support.ts";
  const all = { ...tests, [support]: scaffold(specification)[support] ?? "" };
  const moved = Object.entries(all).map(([file, text]) => [path.posix.relative("src", file), text]);
  return { folder, files: { ...Object.fromEntries(moved), "index.ts": passingOn(entry) } as Files };
}

const passingOn = (entry: string): string => `import type { Plugin } from "@elizaos/core";
import * as exported from "../${entry}";

const PARTS = ["actions", "providers", "services", "evaluators", "init"];

const isPlugin = (value: unknown): value is Plugin =>
  typeof value === "object" && value !== null && "name" in value && PARTS.some((part) => part in value);

const { default: main, ...others } = exported as Record<string, unknown>;
const plugin = [main, ...Object.values(others)].find(isPlugin);
if (!plugin) throw new Error("${entry} exports no plugin: an object with a name and actions, providers, services or evaluators.");

export default plugin;
`;
