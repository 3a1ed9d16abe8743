import { isEditable } from "../../agents/steering.ts";
import type { Team } from "../../agents/team.ts";
import { isFinished, waitsForPerson, type Job } from "../../shared/job.ts";
import { isYes, questioned } from "../terminal/confirm.ts";
import { endingLines } from "../terminal/ending.ts";
import { ExitCode, explain } from "../terminal/explain.ts";
import { interruptible } from "../terminal/interrupts.ts";
import { colorsFor, complain, print, printJson } from "../terminal/output.ts";
import { openView } from "../terminal/view.ts";
import { storyOf } from "./log.ts";
import { openTeam, type OpenTeam } from "./open-team.ts";
import type { Settings } from "./settings.ts";

/** A command at work with a team of its own. */
export interface Attending {
  team: Team;
  signal: AbortSignal;
  /** Sees a job to its end, or to where only a person can say how it goes on. */
  attend: (job: Job) => Promise<ExitCode>;
}

/** Opens the team for one command, shows what it does, and leaves everything in order. */
export async function withTeam(
  settings: Settings,
  command: string,
  work: (attending: Attending) => Promise<ExitCode>,
): Promise<ExitCode> {
  const interrupt = interruptible();
  const view = openView(settings);
  const opened = await openTeam(settings, command);
  const { team } = opened;
  const { signal } = interrupt;
  try {
    team.bus.subscribe("*", (event) => view.event(event, team.jobs.get(event.jobId)));
    team.bus.watch((thinking) => view.thinking(thinking));
    const attend = async (begun: Job): Promise<ExitCode> => {
      const job = await seeToItsEnd(begun, opened, settings, signal);
      view.close();
      return isFinished(job) ? end(job, team, settings) : leave(job, team, settings);
    };
    return await work({ team, signal, attend });
  } finally {
    view.close();
    await opened.close();
    interrupt.dispose();
  }
}

/** Waits for the end of a job. The agents start meanwhile: the first steps need their characters only. */
async function seeToItsEnd(
  { id }: Job,
  { team, start }: OpenTeam,
  settings: Settings,
  signal: AbortSignal,
): Promise<Job> {
  const cancel = (): void => void team.cancel(id);
  signal.addEventListener("abort", cancel);
  if (signal.aborted) cancel();
  const agents = start(signal).catch((error: unknown) => {
    team.fail(id, `The agents could not be started. ${explain(error).reason}`);
  });
  // The alarm of a job that waits for a time does not keep a process alive.
  const alive = setInterval(() => undefined, 60_000);
  while (!isFinished(await settled(team, id))) {
    if (await decided(team, id, settings, signal)) continue;
    if (waitsForPerson(team.jobs.get(id))) break;
  }
  clearInterval(alive);
  // Stopping agents that are still starting goes wrong; after Ctrl-C nobody waits, the process ends anyway.
  if (!signal.aborted) await agents;
  return team.jobs.get(id);
}

/** Resolves once a job is over, or stands still until a person says that it may go on. */
export function settled(team: Team, jobId: string): Promise<Job> {
  const isSettled = (): boolean => {
    const job = team.jobs.get(jobId);
    return isFinished(job) || (waitsForPerson(job) && job.inFlight.length === 0);
  };
  if (isSettled()) return Promise.resolve(team.jobs.get(jobId));
  return new Promise((resolve, reject) => {
    const unsubscribe = team.bus.subscribe("*", (event) => {
      if (event.jobId !== jobId || !isSettled()) return;
      unsubscribe();
      resolve(team.jobs.get(jobId));
    });
    // A job whose end cannot be recorded tells nobody on the bus.
    team.finished(jobId).catch(reject);
  });
}

const QUESTION = "Go on? [y/N] ";
const PLAN_QUESTION = "Build it? [y/N, or what should be different] ";

/**
 * Whether somebody sits at the terminal and says how it goes on: with a yes, or with what should be different in a plan that
 * waits for one. The question ends when another process decides meanwhile.
 */
async function decided(
  team: Team,
  jobId: string,
  { json }: Settings,
  signal: AbortSignal,
): Promise<boolean> {
  if (json || !process.stdin.isTTY || !process.stdout.isTTY) return false;
  const elsewhere = new AbortController();
  const unsubscribe = team.bus.subscribe("*", (event) => {
    if (event.jobId === jobId && !team.jobs.get(jobId).waiting) elsewhere.abort();
  });
  const isPlan = isEditable(team.jobs.get(jobId));
  const answer = await questioned(
    isPlan ? PLAN_QUESTION : QUESTION,
    AbortSignal.any([signal, elsewhere.signal]),
  );
  unsubscribe();
  if (isYes(answer)) return team.continue(jobId);
  return isPlan && !/^\s*(?:no?\s*)?$/i.test(answer) && team.edit(jobId, answer);
}

async function end(job: Job, team: Team, { config, json }: Settings): Promise<ExitCode> {
  if (!json) {
    const [story, report] = await Promise.all([storyOf(config, job), team.report(job.id)]);
    print(...endingLines(job, story, colorsFor(process.stdout), report));
  }
  return job.finished ? ExitCode[job.finished.status] : ExitCode.failed;
}

/** A job that waits for a person stays as it is; programs find the wait on the last line. */
function leave(job: Job, team: Team, { json }: Settings): ExitCode {
  const wait = team.jobs.events(job.id).findLast(({ type }) => type === "job:waiting");
  if (json && wait?.id !== team.jobs.events(job.id).at(-1)?.id) printJson(wait);
  const edits = isEditable(job) ? ` plugin-dynamic edit ${job.id} "…" has its plan made anew,` : "";
  complain(
    `Job ${job.id} waits for you: plugin-dynamic continue ${job.id} lets it go on,${edits} plugin-dynamic cancel ${job.id} ends it.`,
  );
  return ExitCode.failed;
}
