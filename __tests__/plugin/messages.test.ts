import { expect, test } from "vitest";
import { messagesOf } from "../../plugin/commands/messages.ts";
import { printable } from "../../plugin/terminal/output.ts";

async function messages(text: string): Promise<string[]> {
  const all: string[] = [];
  for await (const message of messagesOf(lines(text))) all.push(message);
  return all;
}

async function* lines(text: string): AsyncGenerator<string> {
  yield* text.split("\n");
}

test("each line is a message, blank ones are none", async () => {
  expect(await messages("Hello\n\n  How far is it?  \n")).toEqual(["Hello", "How far is it?"]);
});

test("a JSON object goes on until its braces close", async () => {
  const specification = 'Build this: {\n "name": "a } b",\n "actions": [\n{}\n]\n}';
  expect(await messages(`${specification}\nThanks`)).toEqual([specification, "Thanks"]);
});

test("an announced specification belongs to its announcement", async () => {
  const text = 'Create a plugin with the following specification:\n{\n"name": "x"\n}';
  expect(await messages(`${text}\nCancel it`)).toEqual([text, "Cancel it"]);
});

test("a blank line ends what was never closed", async () => {
  expect(await messages("I like {\n\nHello")).toEqual(["I like {", "Hello"]);
  expect(await messages("One thing:\n\nHello")).toEqual(["One thing:", "Hello"]);
  expect(await messages("open {")).toEqual(["open {"]);
});

test("text of strangers cannot repaint the terminal", () => {
  expect(printable("a\u001b[2Jb\u009b1m\u202ec\r\nd\te")).toBe("a[2Jb1mc\nd\te");
});
