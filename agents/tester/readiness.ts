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
import { standBy, standDown } from "./standby.ts";

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
  const expect = (): void => {
    if (!THINKING.has(model().name)) return;
    expectChecks(config, stop.signal).catch((error: unknown) =>
      log("nothing was made ready: %s", error),
    );
  };
  const unsubscribes = [
    bus.subscribe("code:requested", expect),
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

/** For a plugin without packages of its own, as most are. */
async function expectChecks({ dataDir, sandbox: choice }: Config, signal: AbortSignal) {
  const sandbox = await openSandbox(choice);
  if (sandbox.level === "none") return;
  const { nodeModules } = await prepareToolchain(dataDir, {}, signal);
  const database = fs.realpathSync(await prepareDatabase(dataDir, signal));
  if (signal.aborted) return;
  standBy({ sandbox, nodeModules, packages: packageFolders(nodeModules), database });
}
