import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { reportFile } from "../../../agents/report/write-report.ts";
import { fixture } from "../../support/cases.ts";
import { preparedDataFolder } from "../../support/data-folder.ts";
import { teamAtWork } from "../../support/started-team.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { leaveWaitingJob } from "../../support/waiting-job.ts";

const read = (file: string): string => fs.readFileSync(file, "utf8");

test("a finished job leaves its report beside its journal, as a page and as Markdown", async () => {
  const dataDir = preparedDataFolder();
  const { team, create } = teamAtWork(dataDir);
  const job = await create(fixture("todo"));
  await team.close();
  const page = read(reportFile(dataDir, job, "html"));
  const markdown = read(reportFile(dataDir, job, "md"));
  expect(markdown).toContain("**Completed");
  expect(markdown).toContain("after 1 iteration.");
  expect(markdown).toMatch(/\| \*\*test\*\* \| ✔ passed in [\d.]+ m?i?n? ?s/);
  expect(markdown).toContain("#### `src/index.ts` new +");
  expect(markdown).toContain('+import type { Plugin } from "@elizaos/core";');
  expect(markdown).toContain("| Iteration 1 | **release** | Every gate is green");
  expect(markdown).toMatch(/\*\*● coder\*\* \| none \| Coder `[0-9a-f]{12}` \|/);
  expect(markdown).toContain(`git -C repos/plugin-todo.git log --stat job/${job.id}`);
  expect(page).toContain("default-src 'none'");
  expect(page).not.toMatch(/<(?:script|link|img|iframe)\b|url\(|@import/);
  // It can be shown to others: where things lie on this machine is not in it.
  expect(page + markdown).not.toContain(dataDir);
});

test("a job that is cancelled right after it was taken up again has a report, too", async () => {
  const dataDir = temporaryFolder();
  const id = leaveWaitingJob(dataDir, fixture("todo"));
  const { team } = teamAtWork(dataDir);
  team.resume();
  team.cancel(id);
  const report = await team.report(id);
  await team.close();
  expect(report).toBe(reportFile(dataDir, { id }, "html"));
  expect(read(report ?? "")).toContain('<p class="verdict">Cancelled</p>');
});

test("a report that cannot be written is a warning, and the job ends all the same", async () => {
  const dataDir = temporaryFolder();
  const id = leaveWaitingJob(dataDir, fixture("todo"));
  fs.mkdirSync(reportFile(dataDir, { id }, "html"));
  const { team } = teamAtWork(dataDir);
  const warned = once(process, "warning");
  team.resume();
  team.cancel(id);
  expect((await team.finished(id)).status).toBe("cancelled");
  expect(await team.report(id)).toBeUndefined();
  await team.close();
  expect(String((await warned)[0])).toContain(`The report of job ${id} was not written.`);
  const left = fs.readdirSync(path.join(dataDir, "jobs", id));
  expect(left.sort()).toEqual(["events.jsonl", "report.html"]);
});
