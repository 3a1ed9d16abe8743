import type { Finding } from "../../../shared/results.ts";
import type { RecordedIteration } from "../../studio/api/history.ts";

/** What was found in an iteration by its gates and by its reviewer, the worst first. */
export const openFindings = ({
  gates,
  review,
}: Pick<RecordedIteration, "gates" | "review">): Finding[] =>
  [...gates.flatMap(({ findings }) => findings), ...(review?.findings ?? [])].sort(
    (one, other) => WEIGHTS[other.severity] - WEIGHTS[one.severity],
  );

const WEIGHTS: Record<Finding["severity"], number> = { blocker: 2, warning: 1, note: 0 };

/** How each kind of finding is coloured. */
export const SEVERITY_LOOK: Record<Finding["severity"], string> = {
  blocker: "badge bad",
  warning: "badge open",
  note: "badge",
};

/** `src/index.ts:7`, or nothing for a finding without a place. */
export const placeText = ({ file, line }: Finding): string | undefined =>
  file && `${file}${line ? `:${line}` : ""}`;
