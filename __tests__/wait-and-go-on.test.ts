import { expect, test } from "vitest";
import { fixture } from "./support/cases.ts";
import { lastingDataFolder } from "./support/data-folder.ts";
import { teamAtWork } from "./support/started-team.ts";
import { leaveWaitingJob } from "./support/waiting-job.ts";

const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();

test("a job that waits for a person still does after a restart, and goes on at a yes", async () => {
  const dataDir = lastingDataFolder();
  const id = leaveWaitingJob(dataDir, fixture("todo"));
  const { team, event } = teamAtWork(dataDir);
  team.resume();
  expect(team.jobs.get(id)).toMatchObject({ status: "waiting", inFlight: [] });
  const tested = event(id, "tests:completed");
  expect(team.continue(id)).toBe(true);
  await tested;
  const job = team.jobs.get(id);
  expect(job).toMatchObject({ status: "running", raised: { job: 1, day: 0 } });
  expect(job.waiting).toBeUndefined();
  team.cancel(id);
  await team.close();
});

test("a yes reaches a job that nobody had resumed yet", async () => {
  const dataDir = lastingDataFolder();
  const id = leaveWaitingJob(dataDir, fixture("todo"));
  const { team, event } = teamAtWork(dataDir);
  const planned = event(id, "plan:completed");
  expect(team.continue(id)).toBe(true);
  await planned;
  team.cancel(id);
  await team.close();
});

test.each([
  ["passed while no process ran", -60_000],
  ["comes after the restart", 400],
])("a job whose time to wait %s goes on by itself", async (_title, ms) => {
  const dataDir = lastingDataFolder();
  const id = leaveWaitingJob(dataDir, fixture("todo"), inMs(ms));
  const { team, event } = teamAtWork(dataDir);
  const planned = event(id, "plan:completed");
  team.resume();
  await planned;
  expect(team.jobs.get(id).raised).toEqual({ job: 0, day: 0 });
  team.cancel(id);
  await team.close();
});

test("a job that waits is cancelled like any other, and a closed team wakes nobody up", async () => {
  const dataDir = lastingDataFolder();
  const cancelled = leaveWaitingJob(dataDir, fixture("todo"));
  const waiting = leaveWaitingJob(dataDir, fixture("todo"), inMs(300));
  const { team } = teamAtWork(dataDir);
  team.resume();
  expect(team.cancel(cancelled)).toBe(true);
  expect(team.jobs.get(cancelled).status).toBe("cancelled");
  expect(team.continue(cancelled)).toBe(false);
  await team.close();
  await new Promise((resolve) => setTimeout(resolve, 500)); // nothing is to happen
  expect(team.jobs.events(waiting).at(-1)?.type).toBe("job:waiting");
});
