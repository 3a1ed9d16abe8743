import { Ledger } from "../../shared/ledger.ts";
import { paidBy, totalOf, type Spent } from "../../shared/spending.ts";
import type { costsApi, DayCost } from "./api/costs.ts";
import type { Answers } from "./studio.ts";

export const costs: Answers<typeof costsApi> = {
  /** What the day's budget counts: jobs that happened here, and calls that belong to none. */
  costs(_input, { service: { team } }) {
    return costsByDay([
      ...team.jobs.own().flatMap(paidBy),
      ...new Ledger(team.config.dataDir).all(),
    ]);
  },
};

/** What was spent on each day from the first to the last one, in the time of this machine. */
export function costsByDay(spent: Spent[]): DayCost[] {
  const days = new Map<string, Spent[]>();
  for (const each of spent) {
    const day = dayOf(new Date(each.at));
    days.set(day, days.get(day) ?? []);
    days.get(day)?.push(each);
  }
  const sorted = [...days.keys()].sort();
  const [first, last] = [sorted.at(0), sorted.at(-1)];
  if (!first || !last) return [];
  return daysBetween(first, last).map((day) => {
    const { calls, usd, tokens, estimated } = totalOf(days.get(day) ?? []);
    return { day, calls, usd, tokens, estimated };
  });
}

function daysBetween(first: string, last: string): string[] {
  const days: string[] = [];
  // At noon, since a day can have 23 hours.
  for (const at = new Date(`${first}T12:00`); dayOf(at) <= last; at.setDate(at.getDate() + 1)) {
    days.push(dayOf(at));
  }
  return days;
}

function dayOf(at: Date): string {
  const two = (number: number): string => String(number).padStart(2, "0");
  return [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join("-");
}
