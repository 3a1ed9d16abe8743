import { useMemo } from "react";
import { agentNames } from "../../../shared/event-fields.ts";
import type { AgentName, JobEvent } from "../../../shared/events.ts";
import type { Job } from "../../../shared/job.ts";
import { totalOf } from "../../../shared/spending.ts";
import { doingOf, type Doing } from "./doing.ts";
import { Lane } from "./lane.tsx";
import type { Pick } from "./picked.ts";

interface Props {
  job: Job;
  past: JobEvent[];
  thinking: Partial<Record<AgentName, string>>;
  /** False when no process works on the job, whatever was asked for in it. */
  isAtWork: boolean;
  onPick: Pick;
}

const INTERRUPTED: Doing = { state: "waiting", text: "Stopped in the middle; nobody is at work." };

/** The agents beside each other: what each does, thinks and has used. */
export function Lanes({ job, past, thinking, isAtWork, onPick }: Props) {
  const thoughts = useMemo(() => newestThoughts(past), [past]);
  return (
    <ul className="lanes" aria-label="Agents">
      {agentNames.map((agent) => {
        const doing = doingOf(agent, job, past);
        return (
          <Lane
            key={agent}
            agent={agent}
            doing={isAtWork || doing.state !== "working" ? doing : INTERRUPTED}
            saying={thinking[agent]}
            thought={thoughts.get(agent)}
            total={totalOf(job.spent.filter((each) => each.agent === agent))}
            onPick={onPick}
          />
        );
      })}
    </ul>
  );
}

const newestThoughts = (events: JobEvent[]): Map<AgentName, string> =>
  new Map(
    events.flatMap((event): [AgentName, string][] =>
      event.type === "agent:thought" ? [[event.agent, event.text]] : [],
    ),
  );
