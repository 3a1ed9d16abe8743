import path from "node:path";
import { findCharacterFile, readCharacter } from "../../agents/characters.ts";
import type { Begun, Team } from "../../agents/team.ts";
import { ConfigError } from "../../shared/errors.ts";
import { agentNames, type AgentName } from "../../shared/events.ts";
import { readSpecification } from "../../shared/read-specification.ts";
import { comparedRun, summariesOf, type CharacterRun } from "../../shared/character-runs.ts";
import { runLines, summaryLines } from "../comparison-text.ts";
import { ExitCode, explain } from "../terminal/explain.ts";
import { interruptible } from "../terminal/interrupts.ts";
import { complain, print, printable, printJson } from "../terminal/output.ts";
import { settled } from "./attend.ts";
import { iterationOf } from "./lineage.ts";
import { openTeam } from "./open-team.ts";
import { readRequest } from "./request.ts";
import type { Settings } from "./settings.ts";

export interface CompareCharactersArguments {
  /** Character files, or names of shipped characters. */
  characters: string[];
  role: string;
  spec?: string | undefined;
  job?: string | undefined;
  iteration?: string | undefined;
  hint?: string | undefined;
  runs?: string | undefined;
}

const MOST_RUNS = 20;
/** Who has something to do behind an iteration. */
const AFTERWARDS: AgentName[] = ["coder", "reviewer"];

/** Does the same job with each of several characters of one agent, and shows what came of it. */
export async function compareCharacters(
  typed: CompareCharactersArguments,
  settings: Settings,
): Promise<ExitCode> {
  try {
    return await compareAll(await readComparison(typed), settings);
  } catch (error) {
    const { reason, exitCode } = explain(error);
    complain(reason);
    if (settings.json) printJson({ type: "comparison:refused", reason });
    return exitCode;
  }
}

interface Comparison {
  role: AgentName;
  /** File of each character, by the name that people are shown. */
  characters: Map<string, string>;
  runs: number;
  begin: (team: Team) => Promise<Begun>;
}

/** Everything is read and checked before the data folder is claimed: a broken character costs no job. */
async function readComparison(typed: CompareCharactersArguments): Promise<Comparison> {
  const role = agentNames.find((name) => name === typed.role);
  if (!role) {
    throw new ConfigError(
      `Expected --role with one of ${agentNames.join(", ")}, got "${typed.role}".`,
    );
  }
  const files = typed.characters.map((each) => [each, findCharacterFile(each)] as const);
  if (new Set(files.map(([, file]) => file)).size < 2) {
    throw new ConfigError(
      `Expected two or more different characters, got ${typed.characters.join(", ")}.`,
    );
  }
  for (const [, file] of files) readCharacter(role, file);
  const runs = Number(typed.runs ?? "1");
  if (!Number.isInteger(runs) || runs < 1 || runs > MOST_RUNS) {
    throw new ConfigError(
      `Expected --runs with a number from 1 to ${MOST_RUNS}, got "${typed.runs}".`,
    );
  }
  return { role, characters: titled(files), runs, begin: await beginningOf(typed, role) };
}

/** Characters by the shortest name that tells them apart. */
function titled(files: (readonly [string, string])[]): Map<string, string> {
  const short = files.map(([, file]) => path.basename(file).replace(/(\.character)?\.json$/, ""));
  const isClear = new Set(short).size === files.length;
  return new Map(files.map(([name, file], at) => [isClear ? (short[at] ?? name) : name, file]));
}

async function beginningOf(
  { spec, job, iteration, hint }: CompareCharactersArguments,
  role: AgentName,
): Promise<Comparison["begin"]> {
  if ((spec === undefined) === (job === undefined)) {
    throw new ConfigError(
      "Expected where every run begins: --spec <file>, or --job <id> with --iteration <n>; one of them.",
    );
  }
  if (job === undefined) {
    const request = await readRequest({ words: [], spec });
    // Every problem of it is told before anything begins.
    if ("specification" in request) readSpecification(request.specification);
    return (team) => team.create(request);
  }
  if (!AFTERWARDS.includes(role)) {
    throw new ConfigError(
      `Behind an iteration only ${AFTERWARDS.join(" and ")} have something to do. Compare characters of the ${role} with --spec.`,
    );
  }
  const point = { iteration: iterationOf(iteration ?? ""), hint, reviewAgain: role === "reviewer" };
  return (team) => team.lineage.fork(job, point);
}

async function compareAll(comparison: Comparison, settings: Settings): Promise<ExitCode> {
  const { role, characters, runs, begin } = comparison;
  const { json } = settings;
  const interrupt = interruptible();
  const opened = await openTeam(settings, "compare-characters");
  const { team } = opened;
  const done: CharacterRun[] = [];
  try {
    if (!json) print(team.model.reason);
    await opened.start(interrupt.signal);
    for (let run = 1; run <= runs; run += 1) {
      for (const [character, file] of characters) {
        if (interrupt.signal.aborted) return ExitCode.cancelled;
        team.lend(role, file);
        const jobId = await jobOf(await begin(team), team, interrupt.signal);
        const found = comparedRun(character, run, team.jobs.get(jobId));
        done.push(found);
        if (json) printJson({ type: "comparison:run", role, ...found });
        else print(`${character}, run ${run} of ${runs}: job ${jobId} is ${found.status}.`);
      }
    }
  } finally {
    await opened.close();
    interrupt.dispose();
  }
  const summaries = summariesOf(done);
  if (json) printJson({ type: "comparison:finished", role, runs: done, characters: summaries });
  else print("", ...runLines(done).map(printable), "", ...summaryLines(summaries).map(printable));
  return ExitCode.completed;
}

/** Sees a job of a comparison to its end. One that would wait for a person is cancelled: nobody sits there for each of them. */
async function jobOf(begun: Begun, team: Team, signal: AbortSignal): Promise<string> {
  if (begun.kind !== "started") {
    throw new ConfigError(begun.kind === "ask" ? begun.question : begun.reason);
  }
  const { id } = begun.job;
  const cancel = (): void => void team.cancel(id);
  signal.addEventListener("abort", cancel);
  if (signal.aborted) cancel();
  const { waiting } = await settled(team, id);
  if (waiting) team.cancel(id, `A comparison does not wait. ${waiting.reason}`);
  await team.finished(id);
  signal.removeEventListener("abort", cancel);
  return id;
}
