import { expect, test } from "vitest";
import { ThinkingStream } from "../../agents/thinking-stream.ts";
import { EventBus, type Thinking } from "../../shared/event-bus.ts";
import { KnownValues } from "../../shared/redact.ts";

const KEY = "canary-value-42";
const from = { jobId: "abc123", agent: "coder" } as const;

function listening() {
  const heard: Thinking[] = [];
  const bus = new EventBus(() => undefined);
  bus.watch((thinking) => heard.push(thinking));
  const stream = new ThinkingStream(bus, from, new KnownValues([KEY]));
  return { stream, heard, said: () => heard.map(({ delta }) => delta).join("") };
}

test("a key that comes in pieces is told as none, in every kind of piece", () => {
  for (const kind of ["thinking", "text", "input"] as const) {
    const { stream, heard, said } = listening();
    for (const character of `the ${KEY} is`) stream.push({ kind, block: 0, text: character });
    stream.end();
    expect(said()).toBe("the [secret] is");
    expect(heard.every((each) => each.kind === kind && each.jobId === "abc123")).toBe(true);
  }
});

test("what was held back is told before another block begins, and not after a restart", () => {
  const { stream, heard } = listening();
  stream.push({ kind: "thinking", block: 0, text: "I can" });
  stream.push({ kind: "text", block: 1, text: "a ca" });
  stream.push({ kind: "restart" });
  stream.push({ kind: "text", block: 0, text: "b" });
  expect(heard.map(({ kind, delta }) => `${kind} ${delta}`)).toEqual([
    "thinking I ",
    "thinking can",
    "text a ",
    "restart ",
    "text b",
  ]);
});
