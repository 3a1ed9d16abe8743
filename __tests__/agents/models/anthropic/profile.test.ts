import { expect, test } from "vitest";
import {
  featuresNamedIn,
  features,
  idAt,
  readEndpoint,
  type Feature,
} from "../../../../agents/models/anthropic/profile.ts";
import { ConfigError } from "../../../../shared/errors.ts";
import type { ServerReply } from "../../../support/messages-server.ts";
import { aRequest, attempt, failureOf, setUp } from "./support.ts";

test.each([
  [undefined, "https://api.anthropic.com", "anthropic"],
  ["https://api.anthropic.com/", "https://api.anthropic.com", "anthropic"],
  ["https://api.anthropic.com/v1", "https://api.anthropic.com", "anthropic"],
  ["https://openrouter.ai/api/v1", "https://openrouter.ai/api", "openrouter"],
  ["http://localhost:11434", "http://localhost:11434", "compatible"],
  ["http://localhost:1234/v1/", "http://localhost:1234", "compatible"],
  ["http://localhost:1234/v1/messages", "http://localhost:1234", "compatible"],
  ["https://gateway.example/anthropic", "https://gateway.example/anthropic", "compatible"],
  ["https://anthropic.com.example", "https://anthropic.com.example", "compatible"],
])("%s is the endpoint %s of kind %s", (baseUrl, address, kind) => {
  expect(readEndpoint(baseUrl)).toMatchObject({ address, kind });
});

test.each(["localhost:11434", "ftp://host", "http://me:secret@host", "http://host/?key=1"])(
  "the address %s is explained",
  (baseUrl) => {
    expect(() => readEndpoint(baseUrl)).toThrow(ConfigError);
    expect(() => readEndpoint(baseUrl)).toThrow(/^ANTHROPIC_BASE_URL: expected an address/);
    expect(() => readEndpoint(baseUrl)).not.toThrow("secret");
  },
);

test("an address that ends in /v1 works all the same", async () => {
  const { server } = await setUp([{ text: "Yes." }]);
  const { model, notes } = await setUp([], { baseUrl: `${server.url}/v1` });
  await attempt(model);
  expect(server.seen[0]?.path).toBe("/v1/messages");
  expect(notes).toEqual([`${server.url}/v1 is used as ${server.url}`]);
});

test.each([
  ["openrouter", "claude-opus-5-5", "anthropic/claude-opus-5.5"],
  ["openrouter", "claude-sonnet-5", "anthropic/claude-sonnet-5"],
  ["openrouter", "qwen/qwen3-coder", "qwen/qwen3-coder"],
  ["anthropic", "claude-opus-5-5", "claude-opus-5-5"],
] as const)("at %s the model %s is called %s", (kind, model, id) => {
  expect(idAt(kind, model)).toBe(id);
});

const full = () =>
  aRequest({
    settings: { effort: "high", temperature: 0.5 },
    format: { type: "object", properties: { score: { type: "number" } } },
    tools: [{ name: "check", description: "Checks.", input_schema: { type: "object" } }],
  });

const complains = (message: string, status = 400): ServerReply => ({
  status,
  type: "invalid_request_error",
  message,
});

