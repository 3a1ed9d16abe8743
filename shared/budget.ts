import { ConfigError } from "./errors.ts";
import type { BudgetUnit } from "./events.ts";
import { tokensText, usdText } from "./spending.ts";

/** Most that may be used, by unit; a missing unit has no limit. Minutes are time spent in model calls. */
export type BudgetLimits = Partial<Record<BudgetUnit, number>>;

export const JOB_BUDGET: BudgetLimits = { usd: 3, tokens: 1_500_000, minutes: 30 };
export const DAY_BUDGET: BudgetLimits = { usd: 20, tokens: 10_000_000, minutes: 240 };

const PART = /^(usd|tokens|minutes)=(\d+(?:\.\d+)?|off)$/;

/** Reads a budget such as `usd=5 tokens=off`; what is not named keeps its default. */
export function readBudget(variable: string, text: string, defaults: BudgetLimits): BudgetLimits {
  const limits = { ...defaults };
  for (const part of text.split(/[\s,]+/).filter(Boolean)) {
    const [, unit, value] = PART.exec(part) ?? [];
    if (!unit || !value) {
      throw new ConfigError(
        `${variable}: expected parts such as usd=3, tokens=1500000, minutes=30 or usd=off, got "${part}".`,
      );
    }
    if (value === "off") delete limits[unit as BudgetUnit];
    else limits[unit as BudgetUnit] = Number(value);
  }
  return limits;
}

/** Limits after a person allowed the same amount again so many times. */
export const raisedLimits = (limits: BudgetLimits, times: number): BudgetLimits =>
  Object.fromEntries(Object.entries(limits).map(([unit, limit]) => [unit, limit * (1 + times)]));

/** An amount of a budget in words: `$2.41`, `1.5M tokens`, `30 minutes`. */
export function amountText(unit: BudgetUnit, amount: number): string {
  switch (unit) {
    case "usd":
      return usdText(amount);
    case "tokens":
      return `${tokensText(amount)} tokens`;
    case "minutes":
      return `${Number(amount.toFixed(1))} minutes`;
  }
}

/** All limits in words: `$3.00, 1.5M tokens, 30 minutes`. */
export const limitsText = (limits: BudgetLimits): string =>
  Object.entries(limits)
    .map(([unit, limit]) => amountText(unit as BudgetUnit, limit))
    .join(", ") || "no limit";
