import net from "node:net";
import util from "node:util";
import { expect, test } from "vitest";
import type { ModelErrorKind } from "../../../../shared/errors.ts";
import { Secret } from "../../../../shared/secret.ts";
import { encodeEvents, SILENCE, type ServerReply } from "../../../support/messages-server.ts";
import type { Said } from "../../../support/scenario.ts";
import { aRequest, attempt, failureOf, heard, KEY, setUp } from "./support.ts";

const failed = (
  status: number,
  type: string,
  message = "something",
  headers: Record<string, string> = {},
): ServerReply => ({ status, type, message, headers });

const html = { "content-type": "text/html; charset=utf-8" };

const answers: [ServerReply, ModelErrorKind][] = [
  [failed(401, "authentication_error", "invalid x-api-key"), "auth"],
  [failed(403, "permission_error"), "auth"],
  [failed(402, "billing_error"), "billing"],
  [failed(400, "invalid_request_error", "Your credit balance is too low."), "billing"],
  [failed(429, "rate_limit_error"), "rate-limited"],
  [failed(503, "api_error"), "overloaded"],
  [failed(529, "overloaded_error"), "overloaded"],
  [failed(500, "api_error"), "transport"],
  [failed(502, "api_error"), "transport"],
  [failed(504, "timeout_error"), "transport"],
  [failed(408, "timeout_error"), "transport"],
  [failed(409, "conflict_error"), "transport"],
  [failed(400, "invalid_request_error", "messages: at least one is required"), "bad-request"],
  [failed(413, "request_too_large", "Request exceeds the maximum size"), "bad-request"],
  [failed(422, "unprocessable_entity_error"), "bad-request"],
  [failed(400, "invalid_request_error", "prompt is too long: 215000 tokens > 200000"), "context"],
  [failed(400, "invalid_request_error", "maximum context length is 4096 tokens"), "context"],
  [failed(404, "not_found_error", "model: claude-nine"), "bad-request"],
  [failed(404, "not_found_error", "File Not Found"), "incompatible"],
  [
    { status: 404, headers: { "content-type": "text/plain" }, body: "404 page not found" },
    "incompatible",
  ],
  [{ status: 405, headers: html, body: "<h1>Not allowed: which model?</h1>" }, "incompatible"],
  [{ status: 302, headers: { location: "/login" }, body: "" }, "incompatible"],
  [{ status: 200, headers: html, body: "<h1>Welcome</h1>" }, "incompatible"],
  [
    { status: 200, headers: { "content-type": "text/plain" }, body: "Ollama is running" },
    "incompatible",
  ],
  [{ status: 200, headers: { "content-type": "application/json" }, body: "{}" }, "incompatible"],
  [{ status: 502, headers: html, body: "<h1>Bad gateway</h1>" }, "transport"],
  [{ status: 200, body: "" }, "transport"],
];

test.each(answers)("the answer %j is the failure %s", async (reply, kind) => {
  const { server, model } = await setUp([reply]);
  const error = await failureOf(attempt(model));
  expect(error.kind).toBe(kind);
  expect(server.seen).toHaveLength(1);
});

const said = (trouble: Said["trouble"]): Said => ({
  thinking: "Hm.",
  text: "A long answer.",
  trouble,
});

test.each<[string, ServerReply, ModelErrorKind, RegExp]>([
  [
    "a socket that is cut",
    said({ cutAfter: 4 }),
    "transport",
    /broke before the answer was complete/,
  ],
  ["a socket that is cut at once", said({ cutAfter: 0 }), "transport", /broke before/],
  ["an event that is no JSON", said({ junkAt: 4 }), "transport", /no JSON/],
  ["a first event that is no JSON", said({ junkAt: 0 }), "transport", /no JSON/],
  ["an end without message_stop", said({ noStop: true }), "transport", /broke before/],
  ["an overloaded_error event", said({ errorAt: 3 }), "overloaded", /is overloaded/],
  ["events without event: lines", said({ noEventLines: true }), "incompatible", /leave out \/v1/],
])("%s is one failure and one request", async (_, reply, kind, words) => {
  const { server, model } = await setUp([reply]);
  const error = await failureOf(attempt(model));
  expect(error.kind).toBe(kind);
  expect(error.message).toMatch(words);
  expect(error.message).toContain(server.url);
  expect(server.seen).toHaveLength(1);
});

