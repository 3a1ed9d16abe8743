import { describe, expect, test } from "vitest";
import {
  readCassette,
  type Cassette,
  type Streamed,
} from "../../../../agents/models/cassette/cassette.ts";
import { replayModel, replaySource } from "../../../../agents/models/cassette/replay.ts";
import type { ModelCall, ModelSource } from "../../../../agents/models/model.ts";
import type { TextModel, TextRequest } from "../../../../agents/models/text-model.ts";
import { ConfigError, ModelError } from "../../../../shared/errors.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";
import {
  attempt,
  record,
  requestOf,
  scriptedModel,
  text,
  toolUse,
  usageOf,
  type Script,
  type Seen,
} from "./recordings.ts";
import { onBusyMachines } from "../../../support/busy-machine.ts";

const play = async (model: TextModel, keys: string[]): Promise<Seen[]> => {
  const seen: Seen[] = [];
  for (const key of keys) seen.push(await attempt(model, requestOf(key)));
  return seen;
};

/** Thinking, a tool call, a foreign block, a refusal, and failures of different kinds. */
const story: Record<string, Script> = {
  "planner/0/0/0": {
    deltas: [{ kind: "thinking", block: 0, text: "Let me " }, text("see", 1)],
    usage: usageOf(3),
    failure: new ModelError("rate-limited", "Too many requests.", { retryAfterMs: 2000 }),
  },
  "planner/0/0/1": {
    deltas: [
      { kind: "thinking", block: 0, text: "Let me " },
      { kind: "thinking", block: 0, text: "see." },
      text("A plan", 1),
      { kind: "input", block: 2, text: '{"path":' },
      { kind: "input", block: 2, text: '"a.ts"}' },
    ],
    usage: usageOf(40),
    reply: {
      blocks: [
        { type: "thinking", thinking: "Let me see.", signature: "c2lnbmF0dXJl" },
        { type: "text", text: "A plan" },
        toolUse({ path: "a.ts" }),
        { type: "server_tool_use", id: "x", extra: [1] } as never,
      ],
      stop: "tool_use",
    },
  },
  "coder/1/0/0": {
    reply: {
      blocks: [],
      stop: "refusal",
      refusal: { category: "cyber", explanation: null },
    },
  },
  "coder/1/0/1": { failure: new ModelError("refused", "No.", { category: "cyber" }) },
  "tester/1/0/0": { deltas: [text("ha")], failure: new ModelError("transport", "cut") },
};

test("a replay, and a replay of the replay, is what the recording was", async () => {
  const { seen, cassette } = await record(temporaryFolder(), story);
  const keys = Object.keys(story);
  const drifted: string[] = [];
  const options = {
    mode: "strict" as const,
    onDrift: (key: string): number => drifted.push(key),
  };
  expect(await play(replayModel(cassette, options), keys)).toEqual(seen);
  const model = replayModel(readCassette(cassette.file), options);
  expect(await play(model, keys)).toEqual(seen);
  expect(await play(model, keys)).toEqual(seen);
  expect(seen.map(({ reply, failure }) => reply?.stop ?? failure?.kind)).toEqual([
    "rate-limited",
    "tool_use",
    "refusal",
    "refused",
    "transport",
  ]);
  expect(drifted).toEqual([]);
});

test("what the caller does with a reply does not reach the next replay", async () => {
  const { cassette } = await record(temporaryFolder(), { "coder/1/0/0": {} });
  const model = replayModel(cassette, { mode: "replay" });
  const first = await attempt(model, requestOf("coder/1/0/0"));
  first.reply?.blocks.push({ type: "text", text: "mine" });
  const second = await attempt(model, requestOf("coder/1/0/0"));
  expect(second.reply?.blocks).toEqual([{ type: "text", text: "answer to coder/1/0/0" }]);
});

