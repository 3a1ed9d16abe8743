import { expect, test } from "vitest";
import type { Begun } from "../../agents/team.ts";
import { OpenQuestions } from "../../plugin/services/open-questions.ts";
import { created, play } from "../support/job-story.ts";

const mine = { agentId: "ada", roomId: "here", entityId: "me" };
const ask: Begun = { kind: "ask", question: "What should it do?" };
const started: Begun = {
  kind: "started",
  job: play(created()),
  text: "",
  notes: [],
  place: undefined,
};

/** Questions in front of a team that understands whatever fits. */
function questionsFor(understood: RegExp) {
  const questions = new OpenQuestions();
  const heard: string[] = [];
  return {
    questions,
    heard,
    say: (words: string, origin = mine) =>
      questions.begin(origin, words, async (description) => {
        heard.push(description);
        return understood.test(description) ? started : ask;
      }),
  };
}

const promptWith = (words: string, entity = "me"): string =>
  `# Conversation Messages\n10:01 (just now) [${entity}] Jane: ${words}\n`;

test("an answer is taken together with everything that was said before it", async () => {
  const { questions, heard, say } = questionsFor(/^a plugin\nfor books\nadd and list$/);
  expect(await say("a plugin")).toBe(ask);
  expect(questions.isOpenIn(promptWith("a plugin"))).toBe(true);
  expect(await say("for books")).toBe(ask);
  expect(questions.isOpenIn(promptWith("for books"))).toBe(true);
  expect(await say("add and list")).toBe(started);
  expect(questions.isOpenIn(promptWith("a plugin"))).toBe(false);
  expect(heard.at(-1)).toBe("a plugin\nfor books\nadd and list");
});

test("whoever wishes for something else instead is understood as well", async () => {
  const { heard, say } = questionsFor(/^a coin$/);
  await say("a plugin");
  expect(await say("a coin")).toBe(started);
  expect(heard).toEqual(["a plugin", "a plugin\na coin", "a coin"]);
});

test("a question is asked of one person in one room", async () => {
  const { questions, heard, say } = questionsFor(/books/);
  await say("a plugin");
  expect(questions.isOpenIn(promptWith("a plugin", "you"))).toBe(false);
  expect(questions.isOpenIn(promptWith("hello"))).toBe(false);
  await say("books", { ...mine, roomId: "there" });
  await say("books", { ...mine, entityId: "you" });
  expect(heard.slice(1)).toEqual(["books", "books"]);
});
