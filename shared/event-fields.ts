import { z } from "zod";
import { agentNames } from "./agent-names.ts";

export { agentNames };
export type AgentName = (typeof agentNames)[number];
export const AgentName = z.enum(agentNames);

/** Where a job was asked for, so that progress finds its way back. */
export const Origin = z.object({
  /** Agent that was talked to. */
  agentId: z.string(),
  roomId: z.string(),
  entityId: z.string(),
});
export type Origin = z.infer<typeof Origin>;

/** The job that another one goes on from. */
export const Parent = z.object({
  jobId: z.string(),
  /**
   * `retry` does the same once more; `fork` goes another way from one of its iterations; `improve` changes the plugin that it
   * released.
   */
  how: z.enum(["retry", "fork", "improve"]),
  /** Iteration that a fork goes on from. */
  iteration: z.number().int().min(1).optional(),
  /** Commit that the branch begins at; without it, at `main`. */
  commit: z.string().optional(),
  /** What a person asks the first round of a fork for. */
  hint: z.string().optional(),
});
export type Parent = z.infer<typeof Parent>;

/** What a job is expected to take, from low to high. */
export const Estimate = z.object({
  tokens: z.tuple([z.number(), z.number()]),
  /** US dollars; `null` when a model's price is not known. */
  usd: z.tuple([z.number(), z.number()]).nullable(),
  /** What it was derived from, for people: "the plan", "3 earlier jobs". */
  basis: z.string(),
});
export type Estimate = z.infer<typeof Estimate>;

/** What a budget limits. */
export const BudgetUnit = z.enum(["usd", "tokens", "minutes"]);
export type BudgetUnit = z.infer<typeof BudgetUnit>;

/** What a budget counts over: one job, or all jobs of a day. */
export const BudgetScope = z.enum(["job", "day"]);
export type BudgetScope = z.infer<typeof BudgetScope>;

/** What git commits a job makes: the plan, the tests, each iteration, a way back to the best one, and the approved release. */
export const CommitKind = z.enum(["plan", "tests", "iteration", "best", "release"]);
export type CommitKind = z.infer<typeof CommitKind>;
