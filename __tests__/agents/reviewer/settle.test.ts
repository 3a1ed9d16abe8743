import { expect, test } from "vitest";
import type { Character } from "@elizaos/core";
import { criteriaOf } from "../../../agents/criteria.ts";
import { objectionTo, settle, type Grounds } from "../../../agents/reviewer/settle.ts";
import type { CheckReport, Finding, Review } from "../../../shared/results.ts";
import { greeterFiles } from "../../support/plugin-files.ts";
import { greeter } from "../../support/specifications.ts";

const report: CheckReport = {
  verdict: "passed",
  mendable: true,
  gates: [{ name: "lint", status: "passed", summary: "", durationMs: 1, findings: [] }],
};
const FILE = "src/index.ts";
const grounds: Grounds = {
  specification: greeter,
  criteria: criteriaOf(greeter),
  files: greeterFiles({ [FILE]: "one\ntwo\nthree\n" }),
  report,
  facts: [],
  earlier: [],
};
const fair: Character = { name: "Reviewer", bio: [], settings: { review: { minimumScore: 80 } } };
const approval: Review = { verdict: "approve", score: 95, summary: "All is well.", findings: [] };
const blocker: Finding = {
  from: "review",
  severity: "blocker",
  message: "It greets nobody.",
  file: FILE,
  line: 2,
  clause: "AC-1",
};
const rejection: Review = { ...approval, verdict: "revise", score: 85, findings: [blocker] };
const severities = ({ findings }: Review) => findings.map(({ severity }) => severity);

test("green gates and no open blocker are approved, whatever the model calls it", () => {
  expect(settle(approval, grounds, fair)).toMatchObject({ verdict: "approve", findings: [] });
  const grumbling = settle({ ...approval, verdict: "revise" }, grounds, fair);
  expect(grumbling).toMatchObject({ verdict: "approve" });
  expect(grumbling.summary).toContain("no blocker has a ground");
});

test("a model that approves of everything cannot pass a red gate", () => {
  const red = { ...grounds, report: { ...report, verdict: "failed" as const } };
  expect(settle(approval, red, fair)).toMatchObject({
    verdict: "revise",
    summary: "Not approved, whatever speaks for it: a gate is red.",
  });
});

test("no praise of a model outweighs a fact", () => {
  const fact: Finding = { ...blocker, rule: "undeclared-host", message: "evil.io is unknown." };
  const held = settle(approval, { ...grounds, facts: [fact] }, fair);
  expect(held).toMatchObject({
    verdict: "revise",
    summary: "Not approved, whatever speaks for it: evil.io is unknown.",
    findings: [{ ...fact, id: "R1" }],
  });
  const gates = [{ ...report.gates[0]!, findings: [{ ...fact, from: "lint" as const }] }];
  const told = { ...grounds, facts: [fact], report: { ...report, gates } };
  expect(settle(approval, told, fair)).toMatchObject({ verdict: "revise", findings: [] });
  const warning = { ...fact, severity: "warning" as const };
  expect(settle(approval, { ...grounds, facts: [warning] }, fair).verdict).toBe("approve");
});

const QUOTE = greeter.actions[0]?.description.slice(0, 30) ?? "";

test.each([
  ["a criterion and a line", blocker, "blocker"],
  ["a criterion in brackets", { ...blocker, clause: "[AC-1]" }, "blocker"],
  ["words of the specification", { ...blocker, clause: `“${QUOTE.toUpperCase()}”` }, "blocker"],
  ["what no plugin may do", { ...blocker, clause: "safe" }, "blocker"],
  ["no clause", { ...blocker, clause: undefined }, "warning"],
  ["a criterion that is not there", { ...blocker, clause: "AC-99" }, "warning"],
  ["words that are not in it", { ...blocker, clause: "must be pretty" }, "warning"],
  ["no line", { ...blocker, line: undefined }, "warning"],
  ["a line that is not there", { ...blocker, line: 400 }, "warning"],
  ["a file that is not there", { ...blocker, file: "src/none.ts" }, "warning"],
] as const)("a new blocker that cites %s counts for what it is", (_what, finding, severity) => {
  const review = settle({ ...rejection, findings: [finding] }, grounds, fair);
  expect(severities(review)).toEqual([severity]);
  expect(review.verdict).toBe(severity === "blocker" ? "revise" : "approve");
});

test("from the second round on only old findings and changed lines block", () => {
  const later = { ...grounds, changed: { [FILE]: [[3, 4]] } as Grounds["changed"] };
  expect(severities(settle(rejection, later, fair))).toEqual(["warning"]);
  const onChanged = { ...rejection, findings: [{ ...blocker, line: 3 }] };
  expect(severities(settle(onChanged, later, fair))).toEqual(["blocker"]);
  const old = { ...blocker, id: "R4" };
  const again = { ...rejection, findings: [old] };
  expect(settle(again, { ...later, earlier: [old] }, fair).findings).toEqual([old]);
});

test("findings keep their ids, are closed by name only, and new ones get new ids", () => {
  const [first, second] = [
    { ...blocker, id: "R1" },
    { ...blocker, id: "R2", message: "It greets twice." },
  ];
  const later = { ...grounds, earlier: [first, second], changed: { [FILE]: [[1, 3]] } } as Grounds;
  const answer: Review = {
    ...approval,
    findings: [{ ...blocker, id: "R9", message: "New." }],
    closed: [
      { id: "R1", how: "fixed" },
      { id: "R7", how: "withdrawn" },
    ],
  };
  const review = settle(answer, later, fair);
  expect(review.findings.map(({ id, message }) => [id, message])).toEqual([
    ["R2", "It greets twice."],
    ["R3", "New."],
  ]);
  expect(review.closed).toEqual([{ id: "R1", how: "fixed" }]);
  expect(objectionTo(answer, later)).toBe(
    "Say of R2 whether it is still open (in findings) or closed.",
  );
});

test("who gives less than the least score has to name what is left to mend", () => {
  const warning: Finding = { ...blocker, severity: "warning" };
  const low = { ...approval, score: 60, findings: [warning] };
  expect(settle(low, grounds, fair).verdict).toBe("revise");
  expect(settle({ ...low, findings: [] }, grounds, fair).verdict).toBe("approve");
  const strict = { ...fair, settings: { review: { warningsBlock: true } } };
  expect(settle({ ...low, score: 95 }, grounds, strict).verdict).toBe("revise");
});

test("a blocker without a ground is objected to once, in words that say what is missing", () => {
  const objection = objectionTo({ ...rejection, findings: [{ ...blocker, line: 99 }] }, grounds);
  expect(objection).toContain('"It greets nobody." blocks without a ground');
  expect(objectionTo(rejection, grounds)).toBeUndefined();
});
