import { expect, test } from "vitest";
import { encodeEvents, type StreamEvent } from "../../../support/messages-server.ts";
import type { Block, Message } from "../../../../agents/models/text-model.ts";
import { aRequest, attempt, heard, setUp } from "./support.ts";

const write = {
  name: "write_file",
  description: "Writes a file.",
  input_schema: { type: "object", properties: { path: { type: "string" } } },
};

test("thinking, text and tool calls arrive piece by piece and come back as blocks", async () => {
  const input = { path: "src/index.ts", content: "export const greeting = 'hello';\n" };
  const { model } = await setUp([
    {
      thinking: "A todo list needs a service and two actions.",
      text: "I write the entry first.",
      tools: [{ name: "write_file", input }],
    },
  ]);
  const listener = heard();
  const reply = await attempt(model, aRequest({ tools: [write] }), listener);

  expect(reply.blocks).toEqual([
    {
      type: "thinking",
      thinking: "A todo list needs a service and two actions.",
      signature: "sig_coder_1",
    },
    { type: "text", text: "I write the entry first." },
    { type: "tool_use", id: "toolu_coder_1_0", name: "write_file", input },
  ]);
  expect(reply).toMatchObject({ stop: "tool_use", model: "claude-opus-5-5" });
  const textOf = (block: number) =>
    listener.deltas.flatMap((each) => (each.block === block ? [each.text] : []));
  expect(textOf(0).length).toBeGreaterThan(1);
  expect(textOf(0).join("")).toBe("A todo list needs a service and two actions.");
  expect(textOf(1).join("")).toBe("I write the entry first.");
  expect(JSON.parse(textOf(2).join(""))).toEqual(input);
  expect(new Set(listener.deltas.map(({ kind }) => kind))).toEqual(
    new Set(["thinking", "text", "input"]),
  );
});

const block = (index: number, start: object, ...deltas: object[]): StreamEvent[] => [
  { type: "content_block_start", index, content_block: start },
  ...deltas.map((delta) => ({ type: "content_block_delta", index, delta })),
  { type: "content_block_stop", index },
];

const message = (blocks: StreamEvent[][], stop = "end_turn", usage: object = {}): string =>
  encodeEvents([
    {
      type: "message_start",
      message: { id: "msg_1", type: "message", role: "assistant", model: "m", content: [], usage },
    },
    ...blocks.flat(),
    { type: "message_delta", delta: { stop_reason: stop }, usage: { output_tokens: 9 } },
    { type: "message_stop" },
  ]);

test("interleaved thinking goes back to the endpoint exactly as it came", async () => {
  const thinking = (index: number, words: string, signature: string) =>
    block(
      index,
      { type: "thinking", thinking: "", signature: "" },
      { type: "thinking_delta", thinking: words },
      { type: "signature_delta", signature },
    );
  const body = message(
    [
      thinking(0, "First.", "EqQBsig+/1=="),
      block(1, { type: "redacted_thinking", data: "EroBhidden" }),
      block(2, { type: "text", text: "" }, { type: "text_delta", text: "Now the file." }),
      thinking(3, "Second.", "EqQBsig+/2=="),
      block(
        4,
        { type: "tool_use", id: "toolu_9", name: "write_file", input: {} },
        { type: "input_json_delta", partial_json: '{"path":' },
        { type: "input_json_delta", partial_json: '"src/a.ts"}' },
      ),
    ],
    "tool_use",
  );
  const { server, model } = await setUp([{ status: 200, body }, { text: "Done." }]);
  const first = await attempt(model, aRequest({ tools: [write] }));
  const expected: Block[] = [
    { type: "thinking", thinking: "First.", signature: "EqQBsig+/1==" },
    { type: "redacted_thinking", data: "EroBhidden" },
    { type: "text", text: "Now the file." },
    { type: "thinking", thinking: "Second.", signature: "EqQBsig+/2==" },
    { type: "tool_use", id: "toolu_9", name: "write_file", input: { path: "src/a.ts" } },
  ];
  expect(first.blocks).toEqual(expected);

  const messages: Message[] = [
    ...aRequest().messages,
    { role: "assistant", content: first.blocks },
    { role: "user", content: [{ type: "tool_result", tool_use_id: "toolu_9", content: "ok" }] },
  ];
  await attempt(model, aRequest({ tools: [write], messages }));
  expect(server.seen[1]?.body.messages[1]).toEqual({ role: "assistant", content: expected });
});

test("characters that travel in pieces arrive whole", async () => {
  const text = "Größe: 日本語, 👩‍👩‍👧 and ∑";
  const { model } = await setUp([{ thinking: text, text, trouble: { splitUtf8: true } }]);
  const listener = heard();
  const { blocks } = await attempt(model, aRequest(), listener);
  expect(blocks).toMatchObject([{ thinking: text }, { text }]);
  expect(listener.deltas.map((each) => each.text).join("")).toBe(text + text);
});

