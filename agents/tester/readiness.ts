import fs from "node:fs";
import type { Config } from "../../shared/config.ts";
import type { EventBus } from "../../shared/event-bus.ts";
import type { Jobs } from "../../shared/jobs.ts";
import { debug } from "../../shared/log.ts";
import { openSandbox } from "../../shared/sandbox/sandbox.ts";
import { prepareDatabase } from "../database.ts";
import type { ModelSource } from "../models/model.ts";
import { packageFolders } from "../package-folders.ts";
import { prepareToolchain } from "../toolchain.ts";
import { wakeWorkers, type Surroundings } from "../warm/workers.ts";
import { standBy, standDown } from "./standby.ts";
import { nextHost } from "./tests/host.ts";

const log = debug("tester");

/** Models that take their time. Where code comes at once, nothing could be ready before it. */
const THINKING = new Set<ModelSource["name"]>(["anthropic", "eliza"]);

export interface Expecting {
  bus: EventBus;
  jobs: Jobs;
  config: Config;
  /** The model that works. */
  model: () => ModelSource;
}

/**
 * Has everything ready that checks will need while a model still writes the code, and gives it up when no job is left. What
 * keeps it from being ready is told by the checks themselves. Returns how to stop it.
 */
export function keepReady({ bus, jobs, config, model }: Expecting): () => void {
  const stop = new AbortController();
  const unsubscribes = [
    // With its commit a plan is begun with; before that it may wait for a yes.
    bus.subscribe("commit:requested", ({ kind }) => {
      if (kind === "plan") wakeForChecks(config, stop.signal);
    }),
    bus.subscribe("code:requested", () => {
      if (THINKING.has(model().name)) makeReady(expectChecks, config, stop.signal);
    }),
    bus.subscribe("job:finished", () => {
      if (jobs.active().length === 0) standDown();
    }),
  ];
  return () => {
    stop.abort();
    for (const unsubscribe of unsubscribes) unsubscribe();
    standDown();
  };
}

/** Programs that stay are slow to come up: they begin when it is known that there will be something to check. */
const wakeForChecks = (config: Config, signal: AbortSignal): void =>
  makeReady(
    (surroundings) => {
      wakeWorkers(surroundings);
      nextHost().wake();
    },
    config,
    signal,
  );

/** What is to be made ready, in the surroundings of a plugin without packages of its own, as most are. */
type MakeReady = (surroundings: Surroundings, config: Config, signal: AbortSignal) => unknown;

const expectChecks: MakeReady = async (surroundings, { dataDir }, signal) => {
  const database = fs.realpathSync(await prepareDatabase(dataDir, signal));
  if (!signal.aborted) standBy({ ...surroundings, database });
};

function makeReady(make: MakeReady, config: Config, signal: AbortSignal): void {
  const work = async (): Promise<void> => {
    const sandbox = await openSandbox(config.sandbox);
    if (sandbox.level === "none") return;
    const { nodeModules } = await prepareToolchain(config.dataDir, {}, signal);
    if (signal.aborted) return;
    await make({ sandbox, nodeModules, packages: packageFolders(nodeModules) }, config, signal);
  };
  work().catch((error: unknown) => log("nothing was made ready: %s", error));
}