test("roles that ask at the same time, with the same words, get their own answers", async () => {
  const keys = ["tester/1/0/0", "coder/1/0/0", "tester/1/1/0", "coder/1/1/0"];
  const { cassette } = await record(
    temporaryFolder(),
    Object.fromEntries(keys.map((key) => [key, { deltas: [text(key)] }])),
  );
  const model = replayModel(cassette, { mode: "strict", speed: 1 });
  const seen = await Promise.all([...keys].reverse().map((key) => attempt(model, requestOf(key))));
  expect(seen.map(({ reply }) => reply?.blocks)).toEqual(
    [...keys].reverse().map((key) => [{ type: "text", text: `answer to ${key}` }]),
  );
});

test("a wait that was over when the recording was made is not waited for again; the last one keeps its time", async () => {
  const limited = (): ModelError =>
    new ModelError("rate-limited", "Too many.", { retryAfterMs: 90_000 });
  const { cassette } = await record(temporaryFolder(), {
    "coder/1/0/0": { failure: limited() },
    "coder/1/0/1": { failure: new ModelError("overloaded", "Busy.") },
    "coder/1/0/2": { failure: limited() },
  });
  const model = replayModel(cassette, { mode: "replay" });
  const waits = ["coder/1/0/0", "coder/1/0/1", "coder/1/0/2"].map((key) =>
    model
      .attempt(requestOf(key), { delta: () => undefined, usage: () => undefined })
      .catch((error: ModelError) => error.retryAfterMs),
  );
  expect(await Promise.all(waits)).toEqual([0, 0, 90_000]);
});

test("models and abilities are the recorded ones, also those that were lost on the way", async () => {
  const { cassette } = await record(
    temporaryFolder(),
    {
      "coder/1/0/0": {
        failure: new ModelError("bad-request", "format: unknown field"),
        abilities: { tools: true, format: false },
      },
      "coder/1/0/1": {},
    },
    { requests: { "coder/1/0/1": { settings: { name: "model-2" } } } },
  );
  const model = replayModel(cassette, { mode: "replay" });
  expect(model.abilities("coder")).toEqual({ tools: true, format: true });
  await attempt(model, requestOf("coder/1/0/0"));
  expect(model.abilities("coder")).toEqual({ tools: true, format: false });
  expect(model.modelFor({ name: "model-2" })).toBe("model-2");
  expect(model.modelFor({ maxTokens: 1000 })).toBe("model-1");
});

describe("a request that is not the recorded one", () => {
  const changes: [string, Partial<TextRequest>][] = [
    ["params", { settings: { maxTokens: 2000 } }],
    ["params", { format: { type: "object" } }],
    ["system", { system: ["You write poems."] }],
    ["tools", { tools: [{ name: "t", description: "d", input_schema: {} }] }],
    ["messages", { messages: [{ role: "user", content: "Write two." }] }],
  ];

  test.each(changes)("is reported by its changed segment: %s", async (segment, change) => {
    const { seen, cassette } = await record(temporaryFolder(), { "coder/1/0/0": {} });
    const drifts: unknown[] = [];
    const model = replayModel(cassette, {
      mode: "replay",
      onDrift: (...drift) => drifts.push(drift),
    });
    expect(await attempt(model, requestOf("coder/1/0/0", change))).toEqual(seen[0]);
    expect(drifts).toEqual([["coder/1/0/0", [segment]]]);
  });

  test.each(changes)(
    "stops a strict replay when it is another conversation: %s",
    async (...row) => {
      const [segment, change] = row;
      const { cassette } = await record(temporaryFolder(), { "coder/1/0/0": {} });
      const model = replayModel(cassette, { mode: "strict" });
      const { reply, failure } = await attempt(model, requestOf("coder/1/0/0", change));
      if (segment === "messages" || segment === "tools") {
        expect(failure?.kind).toBe("not-recorded");
        expect(failure?.message).toMatch(new RegExp(`^coder/1/0/0 .* ${segment} changed`));
      } else {
        expect(reply?.blocks).toEqual([{ type: "text", text: "answer to coder/1/0/0" }]);
      }
    },
  );

  test("is none where only a folder of the machine, the order of keys or a known secret differs", async () => {
    const asked = (folder: string, secret: string): Partial<TextRequest> => ({
      system: [`You work in ${folder}. Not in ${folder}-old.`.replace(`${folder}-old`, "/old")],
      messages: [
        { role: "user", content: `${folder}/src/a.ts: the key is ${secret}` },
        { role: "assistant", content: [toolUse({ path: `${folder}/src`, key: secret })] },
      ],
    });
    const { cassette } = await record(
      temporaryFolder(),
      { "coder/1/0/0": {} },
      {
        options: { roots: { WORKDIR: "/home/ada/job" }, secrets: ["hunter2hunter2"] },
        requests: { "coder/1/0/0": asked("/home/ada/job", "hunter2hunter2") },
      },
    );
    const drifts: string[] = [];
    const model = replayModel(cassette, {
      mode: "replay",
      roots: { WORKDIR: "/srv/x" },
      secrets: ["tr0ub4dor&3"],
      onDrift: (key) => drifts.push(key),
    });
    await attempt(model, requestOf("coder/1/0/0", asked("/srv/x", "tr0ub4dor&3")));
    expect(drifts).toEqual([]);
    expect(JSON.stringify(cassette.attempts.get("coder/1/0/0")?.request)).not.toContain("/home/");
  });
});

