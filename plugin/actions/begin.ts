import type { Begun } from "../../agents/team.ts";
import { lineText } from "../line-text.ts";

/** The reply to a request: how to follow the job, or what is still needed. */
export function beginReply(begun: Begun, jobLine: (jobId: string) => string) {
  switch (begun.kind) {
    case "ask":
      return { success: false, text: begun.question };
    case "refuse":
      return { success: false, text: begun.reason };
    case "started": {
      const { job, text, notes, place } = begun;
      const wait = place
        ? [`All places are taken at the moment, so it waits its turn: it is ${lineText(place)}.`]
        : [];
      const lines = [text, jobLine(job.id), ...wait, ...notes.map((note) => `Note: ${note}`)];
      return { success: true, text: lines.join("\n"), data: { jobId: job.id } };
    }
  }
}