test.each<[string, ModelErrorKind]>([
  ["rate_limit_error", "rate-limited"],
  ["api_error", "transport"],
  ["timeout_error", "transport"],
  ["something_new", "transport"],
  ["invalid_request_error", "bad-request"],
  ["authentication_error", "auth"],
])("an error event of type %s is the failure %s", async (type, kind) => {
  const body = encodeEvents([{ type: "error", error: { type, message: "Sorry" } }]);
  const { model } = await setUp([{ status: 200, body }]);
  const error = await failureOf(attempt(model));
  expect(error.kind).toBe(kind);
  expect(error.message).toContain("Sorry");
});

test("an attempt that dies has told what it used, the rest estimated", async () => {
  const text = "x".repeat(24 * 5);
  const { model } = await setUp([{ text, trouble: { cutAfter: 6 } }]);
  const listener = heard();
  await failureOf(attempt(model, aRequest(), listener));
  expect(listener.deltas.map((each) => each.text).join("")).toBe("x".repeat(24 * 3));
  expect(listener.usages.at(-1)).toMatchObject({
    input: 850,
    cacheRead: 9000,
    cacheWrite5m: 1500,
    output: 24,
    estimated: true,
  });
});

test("an attempt that was turned away used nothing", async () => {
  const { model } = await setUp([failed(529, "overloaded_error")]);
  const listener = heard();
  await failureOf(attempt(model, aRequest(), listener));
  expect(listener.usages).toEqual([]);
});

test.each<[Record<string, string>, number | undefined]>([
  [{ "retry-after": "17" }, 17_000],
  [{ "retry-after": "3600" }, 3_600_000],
  [{ "retry-after": "3600", "retry-after-ms": "250" }, 250],
  [{ "retry-after": "soon" }, undefined],
  [{}, undefined],
])("%j tells when to ask again", async (headers, expected) => {
  const { model } = await setUp([failed(429, "rate_limit_error", "slow down", headers)]);
  expect(await failureOf(attempt(model))).toMatchObject({
    kind: "rate-limited",
    retryAfterMs: expected,
  });
});

test("a date tells when to ask again", async () => {
  const headers = { "retry-after": new Date(Date.now() + 60_000).toUTCString() };
  const { model } = await setUp([failed(529, "overloaded_error", "later", headers)]);
  const { retryAfterMs = 0 } = await failureOf(attempt(model));
  expect(retryAfterMs).toBeGreaterThan(50_000);
  expect(retryAfterMs).toBeLessThanOrEqual(60_000);
});

test.each([429, 500, 529])("a %d that forbids asking again is not asked again", async (status) => {
  const { model } = await setUp([failed(status, "api_error", "no", { "x-should-retry": "false" })]);
  const error = await failureOf(attempt(model));
  expect(error.kind).toBe("bad-request");
  expect(error.message).toContain("asking again will not help");
});

test("a wrong key is explained", async () => {
  const { server, model } = await setUp([failed(401, "authentication_error", "invalid x-api-key")]);
  const { message } = await failureOf(attempt(model));
  expect(message).toBe(
    `AI code generation not available: ${server.url} does not accept the key (401: invalid x-api-key). Check ANTHROPIC_API_KEY.`,
  );
});

test("Anthropic's own endpoint is not asked without a key, or with one that is none", async () => {
  for (const key of [undefined, new Secret("  "), new Secret(`${KEY}\n${KEY}`)]) {
    const { model } = await setUp([], { key, baseUrl: undefined });
    const error = await failureOf(attempt(model));
    expect(error.kind).toBe("auth");
    expect(error.message).toMatch(
      /^AI code generation not available: .*Check ANTHROPIC_API_KEY\.$/,
    );
  }
});

