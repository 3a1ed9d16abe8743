import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { complete, type Completion } from "../../../agents/models/complete.ts";
import { ModelError, type ModelErrorKind } from "../../../shared/errors.ts";
import { noUsage } from "../../../shared/usage.ts";
import { rememberingLine, says, spokenModel } from "../../support/spoken-model.ts";
import { onBusyMachines } from "../../support/busy-machine.ts";

const request = (more: Partial<Completion> = {}): Completion => ({
  role: "coder",
  system: ["You write code."],
  messages: [{ role: "user", content: "Write." }],
  settings: { maxTokens: 1000 },
  signal: new AbortController().signal,
  ...more,
});

const failure = (kind: ModelErrorKind, retryAfterMs?: number): ModelError =>
  new ModelError(kind, `It is ${kind}.`, { retryAfterMs });

const kindOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
  } catch (error) {
    return error instanceof ModelError ? error.kind : String(error);
  }
  return "answered";
};

test("transient trouble is tried again with growing pauses, each attempt paid for and told of", async () => {
  const trouble = ["overloaded", "transport", "rate-limited"] as const;
  const { model, asked } = spokenModel([...trouble.map((kind) => failure(kind)), says("Done.")]);
  const { line, called, waits, streamed } = rememberingLine();
  const reply = await complete(model, request(), line);
  expect(reply.blocks).toEqual([{ type: "text", text: "Done." }]);
  expect(asked.map(({ key }) => key)).toEqual([0, 1, 2, 3].map((n) => `coder/1/0/${n}`));
  expect(called.map((each) => each.failure?.kind)).toEqual([...trouble, undefined]);
  expect(called.map(({ key }) => key)).toEqual(asked.map(({ key }) => key));
  expect(waits).toHaveLength(3);
  waits.forEach((ms, n) => {
    expect(ms).toBeGreaterThanOrEqual(750 * 2 ** n);
    expect(ms).toBeLessThanOrEqual(1000 * 2 ** n);
  });
  expect(streamed).toEqual(["restart", "restart", "restart", "Done."]);
});

test("after four further attempts the trouble is the answer", async () => {
  const { model, asked } = spokenModel(Array.from({ length: 9 }, () => failure("overloaded")));
  const { line, called } = rememberingLine();
  expect(await kindOf(complete(model, request(), line))).toBe("overloaded");
  expect(asked).toHaveLength(5);
  expect(called.at(-1)?.failure).not.toHaveProperty("retryInMs");
});

test("a hint to wait is followed to the letter, up to two minutes", async () => {
  const { model } = spokenModel([failure("rate-limited", 7000), says("Done.")]);
  const { line, waits } = rememberingLine();
  await complete(model, request(), line);
  expect(waits).toEqual([7000]);

  const long = spokenModel([failure("rate-limited", 3_600_000), says("Done.")]);
  const other = rememberingLine();
  await expect(complete(long.model, request(), other.line)).rejects.toMatchObject({
    kind: "rate-limited",
    retryAfterMs: 3_600_000,
  });
  expect(other.waits).toEqual([]);
});

test.each<ModelErrorKind>([
  "auth",
  "billing",
  "context",
  "cancelled",
  "incompatible",
  "bad-request",
  "not-recorded",
])("%s is not tried again", async (kind) => {
  const { model, asked } = spokenModel([failure(kind), says("Done.")]);
  expect(await kindOf(complete(model, request(), rememberingLine().line))).toBe(kind);
  expect(asked).toHaveLength(1);
});

const refusal = says("", {
  stop: "refusal",
  refusal: { category: "cyber", explanation: "This may harm." },
});

test("a refusal is asked once more of the fallback model, never in a loop", async () => {
  const settings = { name: "big", fallback: "small" };
  const helped = spokenModel([refusal, says("Done.")]);
  const { line, called } = rememberingLine();
  await complete(helped.model, request({ settings }), line);
  expect(called.map(({ model }) => model)).toEqual(["big", "small"]);

  const hopeless = spokenModel([refusal, refusal, says("Done.")]);
  const refused = complete(hopeless.model, request({ settings }), rememberingLine().line);
  await expect(refused).rejects.toMatchObject({
    kind: "refused",
    category: "cyber",
    message: expect.stringContaining("This may harm.") as string,
  });
  expect(hopeless.asked).toHaveLength(2);

  const alone = spokenModel([refusal, says("Done.")]);
  expect(await kindOf(complete(alone.model, request(), rememberingLine().line))).toBe("refused");
});

const cut = (output: number, thinking: number) =>
  says("Half an ans", { stop: "max_tokens", usage: { ...noUsage, output, thinking } });

test("an answer that was cut gets twice the room once, then it is an error", async () => {
  const { model, asked } = spokenModel([cut(1000, 100), cut(2000, 100), says("Done.")]);
  expect(await kindOf(complete(model, request(), rememberingLine().line))).toBe("truncated");
  expect(asked.map(({ settings }) => settings.maxTokens)).toEqual([1000, 2000]);
});

test("an answer that thinking left no room for is asked for with less effort", async () => {
  const { model, asked } = spokenModel([cut(1000, 900), says("Done.")]);
  const settings = { effort: "high", maxTokens: 1000 } as const;
  await complete(model, request({ settings }), rememberingLine().line);
  expect(asked[1]?.settings).toEqual({ effort: "medium", maxTokens: 1000 });
});

test("with tools an answer that was cut is handed over, for its finished steps", async () => {
  const { model } = spokenModel([cut(1000, 100)]);
  const tools = [{ name: "write", description: "writes", input_schema: {} }];
  const reply = await complete(model, request({ tools }), rememberingLine().line);
  expect(reply.stop).toBe("max_tokens");
});

test("nothing is sent when the budget does not allow it", async () => {
  const { model, asked } = spokenModel([says("Done.")]);
  const { line } = rememberingLine();
  const poor = {
    ...line,
    hold: () => {
      throw failure("budget");
    },
  };
  expect(await kindOf(complete(model, request(), poor))).toBe("budget");
  expect(asked).toEqual([]);
});

test("the most that can be used is reserved before an attempt", async () => {
  const { model } = spokenModel([says("Done.")]);
  const { line } = rememberingLine();
  const reserved: number[][] = [];
  const watched = {
    ...line,
    hold: (_model: string, most: { input: number; output: number }) => {
      reserved.push([most.input, most.output]);
      return () => undefined;
    },
  };
  await complete(
    model,
    request({ messages: [{ role: "user", content: "x".repeat(3000) }] }),
    watched,
  );
  expect(reserved[0]?.[0]).toBeGreaterThanOrEqual(1000);
  expect(reserved[0]?.[1]).toBe(1000);
});

test("a cancel during a pause returns at once", onBusyMachines, async () => {
  const stop = new AbortController();
  const { model } = spokenModel([failure("rate-limited", 60_000), says("Done.")]);
  const { line } = rememberingLine();
  const patient = {
    ...line,
    sleep: (ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal }),
  };
  const work = kindOf(complete(model, request({ signal: stop.signal }), patient));
  await sleep(20);
  const started = performance.now();
  stop.abort();
  expect(await work).toBe("cancelled");
  expect(performance.now() - started).toBeLessThan(200);
});
