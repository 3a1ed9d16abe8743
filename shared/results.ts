import { z } from "zod";
import { sandboxLevels } from "./sandbox/box.ts";

/** The gates of one iteration, in the order people read them. */
export const gateNames = ["install", "build", "lint", "test", "load"] as const;
export type GateName = (typeof gateNames)[number];

/** One thing to mend, as a tool or the reviewer reported it. */
export const Finding = z.object({
  /** Who says so: a gate, the reviewer, or somebody who asked for it. */
  from: z.enum([...gateNames, "review", "person"]),
  severity: z.enum(["blocker", "warning", "note"]),
  message: z.string(),
  /** Path inside the plugin, when the finding has a place. */
  file: z.string().optional(),
  line: z.number().int().optional(),
  /** Machine-readable rule such as `TS2304` or `maximum-length`. */
  rule: z.string().optional(),
  /** Name of the test that says so. */
  test: z.string().optional(),
  /** Of the reviewer: the same thing has the same id in every round, `R1`, `R2`, … */
  id: z.string().optional(),
  /** Of the reviewer: the criterion or the words of the specification that are offended, or `safe`. */
  clause: z.string().optional(),
});
export type Finding = z.infer<typeof Finding>;

/** One test as the harness saw it end. */
export const RanTest = z.object({
  /** With the names of the groups around it. */
  name: z.string(),
  /** Path inside the plugin. */
  file: z.string(),
  state: z.enum(["passed", "failed", "skipped"]),
});
export type RanTest = z.infer<typeof RanTest>;

/** How often tests notice that one thing in the code is broken. */
export const Mutation = z.object({
  killed: z.number(),
  /** Mutants for which there was time; of a component that is not listed none was tried. */
  tried: z.number(),
  total: z.number(),
  durationMs: z.number(),
  components: z.array(
    z.object({
      /** Name of an action, provider, service or evaluator, or `shared code`. */
      name: z.string(),
      killed: z.number(),
      tried: z.number(),
      survivors: z.array(z.object({ file: z.string(), line: z.number(), what: z.string() })),
    }),
  ),
});
export type Mutation = z.infer<typeof Mutation>;

export const Gate = z.object({
  name: z.enum(gateNames),
  /** `skipped`: it could not run because an earlier gate is red. */
  status: z.enum(["passed", "failed", "skipped"]),
  /** One line for people, such as `9 passed, 0 failed`. */
  summary: z.string(),
  durationMs: z.number(),
  findings: z.array(Finding),
  /** Of the test gate: every test that it ran. */
  tests: z.array(RanTest).optional(),
  /** Of the test gate: whether its tests notice when the code is broken; only when they are green. */
  mutation: Mutation.optional(),
});
export type Gate = z.infer<typeof Gate>;

/** What the harness measured; no model has a say in it. */
export const CheckReport = z.object({
  verdict: z.enum(["passed", "failed"]),
  gates: z.array(Gate),
  /** The box that code was run in; `none` when it was not run at all. Reports of earlier versions do not say it. */
  sandbox: z.object({ level: z.enum(sandboxLevels), backend: z.string() }).optional(),
  /** Whether another iteration can help; a package that does not exist cannot be mended by new code. */
  mendable: z.boolean(),
});
export type CheckReport = z.infer<typeof CheckReport>;

export const Review = z.object({
  verdict: z.enum(["approve", "revise"]),
  /** 0 to 100. */
  score: z.number().min(0).max(100),
  summary: z.string(),
  findings: z.array(Finding),
  /** What earlier rounds found and this one closes. */
  closed: z.array(z.object({ id: z.string(), how: z.enum(["fixed", "withdrawn"]) })).optional(),
});
export type Review = z.infer<typeof Review>;
