import type { Begun, Team } from "../../agents/team.ts";
import { ConfigError } from "../../shared/errors.ts";
import type { ExitCode } from "../terminal/explain.ts";
import { print } from "../terminal/output.ts";
import { beginJob } from "./create.ts";
import type { Settings } from "./settings.ts";

/** Does a failed or cancelled job once more. */
export const retry = (jobId: string, settings: Settings): Promise<ExitCode> =>
  goOn("retry", settings, (team) => team.lineage.retry(jobId));

export interface ForkArguments {
  iteration: string;
  hint?: string | undefined;
}

/** Begins a job with what another one had at the end of an iteration. */
export const fork = (
  jobId: string,
  { iteration, hint }: ForkArguments,
  settings: Settings,
): Promise<ExitCode> =>
  goOn("fork", settings, (team) =>
    team.lineage.fork(jobId, { iteration: iterationOf(iteration), hint }),
  );

/** Begins a job for the next version of a released plugin. */
export const improve = (target: string, words: string[], settings: Settings): Promise<ExitCode> =>
  goOn("improve", settings, (team) => team.lineage.improve(target, words.join(" ")));

const goOn = (
  command: string,
  settings: Settings,
  work: (team: Team) => Promise<Begun>,
): Promise<ExitCode> =>
  beginJob(command, settings, () =>
    Promise.resolve(async (team: Team) => {
      const begun = await work(team);
      if (begun.kind === "started" && !settings.json) print(begun.text);
      return begun;
    }),
  );

/** A number of an iteration as it was typed. */
export function iterationOf(text: string): number {
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text);
  throw new ConfigError(`Expected --iteration with a number from 1 on, got "${text}".`);
}
