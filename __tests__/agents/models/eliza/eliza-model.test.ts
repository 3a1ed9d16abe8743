import { onBusyMachines } from "../../../support/busy-machine.ts";
import {
  ModelType,
  runWithStreamingContext,
  stringToUuid,
  type IAgentRuntime,
  type Plugin,
} from "@elizaos/core";
import bootstrap from "@elizaos/plugin-bootstrap";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  databasePlace,
  elizaosHost,
  secureElizaos,
  type AgentHost,
} from "../../../../agents/host.ts";
import { modelChat } from "../../../../agents/models/agent-chat.ts";
import { elizaModel } from "../../../../agents/models/eliza/eliza-model.ts";
import { loadProvider, providerOf } from "../../../../agents/models/eliza/find-provider.ts";
import { offlineChat } from "../../../../agents/models/offline/offline-chat.ts";
import type { Message, TextModel, TextRequest } from "../../../../agents/models/text-model.ts";
import { loadConfig } from "../../../../shared/config.ts";
import type { AgentName } from "../../../../shared/events.ts";
import { packageRoot } from "../../../../shared/package.ts";
import type { Usage } from "../../../../shared/usage.ts";
import { sharedDataFolder } from "../../../support/data-folder.ts";
import { openaiServer, type OpenaiServer } from "../../../support/openai-server.ts";
import {
  checked,
  coded,
  committed,
  created,
  greenReport,
  planned,
  play,
  rejection,
  reviewed,
  tested,
} from "../../../support/job-story.ts";
import type { Failed } from "../../../support/scenario.ts";

const ourChat: Plugin = {
  name: "plugin-dynamic-chat",
  description: "Our own chat",
  ...offlineChat({ agentOf: () => "coder", jobsOf: () => [] }),
};

/** A provider plugin as they were before streaming: it returns a text, or pretends that an error is one. */
const plain: Plugin = {
  name: "@elizaos/plugin-plain-words",
  description: "Answers with the names of what it was given",
  models: {
    [ModelType.TEXT_LARGE]: async (runtime, { prompt, frequencyPenalty = 0.7 }) => {
      if (prompt.includes("fail")) return "Error generating text. Please try again later.";
      if (prompt.includes("throw")) throw new Error("Plain API error: 401 - Unauthorized");
      return [runtime.getSetting("PLAIN_KEY"), runtime.character.system, frequencyPenalty].join();
    },
  },
};

const reviewedJob = play(
  created(),
  planned(),
  committed("plan", 0),
  tested(),
  coded(),
  committed("tests", 1),
  checked(1, greenReport),
  reviewed(1, rejection),
);

const chatThrough = (model: TextModel): Plugin => ({
  name: "plugin-dynamic-chat",
  description: "Our own chat",
  ...modelChat({
    agentOf: () => "reviewer",
    jobsOf: () => [reviewedJob],
    voiceOf: () => ({ model, settingsOf: () => ({}), onUsage: () => undefined }),
  }),
});

let server: OpenaiServer;
let host: AgentHost;
let withOpenai: IAgentRuntime;
let withPlain: IAgentRuntime;
let withOurs: IAgentRuntime;
let chatting: IAgentRuntime;
const environment = { ...process.env };

beforeAll(async () => {
  server = await openaiServer({}, { lasting: true });
  // As a person sets them: no agent carries them, and none is on the list of what agents may see.
  process.env.OPENAI_BASE_URL = server.url;
  process.env.OPENAI_API_KEY = "the-key-of-this-test";
  const config = { ...loadConfig({}), dataDir: sharedDataFolder() };
  secureElizaos(config);
  host = await elizaosHost(await databasePlace(config, AbortSignal.timeout(60_000)));
  const openai = await loadProvider("@elizaos/plugin-openai", packageRoot);
  const agent = (name: string, plugins: Plugin[]) => ({
    character: {
      id: stringToUuid(`eliza-model-test:${name}`),
      name,
      bio: "Speaks in tests",
      system: "SYSTEM TEXT OF THE CHARACTER",
      settings: { EMBEDDING_DIMENSION: 384 },
    },
    plugins: [bootstrap, ...plugins],
  });
  const runtimes = await host.start([
    agent("Openai", [ourChat, openai]),
    agent("Plain", [plain]),
    agent("Ours", [ourChat]),
    agent("Chatting", [chatThrough(elizaModel(() => withOpenai))]),
  ]);
  const named = (name: string) => runtimes.find(({ character }) => character.name === name)!;
  [withOpenai, withPlain, withOurs] = [named("Openai"), named("Plain"), named("Ours")];
  chatting = named("Chatting");
});

