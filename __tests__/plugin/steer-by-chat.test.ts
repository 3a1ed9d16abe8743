import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { agentId } from "../../agents/characters.ts";
import { ChatClient } from "../support/chat-client.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const open = (): Promise<ChatClient> => ChatClient.open(server.url, agentId("coordinator"));
const STARTED = /Job ID: /;
const jobIn = (text: string): string => / ID: ([a-z0-9]{6})\./.exec(text)?.[1] ?? "no id";

test("ask first, a card, an edit, a new card, a yes, a hint: each as somebody types it", async () => {
  const me = await open();
  const wish =
    "I need a plugin that helps manage todo lists with add, remove, and list functionality. Show me the plan first.";
  const id = jobIn(await me.ask(wish, STARTED));
  const card = await me.hear(new RegExp(`Plan of job ${id}`));
  expect(card).toContain("with addTodo, removeTodo, listTodos, todos.\n");
  expect(card).toMatch(/\nComponents:\n- action: addTodo: .*\n/);
  expect(card).toMatch(/\nAcceptance criteria:\n- AC-1 addTodo: /);
  expect(card).toContain("\nDependencies: none\n");
  await me.hear(new RegExp(`Job ${id} waits\\. The plan waits for a yes`));

  const from = me.said.length;
  expect(await me.ask("also add a complete action", /is made anew/)).toBe(
    `The plan of job ${id} is made anew with that. It waits for a yes again then.`,
  );
  const anew = await me.hear(new RegExp(`Plan of job ${id}`), { from });
  expect(anew).toContain("completeTodo");
  const status = await me.ask("show me the plan", /^Plugin Creation Status/);
  expect(status).toMatch(/^Plugin Creation Status: waiting for a yes to the plan\n/);
  expect(status).toContain("- action: completeTodo: ");

  await me.ask("make it nicer", /is made anew/);
  const sorry = await me.hear(/The plan stays as it is/, { from });
  expect(sorry).toMatch(new RegExp(`^Job ${id}: .*since "make it nicer" could not be planned`));

  expect(await me.ask("looks good, build it", /goes on, with/)).toBe(
    `Job ${id} goes on, with its plan as it is.`,
  );
  expect(await me.ask("use fetch, not axios", /^Noted/)).toBe(
    `Noted for the coder of job ${id}. The offline model builds from blueprints and cannot follow it; a language model would.`,
  );
  expect(await me.ask("drop the list action", /cannot be changed/)).toContain(
    "is at work on its plan already",
  );
  await me.ask(`cancel job ${id}`, /has been cancelled/);
  me.close();
}, 300_000);

test("a plain no ends a job whose plan waits", async () => {
  const me = await open();
  await me.ask("I need a plugin that flips a coin, but ask me before you build it", STARTED);
  await me.hear(/The plan waits for a yes/);
  expect(await me.ask("no")).toMatch(/^Plugin creation job has been cancelled\./);
  me.close();
});

test("a vague wish, a question, an answer: taken together they are one request", async () => {
  const me = await open();
  const jobs = (): string[] => fs.readdirSync(path.join(server.dataDir, "jobs"));
  const before = jobs();
  await me.ask("I need a plugin", /What should the plugin do\?/);
  expect(jobs()).toEqual(before);
  const id = jobIn(await me.ask("keep my books: add, list and remove", STARTED));
  const journal = fs.readFileSync(path.join(server.dataDir, "jobs", id, "events.jsonl"), "utf8");
  expect(journal).toContain(
    '"description":"I need a plugin\\nkeep my books: add, list and remove"',
  );
  await me.ask(`cancel job ${id}`, /has been cancelled/);
  // The question is answered: what comes now is no part of it.
  expect(await me.ask("tell me a joke")).not.toMatch(STARTED);
  me.close();
}, 120_000);

test("the answer of somebody else, in another room, is not taken for it", async () => {
  const [me, other] = await Promise.all([open(), open()]);
  await me.ask("make me a plugin", /What should the plugin do\?/);
  const id = jobIn(await other.ask("a reading list with add and list", STARTED));
  const journal = fs.readFileSync(path.join(server.dataDir, "jobs", id, "events.jsonl"), "utf8");
  expect(journal).toContain('"description":"a reading list with add and list"');
  await other.ask(`cancel job ${id}`, /has been cancelled/);
  me.close();
  other.close();
}, 120_000);
