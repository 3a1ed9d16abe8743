import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { reportTexts } from "../../../agents/report/write-report.ts";
import { advance } from "../../../shared/fold-job.ts";
import type { Job } from "../../../shared/job.ts";
import type { Gate, Mutation, Review } from "../../../shared/results.ts";
import { committed, created, eventOf, planned, play } from "../../support/job-story.ts";
import { blocker, ranTest, toldJob } from "../../support/report-story.ts";
import { called, spent } from "../../support/spending.ts";
import { greeter } from "../../support/specifications.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const approval: Review = { verdict: "approve", score: 93, summary: "It greets.", findings: [] };
const code = (greeting: string) => ({ "src/index.ts": `export const greeting = "${greeting}";\n` });
const red = (message: string): Partial<Gate> => ({
  name: "test",
  status: "failed",
  summary: "2 passed, 1 failed",
  findings: [blocker("test", { message, file: "src/__tests__/greet.test.ts", line: 12 })],
  tests: [ranTest("[AC-1] greets"), ranTest("[AC-2] refuses nobody", "failed"), ranTest("loads")],
});

const mutation: Mutation = {
  killed: 2,
  tried: 3,
  total: 5,
  durationMs: 900,
  components: [
    {
      name: "greet",
      killed: 2,
      tried: 3,
      survivors: [{ file: "src/index.ts", line: 1, what: "handler does nothing" }],
    },
  ],
};

/** The Markdown between a heading and the next one of its level. */
function sectionOf(markdown: string, title: string): string {
  const level = title.split(" ")[0] ?? "";
  const start = markdown.indexOf(`\n${title}`);
  expect(start, `a section "${title}"`).toBeGreaterThan(0);
  const rest = markdown.slice(start + 1);
  const end = rest.indexOf(`\n${level} `);
  return end < 0 ? rest : rest.slice(0, end);
}

const markdownOf = async (job: Job, dataDir = temporaryFolder()): Promise<string> =>
  (await reportTexts(dataDir, job)).md;

describe("a job that stopped since nothing led farther", () => {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), "plugin-dynamic-report-"));
  let markdown = "";

  afterAll(() => fs.rmSync(dataDir, { recursive: true }));

  beforeAll(async () => {
    const job = await toldJob(dataDir, {
      rounds: [
        { files: code("Hello"), gates: [red("expected 'Hi' to contain 'Ada'\n- Ada\n+ Hi")] },
        {
          files: code("Hi"),
          gates: [{ ...red("expected 'Hi' to contain 'Ada'\n- Ada\n+ Hi"), mutation }],
        },
        { files: code("Hey"), gates: [{ name: "build", status: "failed" }, red("as before")] },
        {
          files: code("Ho"),
          gates: [{ name: "build", status: "failed" }, red("as before")],
          review: {
            ...approval,
            verdict: "revise",
            score: 30,
            findings: [blocker("review", { id: "R1", clause: "AC-1" })],
            closed: [{ id: "R2", how: "withdrawn" }],
          },
        },
      ],
      then: [committed("best", 2)],
    });
    markdown = await markdownOf(job, dataDir);
  });

  test("says how it ended, what is kept and where, and what is open with its place", () => {
    expect(markdown).toContain("**Stopped, since nothing led farther**");
    expect(markdown).toContain(
      "Iteration 2 came farthest; it stands at the end of the branch job/abc123.",
    );
    expect(markdown).toContain(
      "- blocker test: `src/__tests__/greet.test.ts:12` expected 'Hi' to contain 'Ada'\n\n  ```text\n  - Ada\n  + Hi\n  ```",
    );
  });

  test("lists the loop's decisions with their reasons, in order", () => {
    const decisions = sectionOf(markdown, "## Why the loop went on as it did");
    expect(decisions.split("\n").slice(4)).toEqual([
      expect.stringMatching(/^\| Iteration 1 \| \*\*mend what is open\*\*; from iteration 1 \| /),
      expect.stringMatching(
        /Iteration 2 left the same open as iteration 1\. The coder begins again/,
      ),
      expect.stringMatching(/^\| Iteration 3 \| \*\*have two answers .*fell behind iteration 2\./),
      expect.stringMatching(/^\| Iteration 4 \| \*\*stop\*\* \| /),
      "",
    ]);
  });

  test("shows of each iteration approach, base, gates, review and the real changes", () => {
    const second = sectionOf(markdown, "### Iteration 2: mends iteration 1 (kept)");
    expect(second).toContain("| **test** | ✖ failed in 1.6 s | 2 passed, 1 failed |");
    expect(second).toContain(
      '-export const greeting = "Hello";\n+export const greeting = "Hi";\n```',
    );
    const fourth = sectionOf(
      markdown,
      "### Iteration 4: the better of two answers, from iteration 2",
    );
    expect(fourth).toContain('-export const greeting = "Hi";\n+export const greeting = "Ho";');
    expect(fourth).toContain("**★ reviewer** rejects with 30 of 100.");
    expect(fourth).toContain("- blocker **R1** It does not greet. (clause: AC-1)");
    expect(fourth).toContain("- **R2** withdrawn");
    const first = sectionOf(markdown, "### Iteration 1: written from nothing");
    expect(first).toContain("#### `src/__tests__/greet.test.ts` new +1\n");
  });

  test("says of each criterion which tests show it in the kept iteration", () => {
    const table = sectionOf(markdown, "## Criteria and tests");
    expect(table).toContain("**1 of 3 criteria** passed in iteration 2.");
    expect(table).toContain("| passed \\[AC-1\\] greets | passed |");
    expect(table).toContain("| failed \\[AC-2\\] refuses nobody | failed |");
    expect(table).toContain("| none | untested |");
    expect(table).toContain("1 test without a criterion");
  });

  test("says what the tests noticed when the code was broken on purpose", () => {
    const table = sectionOf(markdown, "## Whether the tests bite");
    expect(table).toContain(
      "**2 of 3 broken versions** were noticed by the tests; for 2 more there was no time.",
    );
    expect(table).toContain("| `greet` | 2 of 3 | `src/index.ts:1` handler does nothing |");
  });
});

