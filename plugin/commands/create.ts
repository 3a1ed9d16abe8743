import { ExitCode, explain, Interrupted, type Explanation } from "../terminal/explain.ts";
import { complain, print, printJson } from "../terminal/output.ts";
import { withTeam } from "./attend.ts";
import { readRequest, type RequestArguments } from "./request.ts";
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
  return withTeam(settings, "create", async ({ team, signal, attend }) => {
    if (signal.aborted) throw new Interrupted("Cancelled before a job began.");
    if (!settings.json) print(team.model.reason);
    const begun = await team.create(request);
    if (begun.kind === "started") return attend(begun.job);
    const reason = begun.kind === "ask" ? begun.question : begun.reason;
    if (settings.json) printJson(noJob({ status: "refused", reason }));
    else complain(reason);
    return ExitCode.refused;
  });
}
