import type { Begun, Team } from "../../agents/team.ts";
import { ExitCode, explain, Interrupted, type Explanation } from "../terminal/explain.ts";
import { complain, print, printJson } from "../terminal/output.ts";
import { withTeam } from "./attend.ts";
import { readRequest, type RequestArguments } from "./request.ts";
import type { Settings } from "./settings.ts";

export interface CreateArguments extends RequestArguments {
  /** That the plan waits for a yes. */
  ask?: boolean | undefined;
}

/** Builds one plugin and shows how; the exit code tells how it ended. */
export const create = (
  { ask, ...request }: CreateArguments,
  settings: Settings,
): Promise<ExitCode> =>
  beginJob("create", settings, async () => {
    const read = await readRequest(request);
    return (team) => team.create(read, ask ? { approval: "ask" } : {});
  });

/**
 * Begins a job and shows how it comes to its end.
 * @param prepare reads what was asked for, before the data folder is claimed.
 */
export async function beginJob(
  command: string,
  settings: Settings,
  prepare: () => Promise<(team: Team) => Promise<Begun>>,
): Promise<ExitCode> {
  try {
    return await begin(command, settings, await prepare());
  } catch (error) {
    const explanation = explain(error);
    complain(explanation.reason);
    if (settings.json) printJson(noJob(explanation));
    return explanation.exitCode;
  }
}

/** The last line when there is no job that could be finished: the same shape as `job:finished`. */
const noJob = ({ status, reason, problems }: Omit<Explanation, "exitCode">) => ({
  type: "job:refused",
  status,
  reason,
  ...(problems ? { problems } : {}),
  plugin: null,
  iterations: 0,
  commit: null,
});

function begin(
  command: string,
  settings: Settings,
  work: (team: Team) => Promise<Begun>,
): Promise<ExitCode> {
  return withTeam(settings, command, async ({ team, signal, attend }) => {
    if (signal.aborted) throw new Interrupted("Cancelled before a job began.");
    if (!settings.json) print(team.model.reason);
    const begun = await work(team);
    if (begun.kind === "started") return attend(begun.job);
    const reason = begun.kind === "ask" ? begun.question : begun.reason;
    if (settings.json) printJson(noJob({ status: "refused", reason }));
    else complain(reason);
    return ExitCode.refused;
  });
}
