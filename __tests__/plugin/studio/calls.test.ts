import path from "node:path";
import { describe, expect, test } from "vitest";
import { readCassette } from "../../../agents/models/cassette/cassette.ts";
import { WholeCall } from "../../../plugin/studio/api/calls.ts";
import { listedCalls, wholeCall } from "../../../plugin/studio/call-parts.ts";
import { packageRoot } from "../../../shared/package.ts";
import { coded, committed, created, planned, play, tested } from "../../support/job-story.ts";
import { greeter } from "../../support/specifications.ts";

const recording = readCassette(
  path.join(packageRoot, "plugin", "demonstration", "weather.cassette.jsonl"),
);
const job = play(
  created(),
  planned(),
  committed("plan", 0),
  tested(),
  coded(),
  committed("tests", 1),
);

describe("calls of a language model", () => {
  test("are listed with how they ended", () => {
    const calls = listedCalls(recording);
    expect(calls.length).toBe(recording.attempts.size);
    expect(calls[0]).toMatchObject({ key: "planner/0/0/0", agent: "planner", iteration: 0 });
    expect(calls.every(({ ended, failed }) => ended !== "" && !failed)).toBe(true);
  });

  test("have their whole prompt, tools and answer in the shape the page reads", () => {
    for (const key of recording.attempts.keys()) {
      const call = WholeCall.parse(wholeCall(recording, key, job));
      const { request, reply } = recording.attempts.get(key) ?? {};
      expect(call.system).toEqual(request?.system);
      expect(call.messages).toHaveLength(request?.messages.length ?? -1);
      expect(call.answer).toHaveLength(reply?.blocks.length ?? -1);
      expect(call.tools.map(({ name }) => name)).toEqual(
        (request?.tools ?? []).map(({ name }) => name),
      );
    }
  });

  test("tell tools, their results and thoughts apart", () => {
    const kinds = [...recording.attempts.keys()].flatMap((key) => {
      const { messages = [], answer = [] } = wholeCall(recording, key, job) ?? {};
      return [...messages.flatMap(({ parts }) => parts), ...answer].map(({ kind }) => kind);
    });
    expect(new Set(kinds)).toEqual(new Set(["text", "thinking", "tool", "result"]));
  });

  test("that broke off show what had been said and why it ended", () => {
    const [first] = recording.attempts.values();
    if (!first) throw new Error("The demonstration has calls.");
    const failure = { kind: "overloaded" as const, message: "Too busy." };
    const stream: (typeof first)["stream"] = [
      [5, "text", 0, "Half a "],
      [9, "text", 0, "word"],
    ];
    const attempts = new Map([[first.key, { ...first, reply: undefined, stream, failure }]]);
    expect(wholeCall({ ...recording, attempts }, first.key, job)).toMatchObject({
      failed: true,
      ended: "overloaded: Too busy.",
      answer: [
        { kind: "text", text: "Half a word" },
        { kind: "error", title: "overloaded", text: "Too busy." },
      ],
    });
  });
});

test("a source that works from data shows the data it had, and its answer", () => {
  const answer = {
    ...{ kind: "answer" as const, key: "coder/1/0", purpose: "code" as const },
    ...{ thoughts: ["I write it."], answer: { files: [], summary: "written" } },
  };
  const offline = {
    ...{ ...recording, attempts: new Map(), answers: new Map([[answer.key, answer]]) },
    header: { ...recording.header, source: "offline" },
  };
  const call = WholeCall.parse(wholeCall(offline, "coder/1/0", job));
  expect(call).toMatchObject({ model: "offline", purpose: "code", agent: "coder", iteration: 1 });
  expect(JSON.parse(call.messages[0]?.parts[0]?.text ?? "")).toMatchObject({
    specification: greeter,
    findings: [],
  });
  expect(call.answer).toMatchObject([
    { kind: "thinking", text: "I write it." },
    { kind: "data", text: JSON.stringify(answer.answer, null, 2) },
  ]);
  expect(wholeCall(offline, "coder/9/0", job)).toBeUndefined();
});
