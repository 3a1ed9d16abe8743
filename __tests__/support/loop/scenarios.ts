import type { Files } from "../../../shared/files.ts";
import type { Answer } from "../../../agents/models/model.ts";
import { writtenFiles } from "../demonstrations/words.ts";

/** What one answer of a scripted coder does to the files that it was given, or that it tries something else. */
export type Attempt = Files | "nothing" | "edits a test" | "disputes a test";

/** A coder with a known fault, and the right end of its job. */
export interface LoopScenario {
  name: string;
  /** Answers in order; the last one is given for ever. */
  coder: Attempt[];
  /** What the reviewer says in every round; by default that all is well. */
  review?: (round: number) => Partial<Answer<"review">>;
  maxIterations?: number;
  /** The tests, where they differ from the right ones. */
  tests?: Files;
  /** What the tester says of the disputed test. */
  judge?: Omit<Answer<"judge">["verdicts"][number], "test">;
  ends: {
    status: "completed" | "failed";
    /** Iterations that were checked; the fewest that are possible. */
    iterations: number;
    ending?: "limit" | "no-progress";
    /** Iteration that is kept. */
    best: number;
    /** Part of the reason that a person reads for a decision. */
    because?: string;
  };
}

const given = writtenFiles("stuck", "code");
const SHARE = "src/share.ts";
const ACTION = "src/split-bill.ts";

const shareWith = (body: string): Files => ({
  ...given,
  [SHARE]: `/** What each person pays, rounded to the cent. */
export const shareOf = (total: number, people: number): number => {
  const cents = (total / people) * 100;
${body}
};
`,
});

const withAction = (from: string, to: string): Files => {
  const text = given[ACTION] ?? "";
  if (!text.includes(from)) throw new Error(`${ACTION} does not contain ${from}.`);
  return { ...right, [ACTION]: text.replace(from, to) };
};

const EVEN = `  const low = Math.floor(cents);
  const rest = cents - low;
  return (rest > 0.5 || (rest === 0.5 && low % 2 === 1) ? low + 1 : low) / 100;`;
const right = shareWith(EVEN);
const halfUp = shareWith("  return Math.round(cents) / 100;");
const fixed = shareWith("  return Number((cents / 100).toFixed(2));");
const halfUpByHand = shareWith("  return Math.floor(cents + 0.5) / 100;");
const twice = shareWith("  return Math.trunc(cents + 0.5) / 100;");
const alwaysUp = shareWith("  return Math.ceil(cents) / 100;");
const freeMealBroken = shareWith(`  if (total === 0) return Number.NaN;
${EVEN}`);
const commented = { ...halfUp, [SHARE]: `// rounds\n${halfUp[SHARE] ?? ""}` };
const wrongImport = withAction(
  'import type { Action } from "@elizaos/core";',
  'import { createAction, type Action } from "@elizaos/core";\n\nvoid createAction;',
);
const typeError = withAction("shareOf(total, people)", "shareOf(total)");
const otherTypeError = withAction(
  "const share = shareOf(total, people)",
  "const share: string = shareOf(total, people)",
);
const withoutAction = {
  ...halfUp,
  "src/index.ts": (given["src/index.ts"] ?? "")
    .replace("actions: [splitBill]", "actions: []")
    .replace(/import \{ splitBill.*\n/, ""),
};
const forged: Files = {
  ...halfUp,
  "src/index.ts": `${given["src/index.ts"] ?? ""}
interface Worker { __vitest_worker__?: { current?: object } }
const { current } = (globalThis as Worker).__vitest_worker__ ?? {};
if (current) Object.defineProperty(current, "result", { get: () => ({ state: "pass" }) });
`,
};

const TESTS = "src/__tests__/split-bill.test.ts";
const rightTests = writtenFiles("stuck", "tests")[TESTS] ?? "";
const [halfCentTest = ""] = /test\("[^"]*gives a half cent[^]*?\n\}\);/.exec(rightTests) ?? [];
const wrongTest = rightTests.replace('toContain("0.12")', 'toContain("0.13")');

