import { X } from "lucide-react";
import { useEffect, useMemo, type KeyboardEvent, type ReactNode } from "react";
import type { JobEvent } from "../../../shared/events.ts";
import type { Job } from "../../../shared/job.ts";
import { AgentDetails } from "./agent-details.tsx";
import { CallDetails } from "./call-details.tsx";
import { EventDetails } from "./event-details.tsx";
import type { Pick, Picked } from "./picked.ts";
import { useCalls, type Loaded } from "./use-calls.ts";

interface Props {
  job: Job;
  events: JobEvent[];
  /** Events up to the moment that is shown. */
  past: JobEvent[];
  picked: Picked;
  onPick: Pick;
}

/** What all kinds of details get. */
export interface Shown extends Omit<Props, "picked"> {
  calls: Loaded;
}

/** What somebody looks at more closely, beside the messages. */
export function Details({ picked, ...props }: Props) {
  const { job, events, onPick } = props;
  // Recordings grow with what agents answer; not every event is worth another look.
  const answers = useMemo(() => events.filter(isAnswer).length, [events]);
  const calls = useCalls(job.id, answers);
  const title = TITLES[picked.kind];
  useEffect(() => {
    if (matchMedia("(max-width: 64rem)").matches) document.getElementById("team-details")?.focus();
  }, []);
  const close = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    onPick(undefined);
    document.querySelector<HTMLElement>(".sequence-list")?.focus();
  };
  return (
    <aside className="team-details" aria-label={title} onKeyDown={close}>
      <header>
        <h2 id="team-details" tabIndex={-1}>
          {title}
        </h2>
        <button type="button" aria-label="Close details" onClick={() => onPick(undefined)}>
          <X size={16} />
        </button>
      </header>
      <div className="team-details-body">{content(picked, { ...props, calls })}</div>
    </aside>
  );
}

const TITLES: Record<Picked["kind"], string> = {
  event: "Message",
  agent: "Agent",
  call: "Model call",
};

const isAnswer = ({ type }: JobEvent): boolean =>
  type === "model:called" || type === "agent:thought" || type.endsWith(":completed");

function content(picked: Picked, shown: Shown): ReactNode {
  switch (picked.kind) {
    case "event":
      return <EventDetails key={picked.id} id={picked.id} {...shown} />;
    case "agent":
      return <AgentDetails agent={picked.agent} {...shown} />;
    case "call":
      return <CallDetails key={picked.key} callKey={picked.key} {...shown} />;
  }
}
