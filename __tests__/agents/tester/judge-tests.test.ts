import { expect, test } from "vitest";
import type { Turn } from "../../../agents/agent.ts";
import { judgeTests } from "../../../agents/tester/judge-tests.ts";
import type { Judgement } from "../../../agents/models/model.ts";
import type { Files } from "../../../shared/files.ts";
import type { TestVerdict } from "../../../shared/loop/dispute.ts";
import { Repository } from "../../../shared/repository.ts";
import type { CheckReport } from "../../../shared/results.ts";
import { checked, coded, committed, created, eventOf, play } from "../../support/job-story.ts";
import { greeter } from "../../support/specifications.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const FILE = "src/__tests__/greet.test.ts";
const one = (id: string, name: string): string =>
  `test("[${id}] ${name}", () => {\n  expect(1).toBe(1);\n});`;
const files: Files = {
  [FILE]: `import { expect, test } from "vitest";\n\n${[
    one("AC-1", "greets"),
    one("AC-1", "greets again"),
    one("AC-2", "refuses"),
    one("AC-3", "tells"),
  ].join("\n\n")}\n`,
};
const QUOTE = greeter.actions[0]?.description ?? "";
const verdict = {
  test: "[AC-1] greets",
  verdict: "drop" as const,
  quote: QUOTE,
  reason: "It asks too much.",
};

/** What becomes of a disputed test when the tester answers like this. */
async function judge(
  answer: Judgement["verdicts"][number],
  before: TestVerdict[] = [],
  oldTests: string[] = [],
) {
  const git = await Repository.open(temporaryFolder(), greeter.name);
  const red: CheckReport = {
    verdict: "failed",
    mendable: true,
    gates: [
      {
        name: "test",
        status: "failed",
        summary: "",
        durationMs: 1,
        findings: [
          { from: "test", severity: "blocker", message: "red", file: FILE, test: answer.test },
        ],
      },
    ],
  };
  const written = { summary: "tests", files: [FILE], character: "c" };
  const criteria = ["AC-1", "AC-2", "AC-3"].map((id) => ({ id, component: "greet", text: id }));
  const job = play(
    created(),
    eventOf(
      "plan:completed",
      { specification: greeter, assumptions: [], criteria, character: "p" },
      "planner",
    ),
    committed("plan", 0),
    eventOf(
      "tests:completed",
      { iteration: 1, tree: await git.writeTree(files), ...written },
      "tester",
    ),
    coded(1),
    committed("tests", 1),
    checked(1, red),
    committed("iteration", 1),
  );
  const turn = {
    job: { ...job, verdicts: before, oldTests },
    character: { name: "Tester", bio: [] },
    repository: () => Promise.resolve(git),
    ask: () => Promise.resolve({ verdicts: [answer] }),
  } as unknown as Turn;
  const dispute = { test: answer.test, clause: QUOTE, reason: "No." };
  const judged = await judgeTests([dispute], turn);
  // What it answers is of this round; nothing of the earlier event may show through.
  expect(Object.keys(judged)).not.toContain("iteration");
  const { tree, verdicts = [] } = judged;
  return { text: (await git.readTree(tree))[FILE] ?? "", verdict: verdicts[0] };
}

test("a test is taken out for words of the specification, and the others stay", async () => {
  const { text, verdict: said } = await judge(verdict);
  expect(said).toEqual(verdict);
  expect(text).not.toContain('"[AC-1] greets"');
  for (const name of ["[AC-1] greets again", "[AC-2] refuses", "[AC-3] tells"])
    expect(text).toContain(name);
});

test("a test is written anew under the same criteria", async () => {
  const source = one("AC-1", "greets with the name");
  const { text } = await judge({ ...verdict, verdict: "fix", source });
  expect(text).toContain(source);
  expect(text).not.toContain('"[AC-1] greets"');
  expect(text).toContain("[AC-1] greets again");
});

test.each([
  ["words that are not in the specification", { quote: "must be pretty" }, "not in the spec"],
  ["no words at all", { quote: "" }, "not in the spec"],
  ["another criterion", { verdict: "fix", source: one("AC-2", "x") }, "one test of the same"],
  ["two tests", { verdict: "fix", source: `${one("AC-1", "x")}\n${one("AC-1", "y")}` }, "one test"],
  ["no test", { verdict: "fix", source: "const a = 1;" }, "one test of the same"],
  ["the last test of a criterion", { test: "[AC-2] refuses" }, "no test shows its criterion"],
] as const)("%s changes nothing", async (_what, change, why) => {
  const { text, verdict: said } = await judge({ ...verdict, ...change });
  expect(said).toMatchObject({ verdict: "keep", reason: expect.stringContaining(why) as string });
  expect(text).toBe(files[FILE]);
});

test("of four tests one may change in a job", async () => {
  const { text, verdict: said } = await judge(verdict, [{ ...verdict, test: "[AC-1] another" }]);
  expect(said).toMatchObject({
    verdict: "keep",
    reason: expect.stringContaining("no more") as string,
  });
  expect(text).toBe(files[FILE]);
});

test("a test of an earlier release stays, whatever the tester says of it", async () => {
  const { text, verdict: said } = await judge(verdict, [], [FILE]);
  expect(said).toMatchObject({ verdict: "keep" });
  expect(said?.reason).toContain("of an earlier release");
  expect(text).toContain('"[AC-1] greets"');
});
