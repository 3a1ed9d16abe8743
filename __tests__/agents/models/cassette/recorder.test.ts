import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";
import { describe, expect, test } from "vitest";
import { readCassette } from "../../../../agents/models/cassette/cassette.ts";
import { CASSETTE_FILE, Recorder } from "../../../../agents/models/cassette/recorder.ts";
import type { Message } from "../../../../agents/models/text-model.ts";
import { ModelError, WorkspaceError } from "../../../../shared/errors.ts";
import { noUsage } from "../../../../shared/usage.ts";
import { says, spokenModel } from "../../../support/spoken-model.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";
import {
  attempt,
  optionsOf,
  record,
  requestOf,
  scriptedModel,
  text,
  usageOf,
} from "./recordings.ts";

const linesOf = (file: string): string[] => fs.readFileSync(file, "utf8").trimEnd().split("\n");

test("a recording tells what was asked for, each attempt as it ended, and how the job ended", async () => {
  const { cassette, recorder } = await record(
    temporaryFolder(),
    {
      "coder/1/0/0": {
        deltas: [text("half")],
        usage: usageOf(2),
        failure: new ModelError("rate-limited", "Too many.", { retryAfterMs: 5000 }),
      },
      "coder/1/0/1": { deltas: [text("who"), text("le")], usage: usageOf(9) },
    },
    { options: { title: "Demonstration" } },
  );
  recorder.recordAnswer("planner/0/0", "plan", ["Hm."], { kind: "ask", question: "Which?" });
  recorder.end("completed", ["4b825dc", "f00ba4"]);
  const { header, attempts, answers, end } = readCassette(cassette.file);
  expect(header).toMatchObject({
    v: 1,
    product: { name: "@elizaos/plugin-dynamic" },
    source: "anthropic",
    title: "Demonstration",
    request: { description: "a todo list" },
    maxIterations: 5,
  });
  expect(attempts.get("coder/1/0/0")).toMatchObject({
    model: "model-1",
    abilities: { tools: true, format: true },
    request: { system: ["You write plugins."], settings: { maxTokens: 1000 } },
    stream: [
      [expect.any(Number), "text", 0, "half"],
      [expect.any(Number), "usage", usageOf(2)],
    ],
    failure: { kind: "rate-limited", message: "Too many.", retryAfterMs: 5000 },
  });
  expect(attempts.get("coder/1/0/1")?.reply?.usage).toEqual(usageOf(9));
  expect(answers.get("planner/0/0")).toMatchObject({ purpose: "plan", thoughts: ["Hm."] });
  expect(end).toEqual({ kind: "end", status: "completed", trees: ["4b825dc", "f00ba4"] });
  expect(fs.statSync(cassette.file).mode & 0o777).toBe(0o600);
});

test("a conversation that grows during an attempt is recorded as it was asked", async () => {
  const folder = temporaryFolder();
  const messages: Message[] = [{ role: "user", content: "Write one." }];
  const model = new Recorder(folder, optionsOf()).record(scriptedModel({ "coder/1/0/0": {} }));
  const asking = attempt(model, requestOf("coder/1/0/0", { messages }));
  messages.push({ role: "user", content: "And another." });
  await asking;
  const { attempts } = readCassette(path.join(folder, CASSETTE_FILE));
  expect(attempts.get("coder/1/0/0")?.request.messages).toHaveLength(1);
});

test("an attempt that is aborted is recorded as cancelled", async () => {
  const { cassette } = await record(
    temporaryFolder(),
    { "coder/1/0/0": { deltas: [text("ha")] } },
    { requests: { "coder/1/0/0": { signal: AbortSignal.abort() } } },
  );
  expect(cassette.attempts.get("coder/1/0/0")?.failure?.kind).toBe("cancelled");
});

test("a bug in a model is no recording", async () => {
  const folder = temporaryFolder();
  const model = new Recorder(folder, optionsOf()).record(scriptedModel({}));
  await expect(attempt(model, requestOf("coder/1/0/0"))).rejects.toThrow(/has no script/);
  expect(readCassette(path.join(folder, CASSETTE_FILE)).attempts.size).toBe(0);
});

