import fs from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { WorkspaceError } from "../../shared/errors.ts";
import { EventBus } from "../../shared/event-bus.ts";
import type { JobEvent } from "../../shared/events.ts";
import { Jobs } from "../../shared/jobs.ts";
import { readJournal } from "../../shared/journal.ts";
import { greenReport } from "../support/job-story.ts";
import { fuzz } from "../support/fuzz.ts";
import { greeter } from "../support/specifications.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** A job as the bus publishes it: its journal on disk, and each event as JSON. */
function published(): { journal: Buffer; written: string[] } {
  const jobs = new Jobs(temporaryFolder());
  const events: JobEvent[] = [];
  const bus = new EventBus((event) => jobs.record(event));
  bus.subscribe("*", (event) => events.push(event));
  const stamp = { jobId: "abc123", agent: "coordinator" } as const;
  const character = "c";
  const code = { tree: "t", summary: "writes “things”", files: ["src/index.ts"], character };
  bus.publish("job:created", stamp, {
    description: "grüße\n你好 \u2028",
    notes: [],
    maxIterations: 5,
    model: "offline",
  });
  bus.publish("agent:thought", stamp, { text: 'a "quoted" \\ thought, "sum":"00000000"}' });
  bus.publish("plan:completed", stamp, { specification: greeter, assumptions: [], character });
  bus.publish("commit:completed", stamp, { kind: "plan", iteration: 0, commit: "c0" });
  bus.publish("tests:completed", stamp, { iteration: 1, ...code });
  bus.publish("code:completed", stamp, { iteration: 1, ...code });
  bus.publish("checks:completed", stamp, { iteration: 1, report: greenReport });
  jobs.close();
  return {
    journal: fs.readFileSync(path.join(jobs.folderOf("abc123"), "events.jsonl")),
    written: events.map((event) => JSON.stringify(event)),
  };
}

/** One thing that disks, editors and crashes do to a file. */
type Damage = (content: Buffer) => Buffer;

const insert = (content: Buffer, at: number, piece: Buffer): Buffer =>
  Buffer.concat([content.subarray(0, at), piece, content.subarray(at)]);

const linesOf = (content: Buffer): string[] => content.toString("latin1").split("\n");
const ofLines = (lines: string[]): Buffer => Buffer.from(lines.join("\n"), "latin1");

const at = fc.nat(10_000);
const damage = fc.oneof(
  at.map(
    (to): Damage =>
      (content) =>
        content.subarray(0, to % (content.length + 1)),
  ),
  fc.tuple(at, fc.nat(7)).map(([place, bit]): Damage => (content) => {
    const copy = Buffer.from(content);
    if (copy.length > 0) copy[place % copy.length] = (copy[place % copy.length] ?? 0) ^ (1 << bit);
    return copy;
  }),
  fc.tuple(at, fc.uint8Array({ maxLength: 12 })).map(
    ([place, bytes]): Damage =>
      (content) =>
        insert(content, place % (content.length + 1), Buffer.from(bytes)),
  ),
  fc.tuple(at, at).map(([place, size]): Damage => (content) => {
    const start = place % (content.length + 1);
    return Buffer.concat([content.subarray(0, start), content.subarray(start + (size % 200))]);
  }),
  // Lines twice, swapped, joined, left out, or of another file.
  fc
    .tuple(at, at, fc.constantFrom("copy", "swap", "join", "drop", "foreign", "blank", "huge"))
    .map(([one, two, how]): Damage => (content) => {
      const lines = linesOf(content);
      const [from, to] = [one % lines.length, two % lines.length];
      const line = lines[from] ?? "";
      if (how === "copy") lines.splice(to, 0, line);
      if (how === "swap") [lines[from], lines[to]] = [lines[to] ?? "", line];
      if (how === "join") lines.splice(from, 2, lines.slice(from, from + 2).join(""));
      if (how === "drop") lines.splice(from, 1);
      if (how === "foreign") lines.splice(to, 0, line.replace(/abc123/g, "xyz789"));
      if (how === "blank") lines.splice(to, 0, ["", " ", "\r", "null", "{}", "[]"][from % 6] ?? "");
      if (how === "huge") lines[to] = (lines[to] ?? "") + "x".repeat(100_000);
      return ofLines(lines);
    }),
  fc.constant<Damage>((content) => Buffer.from(content.toString("utf8").replaceAll("\n", "\r\n"))),
  fc.constant<Damage>((content) => Buffer.concat([Buffer.from("\ufeff"), content])),
  fc.constant<Damage>((content) => Buffer.concat([content, content])),
);

test("of a damaged journal only what happened is read, or where the damage is", () => {
  const folder = temporaryFolder();
  const file = path.join(folder, "events.jsonl");
  const { journal, written } = published();
  const outcomes = { whole: 0, part: 0, refused: 0 };
  fc.assert(
    fc.property(fc.array(damage, { minLength: 1, maxLength: 3 }), (damages) => {
      fs.writeFileSync(
        file,
        damages.reduce<Buffer>((content, each) => each(content), journal),
      );
      let events: JobEvent[];
      try {
        events = readJournal(folder);
      } catch (error) {
        expect(error).toBeInstanceOf(WorkspaceError);
        expect(String(error)).toContain(`${file} line `);
        expect(String(error).length).toBeLessThan(1_000);
        outcomes.refused += 1;
        return;
      }
      expect(events.map((event) => JSON.stringify(event))).toEqual(written.slice(0, events.length));
      outcomes[events.length === written.length ? "whole" : "part"] += 1;
    }),
    fuzz,
  );
  for (const count of Object.values(outcomes)) expect(count).toBeGreaterThan(fuzz.numRuns / 200);
});

test("a damaged job is told of with its folder, and never stops the others from being read", () => {
  const { journal } = published();
  const dataDir = temporaryFolder();
  const folder = path.join(dataDir, "jobs", "abc123");
  const file = path.join(folder, "events.jsonl");
  fs.mkdirSync(folder, { recursive: true });
  fc.assert(
    fc.property(fc.array(damage, { minLength: 1, maxLength: 3 }), (damages) => {
      fs.writeFileSync(
        file,
        damages.reduce<Buffer>((content, each) => each(content), journal),
      );
      const jobs = new Jobs(dataDir);
      expect(jobs.all().length + jobs.damaged.size).toBeLessThanOrEqual(1);
      for (const reason of jobs.damaged.values()) expect(reason).toContain(folder);
    }),
    { ...fuzz, numRuns: fuzz.numRuns / 10 },
  );
});
