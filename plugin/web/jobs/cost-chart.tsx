import { useEffect, useRef, useState } from "react";
import UPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { DayCost } from "../../studio/api/costs.ts";
import { tokensText, usdText } from "../../../shared/spending.ts";
import { seriesOf } from "./costs.ts";

const HEIGHT_PX = 240;
const BAR = [0.6, 48] as [number, number];

const UNITS = {
  dollars: { of: ({ usd }: DayCost) => usd ?? 0, text: usdText },
  tokens: { of: ({ tokens }: DayCost) => tokens, text: tokensText },
};
type Unit = keyof typeof UNITS;

/** Bars of each day and a line of the running total; the table below tells the same. */
export function CostChart({ days }: { days: DayCost[] }) {
  const [unit, setUnit] = useState<Unit>("dollars");
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = place.current;
    if (!box) return undefined;
    const { of, text } = UNITS[unit];
    const chart = new UPlot(optionsOf(box, text), seriesOf(days, of), box);
    const resized = new ResizeObserver(() =>
      chart.setSize({ width: box.clientWidth, height: HEIGHT_PX }),
    );
    resized.observe(box);
    return () => {
      resized.disconnect();
      chart.destroy();
    };
  }, [days, unit]);
  return (
    <figure className="chart">
      <figcaption className="row">
        Each day, and the total until then
        <span className="row" role="group" aria-label="Unit">
          {(Object.keys(UNITS) as Unit[]).map((each) => (
            <button
              key={each}
              type="button"
              className="filter"
              aria-pressed={each === unit}
              onClick={() => setUnit(each)}
            >
              {each}
            </button>
          ))}
        </span>
      </figcaption>
      <div ref={place} aria-hidden="true" />
    </figure>
  );
}

function optionsOf(box: HTMLElement, text: (value: number) => string): UPlot.Options {
  const style = getComputedStyle(box);
  const color = (name: string): string => style.getPropertyValue(name).trim();
  const axis = { stroke: color("--soft"), grid: { stroke: color("--line"), width: 1 } };
  const value = (_chart: UPlot, shown: number | null): string =>
    shown === null ? "" : text(shown);
  const values = (_chart: UPlot, ticks: number[]): string[] => ticks.map(text);
  return {
    width: box.clientWidth,
    height: HEIGHT_PX,
    axes: [
      axis,
      { ...axis, values, size: 70 },
      { ...axis, values, size: 70, side: 1, scale: "total", grid: { show: false } },
    ],
    series: [
      { label: "Day", value: "{YYYY}-{MM}-{DD}" },
      {
        label: "That day",
        fill: color("--accent"),
        stroke: color("--accent"),
        paths: UPlot.paths.bars?.({ size: BAR }),
        points: { show: false },
        value,
      },
      { label: "Until then", stroke: color("--open"), width: 2, scale: "total", value },
    ],
    scales: { y: { range: fromZero }, total: { range: fromZero } },
  };
}

const fromZero = (_chart: UPlot, _least: number, most: number): [number, number] => [
  0,
  most > 0 ? most * 1.1 : 1,
];
