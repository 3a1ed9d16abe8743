import path from "node:path";
import type { z } from "zod";
import type { CommandResult } from "../../shared/command.ts";
import { packageRoot } from "../../shared/package.ts";
import { Resident, type Asking } from "../../shared/resident.ts";
import type { Sandbox } from "../../shared/sandbox/sandbox.ts";
import { CompileAnswer, LintAnswer, type CompileQuestion, type LintQuestion } from "./protocol.ts";

/** What checks of a plugin have in common with those of the next. */
export interface Surroundings {
  sandbox: Sandbox;
  /** The plugin's `node_modules`, as it is really called. */
  nodeModules: string;
  /** Folders with packages that the plugin and our tools need to see. */
  packages: string[];
}

/** Programs that read code and stay, each in a box of its own. */
const programs = {
  "compile-worker": CompileAnswer,
  "lint-worker": LintAnswer,
};
type Program = keyof typeof programs;

/** After so many questions a worker is replaced, so that nothing piles up in it. */
const MOST_QUESTIONS = 200;
/** The longest that others wait for one plugin; what takes longer is left to a program that nobody else waits for. */
const PATIENCE_MS = 30_000;
/** Seconds of CPU time that they may take together. */
const CPU_SECONDS = 3_600;
/** Sets of packages for which workers are kept. */
const MOST_SETS = 2;

const workers = new Map<string, Resident>();

/** Type check, and build if it is wanted; nothing when the worker died of it or took too long, and a plain compiler has to tell. */
export const compile = (
  surroundings: Surroundings,
  question: CompileQuestion,
  asking: Asking,
): Promise<CompileAnswer | CommandResult | undefined> =>
  ask("compile-worker", surroundings, question, asking);

/** ESLint's opinion; nothing when the worker died of it or took too long, and a plain ESLint has to tell. */
export const lint = (
  surroundings: Surroundings,
  question: LintQuestion,
  asking: Asking,
): Promise<LintAnswer | CommandResult | undefined> =>
  ask("lint-worker", surroundings, question, asking);

/** Starts the workers, so that they are there when they are needed. */
export function wakeWorkers(surroundings: Surroundings): void {
  for (const program of Object.keys(programs) as Program[]) worker(program, surroundings).wake();
}

async function ask<Name extends Program>(
  program: Name,
  surroundings: Surroundings,
  question: unknown,
  asking: Asking,
): Promise<z.infer<(typeof programs)[Name]> | CommandResult | undefined> {
  const timeoutMs = Math.min(asking.timeoutMs, PATIENCE_MS);
  const reply = await worker(program, surroundings).ask(question, { ...asking, timeoutMs });
  if ("answer" in reply) {
    return programs[program].parse(reply.answer) as z.infer<(typeof programs)[Name]>;
  }
  const { killed } = reply.ended;
  const isFinal = killed === "aborted" || (killed === "timeout" && timeoutMs === asking.timeoutMs);
  return isFinal ? reply.ended : undefined;
}

function worker(program: Program, { sandbox, nodeModules, packages }: Surroundings): Resident {
  const key = `${program} ${sandbox.level} ${sandbox.backend} ${nodeModules}`;
  const known = workers.get(key);
  if (known) {
    // The one that was used last stands last.
    workers.delete(key);
    workers.set(key, known);
    return known;
  }
  const made = new Resident(
    (options) =>
      sandbox.run({
        argv: [process.execPath, ...LEAN, path.join(folder, `${program}.js`), nodeModules],
        cwd: folder,
        touches: "reads",
        readable: [...OURS, ...packages],
        limits: { cpuSeconds: CPU_SECONDS },
        ...options,
      }),
    MOST_QUESTIONS,
  );
  workers.set(key, made);
  const others = [...workers.keys()].filter((each) => each.startsWith(`${program} `));
  for (const oldest of others.slice(0, -MOST_SETS)) {
    void workers.get(oldest)?.close();
    workers.delete(oldest);
  }
  return made;
}

/** What stays rather tidies up often than keeps what it no longer needs. */
const LEAN = ["--max-semi-space-size=2", "--max-old-space-size=256"];

const folder = path.join(packageRoot, "dist", "agents", "warm");

/** Our own programs, and the rules for ESLint. */
const OURS = [
  path.join(packageRoot, "dist"),
  path.join(packageRoot, "package.json"),
  path.join(packageRoot, "agents", "template"),
];
