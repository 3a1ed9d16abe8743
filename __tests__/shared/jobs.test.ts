import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import type { JobEvent } from "../../shared/events.ts";
import { Jobs } from "../../shared/jobs.ts";
import { created, eventOf, planned } from "../support/job-story.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const stopped = () => eventOf("job:stopped", { status: "cancelled", reason: "Enough." });
const finished = () =>
  eventOf("job:finished", {
    status: "cancelled",
    reason: "Enough.",
    plugin: null,
    iterations: 0,
    commit: null,
  });

test("jobs are there again after a restart, with what was in flight asked anew", () => {
  const dataDir = temporaryFolder();
  const jobs = new Jobs(dataDir);
  for (const event of [created(), eventOf("plan:requested", {}), planned()]) jobs.record(event);
  jobs.record(eventOf("commit:requested", { kind: "plan", iteration: 0 }));
  jobs.close();
  const job = new Jobs(dataDir).get("abc123");
  expect(job).toMatchObject({ status: "pending", inFlight: [] });
  expect(job.plan?.specification.name).toBe("@elizaos/plugin-greeter");
});

test("nothing can be added to a job that is over", () => {
  const dataDir = temporaryFolder();
  const jobs = new Jobs(dataDir);
  for (const event of [created(), stopped(), finished()]) jobs.record(event);
  expect(() => jobs.record(planned())).toThrow(
    "Job abc123 is over; got plan:completed after its end.",
  );
  expect(jobs.events("abc123").at(-1)?.type).toBe("job:finished");
});

test("one damaged journal is named and does not hide the other jobs", () => {
  const dataDir = temporaryFolder();
  const jobs = new Jobs(dataDir);
  jobs.record(created());
  jobs.close();
  const damaged = path.join(dataDir, "jobs", "zzz999");
  fs.mkdirSync(damaged);
  fs.writeFileSync(path.join(damaged, "events.jsonl"), "nonsense\n");
  const again = new Jobs(dataDir);
  expect(again.all().map(({ id }) => id)).toEqual(["abc123"]);
  expect(() => again.get("zzz999")).toThrow(/zzz999.events\.jsonl line 1 is not an event/);
});

test("an unknown job is answered with the ids that there are", () => {
  const jobs = new Jobs(temporaryFolder());
  expect(() => jobs.get("nobody")).toThrow('There is no job "nobody". There is none yet.');
  jobs.record(created());
  expect(() => jobs.get("nobody")).toThrow("There are: abc123.");
});

test("a journal in the folder of another job is damage, not a job", () => {
  const dataDir = temporaryFolder();
  const jobs = new Jobs(dataDir);
  jobs.record(created());
  jobs.close();
  fs.renameSync(jobs.folderOf("abc123"), jobs.folderOf("zzz999"));
  const again = new Jobs(dataDir);
  expect(again.all()).toEqual([]);
  expect(() => again.get("zzz999")).toThrow("holds the journal of job abc123");
});

/** A data folder with a job that is over, and one that is not. */
function twoJobs(): { dataDir: string; over: string; journalOf: (id: string) => string } {
  const dataDir = temporaryFolder();
  const jobs = new Jobs(dataDir);
  for (const event of [created(), stopped(), finished()]) jobs.record(event);
  jobs.record({ ...created(), jobId: "abc124" } as JobEvent);
  jobs.close();
  const journalOf = (id: string): string => path.join(jobs.folderOf(id), "events.jsonl");
  return { dataDir, over: "abc123", journalOf };
}

test("whoever asks for one job reads only its journal", () => {
  const { dataDir, over, journalOf } = twoJobs();
  const jobs = new Jobs(dataDir);
  expect(jobs.get("abc124").status).toBe("pending");
  fs.writeFileSync(journalOf(over), "nonsense\n");
  expect(jobs.find(over)).toBeUndefined();
  expect([...jobs.damaged.keys()]).toEqual([over]);
});

test("jobs that are not over are found without those that are, whose damage is told of all the same", () => {
  const { dataDir, over, journalOf } = twoJobs();
  const [first = "", ...rest] = fs.readFileSync(journalOf(over), "utf8").split("\n");
  fs.writeFileSync(journalOf(over), [first.replace("greet", "groan"), ...rest].join("\n"));
  const jobs = new Jobs(dataDir);
  expect(jobs.active().map(({ id }) => id)).toEqual(["abc124"]);
  expect(jobs.damaged.get(over)).toContain("line 1 is not an event");
  expect(jobs.all().map(({ id }) => id)).toEqual(["abc124"]);
  expect(() => jobs.get(over)).toThrow("line 1 is not an event");
});

test.each([
  ["torn", (journal: string) => journal.slice(0, -2)],
  ["missing", (journal: string) => journal.slice(0, journal.slice(0, -1).lastIndexOf("\n") + 1)],
])("a job whose last line is %s is not over", (_, cut) => {
  const { dataDir, over, journalOf } = twoJobs();
  fs.writeFileSync(journalOf(over), cut(fs.readFileSync(journalOf(over), "utf8")));
  expect(new Jobs(dataDir).active().map(({ id }) => id)).toEqual(["abc124", over]);
});

test("jobs that are all over leave none to go on with", () => {
  const { dataDir, over, journalOf } = twoJobs();
  fs.rmSync(path.dirname(journalOf("abc124")), { recursive: true });
  expect(new Jobs(dataDir).active()).toEqual([]);
  expect(new Jobs(dataDir).all().map(({ id }) => id)).toEqual([over]);
});
