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

/** The lines of a journal of two events. */
function twoLines(): { folder: string; file: string; lines: string[] } {
  const folder = temporaryFolder();
  const journal = new Journal(folder);
  journal.append(created());
  journal.append(planned());
  journal.close();
  const { file } = journal;
  return { folder, file, lines: fs.readFileSync(file, "utf8").trimEnd().split("\n") };
}

test.each([
  ["a changed word", (lines: string[]) => [lines[0]?.replace("greet", "groan"), lines[1]], 1],
  ["an event twice", ([one, two]: string[]) => [one, one, two], 2],
  ["another order", ([one, two]: string[]) => [two, one], 1],
  ["a missing event", ([, two]: string[]) => [two], 1],
  ["an inserted event", ([one, two]: string[]) => [one, JSON.stringify(created()), two], 2],
  ["two events on a line", ([one = "", two = ""]: string[]) => [one + two], 1],
])("%s is not read as what happened", (_, change, line) => {
  const { folder, file, lines } = twoLines();
  fs.writeFileSync(
    file,
    change(lines)
      .map((each) => `${each}\n`)
      .join(""),
  );
  expect(() => readJournal(folder)).toThrow(`line ${line} is not an event`);
  expect(() => new Journal(folder).append(created())).toThrow(`line ${line} is not an event`);
});

test("a journal from before checksums goes on, and what is added has them", () => {
  const folder = temporaryFolder();
  const first = created();
  const journal = new Journal(folder);
  fs.writeFileSync(journal.file, `${JSON.stringify(first)}\n`);
  const second = planned();
  journal.append(second);
  journal.close();
  expect(readJournal(folder)).toEqual([first, second]);
  const content = fs.readFileSync(journal.file, "utf8");
  fs.writeFileSync(journal.file, content.replace("greet", "groan"));
  expect(() => readJournal(folder)).toThrow("line 2 is not an event");
});
