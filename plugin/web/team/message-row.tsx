import { memo } from "react";
import { VERDICTS } from "../../../shared/look.ts";
import { AgentName } from "../parts/agent-name.tsx";
import { legible } from "../parts/legible.ts";
import { Arrow } from "./arrow.tsx";
import { textOf, type Message } from "./messages.ts";
import { clockText } from "./numbers.ts";
import type { Pick } from "./picked.ts";

interface Props {
  id: string;
  message: Message;
  isPicked: boolean;
  place: number;
  of: number;
  onPick: Pick;
}

/** A message on one line: when, from whom to whom, and how it begins. */
export const MessageRow = memo(function MessageRow(props: Props) {
  const { id, message, isPicked, place, of, onPick } = props;
  const { event, kind, from, to } = message;
  return (
    <div
      id={id}
      role="option"
      aria-selected={isPicked}
      aria-posinset={place}
      aria-setsize={of}
      className={`message is-${kind}`}
      onClick={() => onPick({ kind: "event", id: event.id })}
    >
      <time className="mono soft" dateTime={event.at}>
        {clockText(event.at)}
      </time>
      <Arrow message={message} />
      <span className="message-words">
        <span className="message-names">
          <AgentName agent={from} />
          {from !== to && (
            <>
              <span className="soft"> → </span>
              <AgentName agent={to} />
            </>
          )}
        </span>{" "}
        {event.type === "gate:completed" && (
          <span className={`gate ${event.gate.status}`}>{VERDICTS[event.gate.status].icon}</span>
        )}
        <span className="message-text">{firstLine(textOf(event))}</span>
      </span>
    </div>
  );
});

const firstLine = (text: string): string => legible(text.trim().split("\n", 1)[0] ?? "");
