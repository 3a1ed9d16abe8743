import { useMemo } from "react";
import type { JobEvent } from "../../../shared/events.ts";
import { owners } from "../../../shared/requests.ts";
import { AgentName } from "../parts/agent-name.tsx";
import { LongText } from "../parts/long-text.tsx";
import { CallList } from "./call-list.tsx";
import { causesOf, effectsOf } from "./causes.ts";
import type { Shown } from "./details.tsx";
import { textOf } from "./messages.ts";
import { clockText } from "./numbers.ts";
import type { Pick } from "./picked.ts";
import { CallFacts } from "./call-facts.tsx";

/** One event with everything in it, what led to it, and what it led to. */
export function EventDetails({ id, events, onPick, calls }: Shown & { id: string }) {
  const byId = useMemo(() => new Map(events.map((each) => [each.id, each])), [events]);
  const event = byId.get(id);
  if (!event) return <p>This job has no event {id}. The link may be of another job.</p>;
  const causes = causesOf(event, byId);
  const effects = effectsOf(event, events);
  const own = calls.list?.calls.filter((call) => isOf(call, event)) ?? [];
  return (
    <>
      <p className="row">
        <AgentName agent={event.agent} />
        <code>{event.type}</code>
        <time className="soft mono" dateTime={event.at} title={event.at}>
          {clockText(event.at)}
        </time>
      </p>
      <LongText text={textOf(event)} />
      {event.type === "model:called" && <CallFacts call={event} onPick={onPick} />}
      {event.type !== "model:called" && event.type in owners && own.length > 0 && (
        <>
          <h3>Model calls for it</h3>
          <CallList calls={own} onPick={onPick} />
        </>
      )}
      <h3>What led to it</h3>
      <EventLinks events={causes} none="Nothing: a person, or the clock." onPick={onPick} />
      <h3>What it led to</h3>
      <EventLinks events={effects} none="Nothing by itself." onPick={onPick} />
      <h3>The whole event</h3>
      <LongText mono text={JSON.stringify(event, null, 2)} />
    </>
  );
}

/** Whether a call was made for a request. */
function isOf({ agent, iteration }: { agent: string; iteration: number }, event: JobEvent) {
  if (!(event.type in owners)) return false;
  const round = "iteration" in event ? event.iteration : 0;
  return owners[event.type as keyof typeof owners] === agent && iteration === round;
}

interface LinksProps {
  events: JobEvent[];
  none: string;
  onPick: Pick;
}

function EventLinks({ events, none, onPick }: LinksProps) {
  if (events.length === 0) return <p className="soft">{none}</p>;
  return (
    <ol className="event-links">
      {events.map((event) => (
        <li key={event.id}>
          <button type="button" onClick={() => onPick({ kind: "event", id: event.id })}>
            <AgentName agent={event.agent} /> <span>{event.type}</span>
            <span className="soft mono">{clockText(event.at)}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}
