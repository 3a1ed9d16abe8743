import { expect, test } from "vitest";
import { beginReply } from "../../plugin/actions/begin.ts";
import { factsOf } from "../../plugin/commands/job-facts.ts";
import { lineText } from "../../plugin/line-text.ts";
import { statusText } from "../../plugin/status-text.ts";
import { advance } from "../../shared/fold-job.ts";
import { created } from "../support/job-story.ts";

const job = advance(undefined, created());

test.each([
  [1, "1st"],
  [2, "2nd"],
  [3, "3rd"],
  [4, "4th"],
  [11, "11th"],
  [12, "12th"],
  [22, "22nd"],
  [113, "113th"],
])("place %d is said as %s in line", (place, word) => {
  expect(lineText(place)).toBe(`${word} in line`);
});

test("a status and its facts say where a job stands in line, if it does", () => {
  expect(statusText(job, 2)).toMatch(/^Plugin Creation Status: pending \(2nd in line\)\n/);
  expect(statusText(job)).toMatch(/^Plugin Creation Status: pending\n/);
  expect([factsOf(job, true, 2).place, factsOf(job, true).place]).toEqual([2, null]);
});

test("whoever asked for a plugin is told that the job waits its turn", () => {
  const begun = { kind: "started" as const, job, text: "I'll do it.", notes: [] };
  const reply = (place: number | undefined) =>
    beginReply({ ...begun, place }, (id) => `Job ${id}.`);
  expect(reply(1).text).toBe(
    "I'll do it.\nJob abc123.\nAll places are taken at the moment, so it waits its turn: it is 1st in line.",
  );
  expect(reply(undefined).text).toBe("I'll do it.\nJob abc123.");
});
