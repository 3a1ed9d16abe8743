import { useEffect, useRef, type KeyboardEvent } from "react";
import { Virtuoso, type VirtuosoHandle } from "react-virtuoso";
import { LaneHeads } from "./arrow.tsx";
import { MessageRow } from "./message-row.tsx";
import type { Message } from "./messages.ts";
import type { Pick, Picked } from "./picked.ts";

interface Props {
  messages: Message[];
  picked: Picked | undefined;
  onPick: Pick;
}

/** How far a key moves in the list. */
const MOVES: Partial<Record<string, number>> = {
  ArrowUp: -1,
  ArrowDown: 1,
  PageUp: -10,
  PageDown: 10,
  Home: -Infinity,
  End: Infinity,
};

/** All messages in the order in which they were sent; one of them can be looked at more closely. */
export function Sequence({ messages, picked, onPick }: Props) {
  const list = useRef<VirtuosoHandle>(null);
  const id = picked?.kind === "event" ? picked.id : undefined;
  const position = id === undefined ? -1 : messages.findIndex(({ event }) => event.id === id);

  // What is looked at stays in sight; else the newest, also when an earlier moment is chosen.
  const end = messages.length - 1;
  useEffect(() => {
    if (position >= 0) list.current?.scrollIntoView({ index: position });
    else list.current?.scrollToIndex({ index: end, align: "end" });
  }, [position, end]);

  const move = (event: KeyboardEvent): void => {
    if (event.key === "Escape") onPick(undefined);
    if (event.key === "Enter") document.getElementById("team-details")?.focus();
    const step = MOVES[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const from = position < 0 ? (step < 0 ? end + 1 : -1) : position;
    const next = messages[Math.max(0, Math.min(end, from + step))];
    if (next) onPick({ kind: "event", id: next.event.id });
  };

  if (messages.length === 0) return <p className="soft">No message passes these filters.</p>;
  return (
    <div className="sequence">
      <LaneHeads />
      <Virtuoso
        ref={list}
        className="sequence-list"
        role="listbox"
        aria-label="Messages between the agents"
        aria-activedescendant={position < 0 ? undefined : rowId(messages[position])}
        tabIndex={0}
        onKeyDown={move}
        data={messages}
        computeItemKey={(_index, { event }) => event.id}
        initialTopMostItemIndex={Math.max(0, position < 0 ? end : position)}
        itemContent={(index, message) => (
          <MessageRow
            id={rowId(message)}
            message={message}
            isPicked={index === position}
            place={index + 1}
            of={messages.length}
            onPick={onPick}
          />
        )}
      />
    </div>
  );
}

const rowId = (message: Message | undefined): string => `message-${message?.event.id}`;
