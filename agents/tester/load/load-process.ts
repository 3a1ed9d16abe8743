import fs from "node:fs";
import path from "node:path";
import { LONGEST_MS, type CommandResult, type Conversation } from "../../../shared/command.ts";
import { packageRoot } from "../../../shared/package.ts";
import type { Asking } from "../../../shared/resident.ts";
import { makeTemporaryFolder, removeTemporaryFolder } from "../../../shared/temporary-folder.ts";
import type { Surroundings } from "../../warm/workers.ts";
import { copyPlugin } from "../copy-plugin.ts";
import { Interrupted, Interview } from "./interview.ts";

/** What a plugin is loaded in. */
export interface LoadSurroundings extends Surroundings {
  /** Prepared database folder; it is copied. */
  database: string;
}

const CHILD = path.join(packageRoot, "dist", "agents", "tester", "load", "main.js");
const ENVIRONMENT = { LOG_LEVEL: "fatal", NODE_ENV: "production", DOTENV_CONFIG_QUIET: "true" };
/** How long it may take until the process is there and has its database; no code of a plugin runs meanwhile. */
const PREPARE_MS = 120_000;

/** A process in a box for one plugin. It has the agent's database before the plugin is there. */
export class LoadProcess {
  readonly #room: string;
  readonly #program: Promise<Conversation>;
  readonly #ended: Promise<CommandResult>;
  readonly #prepared: Promise<Interview | Interrupted | { threw: string }>;
  #finish = (): void => undefined;
  #isGone = (): boolean => false;
  #isTaken = false;

  constructor({ sandbox, packages, nodeModules, database }: LoadSurroundings) {
    this.#room = makeTemporaryFolder("load");
    fs.mkdirSync(this.#plugin);
    fs.symlinkSync(nodeModules, path.join(this.#plugin, "node_modules"), "dir");
    const isFinished = new Promise<void>((resolve) => (this.#finish = resolve));
    let begin: (program: Conversation) => void = () => undefined;
    this.#program = new Promise((resolve) => (begin = resolve));
    this.#ended = sandbox.run({
      argv: [process.execPath, CHILD],
      cwd: this.#room,
      touches: "executes",
      readable: [
        this.#room,
        ...packages,
        path.join(packageRoot, "dist"),
        path.join(packageRoot, "package.json"),
        database,
      ],
      env: ENVIRONMENT,
      signal: new AbortController().signal,
      timeoutMs: LONGEST_MS,
      stays: true,
      converse: (program) => {
        this.#isGone = program.isGone;
        begin(program);
        return isFinished;
      },
    });
    this.#ended.catch(() => (this.#isGone = () => true)); // whoever uses it is told why it could not be started
    this.#prepared = this.#program.then((program) => prepare(new Interview(program), database));
  }

  /** Whether it ended before any plugin came, which would be blamed for it. */
  get isGone(): boolean {
    return this.#isGone();
  }

  /** Whether a plugin was let in, after which no other may come. */
  get isTaken(): boolean {
    return this.#isTaken;
  }

  /** Copies a plugin in, and gives the absolute path of what was built of it. */
  letIn(folder: string): string {
    this.#isTaken = true;
    copyPlugin(folder, this.#plugin, { built: true });
    return path.join(this.#plugin, "dist", "index.js");
  }

  /** Talks with the process about its plugin; afterwards both are gone. Gives how the process ended as well. */
  async use<Value>(
    work: (prepared: Interview | Interrupted | { threw: string }) => Promise<Value>,
    { signal, timeoutMs }: Asking,
  ): Promise<{ value: Value; result: CommandResult }> {
    // What cannot be started at all, as on a full disk, ends without ever being there.
    const program = await Promise.race([this.#program, this.#ended.then(() => this.#program)]);
    const abort = (): void => program.end("aborted");
    signal.addEventListener("abort", abort);
    if (signal.aborted) abort();
    const timer = setTimeout(() => program.end("timeout"), timeoutMs);
    try {
      const value = await work(await this.#prepared);
      this.#finish();
      return { value, result: await this.#ended };
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", abort);
      await this.discard();
    }
  }

  /** Ends the process. */
  async discard(): Promise<void> {
    this.#finish();
    try {
      await this.#ended;
    } finally {
      removeTemporaryFolder(this.#room);
    }
  }

  get #plugin(): string {
    return path.join(this.#room, "plugin");
  }
}

/** The process, ready for its plugin; or why it is not. */
async function prepare(
  interview: Interview,
  database: string,
): Promise<Interview | Interrupted | { threw: string }> {
  try {
    const during = "while the agent was prepared";
    const outcome = await interview.ask("prepare", { database }, during, PREPARE_MS);
    return "threw" in outcome ? outcome : interview;
  } catch (error) {
    if (error instanceof Interrupted) return error;
    throw error;
  }
}