afterAll(async () => {
  await host.stop();
  await server.close();
  process.env = environment;
});

interface Asked {
  text?: string;
  system?: string[];
  messages?: Message[];
  settings?: TextRequest["settings"];
  signal?: AbortSignal;
  role?: AgentName;
}

/** One attempt, with what was heard while it went on. */
async function ask(model: TextModel, { text = "Write it.", role = "coder", ...rest }: Asked = {}) {
  const deltas: string[] = [];
  const usages: Usage[] = [];
  const request: TextRequest = {
    key: "coder/1/0/0",
    role,
    system: ["# Your role: coder", "SYSTEM TEXT OF THE CHARACTER"],
    messages: [{ role: "user", content: text }],
    settings: {},
    signal: new AbortController().signal,
    ...rest,
  };
  const listener = {
    delta: (delta: { text: string }) => void deltas.push(delta.text),
    usage: (usage: Usage) => void usages.push(usage),
  };
  const result = await model.attempt(request, listener).then(
    (reply) => ({ reply, error: undefined }),
    (error: unknown) => ({ reply: undefined, error }),
  );
  return { ...result, deltas, usages };
}

/** A model whose provider has answered once, so that it streams. */
async function streamingModel(): Promise<TextModel> {
  const model = elizaModel(() => withOpenai);
  server.reply({ coder: ["first"] });
  await ask(model);
  return model;
}

const failed = (status: number, type: string, message: string): Failed => ({
  status,
  type,
  message,
  headers: { "retry-after-ms": "1" },
});

describe("finding the provider", () => {
  test("our own chat is not taken for a provider, wherever it stands in the list", () => {
    expect(providerOf(withOpenai)).toBe("openai");
    expect(providerOf(withOurs)).toBeUndefined();
    expect(withOurs.getModel(ModelType.TEXT_LARGE)).toBeDefined();
  });

  test("an agent without a provider is told which plugin to add", async () => {
    const { error } = await ask(elizaModel(() => withOurs));
    expect(error).toMatchObject({ name: "ModelError", kind: "incompatible" });
    expect(String(error)).toMatch(/The coder has no language model.*@elizaos\/plugin-openai/);
  });

  test("an agent without a provider speaks through the coordinator's", async () => {
    server.reply({ coder: ["through the coordinator"] });
    const model = elizaModel((role) => (role === "coordinator" ? withOpenai : withOurs));
    const { reply } = await ask(model);
    expect(reply?.blocks).toEqual([{ type: "text", text: "through the coordinator" }]);
  });

  test("the model's name comes from the provider's settings, else it is the provider's", () => {
    const named = (settings: Record<string, string>): string =>
      elizaModel(() => withOpenai, settings).modelFor({});
    expect(named({ OPENAI_LARGE_MODEL: "gpt-9", LARGE_MODEL: "other" })).toBe("gpt-9");
    expect(named({ LARGE_MODEL: "other" })).toBe("other");
    expect(named({ OPENAI_LARGE_MODEL: "" })).toBe("openai");
    expect(elizaModel(() => withOurs).modelFor({})).toBe("eliza");
    expect(elizaModel(() => withPlain, { PLAIN_WORDS_LARGE_MODEL: "p" }).modelFor({})).toBe("p");
  });
});

