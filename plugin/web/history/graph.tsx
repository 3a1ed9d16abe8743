import type { Row } from "./lanes.ts";

const LANE_PX = 14;
/** Lanes beyond are drawn on the last one. */
const MOST_LANES = 10;
const COLOURS = ["--accent", "--coder", "--planner", "--tester", "--reviewer", "--soft"];

const xOf = (lane: number): number => Math.min(lane, MOST_LANES - 1) * LANE_PX + LANE_PX / 2 + 2;
const colourOf = (lane: number): string => `var(${COLOURS[lane % COLOURS.length]})`;

/** Pixels that a graph of so many lanes needs. */
export const graphWidth = (lanes: number): number => Math.min(lanes, MOST_LANES) * LANE_PX + 4;

/** A commit's part of the graph, as high as its row. What it shows stands in the row as words as well. */
export function Graph({ row, lanes }: { row: Row; lanes: number }) {
  const { lane, passing, from, to } = row;
  const x = xOf(lane);
  return (
    <svg className="graph" width={graphWidth(lanes)} aria-hidden="true">
      {passing.map((each) => (
        <line
          key={`by ${each}`}
          {...{ x1: xOf(each), y1: "0%", x2: xOf(each), y2: "100%" }}
          stroke={colourOf(each)}
        />
      ))}
      {from.map((each) => (
        <line
          key={`from ${each}`}
          {...{ x1: xOf(each), y1: "0%", x2: x, y2: "50%" }}
          stroke={colourOf(each)}
        />
      ))}
      {to.map((each) => (
        <line
          key={`to ${each}`}
          {...{ x1: x, y1: "50%", x2: xOf(each), y2: "100%" }}
          stroke={colourOf(each)}
        />
      ))}
      <circle cx={x} cy="50%" r="4.5" fill={colourOf(lane)} />
    </svg>
  );
}
