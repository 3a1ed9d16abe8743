import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { run } from "../support/command-line.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { leaveWaitingJob } from "../support/waiting-job.ts";

const NOTES = {
  name: "@elizaos/plugin-notes",
  description: "Keeps notes",
  actions: [{ name: "addNote", description: "Add a note", parameters: { text: "string" } }],
};

function withJob() {
  const dataDir = temporaryFolder();
  const id = leaveWaitingJob(dataDir, NOTES);
  const report = (...args: string[]) => run(["report", ...args, "--data", dataDir]);
  return { dataDir, id, report, folder: path.join(dataDir, "jobs", id) };
}

const read = (file: string): string => fs.readFileSync(file, "utf8");

test("report makes the report of a job that is not over and prints where it lies", async () => {
  const { id, report, folder } = withJob();
  const page = await report(id);
  expect(page).toMatchObject({ code: 0, stderr: "", stdout: `${folder}/report.html\n` });
  expect(read(path.join(folder, "report.html"))).toContain('<p class="verdict">Waiting</p>');
  const markdown = await report(id, "--format", "md", "--json");
  expect(markdown.json()).toEqual([
    { jobId: id, format: "md", file: path.join(folder, "report.md") },
  ]);
  expect(read(path.join(folder, "report.md"))).toContain("**Waiting**");
});

test("report prints the text with --output -, or writes it into a file", async () => {
  const { id, report, folder } = withJob();
  const printed = await report(id, "--format", "md", "--output", "-");
  expect(printed.stdout).toMatch(/^# `@elizaos\/plugin-notes` 1\.0\.0\n/);
  const file = path.join(temporaryFolder(), "notes.md");
  const written = await report(id, "--format", "md", "--output", file);
  expect(written.stdout).toBe(`${file}\n`);
  expect(read(file)).toBe(printed.stdout);
  expect(fs.readdirSync(folder)).toEqual(["events.jsonl"]);
});

test("what report cannot do is refused in one sentence", async () => {
  const { id, report } = withJob();
  const cases: [string[], string][] = [
    [[id, "--format", "pdf"], "Allowed choices are html, md."],
    [["nobody"], 'There is no job "nobody". There are: '],
    [[id, "--output", "/nowhere/report.html"], "/nowhere/report.html (ENOENT). Give a file"],
  ];
  for (const [args, sentence] of cases) {
    const { code, stdout, stderr } = await report(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(/^\s+at /m);
  }
});

test("a job that was left behind and is cancelled has a report", async () => {
  const { dataDir, id, folder } = withJob();
  expect((await run(["cancel", id, "--data", dataDir])).stdout).toBe(`Job ${id} is cancelled.\n`);
  expect(read(path.join(folder, "report.md"))).toContain("**Cancelled**");
});
