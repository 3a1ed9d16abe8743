import { z } from "zod";
import { agentNames, AgentName } from "./event-fields.ts";
import { totalTokens, Usage } from "./usage.ts";

/** One attempt at a model and what it cost. */
export const Spent = z.object({
  at: z.string(),
  agent: AgentName,
  /** Iteration it belongs to; 0 before the first. */
  iteration: z.number().int(),
  model: z.string(),
  usage: Usage,
  /** US dollars; `null` when the price is not known. */
  usd: z.number().nullable(),
  durationMs: z.number(),
  /** Whether nothing came of it. */
  failed: z.boolean(),
});
export type Spent = z.infer<typeof Spent>;

/** What several attempts cost together. */
export interface Total {
  calls: number;
  /** US dollars; `null` when the price of one of them is not known. */
  usd: number | null;
  tokens: number;
  /** Time spent in model calls; calls at the same time count each. */
  minutes: number;
  /** Whether any of it is an estimate, as for attempts that died before their usage was told. */
  estimated: boolean;
}

export const totalOf = (spent: Spent[]): Total => ({
  calls: spent.length,
  usd: spent.reduce<number | null>(
    (sum, { usd }) => (sum === null || usd === null ? null : sum + usd),
    0,
  ),
  tokens: spent.reduce((sum, { usage }) => sum + totalTokens(usage), 0),
  minutes: spent.reduce((sum, { durationMs }) => sum + durationMs, 0) / 60_000,
  estimated: spent.some(({ usage }) => usage.estimated),
});

/** What a job really used: an attempt that was replayed from a recording cost nothing now. */
export const paidBy = ({ model, spent }: { model: string; spent: Spent[] }): Spent[] =>
  model === "replay" ? spent.filter(({ usd }) => usd !== 0) : spent;

/** Totals of the agents that called a model, in the team's order. */
export const byAgent = (spent: Spent[]): [AgentName, Total][] =>
  agentNames
    .map((name) => spent.filter(({ agent }) => agent === name))
    .flatMap((own) => (own[0] ? [[own[0].agent, totalOf(own)] as [AgentName, Total]] : []));

/** What a job used, as data for other programs. */
export function spendingFacts(job: { model: string; spent: Spent[] }) {
  const spent = paidBy(job);
  const iterations = [...new Set(spent.map(({ iteration }) => iteration))].sort((a, b) => a - b);
  return {
    ...totalOf(spent),
    agents: Object.fromEntries(byAgent(spent)),
    iterations: iterations.map((number) => ({
      iteration: number,
      ...totalOf(spent.filter(({ iteration }) => iteration === number)),
    })),
  };
}

/** `$0.42`; small amounts with as many digits as they need to be seen. */
export function usdText(usd: number): string {
  if (usd > 0 && usd < 0.0001) return "under $0.0001";
  return `$${usd.toFixed(usd === 0 || usd >= 0.01 ? 2 : 4)}`;
}

/** `840`, `123k`, `1.5M`. */
export function tokensText(tokens: number): string {
  if (tokens < 1000) return String(Math.round(tokens));
  if (tokens < 999_500) return `${Math.round(tokens / 1000)}k`;
  return `${Number((tokens / 1e6).toFixed(1))}M`;
}

/** What calls cost, for people: `$0.42`, `~$0.42` when a part is an estimate, `unknown` without a price. */
export const costText = ({ usd, estimated }: Total): string =>
  usd === null ? "unknown" : `${estimated ? "~" : ""}${usdText(usd)}`;
