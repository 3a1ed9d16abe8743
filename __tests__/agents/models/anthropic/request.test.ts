import { expect, test } from "vitest";
import { z } from "zod";
import type { Message } from "../../../../agents/models/text-model.ts";
import { startMessagesServer } from "../../../support/messages-server.ts";
import { aRequest, attempt, KEY, setUp } from "./support.ts";

const tools = ["write_file", "str_replace"].map((name) => ({
  name,
  description: `Does ${name}.`,
  input_schema: { type: "object", properties: { path: { type: "string" } }, required: ["path"] },
}));

test("the request says how to think, what to keep and what form the answer has", async () => {
  const { server, model } = await setUp([{ text: "{}" }]);
  const format = z.toJSONSchema(z.object({ score: z.number().min(0).max(100) }));
  const settings = { effort: "high", maxTokens: 32_000 } as const;
  await attempt(model, aRequest({ tools, format, settings }));
  expect(server.seen[0]?.path).toBe("/v1/messages");
  expect(server.seen[0]?.role).toBe("coder");
  expect(server.seen[0]?.body).toEqual({
    model: "claude-opus-5-5",
    max_tokens: 32_000,
    stream: true,
    thinking: { type: "adaptive", display: "summarized" },
    output_config: {
      effort: "high",
      format: {
        type: "json_schema",
        schema: {
          type: "object",
          properties: { score: { type: "number", description: "{minimum: 0, maximum: 100}" } },
          required: ["score"],
          additionalProperties: false,
        },
      },
    },
    tools,
    cache_control: { type: "ephemeral" },
    system: [
      { type: "text", text: aRequest().system[0] },
      { type: "text", text: aRequest().system[1], cache_control: { type: "ephemeral" } },
    ],
    messages: [{ role: "user", content: "Write a todo list." }],
  });
});

test("what the settings do not say is not sent", async () => {
  const { server, model } = await setUp([{ text: "Yes." }, { text: "Yes." }]);
  await attempt(model);
  await attempt(model, aRequest({ settings: { temperature: 0.2 } }));
  expect(server.seen[0]?.body).toMatchObject({ max_tokens: 16_000 });
  expect(Object.keys(server.seen[0]?.body ?? {}).sort()).toEqual(
    ["model", "max_tokens", "stream", "thinking", "cache_control", "system", "messages"].sort(),
  );
  expect(server.seen[1]?.body.temperature).toBe(0.2);
});

test("two calls of a conversation begin with the same bytes", async () => {
  const { server, model } = await setUp([
    { thinking: "Hm.", tools: [{ name: "write_file", input: { path: "src/a.ts" } }] },
    { text: "Done." },
  ]);
  const settings = { effort: "medium", temperature: 1 } as const;
  const request = () => aRequest({ tools: structuredClone(tools), settings: { ...settings } });
  const { blocks } = await attempt(model, request());
  const messages: Message[] = [
    ...request().messages,
    { role: "assistant", content: blocks },
    {
      role: "user",
      content: [{ type: "tool_result", tool_use_id: "toolu_coder_1_0", content: "written" }],
    },
  ];
  await attempt(model, { ...request(), messages });

  const [one, two] = server.seen.map(({ raw }) => raw);
  const shared = (one?.length ?? 0) - "]}".length; // the first conversation without its end
  expect(shared).toBeGreaterThan(400);
  expect(two?.subarray(0, shared).equals(one?.subarray(0, shared) ?? Buffer.of())).toBe(true);
  expect(two?.length).toBeGreaterThan(shared);
});

test("the model is the endpoint's own choice, the character's, or everybody's", async () => {
  const one = await setUp([{ text: "Yes." }]);
  expect(one.model.modelFor({})).toBe("claude-opus-5-5");
  expect(one.model.modelFor({ name: "claude-haiku-5-5" })).toBe("claude-haiku-5-5");
  const other = await setUp([{ text: "Yes." }], { model: "qwen3-coder:30b" });
  expect(other.model.modelFor({ name: "claude-haiku-5-5" })).toBe("qwen3-coder:30b");
  await attempt(other.model, aRequest({ settings: { name: "claude-haiku-5-5" } }));
  expect(other.server.seen[0]?.body.model).toBe("qwen3-coder:30b");
});

test("another endpoint gets the key in both headers", async () => {
  const { server, model } = await setUp([{ text: "Yes." }]);
  await attempt(model);
  expect(server.seen[0]?.headers).toMatchObject({
    authorization: `Bearer ${KEY}`,
    "x-api-key": KEY,
  });
});

test("another endpoint may do without a key", async () => {
  const { server, model } = await setUp([{ text: "Yes." }], { key: undefined });
  expect((await attempt(model)).blocks).toEqual([{ type: "text", text: "Yes." }]);
  expect(server.seen).toHaveLength(1);
});

test("each role has its script, and who has none left is told so", async () => {
  const server = await startMessagesServer({
    replies: { coder: [{ text: "code" }, { text: "more code" }], tester: [{ text: "tests" }] },
  });
  const { model } = await setUp([], { baseUrl: server.url });
  const as = (role: "coder" | "tester") =>
    attempt(model, aRequest({ role, system: [`# Your role: ${role}\nGo.`] }));
  const [code, tests] = await Promise.all([as("coder"), as("tester")]);
  expect([code.blocks, tests.blocks]).toMatchObject([[{ text: "code" }], [{ text: "tests" }]]);
  await expect(as("tester")).rejects.toThrow("The script of the tester has no further reply.");
  expect((await as("coder")).blocks).toMatchObject([{ text: "more code" }]);
  await server.close();
});