test("a call that was not recorded is an error that says what there is and what to do", async () => {
  const { cassette } = await record(temporaryFolder(), {
    "coder/1/10/0": {},
    "coder/1/9/0": {},
    "coder/1/0/0": {},
  });
  for (const mode of ["replay", "strict"] as const) {
    const model = replayModel(cassette, { mode });
    const { failure } = await attempt(model, requestOf("coder/2/0/0"));
    expect(failure?.kind).toBe("not-recorded");
    expect(failure?.message).toMatch(
      /model\.cassette\.jsonl has nothing for coder\/2\/0\/0; of the coder it has coder\/1\/0\/0 to coder\/1\/10\/0\. .*PLUGIN_REPLAY=then-live/,
    );
    const unheard = await attempt(model, requestOf("reviewer/1/0/0"));
    expect(unheard.failure?.message).toContain("it has nothing of the reviewer");
  }
});

describe("then-live", () => {
  const live: TextModel = {
    abilities: () => ({ tools: false, format: false }),
    modelFor: () => "live-model",
    attempt: async ({ key }) => ({
      blocks: [{ type: "text", text: `live ${key}` }],
      stop: "end_turn",
      usage: usageOf(1),
      model: "live-model",
    }),
  };
  const answered = async (model: TextModel, key: string): Promise<string | undefined> => {
    const { reply } = await attempt(model, requestOf(key));
    const block = reply?.blocks[0];
    return block?.type === "text" ? block.text.split(" ")[0] : undefined;
  };
  const liveAfter = async (scripts: Record<string, Script>): Promise<TextModel> => {
    const { cassette } = await record(temporaryFolder(), scripts);
    return replayModel(cassette, { mode: "then-live", live });
  };

  test("goes live at the first miss and stays live", async () => {
    const model = await liveAfter({ "coder/1/0/0": {}, "coder/3/0/0": {}, "reviewer/3/0/0": {} });
    expect(model.modelFor({})).toBe("model-1");
    expect(await answered(model, "coder/1/0/0")).toBe("answer");
    expect(model.abilities("coder")).toEqual({ tools: true, format: true });
    expect(await answered(model, "coder/2/0/0")).toBe("live");
    expect(await answered(model, "coder/2/1/0")).toBe("live");
    expect(await answered(model, "coder/3/0/0")).toBe("live");
    expect(await answered(model, "reviewer/3/0/0")).toBe("live");
    expect(model.abilities("coder")).toEqual({ tools: false, format: false });
    expect(model.modelFor({})).toBe("live-model");
  });

  test("leaves a conversation whole that began from the recording", async () => {
    const model = await liveAfter({ "tester/1/0/0": {}, "tester/1/1/0": {}, "coder/1/0/0": {} });
    expect(await answered(model, "tester/1/0/0")).toBe("answer");
    expect(await answered(model, "coder/1/0/0")).toBe("answer");
    expect(await answered(model, "coder/1/1/0")).toBe("live");
    expect(model.abilities("tester")).toEqual({ tools: true, format: true });
    expect(await answered(model, "tester/1/1/0")).toBe("answer");
    expect(await answered(model, "tester/1/2/0")).toBe("live");
  });

  test("gets past the failure with which the recording broke off, and plays those it recovered from", async () => {
    const model = await liveAfter({
      "coder/1/0/0": { failure: new ModelError("overloaded", "Busy.") },
      "coder/1/0/1": {},
      "coder/1/1/0": { failure: new ModelError("auth", "Wrong key.") },
    });
    const { failure } = await attempt(model, requestOf("coder/1/0/0"));
    expect(failure?.kind).toBe("overloaded");
    expect(await answered(model, "coder/1/0/1")).toBe("answer");
    expect(await answered(model, "coder/1/1/0")).toBe("live");
  });

  test("needs a model that is live", async () => {
    const { cassette } = await record(temporaryFolder(), {});
    expect(() => replayModel(cassette, { mode: "then-live" })).toThrow(ConfigError);
  });
});