describe("an answer of plugin-openai", () => {
  test("arrives with the key and the address of the environment, which no agent carries", async () => {
    server.reply({ coder: ["export const one = 1;"] });
    const { reply, usages } = await ask(elizaModel(() => withOpenai));
    expect(reply).toEqual({
      blocks: [{ type: "text", text: "export const one = 1;" }],
      stop: "end_turn",
      usage: expect.objectContaining({ input: 100, output: 50, estimated: false }) as Usage,
      model: "openai",
    });
    expect(usages).toEqual([reply?.usage]);
    expect(server.requests.at(-1)?.authorization).toBe("Bearer the-key-of-this-test");
    expect(withOpenai.getSetting("OPENAI_API_KEY")).toBeNull();
  });

  test("was asked for with temperature and limit of the settings", async () => {
    server.reply({ coder: ["ok", "ok"] });
    const model = elizaModel(() => withOpenai);
    await ask(model, { settings: { temperature: 0.25, maxTokens: 4321 } });
    expect(JSON.parse(server.requests.at(-1)?.raw ?? "")).toMatchObject({
      temperature: 0.25,
      max_output_tokens: 4321,
    });
    await ask(model);
    expect(JSON.parse(server.requests.at(-1)?.raw ?? "")).toMatchObject({
      max_output_tokens: 16_000,
    });
  });

  test("was asked for with every system text exactly once, ours before the question", async () => {
    server.reply({ coder: ["ok"] });
    await ask(
      elizaModel(() => withOpenai),
      { text: "THE QUESTION" },
    );
    const { raw = "", prompt = "" } = server.requests.at(-1) ?? {};
    expect(raw.split("SYSTEM TEXT OF THE CHARACTER")).toHaveLength(2);
    expect(raw.split("# Your role: coder")).toHaveLength(2);
    expect(prompt.indexOf("# Your role: coder")).toBe(0);
    expect(prompt.indexOf("THE QUESTION")).toBeGreaterThan(prompt.indexOf("SYSTEM TEXT"));
    expect(withOpenai.character.system).toBe("SYSTEM TEXT OF THE CHARACTER");
  });

  test("may continue a conversation, which the prompt tells turn by turn", async () => {
    server.reply({ coder: ["ok"] });
    const messages: Message[] = [
      { role: "user", content: "FIRST QUESTION" },
      { role: "assistant", content: [{ type: "text", text: "WRONG ANSWER" }] },
      { role: "user", content: [{ type: "text", text: "MEND IT" }] },
    ];
    await ask(
      elizaModel(() => withOpenai),
      { messages },
    );
    expect(server.requests.at(-1)?.prompt).toMatch(
      /1\. request =====\nFIRST QUESTION\n\n===== 2\. your answer =====\nWRONG ANSWER\n\n===== 3\. request, to be answered now =====\nMEND IT$/,
    );
  });

  test("is not streamed the first time, and in pieces from then on", async () => {
    const model = elizaModel(() => withOpenai);
    server.reply({ coder: ["the first one", "the second answer in pieces"] });
    expect((await ask(model)).deltas).toEqual([]);
    const { reply, deltas } = await ask(model);
    expect(deltas.length).toBeGreaterThan(1);
    expect(deltas.join("")).toBe("the second answer in pieces");
    expect(reply).toMatchObject({ usage: { input: 100, output: 50, estimated: false } });
  });

  test("does not show up in the chat in which it was asked for", async () => {
    const model = await streamingModel();
    server.reply({ coder: ["not for the person who chats"] });
    const shown: string[] = [];
    const chat = { onStreamChunk: async (chunk: string) => void shown.push(chunk) };
    const { deltas } = await runWithStreamingContext(chat, () => ask(model));
    expect(deltas.join("")).toBe("not for the person who chats");
    expect(shown).toEqual([]);
  });

  test("that was cut or filtered says so", async () => {
    const model = await streamingModel();
    server.reply({
      coder: [
        { text: "cut he", stop: "max_tokens" },
        { text: "", stop: "refusal" },
      ],
    });
    expect((await ask(model)).reply?.stop).toBe("max_tokens");
    expect((await ask(model)).reply).toMatchObject({
      stop: "refusal",
      refusal: { category: "content-filter" },
    });
  });

  test("that is not streamed counts as cut when it has exactly the length of its limit", async () => {
    server.reply({ coder: [{ text: "cut he", usage: { output_tokens: 300 } }] });
    const { reply } = await ask(
      elizaModel(() => withOpenai),
      { settings: { maxTokens: 300 } },
    );
    expect(reply?.stop).toBe("max_tokens");
  });
});

