import { expect, test } from "vitest";
import {
  jobsInMessages,
  withChunk,
  withHistory,
  withMessage,
  type Message,
} from "../../../plugin/web/chat/messages.ts";

const said = (id: string, from: Message["from"], text: string, at = 1): Message => ({
  id,
  from,
  text,
  at,
});

test("what an agent is saying grows, and its end takes the place of the draft", () => {
  const begun = withChunk(withChunk([], "a", "I will ", 1), "a", "build", 2);
  expect(begun).toEqual([{ ...said("a", "agent", "I will build"), state: "streaming" }]);
  const ended = withMessage(begun, said("a", "agent", "I will build it."));
  expect(ended).toEqual([said("a", "agent", "I will build it.")]);
  expect(withChunk(ended, "a", " late", 3)).toBe(ended);
});

test("a draft whose end has another id does not stay behind", () => {
  const begun = withChunk([said("p", "person", "Hello")], "draft", "Hi", 1);
  expect(withMessage(begun, said("b", "agent", "Hi.")).map(({ id }) => id)).toEqual(["p", "b"]);
  expect(withMessage(begun, said("q", "person", "Hurry")).map(({ id }) => id)).toEqual([
    "p",
    "draft",
    "q",
  ]);
});

test("the server's copy of a person's message takes the place of what was sent", () => {
  const sent: Message = { ...said("mine", "person", "Hello"), state: "sending" };
  expect(withMessage([sent], said("theirs", "person", "Hello"), "mine")).toEqual([
    said("theirs", "person", "Hello"),
  ]);
});

test("history is in order of time, and what did not arrive stays at its end", () => {
  const lost: Message = { ...said("lost", "person", "Anybody?", 9), state: "failed" };
  const shown = [said("gone", "agent", "of before"), lost];
  const history = [said("2", "agent", "Hi", 2), said("1", "person", "Hello", 1)];
  expect(withHistory(shown, history).map(({ id }) => id)).toEqual(["1", "2", "lost"]);
});

const isJob = (word: string): boolean => ["abc123", "def456", "aaa111", "bbb222"].includes(word);

test("a job has its card below the first words of an agent that name it, and nowhere else", () => {
  const about = jobsInMessages(
    [
      said("1", "person", "How is abc123?"),
      said("2", "agent", "Job ID: abc123."),
      said("3", "agent", "Plan of job abc123: …"),
      said("4", "agent", "Status of abc123 and def456"),
    ],
    isJob,
  );
  expect([...about]).toEqual([
    ["2", { cards: ["abc123"], isNews: false }],
    ["3", { cards: [], isNews: true }],
    ["4", { cards: ["def456"], isNews: false }],
  ]);
});

test("a list of jobs brings no cards, and an answer about one is no news", () => {
  const about = jobsInMessages(
    [
      said("1", "agent", "There are abc123, def456, aaa111, bbb222"),
      said("2", "agent", "Job ID: abc123."),
      said("3", "agent", "Plugin Creation Status: running\nof abc123"),
    ],
    isJob,
  );
  expect([...about.keys()]).toEqual(["2", "3"]);
  expect(about.get("3")).toEqual({ cards: [], isNews: false });
});