describe("in real time", () => {
  const slow: Record<string, Script> = { "coder/1/0/0": { deltas: [text("a"), text("b")] } };

  /** The recording of one attempt, as if its pieces had come at these times. */
  const recordedAt = async (...times: [number, number]): Promise<Cassette> => {
    const { cassette } = await record(temporaryFolder(), slow);
    const attempts = new Map(
      [...cassette.attempts].map(([key, recorded]) => {
        const stream = recorded.stream.map((piece, index): Streamed => {
          const ms = times[index] ?? 0;
          return [ms, ...piece.slice(1)] as Streamed;
        });
        return [key, { ...recorded, stream, durationMs: times[1] }];
      }),
    );
    return { ...cassette, attempts };
  };

  test("a replay takes as long as the recording", onBusyMachines, async () => {
    const cassette = await recordedAt(100, 200);
    const timed = async (speed: number): Promise<number> => {
      const started = performance.now();
      await attempt(replayModel(cassette, { mode: "replay", speed }), requestOf("coder/1/0/0"));
      return performance.now() - started;
    };
    expect(await timed(1)).toBeGreaterThanOrEqual(199);
    expect(await timed(0)).toBeLessThan(190);
  });

  test("an abort ends it at once, as a cancelled call", async () => {
    const cassette = await recordedAt(0, 3_600_000);
    const stop = new AbortController();
    const heard: string[] = [];
    const playing = replayModel(cassette, { mode: "replay", speed: 1 }).attempt(
      requestOf("coder/1/0/0", { signal: stop.signal }),
      {
        delta(delta) {
          heard.push(delta.text);
          setImmediate(() => stop.abort());
        },
        usage: () => undefined,
      },
    );
    await expect(playing).rejects.toMatchObject({ name: "ModelError", kind: "cancelled" });
    expect(heard).toEqual(["a"]);
  });

  test("an abort between two pieces ends an instant replay as well", async () => {
    const { cassette } = await record(temporaryFolder(), slow);
    const stop = new AbortController();
    const heard: string[] = [];
    const playing = replayModel(cassette, { mode: "replay" }).attempt(
      requestOf("coder/1/0/0", { signal: stop.signal }),
      {
        delta(delta) {
          heard.push(delta.text);
          stop.abort();
        },
        usage: () => undefined,
      },
    );
    await expect(playing).rejects.toMatchObject({ kind: "cancelled" });
    expect(heard).toEqual(["a"]);
  });
});

