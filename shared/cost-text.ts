import { amountText } from "./budget.ts";
import type { BudgetScope, Estimate, Payload } from "./events.ts";
import { isFinished, type Job } from "./job.ts";
import { byAgent, costText, paidBy, tokensText, totalOf, usdText } from "./spending.ts";

/** What a job cost and who caused it, on one line; nothing when no model was paid. */
export function costLine(job: Job): string | undefined {
  const spent = paidBy(job);
  if (spent.length === 0) return undefined;
  const total = totalOf(spent);
  const parts = byAgent(spent).map(([agent, each]) => `${agent} ${costText(each)}`);
  const title = isFinished(job) ? "Cost" : "Cost so far";
  return `${title}: ${costText(total)} (${parts.join(", ")}), ${tokensText(total.tokens)} tokens`;
}

/** What a job is expected to take, and what makes us think so. */
export function estimateText({ usd, tokens, basis }: Estimate): string {
  const cost = usd ? range(usd.map(usdText)) : "cost unknown";
  return `Expected: ${cost}, ${range(tokens.map(tokensText))} tokens (judged by ${basis})`;
}

const range = ([low = "", high = ""]: string[]): string =>
  low === high ? low : `${low} to ${high}`;

const WHOSE: Record<BudgetScope, string> = { job: "the job's budget", day: "today's budget" };

/** That most of a budget is used. */
export function warningText({ scope, unit, spent, limit }: Payload<"budget:warned">): string {
  const percent = Math.round((spent / limit) * 100);
  const amounts = `${amountText(unit, spent)} of ${amountText(unit, limit)}`;
  return `${percent} % of ${WHOSE[scope]} is used: ${amounts}`;
}

/** What a job waits for, and until when. */
export const waitingText = ({ reason, until }: Payload<"job:waiting">): string =>
  until === undefined ? reason : `${reason} The job goes on by itself at ${localTime(until)}.`;

/** `2026-11-22 14:05`, in the time of this machine. */
function localTime(iso: string): string {
  const at = new Date(iso);
  const two = (number: number): string => String(number).padStart(2, "0");
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join("-");
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}`;
}