test("usage is told when the answer begins and when it ends", async () => {
  const usage = {
    input_tokens: 120,
    cache_creation_input_tokens: 700,
    cache_creation: { ephemeral_5m_input_tokens: 500, ephemeral_1h_input_tokens: 200 },
    cache_read_input_tokens: 4000,
    output_tokens: 77,
    output_tokens_details: { thinking_tokens: 33 },
  };
  const { model } = await setUp([{ thinking: "Hm.", text: "Yes.", usage }]);
  const listener = heard();
  const reply = await attempt(model, aRequest(), listener);
  const told = { input: 120, cacheRead: 4000, cacheWrite5m: 500, cacheWrite1h: 200 };
  expect(listener.usages).toHaveLength(2);
  expect(listener.usages[0]).toMatchObject({ ...told, estimated: true });
  expect(listener.usages[1]).toEqual({ ...told, output: 77, thinking: 33, estimated: false });
  expect(reply.usage).toEqual(listener.usages[1]);
});

test("what a later event leaves out of the usage keeps its last value", async () => {
  const text = block(0, { type: "text", text: "" }, { type: "text_delta", text: "Yes." });
  const usage = { input_tokens: 5, cache_read_input_tokens: 6, output_tokens: 1 };
  const { model } = await setUp([{ status: 200, body: message([text], "end_turn", usage) }]);
  expect((await attempt(model)).usage).toEqual({
    input: 5,
    output: 9,
    cacheRead: 6,
    cacheWrite5m: 0,
    cacheWrite1h: 0,
    thinking: 0,
    estimated: false,
  });
});

test("an endpoint that counts nothing and leaves fields out is estimated, not refused", async () => {
  const body = encodeEvents([
    { type: "message_start", message: { id: "1", role: "assistant" } },
    ...block(0, { type: "thinking" }, { type: "thinking_delta", thinking: "Hm, hm." }),
    ...block(1, { type: "text" }, { type: "text_delta", text: "Yes, of course." }),
    { type: "message_delta", delta: {} },
    { type: "message_stop" },
  ]);
  const { model } = await setUp([{ status: 200, body }]);
  const reply = await attempt(model);
  expect(reply).toMatchObject({ stop: "end_turn", model: "claude-opus-5-5" });
  expect(reply.blocks).toEqual([
    { type: "thinking", thinking: "Hm, hm." },
    { type: "text", text: "Yes, of course." },
  ]);
  expect(reply.usage).toMatchObject({ output: Math.ceil(22 / 3), estimated: true });
  expect(reply.usage.input).toBeGreaterThan(50);
});

test.each([
  ["end_turn", "end_turn"],
  ["stop_sequence", "stop_sequence"],
  ["max_tokens", "max_tokens"],
  ["pause_turn", "pause_turn"],
  ["model_context_window_exceeded", "context"],
  ["something_new", "end_turn"],
])("the stop reason %s is %s", async (stop, expected) => {
  const { model } = await setUp([{ text: "Half", stop }]);
  const reply = await attempt(model);
  expect(reply).toMatchObject({ stop: expected, blocks: [{ type: "text", text: "Half" }] });
  expect(reply.refusal).toBeUndefined();
});

test("a refusal says what the endpoint says about it", async () => {
  const refusal = { category: "cyber", explanation: "This could be used to break in." };
  const { model } = await setUp([{ text: "I", refusal }, { stop: "refusal" }]);
  expect(await attempt(model)).toMatchObject({ stop: "refusal", refusal });
  expect(await attempt(model)).toMatchObject({
    stop: "refusal",
    refusal: { category: null, explanation: null },
  });
});

test("a tool call that was cut at the token limit is left out, whole ones are kept", async () => {
  const tools = [
    { name: "write_file", input: { path: "src/a.ts", content: "a" } },
    { name: "write_file", input: '{"path":"src/b.ts","content":"half of \\u00' },
  ];
  const { model } = await setUp([{ text: "Two files.", tools, stop: "max_tokens" }]);
  const { blocks, stop } = await attempt(model, aRequest({ tools: [write] }));
  expect(stop).toBe("max_tokens");
  expect(blocks).toEqual([
    { type: "text", text: "Two files." },
    { type: "tool_use", id: "toolu_coder_1_0", name: "write_file", input: tools[0]?.input },
  ]);
});

test("a call without arguments is a call, unless the limit cut it", async () => {
  const tools = [{ name: "check", input: "" }];
  const { model } = await setUp([{ tools }, { tools, stop: "max_tokens" }]);
  const called = await attempt(model, aRequest({ tools: [write] }));
  expect(called.blocks).toMatchObject([{ name: "check", input: {} }]);
  expect((await attempt(model, aRequest({ tools: [write] }))).blocks).toEqual([]);
});

test("a connection that breaks after the message's end takes nothing away from it", async () => {
  const { model } = await setUp([{ text: "All of it.", trouble: { cutAfter: 7 } }]);
  const reply = await attempt(model);
  expect(reply.blocks).toEqual([{ type: "text", text: "All of it." }]);
});

test("an error of the listener is not mistaken for the endpoint's", async () => {
  const { server, model } = await setUp([{ text: "Hello", trouble: { delayMs: 20 } }]);
  const listener = heard();
  listener.delta = () => {
    throw new TypeError("a bug");
  };
  await expect(attempt(model, aRequest(), listener)).rejects.toThrow(new TypeError("a bug"));
  await server.aborted;
});
