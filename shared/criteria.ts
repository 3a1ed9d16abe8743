import { z } from "zod";
import type { Job } from "./job.ts";
import type { RanTest } from "./results.ts";

/** Something that can be observed of the finished plugin, and that at least one test has to show. */
export const Criterion = z.object({
  /** `AC-1`, `AC-2`, …: what tests carry in their titles, in square brackets. */
  id: z.string().regex(/^AC-[1-9]\d*$/),
  /** Name of the action, provider, service or evaluator that it is about. */
  component: z.string(),
  /** One sentence. */
  text: z.string(),
});
export type Criterion = z.infer<typeof Criterion>;

/** What the tests say of one criterion. */
export interface CriterionResult {
  criterion: Criterion;
  tests: RanTest[];
  /** `passed` when it has tests and all of them are green. */
  result: "passed" | "failed" | "untested";
}

/** Ids of the criteria that a test names in its title: `[AC-3] addTodo keeps the title`. */
export const criteriaIn = (title: string): string[] =>
  [...title.matchAll(/\[(AC-\d+)\]/g)].map(([, id = ""]) => id);

/** The table of a job: criterion, tests, result. */
export const criteriaTable = (criteria: Criterion[], tests: RanTest[]): CriterionResult[] =>
  criteria.map((criterion) => {
    const its = tests.filter(({ name }) => criteriaIn(name).includes(criterion.id));
    const green = its.every(({ state }) => state === "passed");
    const result = its.length === 0 ? "untested" : green ? "passed" : "failed";
    return { criterion, tests: its, result };
  });

/** What the tests say of a job's criteria, in the newest iteration that ran any; nothing before that. */
export function resultsOf({ plan, iterations }: Job): CriterionResult[] {
  const gates = iterations.flatMap((each) => each.gates);
  const tests = gates.findLast(({ name, tests: ran }) => name === "test" && ran)?.tests;
  return tests ? criteriaTable(plan?.criteria ?? [], tests) : [];
}
