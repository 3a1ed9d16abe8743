import { afterEach, expect, test, vi } from "vitest";
import type { Team } from "../../agents/team.ts";
import type { JobEvent } from "../../shared/events.ts";
import { hasPlace } from "../../shared/queue.ts";
import { lookOn } from "../../plugin/commands/look-on.ts";
import { claimDataFolder } from "../../shared/data-folder.ts";
import { preparedDataFolder } from "../support/data-folder.ts";
import { teamAtWork } from "../support/started-team.ts";
import { greeter } from "../support/specifications.ts";

const open: Team[] = [];
afterEach(async () => {
  for (const team of open.splice(0)) await team.close();
});

/** A team whose gates never come to an end. */
function teamWithPlaces(maxConcurrentJobs: number, dataDir = preparedDataFolder()) {
  const { team, event } = teamAtWork(dataDir, {
    config: { maxConcurrentJobs, sandbox: "none", model: "offline" },
    gates: ({ signal, onGate }) =>
      new Promise((_resolve, reject) => {
        onGate?.started("build");
        if (signal.aborted) reject(signal.reason as Error);
        signal.addEventListener("abort", () => reject(signal.reason as Error));
      }),
  });
  open.push(team);
  const most = { atWork: 0 };
  team.bus.subscribe("*", () => {
    most.atWork = Math.max(most.atWork, team.jobs.active().filter(hasPlace).length);
  });
  const wish = async (entityId?: string) => {
    const origin = entityId && { origin: { agentId: "a", roomId: "r", entityId } };
    const begun = await team.create({ specification: greeter }, origin || {});
    if (begun.kind !== "started") throw new Error(`No job began: ${JSON.stringify(begun)}`);
    return begun;
  };
  const status = (id: string) => team.jobs.get(id).status;
  return { team, event, most, wish, status };
}

test("a job waits its turn when all places are taken, and nobody is asked for anything in it", async () => {
  const { team, most, wish, status } = teamWithPlaces(1);
  const first = await wish("ann");
  const second = await wish("ann");
  const third = await wish("bob");
  expect([first.place, second.place, third.place]).toEqual([undefined, 1, 1]);
  expect([first, second, third].map(({ job }) => status(job.id))).toEqual(["running", "pending", "pending"]); // prettier-ignore
  expect(team.queue.placeOf(second.job.id)).toBe(2); // Bob has had no turn yet
  expect(team.jobs.events(second.job.id).map(({ type }) => type)).toEqual(["job:created"]);
  team.cancel(first.job.id);
  expect([status(second.job.id), status(third.job.id)]).toEqual(["pending", "running"]);
  expect(team.queue.placeOf(second.job.id)).toBe(1);
  team.cancel(second.job.id); // out of the line, at once
  expect(status(second.job.id)).toBe("cancelled");
  expect(most.atWork).toBe(1);
});

test("a job that waits gives its place up, and gets one before new jobs when it may go on", async () => {
  const { team, event, wish, status } = teamWithPlaces(1);
  const first = await wish("ann");
  const second = await wish("bob");
  const third = await wish("cid");
  const ids = [first, second, third].map(({ job }) => job.id);
  await event(first.job.id, "gate:started");
  const stamp = { jobId: first.job.id, agent: "tester" } as const;
  const wait = { kind: "budget", scope: "job", reason: "No money." } as const;
  team.bus.publish("job:waiting", stamp, { ...wait, request: "checks:requested" });
  expect(ids.map(status)).toEqual(["waiting", "running", "pending"]);
  expect(team.continue(first.job.id)).toBe(true);
  expect(ids.map(status)).toEqual(["pending", "running", "pending"]);
  expect(ids.map((id) => team.queue.placeOf(id))).toEqual([1, undefined, 2]);
  team.cancel(second.job.id);
  expect(ids.map(status)).toEqual(["running", "cancelled", "pending"]);
});

test("after a restart, jobs that had begun come first", async () => {
  const dataDir = preparedDataFolder();
  const before = teamWithPlaces(2, dataDir);
  const begun = [await before.wish("ann"), await before.wish("bob")];
  const fresh = await before.wish("cid");
  await before.team.close();
  open.splice(0);
  const { team, status } = teamWithPlaces(1, dataDir);
  team.resume();
  const ids = [...begun, fresh].map(({ job }) => job.id);
  expect(ids.map(status)).toEqual(["running", "pending", "pending"]);
  expect(ids.map((id) => team.queue.placeOf(id))).toEqual([undefined, 1, 2]);
});

test("another process sees who is at work and who stands in line", async () => {
  const dataDir = preparedDataFolder();
  const release = await claimDataFolder(dataDir, "the test", "all");
  const { team, wish } = teamWithPlaces(1, dataDir);
  const first = await wish("ann");
  const second = await wish("bob");
  const seen = () => {
    const { jobs, isAttended, placeOf } = lookOn(dataDir);
    return [first, second].map(({ job }) => {
      const { status } = jobs.get(job.id);
      return [status, isAttended(job), placeOf(job)];
    });
  };
  expect(seen()).toEqual([
    ["running", true, undefined],
    ["pending", true, 1],
  ]);
  await team.close();
  open.splice(0);
  release();
  expect(seen()).toEqual([
    ["pending", false, undefined],
    ["pending", false, undefined],
  ]);
  // Its next owner has not got to the one, and works on the other again.
  const again = await claimDataFolder(dataDir, "the next", "all");
  const next = teamWithPlaces(1, dataDir);
  next.team.resume();
  expect(seen()).toEqual([
    ["running", true, undefined],
    ["pending", true, 1],
  ]);
  again();
});

test("jobs that cannot be recorded hold nobody else up", async () => {
  const { team, wish, status } = teamWithPlaces(1);
  const first = await wish("ann");
  const second = await wish("bob");
  const ended = team.finished(first.job.id);
  // The disk fails for this job only.
  const folder = team.jobs.folderOf(first.job.id);
  const record = team.jobs.record.bind(team.jobs);
  team.jobs.record = (event: JobEvent) => {
    if (event.jobId === first.job.id) throw new Error(`${folder} is full.`);
    record(event);
  };
  await expect(ended).rejects.toThrow("is full");
  await expect(team.finished(first.job.id)).rejects.toThrow("is full");
  await vi.waitFor(() => expect(status(second.job.id)).toBe("running"));
});

test("after a restart nobody is asked twice, where two are asked at once", async () => {
  const dataDir = preparedDataFolder();
  const before = teamWithPlaces(1, dataDir);
  const { job } = await before.wish();
  await before.event(job.id, "code:requested");
  await before.team.close();
  open.splice(0);
  const { team, event } = teamWithPlaces(1, dataDir);
  const types = () => team.jobs.events(job.id).map(({ type }) => type);
  const asked = types().length;
  const written = event(job.id, "commit:requested");
  team.resume();
  expect(types().slice(asked)).toEqual(["tests:requested", "code:requested"]);
  await written;
  expect(types().filter((type) => type === "code:completed")).toHaveLength(1);
});
