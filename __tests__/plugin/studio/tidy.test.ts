import { expect, test } from "vitest";
import { TeamNews } from "../../../agents/team-news.ts";
import { tidyApi } from "../../../plugin/studio/api/tidy.ts";
import type { Studio } from "../../../plugin/studio/studio.ts";
import { tidying } from "../../../plugin/studio/tidy.ts";
import { Jobs } from "../../../shared/jobs.ts";
import { finishedJob } from "../../support/finished-job.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();

test("a plan names the jobs that are too old, and only tidying removes them, for everybody who looks on", async () => {
  const dataDir = temporaryFolder();
  await finishedJob(dataDir, { id: "old111", at: daysAgo(30), status: "failed" });
  await finishedJob(dataDir, { id: "new111", at: daysAgo(1), status: "failed" });
  const jobs = new Jobs(dataDir);
  const news = new TeamNews();
  let told = 0;
  news.on("jobs", () => (told += 1));
  const studio = { service: { team: { jobs, news, config: { dataDir } } } } as unknown as Studio;
  const keep = tidyApi.plan.input.parse({ days: "7" }); // as it stands in an address

  const plan = tidyApi.plan.output.parse(await tidying.plan(keep, studio));
  expect(plan.remove.map(({ id }) => id)).toEqual(["old111"]);
  expect(plan.text).toMatch(/^1 job with \d\.\d MB would go; 1 job with \d\.\d MB stays\.$/);
  expect(jobs.all()).toHaveLength(2);

  const { text } = await tidying.tidy(keep, studio);
  expect(text).toMatch(/^1 job with \d\.\d MB went; /);
  expect(jobs.all().map(({ id }) => id)).toEqual(["new111"]);
  expect(new Jobs(dataDir).all().map(({ id }) => id)).toEqual(["new111"]);
  expect(told).toBe(1);
});

test("without a number nothing goes", async () => {
  const dataDir = temporaryFolder();
  await finishedJob(dataDir, { id: "old111", at: daysAgo(300), status: "failed" });
  const jobs = new Jobs(dataDir);
  const studio = { service: { team: { jobs, config: { dataDir } } } } as unknown as Studio;
  expect((await tidying.plan({}, studio)).remove).toEqual([]);
  const nothing = async () => tidying.tidy({}, studio);
  await expect(nothing()).rejects.toThrow("Nothing says how much to keep");
  expect(jobs.all()).toHaveLength(1);
  expect(tidyApi.tidy.input.safeParse({ days: 0 }).success).toBe(false);
});
