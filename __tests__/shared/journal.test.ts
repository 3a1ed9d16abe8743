import fs from "node:fs";
import { expect, test } from "vitest";
import { Journal, readJournal } from "../../shared/journal.ts";
import { created, eventOf, planned } from "../support/job-story.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

test("what was appended is read back in order", () => {
  const folder = temporaryFolder();
  const events = [created(), planned(), eventOf("agent:thought", { text: "你好 \u2028 \n" })];
  const journal = new Journal(folder);
  for (const event of events) journal.append(event);
  journal.close();
  expect(readJournal(folder)).toEqual(events);
});

test("a last line torn by a crash is dropped, and the next event stands on a line of its own", () => {
  const folder = temporaryFolder();
  const journal = new Journal(folder);
  const first = created();
  journal.append(first);
  journal.close();
  fs.appendFileSync(journal.file, '{"type":"plan:comp');
  expect(readJournal(folder)).toEqual([first]);
  const second = planned();
  const again = new Journal(folder);
  again.append(second);
  again.close();
  expect(readJournal(folder)).toEqual([first, second]);
});

test("any other bad line is an error that says file and line", () => {
  const folder = temporaryFolder();
  const journal = new Journal(folder);
  journal.append(created());
  journal.close();
  fs.appendFileSync(journal.file, '{"type":"nonsense"}\n');
  expect(() => readJournal(folder)).toThrow(/events\.jsonl line 2 is not an event/);
});

test("a journal that cannot be written says so", () => {
  const journal = new Journal("/dev/null/job");
  expect(() => journal.append(created())).toThrow(/cannot be written .* Free some disk space/);
});

test("a folder without a journal has no events", () => {
  expect(readJournal(temporaryFolder())).toEqual([]);
});
