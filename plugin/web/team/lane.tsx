import { useEffect, useRef } from "react";
import type { AgentName as Name } from "../../../shared/events.ts";
import { costText, tokensText, type Total } from "../../../shared/spending.ts";
import { AgentName } from "../parts/agent-name.tsx";
import { legible } from "../parts/legible.ts";
import { useStudio } from "../store.ts";
import type { Doing } from "./doing.ts";
import { durationText } from "./numbers.ts";
import type { Pick } from "./picked.ts";

/** More of a stream is not drawn again with every word of it. */
const MOST_SHOWN = 2000;

interface Props {
  agent: Name;
  doing: Doing;
  /** What its model is saying now. */
  saying: string | undefined;
  /** What it thought last. */
  thought: string | undefined;
  total: Total;
  onPick: Pick;
}

/** One agent: who it is, what it does, what it thinks, and what it has used. */
export function Lane({ agent, doing, saying, thought, total, onPick }: Props) {
  const about = useStudio((studio) => studio.about);
  const name = about?.agents.find((each) => each.agent === agent)?.name ?? "";
  const character = name.toLowerCase() === agent ? "" : name;
  return (
    <li className={`lane lane-${agent} ${doing.state}`}>
      <h2>
        <button
          type="button"
          className="lane-name"
          aria-label={`${[agent, character].filter(Boolean).join(" ")}: thoughts and model calls`}
          onClick={() => onPick({ kind: "agent", agent })}
        >
          <AgentName agent={agent} />
          {doing.state === "working" && <span className="lane-pulse" aria-hidden="true" />}
          {character && <span className="soft">{legible(character)}</span>}
        </button>
      </h2>
      <p className="lane-doing" aria-live="polite">
        {doing.text}
      </p>
      {saying ? (
        <Stream text={saying} />
      ) : (
        <p className="lane-thought words soft">{thought && legible(thought)}</p>
      )}
      <p className="lane-total">{totalText(total)}</p>
    </li>
  );
}

/** The end of what is being said stays in sight. */
function Stream({ text }: { text: string }) {
  const box = useRef<HTMLPreElement>(null);
  useEffect(() => {
    box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [text]);
  return (
    <pre ref={box} className="lane-stream" role="group" aria-label="Being said" tabIndex={0}>
      {legible(text.slice(-MOST_SHOWN))}
    </pre>
  );
}

function totalText(total: Total): string {
  if (total.calls === 0) return "No model call";
  const calls = total.calls === 1 ? "1 call" : `${total.calls} calls`;
  const time = durationText(total.minutes * 60_000);
  return `${calls} · ${tokensText(total.tokens)} tokens · ${costText(total)} · ${time}`;
}
