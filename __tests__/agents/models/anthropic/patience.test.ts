import { expect, test } from "vitest";
import { encodeEvents, SILENCE, type ServerReply } from "../../../support/messages-server.ts";
import { aRequest, attempt, failureOf, heard, setUp } from "./support.ts";
import { onBusyMachines } from "../../../support/busy-machine.ts";

test("a slow answer is not given up while something comes", onBusyMachines, async () => {
  const { model } = await setUp([{ text: "word ".repeat(40), trouble: { delayMs: 60 } }], {
    idleMs: 250,
  });
  const started = performance.now();
  const reply = await attempt(model);
  expect(reply.blocks).toEqual([{ type: "text", text: "word ".repeat(40) }]);
  expect(performance.now() - started).toBeGreaterThan(600);
});

test("pings and comments are signs of life", async () => {
  const begin = { type: "message_start", message: { id: "1", role: "assistant", model: "m" } };
  const end = { type: "message_delta", delta: { stop_reason: "end_turn" } };
  const ping = encodeEvents([{ type: "ping" }]);
  const body = [
    encodeEvents([begin]),
    ...[ping, ": processing\n\n", ": processing\n\n", ": processing\n\n", ping],
    encodeEvents([end, { type: "message_stop" }]),
  ];
  const { model } = await setUp([{ status: 200, body, delayMs: 250 }], { idleMs: 600 });
  expect((await attempt(model)).stop).toBe("end_turn");
});

test("work of our own that keeps the process busy is not the server's silence", async () => {
  const { model } = await setUp([{ text: "word ".repeat(20), trouble: { delayMs: 10 } }], {
    idleMs: 400,
  });
  const listener = heard();
  listener.delta = () => {
    const until = performance.now() + 450;
    while (performance.now() < until);
  };
  expect((await attempt(model, aRequest(), listener)).stop).toBe("end_turn");
});

test.each<[string, ServerReply, RegExp]>([
  [
    "in the middle",
    { text: "Well, ", trouble: { stallAt: 4 } },
    /fell silent.*nothing came for 0\.6 s/,
  ],
  ["after the headers", { text: "Well, ", trouble: { stallAt: 0 } }, /fell silent/],
  ["before the headers", SILENCE, /did not begin to answer in time/],
])("silence %s ends the attempt, and the server sees it", async (_, reply, words) => {
  const { server, model } = await setUp([reply], { idleMs: 600 });
  const error = await failureOf(attempt(model));
  expect(error.kind).toBe("transport");
  expect(error.message).toMatch(words);
  expect(error.message).toContain("PLUGIN_MODEL_IDLE_MS");
  expect((await server.aborted).closedEarly).toBe(true);
});

test("silence after the message's end takes nothing away from it", async () => {
  const { model } = await setUp([{ text: "All of it.", trouble: { stallAt: 7 } }], { idleMs: 600 });
  expect((await attempt(model)).blocks).toEqual([{ type: "text", text: "All of it." }]);
});

test("a local server gets more patience than the setting says", async () => {
  const { server, model } = await setUp([SILENCE], { idleMs: 50, endpoint: undefined });
  const stop = new AbortController();
  const failure = failureOf(attempt(model, aRequest({ signal: stop.signal })));
  const request = await server.nextRequest();
  expect(request.headers["x-stainless-timeout"]).toBe("300");
  await Promise.race([failure, new Promise((resolve) => setTimeout(resolve, 200))]);
  expect(request.closedEarly).toBe(false);
  stop.abort();
  expect((await failure).kind).toBe("cancelled");
});

const LATEST_MS = 200;

test.each<[string, ServerReply]>([
  ["waits for headers", SILENCE],
  ["waits for the first event", { text: "Hello", trouble: { stallAt: 0 } }],
])(
  "a cancelled attempt that %s ends at once, and the server sees it",
  onBusyMachines,
  async (_, reply) => {
    const { server, model } = await setUp([reply]);
    const stop = new AbortController();
    const failure = failureOf(attempt(model, aRequest({ signal: stop.signal })));
    await server.nextRequest();
    const started = performance.now();
    stop.abort(new Error("somebody said stop"));
    const error = await failure;
    expect(performance.now() - started).toBeLessThan(LATEST_MS);
    expect(error.kind).toBe("cancelled");
    expect(error.message).toContain("somebody said stop");
    expect((await server.aborted).closedEarly).toBe(true);
  },
);

test.each(["while events come", "on a stalled stream"])(
  "an attempt that is cancelled %s ends at once, with what it used",
  onBusyMachines,
  async (when) => {
    const trouble = when.includes("stalled") ? { stallAt: 5 } : { delayMs: 20 };
    const { server, model } = await setUp([{ text: "word ".repeat(400), trouble }]);
    const stop = new AbortController();
    const listener = heard();
    let started = 0;
    listener.delta = () => {
      if (started) return;
      started = performance.now();
      stop.abort(new Error("enough"));
    };
    const error = await failureOf(attempt(model, aRequest({ signal: stop.signal }), listener));
    expect(performance.now() - started).toBeLessThan(LATEST_MS);
    expect(error.kind).toBe("cancelled");
    expect(listener.usages.at(-1)).toMatchObject({ input: 850, estimated: true });
    expect((await server.aborted).closedEarly).toBe(true);
  },
);

test("an attempt that was cancelled before it began sends nothing", async () => {
  const { server, model } = await setUp([{ text: "Hello" }]);
  const signal = AbortSignal.abort(new Error("too late"));
  const error = await failureOf(attempt(model, aRequest({ signal })));
  expect(error.kind).toBe("cancelled");
  expect(server.seen).toEqual([]);
});