test.each<[Feature, string, number?]>([
  ["format", "output_config.format: Extra inputs are not permitted"],
  ["format", "json_schema is not supported by this model"],
  ["effort", "output_config.effort: Input should be 'low', 'medium' or 'high'"],
  ["thinking", "adaptive thinking is not supported on this model"],
  ["caching", "cache_control: Extra inputs are not permitted"],
  ["temperature", "`temperature` may only be set to 1 when thinking is enabled"],
  ["tools", "registry.ollama.ai/library/gemma3 does not support tools"],
  ["tools", "No endpoints found that support tool use.", 404],
  ["tools", "tools: Extra inputs are not permitted", 422],
])(
  "without %s the endpoint is asked again at once when it says: %s",
  async (feature, words, status) => {
    const { server, model, notes } = await setUp([
      complains(words, status),
      { text: "Yes." },
      { text: "Again." },
    ]);
    expect((await attempt(model, full())).blocks).toMatchObject([{ text: "Yes." }]);
    await attempt(model, full());
    const sent = server.seen.map(({ body }) => {
      const output = (body.output_config ?? {}) as Record<string, unknown>;
      const present: Record<Feature, boolean> = {
        format: "format" in output,
        effort: "effort" in output,
        thinking: "thinking" in body,
        caching: JSON.stringify(body).includes("cache_control"),
        temperature: "temperature" in body,
        tools: "tools" in body,
      };
      return features.filter((each) => present[each]);
    });
    const rest = features.filter((each) => each !== feature);
    expect(sent).toEqual([[...features], rest, rest]);
    expect(model.abilities("coder")).toEqual({
      format: feature !== "format",
      tools: feature !== "tools",
    });
    expect(notes.at(-1)).toContain(`is asked without ${feature} from now on`);
  },
);

test("output_config as a whole means both of its fields", () => {
  const complaint = "output_config: Extra inputs are not permitted";
  expect(featuresNamedIn(complaint, features)).toEqual(["format", "effort"]);
  expect(featuresNamedIn(complaint, ["effort"])).toEqual(["effort"]);
});

test.each([
  "messages.1.content.0.thinking.signature: Field required",
  "tools.0.custom.input_schema: JSON schema is invalid",
  "max_tokens: 900000 > 128000",
  "messages: at least one message is required",
])("nothing is left out because of: %s", async (words) => {
  const { server, model } = await setUp([complains(words)]);
  expect((await failureOf(attempt(model, full()))).kind).toBe("bad-request");
  expect(server.seen).toHaveLength(1);
  expect(model.abilities("coder")).toEqual({ tools: true, format: true });
});

test("an endpoint that complains of one thing after the other ends with the plain request", async () => {
  const { server, model } = await setUp([
    complains("thinking: unknown field"),
    complains("cache_control: unknown field"),
    complains("output_config: unknown field"),
    complains("temperature: unknown field"),
    complains("tools: unknown field"),
    complains("thinking: unknown field"),
  ]);
  expect((await failureOf(attempt(model, full()))).kind).toBe("bad-request");
  expect(server.seen).toHaveLength(6);
  expect(Object.keys(server.seen.at(-1)?.body ?? {}).sort()).toEqual([
    "max_tokens",
    "messages",
    "model",
    "stream",
    "system",
  ]);
});

test("where no form can be asked for, it is described in words", async () => {
  const { server, model } = await setUp([
    complains("output_config.format: unknown"),
    { text: "{}" },
  ]);
  await attempt(model, full());
  const system = server.seen[1]?.body.system ?? [];
  expect(system.map(({ cache_control: mark }) => mark !== undefined)).toEqual([false, true, false]);
  expect(system.at(-1)?.text).toContain('{"score":{"type":"number"}}');
});

test("what one model does not understand another may", async () => {
  const { server, model } = await setUp([
    complains("adaptive thinking is not supported on this model"),
    { text: "small" },
    { text: "large" },
  ]);
  await attempt(model, aRequest({ role: "coordinator", settings: { name: "claude-haiku-4-5" } }));
  await attempt(model, aRequest());
  expect(server.seen.map(({ body }) => "thinking" in body)).toEqual([true, false, true]);
});

test("a compatible server gets no more than every one of them understands", async () => {
  const { server, model } = await setUp([{ text: "Yes." }], { endpoint: undefined });
  expect(model.abilities("coder")).toEqual({ tools: true, format: false });
  await attempt(model, full());
  expect(Object.keys(server.seen[0]?.body ?? {}).sort()).toEqual([
    "max_tokens",
    "messages",
    "model",
    "stream",
    "system",
    "temperature",
    "tools",
  ]);
  expect(JSON.stringify(server.seen[0]?.body)).not.toContain("cache_control");
});