test("a model that the endpoint does not have is explained", async () => {
  const { model } = await setUp([
    failed(404, "not_found_error", 'model "claude-opus-5-5" not found'),
  ]);
  expect((await failureOf(attempt(model))).message).toContain("Set ANTHROPIC_MODEL");
});

test("an address that speaks something else is explained", async () => {
  const { server, model } = await setUp([{ status: 404, headers: html, body: "<h1>404</h1>" }]);
  expect((await failureOf(attempt(model))).message).toBe(
    `${server.url} does not speak the Messages API: it answered POST /v1/messages with 404: an HTML page. Expected is the address before /v1/messages, such as https://api.anthropic.com or http://localhost:11434; leave out /v1.`,
  );
});

test("prompt and key do not follow a redirect", async () => {
  const elsewhere = await setUp();
  const location = `${elsewhere.server.url}/v1/messages`;
  const { model } = await setUp([{ status: 307, headers: { location }, body: "" }]);
  expect((await failureOf(attempt(model))).kind).toBe("incompatible");
  expect(elsewhere.server.seen).toEqual([]);
});

test("an address at which nobody listens is explained", async () => {
  const unused = net.createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => unused.once("listening", resolve));
  const { port } = unused.address() as net.AddressInfo;
  await new Promise((resolve) => unused.close(resolve));
  const { model } = await setUp([], { baseUrl: `http://127.0.0.1:${port}` });
  const error = await failureOf(attempt(model));
  expect(error.kind).toBe("transport");
  expect(error.message).toBe(`Nothing answers at http://127.0.0.1:${port}: is the server running?`);
});

const PASSWORD = "correct-horse-battery";
const leak = `key ${KEY}, Bearer ${KEY}, password ${PASSWORD}, token ghp_${"a1".repeat(12)}`;

test.each<[string, ServerReply]>([
  ...[400, 401, 402, 403, 404, 408, 413, 429, 500, 529].map((status): [string, ServerReply] => [
    `a ${status}`,
    failed(status, "some_error", leak, {
      "x-echo": KEY,
      "request-id": KEY,
      "set-cookie": `session=${PASSWORD}`,
    }),
  ]),
  ["a page", { status: 403, headers: html, body: leak }],
  ["plain text", { status: 400, headers: { "content-type": "text/plain" }, body: leak }],
  ["an answer of unknown form", { status: 400, headers: {}, body: JSON.stringify({ leak }) }],
  [
    "an error event",
    {
      status: 200,
      body: encodeEvents([{ type: "error", error: { type: "api_error", message: leak } }]),
    },
  ],
  ["an event that is no JSON", { status: 200, body: `event: message_start\ndata: ${leak}\n\n` }],
  ["a foreign type", { status: 200, headers: { "content-type": `text/html; ${KEY}` }, body: leak }],
])("%s that repeats the key does not bring it into the failure", async (_, reply) => {
  const { model, notes } = await setUp([reply], { secrets: [new Secret(PASSWORD)] });
  const error = await failureOf(attempt(model));
  const shown = [
    util.inspect(error, { depth: 20, showHidden: true }),
    JSON.stringify(error),
    String(error.cause),
    ...notes,
  ].join("\n");
  for (const secret of [KEY, PASSWORD, "ghp_a1a1"]) expect(shown).not.toContain(secret);
});

test("a reason to cancel does not show the key", async () => {
  const { server, model } = await setUp([SILENCE]);
  const stop = new AbortController();
  const failure = failureOf(attempt(model, aRequest({ signal: stop.signal })));
  await server.nextRequest();
  stop.abort(new Error(`stopped by ${KEY}`));
  const { kind, message } = await failure;
  expect(kind).toBe("cancelled");
  expect(message).toBe("The call of the model was cancelled: stopped by [secret]");
});