describe("trouble", () => {
  test.each([
    [401, "invalid_api_key", "Incorrect API key provided", "auth", 1],
    [429, "rate_limit_exceeded", "Slow down", "rate-limited", 3],
    [429, "insufficient_quota", "You exceeded your current quota", "billing", 3],
    [500, "server_error", "The server had an error", "transport", 3],
    [503, "overloaded", "Busy", "overloaded", 3],
    [400, "context_length_exceeded", "This is too long", "context", 1],
    [400, "invalid_request_error", "Unsupported value", "bad-request", 1],
    [404, "model_not_found", "The model `x` does not exist", "bad-request", 1],
    [404, "not_found", "Unknown path", "incompatible", 1],
  ])("status %i %s, %o, is told as %s after %i requests", async (...row) => {
    const [status, type, message, kind, requests] = row;
    server.reply({
      coder: Array.from({ length: requests }, () => failed(status, type, message)),
    });
    const before = server.requests.length;
    const { error, usages } = await ask(elizaModel(() => withOpenai));
    expect(error).toMatchObject({ name: "ModelError", kind });
    expect(String(error)).toContain(message);
    expect(server.requests.length - before).toBe(requests);
    expect(usages).toEqual([]);
  });

  test("the endpoint's wish to be left alone for a while is passed on", async () => {
    // The plugin tries three times by itself; what it waits in between is shorter than what we are told.
    const later = {
      ...failed(429, "rate_limit_exceeded", "Slow down"),
      headers: { "retry-after-ms": "7" },
    };
    server.reply({ coder: [later, later, later] });
    const { error } = await ask(elizaModel(() => withOpenai));
    expect(error).toMatchObject({ kind: "rate-limited", retryAfterMs: 7 });
  });

  test("a stream that hides why it failed is a break of the connection, and the next attempt finds out", async () => {
    const model = await streamingModel();
    const refused = failed(401, "invalid_api_key", "Incorrect API key provided");
    server.reply({ coder: [refused, refused] });
    expect((await ask(model)).error).toMatchObject({ kind: "transport" });
    expect((await ask(model)).error).toMatchObject({ kind: "auth" });
  });

  test.each([
    ["the socket is cut", { cutAfter: 4 }],
    ["the stream reports an error", { errorAt: 4 }],
    ["the stream ends without an ending", { noStop: true }],
  ])(
    "when %s in the middle, the answer does not count as one, and is paid for",
    async (_, trouble) => {
      const model = await streamingModel();
      server.reply({ coder: [{ text: "an answer that breaks off in the middle", trouble }] });
      const { error, usages } = await ask(model);
      expect(error).toMatchObject({ name: "ModelError", kind: "transport" });
      expect(usages).toEqual([expect.objectContaining({ estimated: true })]);
      expect(usages[0]?.output).toBeGreaterThan(0);
    },
  );

  test("an empty answer is none", async () => {
    server.reply({ coder: [""] });
    expect((await ask(elizaModel(() => withOpenai))).error).toMatchObject({ kind: "transport" });
  });

  test.each([
    ["before it streams", () => Promise.resolve(elizaModel(() => withOpenai))],
    ["while it streams", streamingModel],
  ])("a call that is stopped %s returns at once", onBusyMachines, async (_, prepare) => {
    const model = await prepare();
    server.reply({ coder: [{ text: "x".repeat(200), trouble: { delayMs: 400 } }] });
    const stop = new AbortController();
    const arrived = server.nextRequest();
    const asked = ask(model, { signal: stop.signal });
    await arrived;
    const stopped = performance.now();
    stop.abort();
    const { error, usages, deltas } = await asked;
    expect(performance.now() - stopped).toBeLessThan(200);
    expect(error).toMatchObject({ kind: "cancelled" });
    expect(usages).toEqual([expect.objectContaining({ estimated: true })]);
    expect(deltas).toEqual([]);
  });

  test("a call that was stopped before it began is not sent", async () => {
    const before = server.requests.length;
    const { error } = await ask(
      elizaModel(() => withOpenai),
      { signal: AbortSignal.abort() },
    );
    expect(error).toMatchObject({ kind: "cancelled" });
    expect(server.requests).toHaveLength(before);
  });
});

describe("a plugin of another kind", () => {
  test("finds its key in the environment although it looks only among the agent's settings, and lets code repeat itself", async () => {
    const { reply } = await ask(elizaModel(() => withPlain, { PLAIN_KEY: "found" }));
    expect(reply?.blocks).toEqual([{ type: "text", text: "found,,0" }]);
    expect(reply?.usage).toMatchObject({ estimated: true });
  });

  test("cannot pass an error off as an answer", async () => {
    const { error } = await ask(
      elizaModel(() => withPlain),
      { text: "fail" },
    );
    expect(error).toMatchObject({ kind: "transport" });
    expect(String(error)).toMatch(/plugin-plain-words" brought no complete answer/);
  });

  test("may tell a status only in its words", async () => {
    const { error } = await ask(
      elizaModel(() => withPlain),
      { text: "throw" },
    );
    expect(error).toMatchObject({ kind: "auth" });
  });
});

test("an agent without a provider answers a person through a model of ours, and knows what it did", async () => {
  server.reply({
    elizaos: [
      `<response><thought>They ask why.</thought><actions>REPLY</actions><text>Because of the README.</text></response>`,
    ],
  });
  const message = {
    entityId: stringToUuid("eliza-model-test:ann"),
    roomId: stringToUuid("eliza-model-test:room"),
    content: { text: "Why did you object?", source: "client_chat" },
  };
  const result = await chatting.elizaOS?.handleMessage(chatting.agentId, message);
  expect(result?.processing?.responseContent?.text).toBe("Because of the README.");
  const { prompt = "" } = server.requests.findLast(({ asking }) => asking === "elizaos") ?? {};
  expect(prompt).toContain("Why did you object?");
  expect(prompt).toContain("# What I did lately");
  expect(prompt).toContain("README.md: The README lies.");
});
