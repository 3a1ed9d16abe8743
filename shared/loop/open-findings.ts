import type { Iteration } from "../job.ts";
import type { Finding } from "../results.ts";

/** What an iteration left open: what its gates and its reviewer found, without mere remarks. */
export function openFindings({
  report,
  review,
}: Partial<Pick<Iteration, "report" | "review">>): Finding[] {
  const gates = report?.gates.flatMap(({ findings }) => findings) ?? [];
  return [...gates, ...(review?.findings ?? [])].filter(({ severity }) => severity !== "note");
}
