import type { DayCost } from "../../studio/api/costs.ts";

/** What all days cost together. */
export interface Sum {
  /** US dollars, as far as prices are known. */
  usd: number;
  tokens: number;
  calls: number;
  /** Whether the price of something is not known. */
  hasUnknown: boolean;
}

export const sumOf = (days: DayCost[]): Sum => ({
  usd: days.reduce((sum, { usd }) => sum + (usd ?? 0), 0),
  tokens: days.reduce((sum, { tokens }) => sum + tokens, 0),
  calls: days.reduce((sum, { calls }) => sum + calls, 0),
  hasUnknown: days.some(({ usd }) => usd === null),
});

/** Seconds since 1970 of each day's noon, its value, and what there was until then. */
export function seriesOf(
  days: DayCost[],
  of: (day: DayCost) => number,
): [number[], number[], number[]] {
  let total = 0;
  const totals = days.map((day) => (total += of(day)));
  return [days.map(({ day }) => Date.parse(`${day}T12:00`) / 1000), days.map(of), totals];
}
