import type { Team } from "../../agents/team.ts";
import type { Job } from "../../shared/job.ts";
import { endingLines } from "../terminal/ending.ts";
import { complain, colorsFor, print, printJson } from "../terminal/output.ts";
import { ExitCode, explain, Interrupted, type Explanation } from "../terminal/explain.ts";
import { interruptible } from "../terminal/interrupts.ts";
import { openView, type View } from "../terminal/view.ts";
import { openTeam, type OpenTeam } from "./open-team.ts";
import { readRequest, type RequestArguments } from "./request.ts";
import { storyOf } from "./log.ts";
import type { Settings } from "./settings.ts";

/** Builds one plugin and shows how; the exit code tells how it ended. */
export async function create(request: RequestArguments, settings: Settings): Promise<ExitCode> {
  try {
    return await createPlugin(request, settings);
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

async function createPlugin(
  requestArguments: RequestArguments,
  settings: Settings,
): Promise<ExitCode> {
  const request = await readRequest(requestArguments);
  const interrupt = interruptible();
  const view = openView(settings);
  const opened = await openTeam(settings, "create");
  const { team } = opened;
  try {
    if (interrupt.signal.aborted) throw new Interrupted("Cancelled before a job began.");
    show(team, view);
    if (!settings.json) print(team.model.reason);
    const begun = await team.create(request);
    if (begun.kind !== "started") {
      const reason = begun.kind === "ask" ? begun.question : begun.reason;
      if (settings.json) printJson(noJob({ status: "refused", reason }));
      else complain(reason);
      return ExitCode.refused;
    }
    const job = await finish(begun.job, opened, interrupt.signal);
    view.close();
    if (!settings.json) {
      const story = await storyOf(settings.config, job);
      print(...endingLines(job, story, colorsFor(process.stdout)));
    }
    return exitCodeOf(job);
  } finally {
    view.close();
    await opened.close();
    interrupt.dispose();
  }
}

function show(team: Team, view: View): void {
  team.bus.subscribe("*", (event) => view.event(event, team.jobs.get(event.jobId)));
  team.bus.watch((thinking) => view.thinking(thinking));
}

/** Waits for the end of a job. The agents start meanwhile: the first steps need their characters only. */
async function finish({ id }: Job, { team, start }: OpenTeam, signal: AbortSignal): Promise<Job> {
  const cancel = (): void => void team.cancel(id);
  signal.addEventListener("abort", cancel);
  if (signal.aborted) cancel();
  const agents = start(signal).catch((error: unknown) => {
    team.fail(id, `The agents could not be started. ${explain(error).reason}`);
  });
  const job = await team.finished(id);
  // Stopping agents that are still starting goes wrong; after Ctrl-C nobody waits, the process ends anyway.
  if (!signal.aborted) await agents;
  return job;
}

const exitCodeOf = ({ finished }: Job): ExitCode =>
  finished ? ExitCode[finished.status] : ExitCode.failed;
