import { agentNames } from "../../../shared/event-fields.ts";
import { AGENTS } from "../../../shared/look.ts";
import type { Message } from "./messages.ts";

/** Lanes are so wide, in percent of all of them. */
const WIDTH = 100 / agentNames.length;
const middle = (lane: number): number => (lane + 0.5) * WIDTH;

/** The message as an arrow from lane to lane; one to itself is a dot. */
export function Arrow({ message: { from, to, kind } }: { message: Message }) {
  const [start, end] = [from, to].map((agent) => middle(agentNames.indexOf(agent))) as [
    number,
    number,
  ];
  const direction = start === end ? "self" : start < end ? "right" : "left";
  return (
    <span className={`arrow agent-${from} ${direction} is-${kind}`} aria-hidden="true">
      {agentNames.map((agent, lane) => (
        <span key={agent} className="arrow-lane" style={{ left: `${middle(lane)}%` }} />
      ))}
      <span
        className="arrow-line"
        style={{ left: `${Math.min(start, end)}%`, width: `${Math.abs(end - start)}%` }}
      />
    </span>
  );
}

/** Whose lane is which. */
export function LaneHeads() {
  return (
    <div className="lane-heads" aria-hidden="true">
      <span />
      <span className="arrow">
        {agentNames.map((agent, lane) => (
          <span
            key={agent}
            className={`lane-head agent-${agent}`}
            style={{ left: `${middle(lane)}%` }}
            title={agent}
          >
            {AGENTS[agent].icon}
          </span>
        ))}
      </span>
    </div>
  );
}