/** Every kind of fault that peers report, and how the job has to end. */
export const scenarios: LoopScenario[] = [
  {
    name: "right at once",
    coder: [right],
    ends: { status: "completed", iterations: 1, best: 1 },
  },
  {
    name: "imports what core does not have",
    coder: [wrongImport, right],
    ends: { status: "completed", iterations: 2, best: 2 },
  },
  {
    name: "makes a type error",
    coder: [typeError, right],
    ends: { status: "completed", iterations: 2, best: 2 },
  },
  {
    name: "computes something wrong",
    coder: [halfUp, right],
    ends: { status: "completed", iterations: 2, best: 2 },
  },
  {
    name: "edits a test instead of the code, then mends the code",
    coder: [halfUp, "edits a test", right],
    ends: { status: "completed", iterations: 2, best: 2 },
  },
  {
    name: "makes it worse, then begins again from the better version",
    coder: [halfUp, typeError, right],
    ends: {
      status: "completed",
      iterations: 3,
      best: 3,
      because: "Iteration 2 broke 7 tests that passed in iteration 1.",
    },
  },
  {
    name: "mends one thing and breaks another",
    coder: [halfUp, freeMealBroken, right],
    ends: {
      status: "completed",
      iterations: 3,
      best: 3,
      because: "Iteration 2 broke 1 test that passed in iteration 1.",
    },
  },
  {
    name: "deletes the feature that is red",
    coder: [halfUp, withoutAction, right],
    ends: { status: "completed", iterations: 3, best: 3 },
  },
  {
    name: "goes back and forth between two versions",
    coder: [typeError, otherTypeError, typeError, otherTypeError],
    ends: {
      status: "failed",
      iterations: 2,
      ending: "no-progress",
      best: 1,
      because: "The coder wrote iteration 2 again.",
    },
  },
  {
    name: "changes nothing",
    coder: [halfUp, "nothing"],
    ends: {
      status: "failed",
      iterations: 1,
      ending: "no-progress",
      best: 1,
      because: "The coder changed nothing that matters.",
    },
  },
  {
    name: "changes a comment only, then wakes up",
    coder: [halfUp, commented, commented, right],
    ends: { status: "completed", iterations: 2, best: 2 },
  },
  {
    name: "makes the same mistake in ever new words",
    coder: [halfUp, fixed, halfUpByHand, twice, alwaysUp],
    ends: { status: "failed", iterations: 4, ending: "no-progress", best: 4 },
  },
  {
    name: "forges the results of its tests",
    coder: [halfUp, forged],
    ends: { status: "failed", iterations: 2, ending: "no-progress", best: 1 },
  },
  {
    name: "meets a reviewer that objects to everything without a ground",
    coder: [right],
    review: (round) => ({
      verdict: "revise",
      score: 85,
      summary: "I do not like it.",
      findings: [
        {
          from: "review",
          severity: "blocker",
          message: `Objection ${round}: this could be nicer.`,
        },
      ],
    }),
    ends: { status: "completed", iterations: 1, best: 1 },
  },
  {
    name: "meets a reviewer that approves of everything",
    coder: [halfUp],
    review: () => ({ verdict: "approve", score: 100, summary: "Perfect." }),
    maxIterations: 1,
    ends: { status: "failed", iterations: 1, ending: "limit", best: 1 },
  },
  {
    name: "disputes a test that is wrong",
    coder: [right, "disputes a test"],
    tests: { [TESTS]: wrongTest },
    judge: {
      verdict: "fix",
      quote: "a half cent goes to the even cent",
      reason: "The even cent is 12.",
      source: halfCentTest,
    },
    ends: { status: "completed", iterations: 2, best: 2, because: "The tester judges" },
  },
  {
    name: "disputes a test that is right",
    coder: [halfUp, "disputes a test", right],
    judge: { verdict: "keep", quote: "", reason: "The specification asks for it." },
    ends: { status: "completed", iterations: 2, best: 2 },
  },
  {
    name: "disputes a test, and finds a tester that gives in without a ground",
    coder: [halfUp, "disputes a test", "nothing"],
    judge: { verdict: "drop", quote: "rounding does not matter", reason: "Be it so." },
    ends: { status: "failed", iterations: 1, ending: "no-progress", best: 1 },
  },
];