describe("the title", () => {
  const finished = (status: "completed" | "failed" | "cancelled", more: object = {}) =>
    eventOf("job:finished", {
      status,
      reason: "Because.",
      plugin: null,
      iterations: 1,
      commit: null,
      ...more,
    });
  const begun = play(created(), planned(), committed("plan", 0));
  const note = blocker("review", { severity: "warning", message: "No upper bound." });

  test.each([
    ["Completed", [], "It greets."],
    ["Completed with open remarks", [note], "- warning review: No upper bound."],
  ])("of an approved job is: %s", async (title, findings, says) => {
    const dataDir = temporaryFolder();
    const job = await toldJob(dataDir, {
      rounds: [{ files: code("Hi"), gates: [], review: { ...approval, findings } }],
      then: [committed("release", 1)],
    });
    const markdown = await markdownOf(job, dataDir);
    expect(markdown).toContain(`**${title}**\n\nEvery gate is green and the reviewer approved`);
    expect(markdown).toContain(says);
    expect(markdown).toContain("git -C repos/plugin-greeter.git show v1.0.0");
  });

  test.each([
    ["Failed: no iteration is left", finished("failed", { ending: "limit" })],
    ["Failed: new code cannot mend what is wrong", finished("failed", { ending: "not-mendable" })],
    ["Failed", finished("failed")],
    ["Cancelled", finished("cancelled")],
  ])("of a job that was not approved is: %s", async (title, end) => {
    const markdown = await markdownOf(advance(begun, end));
    expect(markdown).toContain(`**${title}**\n\nNo iteration was checked and recorded`);
    expect(markdown).toContain("> Because.");
  });

  test("of a job at work says that it is not over", async () => {
    expect(await markdownOf(begun)).toContain("**Not finished yet**");
    const waiting = eventOf("job:waiting", {
      kind: "budget",
      reason: "The budget does not reach.",
      request: "plan:requested",
    });
    const markdown = await markdownOf(advance(begun, waiting));
    expect(markdown).toContain("**Waiting**");
    expect(markdown).toContain("> The budget does not reach.");
  });
});

test("a recording is named as one, and cost nothing", async () => {
  const markdown = await markdownOf({
    ...play(created(), planned()),
    model: "replay",
    spent: [spent({ usd: 0 })],
  });
  expect(markdown).toContain("**A recording**\n\nNo model was at work in this job");
  expect(sectionOf(markdown, "## Cost")).toContain("Nothing: a recording was played.");
});

test("a plan of an earlier version has no criteria, and the report says so", async () => {
  const markdown = await markdownOf(play(created(), planned()));
  expect(markdown).toContain("The plan of this job numbers no criteria.");
});

test("the plan names components, assumptions, variables and packages", async () => {
  const variable = { name: "KEY", description: "Of the service.", required: true, sensitive: true };
  const specification = {
    ...greeter,
    dependencies: { luxon: "^3.0.0" },
    environmentVariables: [variable],
  };
  const story = { plan: { specification, assumptions: ["One name."] }, rounds: [] };
  const plan = sectionOf(await markdownOf(await toldJob(temporaryFolder(), story)), "## The plan");
  expect(plan).toContain("| `greet` | action | Say hello to a person; Parameters: name (string) |");
  expect(plan).toContain("### Assumptions\n\n- One name.");
  expect(plan).toContain("| `KEY` | required, secret | Of the service. |");
  expect(plan).toContain("- `luxon` ^3.0.0");
});

test("costs are told by agent and by iteration, and who took part by model and character", async () => {
  const job = [
    eventOf("model:called", called({ usd: 0.05, iteration: 0 }), "planner"),
    eventOf("model:called", called({ usd: 0.3 }), "coder"),
    eventOf("model:called", called({ usd: 0.07 }), "coder"),
  ].reduce(advance, { ...play(created(), planned()), model: "anthropic" });
  const markdown = await markdownOf(job);
  const cost = sectionOf(markdown, "## Cost");
  expect(cost).toMatch(/\*\*all\*\* \| 3 \| .* \| \\\$0\.42 \|/);
  expect(cost).toMatch(/\*\*● coder\*\* \| 2 \| .* \| \\\$0\.37 \|/);
  expect(cost).toMatch(/\*\*before the first\*\* \| 1 \| .* \| \\\$0\.05 \|/);
  expect(cost).toMatch(/\*\*iteration 1\*\* \| 2 \| .* \| \\\$0\.37 \|/);
  expect(sectionOf(markdown, "## Models and characters")).toMatch(/\*\*▲ planner\*\* .* \| `p` \|/);
});

test("without its repository a report says so and tells the rest", async () => {
  const dataDir = temporaryFolder();
  const job = await toldJob(dataDir, { rounds: [{ files: code("Hi"), gates: [red("No.")] }] });
  fs.rmSync(`${dataDir}/repos`, { recursive: true });
  const markdown = await markdownOf(job, dataDir);
  expect(markdown).toContain("Changes cannot be shown: The plugin's repository is not there");
  expect(markdown).toContain("### Iteration 1: written from nothing");
});
