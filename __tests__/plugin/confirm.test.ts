import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { confirm } from "../../plugin/terminal/confirm.ts";

const ask = (signal = new AbortController().signal) => {
  const [stdin, stdout] = [new PassThrough(), new PassThrough()];
  return { stdin, stdout, answer: confirm("Go on?", signal, { stdin, stdout }) };
};

test.each([
  ["y\n", true],
  ["Yes\n", true],
  ["n\n", false],
  ["\n", false],
  ["yesterday\n", false],
])("%j is %s", async (typed, yes) => {
  const { stdin, stdout, answer } = ask();
  stdin.write(typed);
  expect(await answer).toBe(yes);
  expect(String(stdout.read())).toContain("Go on? [y/N] ");
});

test("the end of input and an abort are a no", async () => {
  const ended = ask();
  ended.stdin.end();
  expect(await ended.answer).toBe(false);
  const abort = new AbortController();
  const aborted = ask(abort.signal);
  abort.abort();
  expect(await aborted.answer).toBe(false);
  expect(await ask(AbortSignal.abort()).answer).toBe(false);
});
