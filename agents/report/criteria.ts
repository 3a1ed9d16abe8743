import { criteriaTable, type CriterionResult } from "../../shared/criteria.ts";
import type { Job } from "../../shared/job.ts";
import type { RanTest } from "../../shared/results.ts";
import {
  cell,
  count,
  fold,
  list,
  table,
  text,
  type Block,
  type Line,
  type Tone,
} from "./document.ts";
import { keptIteration } from "./outcome.ts";

const TONES: Record<CriterionResult["result"] | RanTest["state"], Tone> = {
  passed: "good",
  failed: "bad",
  untested: "open",
  skipped: "quiet",
};

/** Which tests show each criterion in the iteration that counts, and how they ended. */
export function criteriaBlocks(job: Job): Block[] {
  if (!job.plan) return [];
  const { criteria } = job.plan;
  if (!criteria) return [text("The plan of this job numbers no criteria.")];
  const kept = keptIteration(job);
  const tests = kept?.gates.find(({ name }) => name === "test")?.tests ?? [];
  const results = criteriaTable(criteria, tests);
  const passed = results.filter(({ result }) => result === "passed").length;
  const rest = tests.filter((test) => !results.some((each) => each.tests.includes(test)));
  const where = kept ? ` in iteration ${kept.number}` : "";
  return [
    text({ strong: `${passed} of ${results.length} criteria` }, ` passed${where}.`),
    ...(tests.length === 0
      ? [text("No test of it is recorded, so nothing is known of them.")]
      : []),
    ...table(["Criterion", "Tests", "Result"], results.map(criterionRow)),
    ...(rest.length > 0 ? [testsFold(rest)] : []),
  ];
}

/** What the tests of the iteration that counts noticed when its code was broken on purpose. */
export function mutationBlocks(job: Job): Block[] {
  const mutation = keptIteration(job)?.gates.find(({ name }) => name === "test")?.mutation;
  if (!mutation) return [];
  const { killed, tried, total, components } = mutation;
  const rows = components.map((each): Line[][] => [
    cell({ code: each.name }),
    cell(`${each.killed} of ${each.tried}`),
    each.survivors.map(({ file, line, what }): Line => [{ code: `${file}:${line}` }, ` ${what}`]),
  ]);
  const left = total > tried ? `; for ${total - tried} more there was no time` : "";
  return [
    text({ strong: `${killed} of ${tried} broken versions` }, ` were noticed by the tests${left}.`),
    ...table(["Component", "Noticed", "Not noticed"], rows),
  ];
}

const criterionRow = ({ criterion, tests, result }: CriterionResult): Line[][] => [
  [[{ strong: criterion.id }, " ", { code: criterion.component }], [criterion.text]],
  tests.length > 0 ? tests.map(testLine) : cell({ text: "none", tone: "quiet" }),
  cell({ text: result, tone: TONES[result] }),
];

const testLine = ({ name, state }: RanTest): Line => [
  { text: state, tone: TONES[state] },
  ` ${name}`,
];

const testsFold = (tests: RanTest[]): Block =>
  fold(
    [`${count(tests.length, "test")} without a criterion`],
    ...list(tests.map((each) => ({ line: testLine(each) }))),
  );
