import fs from "node:fs";
import { expect, test, vi } from "vitest";
import type { EventType } from "../shared/events.ts";
import type { GateName } from "../shared/results.ts";
import { fixture } from "./support/cases.ts";
import { lastingDataFolder } from "./support/data-folder.ts";
import { teamAtWork, type TeamAtWork } from "./support/started-team.ts";

/** Command lines of this machine's processes that work in a folder. */
function processesIn(folder: string): string[] {
  return fs
    .readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const within = fs.readlinkSync(`/proc/${pid}/cwd`).startsWith(folder);
        return within ? [fs.readFileSync(`/proc/${pid}/cmdline`, "utf8")] : [];
      } catch {
        return []; // it ended meanwhile, or belongs to the system
      }
    });
}

const moments: [moment: EventType | GateName][] = [
  ["plan:requested"],
  ["code:requested"],
  ["tests:completed"],
  ["build"],
  ["lint"],
  ["test"],
  ["load"],
  ["review:requested"],
  ["commit:requested"],
];

function cancelAt({ team }: TeamAtWork, moment: string): void {
  const unsubscribe = team.bus.subscribe("*", (event) => {
    const name = event.type === "gate:started" ? event.gate : event.type;
    if (name !== moment) return;
    unsubscribe();
    // Gates need a moment to start their process.
    setTimeout(() => team.cancel(event.jobId), event.type === "gate:started" ? 150 : 0);
  });
}

test.concurrent.for(moments)(
  "a job cancelled at %s ends at once, and nothing moves afterwards",
  // Its own expect: the common one may already belong to no test when others have ended.
  async ([moment], { expect }) => {
    const dataDir = lastingDataFolder();
    const atWork = teamAtWork(dataDir);
    cancelAt(atWork, moment);
    const job = await atWork.create(fixture("todo"));
    expect(job).toMatchObject({
      status: "cancelled",
      finished: { reason: "Cancelled by the user." },
    });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const events = atWork.team.jobs.events(job.id);
    expect(events.at(-1)?.type).toBe("job:finished");
    expect(events.filter(({ type }) => type === "job:finished")).toHaveLength(1);
    // What git is at when the job ends is finished: it would leave a lock behind otherwise.
    await vi.waitFor(() => expect(processesIn(dataDir)).toEqual([]), { timeout: 30_000 });
    expect(atWork.team.cancel(job.id)).toBe(false);
    await atWork.team.close();
  },
);

test("a job that takes too long fails with its time limit", async () => {
  const { team, create } = teamAtWork(lastingDataFolder(), { config: { jobTimeoutMs: 600 } });
  const job = await create(fixture("todo"));
  expect(job).toMatchObject({ status: "failed" });
  expect(job.finished?.reason).toBe("The job's time limit of 0.6 s is used up.");
  await team.close();
});
