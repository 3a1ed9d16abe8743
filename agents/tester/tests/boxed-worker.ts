import { fork, type ChildProcess } from "node:child_process";
import path from "node:path";
import {
  distDir,
  rootDir,
  type PoolOptions,
  type PoolWorker,
  type WorkerRequest,
} from "vitest/node";
import { OPTIMISE_LATE } from "../../../shared/optimise-late.ts";
import type { Run } from "./report.ts";

type Room = Run["room"];

/** What vitest has its workers started with; one that was started without it is not used. */
const ARGUMENTS = [
  "--experimental-import-meta-resolve",
  "--require",
  path.join(rootDir, "suppress-warnings.cjs"),
  "--conditions",
  "node",
  "--conditions",
  "development",
];

/** Imported first by every worker: the first message of all brings the variables that the plugin is to find. */
const RECEIVE = `import v8 from "node:v8"; v8.setFlagsFromString(${JSON.stringify(OPTIMISE_LATE)}); process.once("message", ({ settings }) => Object.assign(process.env, settings));`;
const first = (code: string): string[] => [
  "--import",
  `data:text/javascript,${encodeURIComponent(code)}`,
];
/** What nearly every plugin and every test imports. */
const COMMON = ["@elizaos/core", "vitest"].map((name) => import.meta.resolve(name));

/** Workers that wait for a plugin to come, by its folder. */
const waiting = new Map<string, ChildProcess[]>();
process.on("exit", () => [...waiting.keys()].forEach(dismissWorkers));

/** Starts workers in a box, before the plugin that they will run is there: for its tests, and for those on a hollow one. */
export function prepareWorkers(room: Room): void {
  for (const other of waiting.keys()) dismissWorkers(other);
  waiting.set(room.root, [prepared(room), prepared(room)]);
}

function prepared({ root, launcher }: Room): ChildProcess {
  const code = [RECEIVE, ...COMMON.map((url) => `import(${JSON.stringify(url)});`)].join(" ");
  const environment = { ...process.env, VITEST: "true", TEST: "true", NODE_ENV: "test" };
  const child = start(launcher, ARGUMENTS, first(code), environment);
  // Another one is started when it is needed.
  const forget = (): void => {
    const others = waiting.get(root)?.filter((each) => each !== child);
    if (others) waiting.set(root, others);
  };
  child.on("error", forget);
  child.on("exit", forget);
  return child;
}

/** Ends the workers that wait for a plugin and were not needed. */
export function dismissWorkers(root: string): void {
  for (const child of waiting.get(root) ?? []) child.kill("SIGKILL");
  waiting.delete(root);
}

function start(
  { execPath, execArgv, env }: Room["launcher"],
  theirs: string[],
  ours: string[],
  environment: NodeJS.ProcessEnv,
): ChildProcess {
  return fork(path.join(distDir, "workers", "forks.js"), [], {
    execPath,
    execArgv: [...theirs, ...execArgv, ...ours],
    env: { ...environment, ...env },
    stdio: "pipe",
    serialization: "advanced",
  });
}

/** One of vitest's workers, in the box. */
export class BoxedWorker implements PoolWorker {
  readonly name = "boxed";
  readonly cacheFs = true;
  readonly #options: PoolOptions;
  readonly #run: Run;
  #child: ChildProcess | undefined;

  constructor(options: PoolOptions, run: Run) {
    this.#options = options;
    this.#run = run;
  }

  start(): Promise<void> {
    const { execArgv, env } = this.#options;
    const { room, settings } = this.#run;
    const isAlike = execArgv.join(" ") === ARGUMENTS.join(" ");
    const ready = isAlike ? waiting.get(room.root)?.shift() : undefined;
    ready?.removeAllListeners();
    const child = ready ?? start(room.launcher, execArgv, first(RECEIVE), env);
    child.stdout?.pipe(process.stdout, { end: false });
    child.stderr?.pipe(process.stderr, { end: false });
    child.send({ settings });
    this.#child = child;
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    const child = this.#there();
    const isGone = new Promise((resolve) => child.once("exit", resolve));
    const hard = setTimeout(() => child.kill("SIGKILL"), GRACE_MS);
    if (child.exitCode === null && child.signalCode === null) {
      child.kill();
      await isGone;
    }
    clearTimeout(hard);
  }

  on(event: string, callback: (argument: unknown) => void): void {
    this.#there().on(event, callback);
  }

  off(event: string, callback: (argument: unknown) => void): void {
    this.#there().off(event, callback);
  }

  send(message: WorkerRequest): void {
    this.#there().send(message);
  }

  deserialize(data: unknown): unknown {
    return data;
  }

  #there(): ChildProcess {
    if (this.#child) return this.#child;
    throw new Error("The worker was not started.");
  }
}

/** How long a worker may take to end by itself. */
const GRACE_MS = 500;