describe("a recording that is there already", () => {
  test("is continued under its first header, without half a line at its end", async () => {
    const folder = temporaryFolder();
    const { cassette } = await record(folder, { "planner/0/0/0": {} });
    fs.appendFileSync(cassette.file, '{"kind":"attempt","key":"coder/1');
    fs.chmodSync(cassette.file, 0o644);
    expect(readCassette(cassette.file)).toEqual(cassette);
    const { cassette: continued } = await record(folder, { "coder/1/0/0": {} });
    expect(continued.header).toEqual(cassette.header);
    expect([...continued.attempts.keys()]).toEqual(["planner/0/0/0", "coder/1/0/0"]);
    expect(fs.statSync(cassette.file).mode & 0o777).toBe(0o600);
  });

  test("gets a new header when not even that was whole", async () => {
    const folder = temporaryFolder();
    fs.writeFileSync(path.join(folder, CASSETTE_FILE), '{"v":1,"kind":"hea');
    const { cassette } = await record(folder, { "coder/1/0/0": {} });
    expect(cassette.attempts.size).toBe(1);
  });

  test("is recorded over where a phase begins again; what its first try did from there on is void", async () => {
    const folder = temporaryFolder();
    await record(folder, {
      "coder/1/0/0": { failure: new ModelError("overloaded", "Busy.") },
      "coder/1/0/1": {},
      "coder/1/1/0": { failure: new ModelError("rate-limited", "Wait an hour.") },
      "tester/1/0/0": {},
      "coder/2/0/0": {},
    });
    const { cassette } = await record(folder, {
      "coder/1/0/0": { reply: { model: "model-2" } },
    });
    expect([...cassette.attempts.keys()].sort()).toEqual([
      "coder/1/0/0",
      "coder/2/0/0",
      "tester/1/0/0",
    ]);
    expect(cassette.attempts.get("coder/1/0/0")?.reply?.model).toBe("model-2");
  });

  test("keeps the last of two recordings of the same key", async () => {
    const folder = temporaryFolder();
    const [one, other] = [1, 2].map(() => new Recorder(folder, optionsOf()));
    one?.recordAnswer("planner/0/0", "plan", [], "first");
    other?.recordAnswer("planner/0/0", "plan", [], "second");
    const { answers } = readCassette(path.join(folder, CASSETTE_FILE));
    expect(answers.get("planner/0/0")?.answer).toBe("second");
  });
});

describe("a recording that cannot be written", () => {
  test("says so before a model is paid", () => {
    expect(() => new Recorder("/dev/null/job", optionsOf())).toThrow(WorkspaceError);
    expect(() => new Recorder("/dev/null/job", optionsOf())).toThrow(
      /model\.cassette\.jsonl cannot be written .* Free some disk space/,
    );
  });

  test("ends an attempt, and is mended once there is room again", async () => {
    const folder = temporaryFolder();
    const { recorder } = await record(folder, { "coder/1/0/0": {} });
    const model = recorder.record(scriptedModel({ "coder/1/1/0": {} }));
    const kept = `${recorder.file}.kept`;
    fs.renameSync(recorder.file, kept);
    fs.symlinkSync("/dev/full", recorder.file);
    await expect(attempt(model, requestOf("coder/1/1/0"))).rejects.toThrow(WorkspaceError);
    fs.rmSync(recorder.file);
    fs.renameSync(kept, recorder.file);
    fs.appendFileSync(recorder.file, '{"kind":"att'); // what a full disk took of the line
    await attempt(model, requestOf("coder/1/1/0"));
    expect([...readCassette(recorder.file).attempts.keys()]).toEqual([
      "coder/1/0/0",
      "coder/1/1/0",
    ]);
  });
});

