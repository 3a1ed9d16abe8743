import type { ProcessRequest } from "../shared/process-requests.ts";
import type { Team } from "./team.ts";

/** Does for another process what it asks of the one that works on the data folder. */
export function performRequest(
  team: Pick<Team, "cancel" | "pause" | "continue" | "edit" | "hint">,
  request: ProcessRequest,
): unknown {
  switch (request.ask) {
    case "cancel":
      return team.cancel(request.jobId, "Cancelled from the command line.");
    case "pause":
      return team.pause(request.jobId);
    case "continue":
      return team.continue(request.jobId, { without: request.without });
    case "edit":
      return team.edit(request.jobId, request.text);
    case "hint":
      return team.hint(request.jobId, request.text, request.to);
    default:
      return request satisfies never;
  }
}
