import type { JobSummary } from "../../studio/api/jobs.ts";
import { legible } from "../parts/legible.ts";
import { ActionButtons } from "./action-buttons.tsx";
import { WAITING_ACTIONS } from "./actions.ts";
import { Plan } from "./plan-card.tsx";
import { withoutCommands } from "./words.ts";

interface Props {
  job: JobSummary;
  /** Whether the plan stands here that waits for a yes; it may stand elsewhere. */
  withPlan?: boolean;
}

/** What a job waits for, and what a person can say to it. */
export function Waiting({ job, withPlan = false }: Props) {
  const { waiting, plan } = job;
  if (!waiting) return null;
  return (
    <div className="waiting">
      {withPlan && waiting.kind === "approval" && <Plan lines={plan} />}
      <p className="words">{legible(withoutCommands(waiting.text))}</p>
      {waiting.packages.length > 0 && (
        <ul className="packages" aria-label="Packages">
          {waiting.packages.map(({ name, version }) => (
            <li key={name} className="mono">
              {legible(`${name} ${version}`)}
            </li>
          ))}
        </ul>
      )}
      <ActionButtons job={job} actions={WAITING_ACTIONS} />
    </div>
  );
}