describe("a recording is read", () => {
  const written = async (change: (lines: string[]) => string[]): Promise<string> => {
    const { cassette } = await record(temporaryFolder(), { "coder/1/0/0": {}, "coder/1/1/0": {} });
    fs.writeFileSync(cassette.file, `${change(linesOf(cassette.file)).join("\n")}\n`);
    return cassette.file;
  };

  test("gzipped", async () => {
    const { cassette } = await record(temporaryFolder(), { "coder/1/0/0": {} });
    const file = `${cassette.file}.gz`;
    fs.writeFileSync(file, zlib.gzipSync(fs.readFileSync(cassette.file)));
    expect(readCassette(file)).toEqual({ ...cassette, file });
  });

  test.each([
    ["no JSON", "{half", /jsonl line 2 is not an entry of a recording: .* it is no JSON/],
    ["another object", "{}", /jsonl line 2 is not an entry/],
    ["an attempt without an end", '{"kind":"attempt"}', /jsonl line 2 is not an entry/],
    ["a key of nobody", '{"kind":"answer","key":"cook/1/0"}', /coder\/2\/0/],
  ])("with an error that says where a line is %s", async (_, bad, message) => {
    const file = await written(([header = "", ...rest]) => [header, bad, ...rest.slice(1)]);
    expect(() => readCassette(file)).toThrow(WorkspaceError);
    expect(() => readCassette(file)).toThrow(message);
  });

  test("with an error for an attempt that has both a reply and a failure", async () => {
    const file = await written(([header = "", line = ""]) => [
      header,
      line.replace(/}$/, ',"failure":{"kind":"auth","message":"no"}}'),
    ]);
    expect(() => readCassette(file)).toThrow(/expected either a reply or a failure/);
  });

  test("with an error that names another version", async () => {
    const file = await written(([header = ""]) => [header.replace('"v":1', '"v":2')]);
    expect(() => readCassette(file)).toThrow(/recording of format 2; this version reads format 1/);
    expect(() => new Recorder(path.dirname(file), optionsOf())).toThrow(/format 2/);
  });

  test("with an error when it has no header, is missing, or is no file", async () => {
    const file = await written(([, ...rest]) => rest);
    expect(() => readCassette(file)).toThrow(/jsonl line 1 is not the header of a recording/);
    fs.writeFileSync(file, "");
    expect(() => readCassette(file)).toThrow(/jsonl line 1 is not the header of a recording/);
    expect(() => readCassette(`${file}.missing`)).toThrow(/cannot be read .*Expected a file/);
    expect(() => readCassette(path.dirname(file))).toThrow(WorkspaceError);
  });
});

describe("a phase that begins anew", () => {
  const asking = (key: string, content: string) =>
    requestOf(key, { messages: [{ role: "user", content }] });
  const silent = { delta: () => undefined, usage: () => undefined };

  test("is answered as it was, without asking again, until the first question that is another one", async () => {
    const folder = temporaryFolder();
    const first = spokenModel([says("one"), says("two")]);
    const recorder = new Recorder(folder, optionsOf());
    const recorded = recorder.record(first.model);
    await recorded.attempt(asking("coder/1/0/0", "a"), silent);
    await recorded.attempt(asking("coder/1/1/0", "b"), silent);

    const second = spokenModel([says("three"), says("four")]);
    const again = new Recorder(folder, optionsOf());
    again.begin("coder/1");
    const continued = again.record(second.model);
    const played = await continued.attempt(asking("coder/1/0/0", "a"), silent);
    expect(played).toMatchObject({ blocks: [{ text: "one" }], usage: noUsage });
    const other = await continued.attempt(asking("coder/1/1/0", "another question"), silent);
    expect(other.blocks).toMatchObject([{ text: "three" }]);
    const later = await continued.attempt(asking("coder/1/2/0", "c"), silent);
    expect(later.blocks).toMatchObject([{ text: "four" }]);
    expect(second.asked).toHaveLength(2);
    expect([...readCassette(again.file).attempts.keys()]).toEqual([
      "coder/1/0/0",
      "coder/1/1/0",
      "coder/1/2/0",
    ]);
  });

  test("is asked anew when nobody says that it begins", async () => {
    const folder = temporaryFolder();
    const { model, asked } = spokenModel([says("one"), says("two")]);
    const recorded = new Recorder(folder, optionsOf()).record(model);
    await recorded.attempt(asking("coder/1/0/0", "a"), silent);
    await recorded.attempt(asking("coder/1/0/0", "a"), silent);
    expect(asked).toHaveLength(2);
  });
});