describe("as a source", () => {
  const callOf = (key: string | undefined, thoughts: string[] = []): ModelCall =>
    ({
      key,
      role: "planner",
      purpose: "plan",
      input: { description: "a todo list" },
      think: (thought: string) => thoughts.push(thought),
    }) as unknown as ModelCall;
  const answering: ModelSource = {
    name: "offline",
    reason: "The offline model is at work.",
    answer: async () => "live",
  };
  const texting: ModelSource = {
    name: "anthropic",
    reason: "Claude is at work.",
    model: scriptedModel({ "coder/2/0/0": {} }),
  };

  test("says that it is a recording, of what, when and of which model", async () => {
    const { cassette } = await record(temporaryFolder(), {
      "coder/1/0/0": {},
      "coder/1/1/0": { reply: { model: "model-2" } },
    });
    const { name, reason } = replaySource(cassette, { mode: "replay", live: texting });
    expect(name).toBe("replay");
    expect(reason).toMatch(
      /^A recording is played and no model is asked: "a todo list", answered by model-1, model-2 and recorded on \d{4}-\d\d-\d\d with @elizaos\/plugin-dynamic \d+\.\d+\.\d+\.$/,
    );
    const titled = { ...cassette, header: { ...cassette.header, title: "Demonstration" } };
    const { reason: withLive } = replaySource(titled, { mode: "then-live", live: texting });
    expect(withLive).toMatch(/^A recording is played as far as it goes: Demonstration, answered/);
    expect(withLive).toMatch(/After that: Claude is at work\.$/);
  });

  test("plays a language model as one", async () => {
    const { seen, cassette } = await record(temporaryFolder(), { "coder/1/0/0": {} });
    const source = replaySource(cassette, { mode: "then-live", live: texting });
    if (!("model" in source)) throw new Error("expected a language model");
    expect(await play(source.model, ["coder/1/0/0"])).toEqual(seen);
    expect((await attempt(source.model, requestOf("coder/2/0/0"))).reply).toBeDefined();
  });

  test("plays the offline model's answers and thoughts by the key of the call", async () => {
    const { recorder } = await record(temporaryFolder(), {}, { options: { source: "offline" } });
    recorder.recordAnswer("planner/0/0", "plan", ["Every part ", "can be built."], { kind: "x" });
    const source = replaySource(readCassette(recorder.file), { mode: "replay", live: texting });
    if (!("answer" in source)) throw new Error("expected answers");
    expect(source.reason).toContain("answered by the offline model");
    const thoughts: string[] = [];
    expect(await source.answer(callOf("planner/0/0", thoughts))).toEqual({ kind: "x" });
    expect(thoughts).toEqual(["Every part ", "can be built."]);
    const missing = /has nothing for planner\/0\/1; of the planner it has planner\/0\/0\./;
    await expect(source.answer(callOf("planner/0/1"))).rejects.toThrow(missing);
    await expect(source.answer(callOf(undefined))).rejects.toThrow(/its "plan" outside of a job/);
    const other = { ...callOf("planner/0/0"), purpose: "code" } as ModelCall;
    await expect(source.answer(other)).rejects.toMatchObject({ kind: "not-recorded" });
  });

  test("goes on with a source of the same kind only", async () => {
    const { recorder, cassette } = await record(
      temporaryFolder(),
      {},
      { options: { source: "offline" } },
    );
    recorder.recordAnswer("planner/0/0", "plan", [], "recorded");
    const answers = readCassette(recorder.file);
    const source = replaySource(answers, { mode: "then-live", live: answering });
    if (!("answer" in source)) throw new Error("expected answers");
    expect(await source.answer(callOf("planner/0/0"))).toBe("recorded");
    expect(await source.answer(callOf("planner/1/0"))).toBe("live");
    expect(await source.answer(callOf("planner/0/0"))).toBe("live");
    expect(() => replaySource(answers, { mode: "then-live", live: texting })).toThrow(
      /then-live needs the offline model/,
    );
    const texts = { ...cassette, header: { ...cassette.header, source: "anthropic" } };
    expect(() => replaySource(texts, { mode: "then-live", live: answering })).toThrow(
      /then-live needs a language model/,
    );
  });
});
