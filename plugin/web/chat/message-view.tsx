import { memo } from "react";
import { Markdown } from "../parts/markdown.tsx";
import { legible } from "../parts/legible.ts";
import { sayAgain } from "./conversation.ts";
import type { Message } from "./messages.ts";

/** Longer words of a person, such as pasted specifications, are folded. */
const LONGEST = 1200;
const LEAD = 240;

interface Props {
  message: Message;
  /** Name of the agent that is talked to. */
  agent: string;
  /** Whether it is news of a job whose card stands above: its first line tells enough. */
  isNews: boolean;
}

/** One message: of whom, when, and what it says. */
export const MessageView = memo(function MessageView({ message, agent, isNews }: Props) {
  const { from, text, at, state } = message;
  const isPerson = from === "person";
  return (
    <div className={`message from-${from}`} aria-busy={state === "streaming"}>
      <p className="who">
        <span className={isPerson ? "" : "agent agent-coordinator"}>
          {isPerson ? "You" : agent}
        </span>{" "}
        <time className="soft" dateTime={new Date(at).toISOString()}>
          {clock(at)}
        </time>
      </p>
      {isPerson ? (
        <PersonWords text={text} />
      ) : isNews && text.includes("\n") ? (
        <News text={text} />
      ) : (
        <Markdown text={text} />
      )}
      {state === "sending" && <p className="soft">Sending…</p>}
      {state === "failed" && (
        <p className="trouble">
          The server did not take this.{" "}
          <button type="button" className="plain" onClick={() => sayAgain(message)}>
            Send again
          </button>
        </p>
      )}
    </div>
  );
});

function PersonWords({ text }: { text: string }) {
  const shown = legible(text);
  if (shown.length <= LONGEST) return <p className="words">{shown}</p>;
  return (
    <details>
      <summary>
        <span className="words">{shown.slice(0, LEAD)}…</span>
        <span className="soft"> ({shown.length.toLocaleString()} characters)</span>
      </summary>
      <p className="words">{shown}</p>
    </details>
  );
}

function News({ text }: { text: string }) {
  const [title = "", ...rest] = text.split("\n");
  return (
    <details>
      <summary>{legible(title)}</summary>
      <Markdown text={rest.join("\n")} />
    </details>
  );
}

function clock(at: number): string {
  const date = new Date(at);
  const isToday = date.toDateString() === new Date().toDateString();
  return date.toLocaleString([], {
    ...(isToday ? {} : { day: "numeric", month: "short" }),
    hour: "2-digit",
    minute: "2-digit",
  });
}
