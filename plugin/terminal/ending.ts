import { currentIteration, type Job } from "../../shared/job.ts";
import { LEVELS } from "../../shared/sandbox/sandbox.ts";
import { costLine } from "../../shared/cost-text.ts";
import { resultsOf } from "../../shared/criteria.ts";
import { countText, tableLines } from "../../shared/criteria-text.ts";
import { printable, type Colors } from "./output.ts";

/** What people read last: what came of the job, how to use it, and its story in git. */
export function endingLines(job: Job, story: string[], colors: Colors, report?: string): string[] {
  const branch = `Branch job/${job.id}, one line a commit (plugin-dynamic log ${job.id} shows more):`;
  const history =
    story.length > 0
      ? ["", colors.bold(branch), ...story.map((line) => `  ${printable(line)}`)]
      : [];
  const cost = costLine(job);
  const results = resultsOf(job);
  const open = results.filter(({ result }) => result !== "passed");
  const criteria = [...countText(results), ...tableLines(open).map((line) => `  ${line}`)];
  return [
    "",
    ...outcome(job, colors),
    ...(criteria.length > 0 ? ["", ...criteria.map(printable)] : []),
    ...(cost ? ["", cost] : []),
    ...history,
    ...(report ? ["", `Report  ${report}`] : []),
  ];
}

function outcome(job: Job, colors: Colors): string[] {
  const { finished } = job;
  if (!finished) return [`Job ${job.id} is still at work.`];
  const { status, reason, plugin, iterations } = finished;
  const sandbox = currentIteration(job)?.report?.sandbox;
  const rounds = `${iterations} iteration${iterations === 1 ? "" : "s"}`;
  if (status === "completed" && plugin) {
    return [
      colors.green(`✔ ${plugin.name} ${plugin.version} is finished after ${rounds}.`),
      `  ${printable(currentIteration(job)?.review?.summary ?? reason)}`,
      "",
      `Plugin  ${plugin.directory}`,
      `Entry   ${plugin.entry}`,
      ...(sandbox ? [`Tried   at sandbox level ${sandbox.level}, ${LEVELS[sandbox.level]}`] : []),
      "",
      "Use it in your agent's project:",
      `  npm install --install-links ${plugin.directory}`,
      `  import plugin from "${plugin.name}";  // and put it into the agent's plugins: [plugin]`,
    ];
  }
  const word = status === "cancelled" ? "is cancelled" : "failed";
  return [colors.red(`✖ Job ${job.id} ${word} after ${rounds}.`), ...printable(reason).split("\n")];
}
