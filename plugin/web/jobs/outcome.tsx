import { linkTo } from "../place.ts";
import { legible } from "../parts/legible.ts";
import type { Came } from "./use-act.ts";
import { withoutCommands } from "./words.ts";

/** What an action came to, or why it was not possible. */
export function Outcome({
  came,
  trouble,
}: {
  came: Came | undefined;
  trouble: string | undefined;
}) {
  return (
    <>
      <p className="outcome" role="status">
        {came && (
          <>
            {legible(withoutCommands(came.text) || came.text)}{" "}
            {came.jobId && <a href={linkTo("jobs", came.jobId)}>Show job {came.jobId}</a>}
          </>
        )}
      </p>
      {trouble && (
        <p className="outcome trouble" role="alert">
          {legible(trouble)}
        </p>
      )}
    </>
  );
}
