import type { Plan } from "../agents/housekeeping/tidy.ts";
import { megabytesText, type Retention, type StoredJob } from "../shared/retention.ts";

/** What goes and what stays, in sentences. */
export function tidiedLines(
  { remove, stay }: Plan,
  { bytes = Infinity }: Retention,
  verb: "went" | "would go",
): string[] {
  const left = sum(stay);
  const [gone, rest] = [`${count(remove)} with ${megabytesText(sum(remove))}`, count(stay)];
  const stays = `${rest} with ${megabytesText(left)} stay${stay.length === 1 ? "s" : ""}`;
  return [
    `${gone} ${verb}; ${stays}.`,
    ...(left > bytes
      ? [
          "That is still more than is to be kept: a job that is not over never goes, nor does the newest job of a plugin that released a version.",
        ]
      : []),
  ];
}

export const sum = (jobs: StoredJob[]): number =>
  jobs.reduce((total, { bytes }) => total + bytes, 0);

const count = ({ length }: StoredJob[]): string => `${length} job${length === 1 ? "" : "s"}`;
