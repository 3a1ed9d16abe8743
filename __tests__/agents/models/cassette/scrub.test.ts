import fs from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCassette } from "../../../../agents/models/cassette/cassette.ts";
import { Recorder } from "../../../../agents/models/cassette/recorder.ts";
import { Scrubber } from "../../../../agents/models/cassette/scrub.ts";
import { replayModel } from "../../../../agents/models/cassette/replay.ts";
import type { Delta } from "../../../../agents/models/text-model.ts";
import { ModelError } from "../../../../shared/errors.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";
import {
  attempt,
  optionsOf,
  record,
  requestOf,
  scriptedModel,
  text,
  toolUse,
} from "./recordings.ts";

/** One that is only known, with everything that is written differently somewhere, and one that is only recognised. */
const KNOWN = 'p/ss "wörd" + 100%';
const SHAPED = "sk-ant-api03-abcDEF123456_7890-xyz";

describe.each([
  ["a known value", KNOWN],
  ["what looks like a credential", SHAPED],
])("%s", (_, secret) => {
  const pieces = [secret.slice(0, 5), secret.slice(5, 9), secret.slice(9)];
  const split = (kind: Delta["kind"], block: number, around = ["", ""]): Delta[] =>
    [around[0] ?? "", ...pieces, around[1] ?? ""].map((piece) => ({ kind, block, text: piece }));
  const inJson = JSON.stringify({ path: "a.ts", content: `const key = "${secret}";` });

  test("is nowhere in the file, wherever it was said", async () => {
    const folder = temporaryFolder();
    const { cassette, recorder } = await record(
      folder,
      {
        "coder/1/0/0": {
          deltas: [
            ...split("thinking", 0, ["The key is ", " I think"]),
            ...split("text", 1),
            ...[...inJson].map((piece): Delta => ({ kind: "input", block: 2, text: piece })),
          ],
          reply: {
            blocks: [
              { type: "thinking", thinking: `Hm, ${secret}.`, signature: "c2lnbmF0dXJl" },
              { type: "text", text: secret },
              toolUse({ content: [`const key = "${secret}";`], [secret]: 1 }),
            ],
            refusal: { category: secret, explanation: `because of ${secret}` },
            model: `model-${secret}`,
          },
        },
        "coder/1/0/1": {
          deltas: split("text", 0),
          failure: new ModelError("auth", `401: ${secret} is no key`, { category: secret }),
        },
      },
      {
        options: {
          secrets: [KNOWN],
          request: { description: `with ${secret}` },
          title: `About ${secret}`,
        },
        requests: {
          "coder/1/0/0": {
            system: [`Never say ${secret}.`],
            settings: { name: secret },
            tools: [{ name: "t", description: secret, input_schema: { default: secret } }],
            messages: [
              { role: "user", content: `My key: ${secret}` },
              { role: "assistant", content: [{ type: "text", text: secret }, toolUse(inJson)] },
              {
                role: "user",
                content: [{ type: "tool_result", tool_use_id: "1", content: inJson }],
              },
            ],
          },
        },
      },
    );
    recorder.recordAnswer("planner/0/0", "plan", [...pieces], { text: [secret] });
    const written = fs.readFileSync(cassette.file, "utf8");
    const forms = [
      secret,
      JSON.stringify(secret).slice(1, -1),
      JSON.stringify(inJson).slice(1, -1),
    ];
    for (const form of forms) expect(written).not.toContain(form);
    const joined = [...readCassette(cassette.file).attempts.values()].map(({ stream }) =>
      stream.map((piece) => (piece[1] === "usage" ? "" : piece[3])).join(""),
    );
    expect(joined.join()).not.toContain(secret);
  });

  test("leaves tool inputs that are JSON, and replays that are alike", async () => {
    const { cassette } = await record(
      temporaryFolder(),
      {
        "coder/1/0/0": {
          deltas: [...inJson].map((piece): Delta => ({ kind: "input", block: 0, text: piece })),
          reply: { blocks: [toolUse(JSON.parse(inJson))] },
        },
      },
      { options: { secrets: [KNOWN] } },
    );
    const play = () => attempt(replayModel(cassette, { mode: "strict" }), requestOf("coder/1/0/0"));
    const { events, reply } = await play();
    expect(JSON.parse((events[0] as Delta).text)).toEqual({
      path: "a.ts",
      content: 'const key = "[secret]";',
    });
    expect(reply?.blocks).toEqual([toolUse({ path: "a.ts", content: 'const key = "[secret]";' })]);
    expect(await play()).toEqual({ events, reply });
  });
});

test("pieces without a secret stay as they came, with those of other blocks between them", async () => {
  const deltas = [
    text("a", 0),
    text(SHAPED.slice(0, 9), 1),
    text("b", 0),
    text(SHAPED.slice(9), 1),
  ];
  const { cassette } = await record(temporaryFolder(), { "coder/1/0/0": { deltas } });
  const { events } = await attempt(
    replayModel(cassette, { mode: "replay" }),
    requestOf("coder/1/0/0"),
  );
  expect(events).toEqual([text("a", 0), text("[secret]", 1), text("b", 0)]);
});

test("a tool's input is scrubbed as what it says, not as it is spelled", async () => {
  const input = String.raw`{"a":"hunter\u0032hunter","b":"-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG\" and"}`;
  const deltas = [...input].map((piece): Delta => ({ kind: "input", block: 0, text: piece }));
  const { cassette } = await record(
    temporaryFolder(),
    { "coder/1/0/0": { deltas } },
    { options: { secrets: ["hunter2hunter"] } },
  );
  const [piece] = cassette.attempts.get("coder/1/0/0")?.stream ?? [];
  expect(JSON.parse(String(piece?.[3]))).toEqual({ a: "[secret]", b: '[secret]" and' });
});

test("a conversation that goes on from scrubbed answers is the recorded one", async () => {
  const folder = temporaryFolder();
  const scripts = {
    "coder/1/0/0": { reply: { blocks: [toolUse({ key: KNOWN }), toolUse({ key: SHAPED })] } },
    "coder/1/1/0": {},
  };
  const recorder = new Recorder(folder, optionsOf({ secrets: [KNOWN] }));
  const converse = async (model: Parameters<typeof attempt>[0]): Promise<void> => {
    const { reply } = await attempt(model, requestOf("coder/1/0/0"));
    const messages = [{ role: "assistant" as const, content: reply?.blocks ?? [] }];
    const { failure } = await attempt(model, requestOf("coder/1/1/0", { messages }));
    expect(failure).toBeUndefined();
  };
  await converse(recorder.record(scriptedModel(scripts)));
  await converse(replayModel(readCassette(recorder.file), { mode: "strict" }));
});

describe("a scrubber", () => {
  const scrubber = new Scrubber({ secrets: [KNOWN, "hunter2", "12345678", "short", "[secret]"] });

  test("leaves signatures and redacted thinking alone, and nothing that only bears their name", () => {
    const signature = `${SHAPED}hunter2`;
    const thinking = { type: "thinking" as const, thinking: "hunter2", signature };
    expect(scrubber.block(thinking)).toEqual({ ...thinking, thinking: "[secret]" });
    const redacted = { type: "redacted_thinking" as const, data: signature };
    expect(scrubber.block(redacted)).toEqual(redacted);
    expect(scrubber.block(toolUse({ type: "thinking", signature: "hunter2" }))).toEqual(
      toolUse({ type: "thinking", signature: "[secret]" }),
    );
  });

  test.each([
    ["base64", Buffer.from(`user:${KNOWN}`).toString("base64")],
    ["base64, one further", Buffer.from(`user1:${KNOWN}!`).toString("base64")],
    ["base64, two further", Buffer.from(`user12:${KNOWN}!!`).toString("base64")],
    ["base64 for addresses", Buffer.from(`u:${KNOWN}`).toString("base64url")],
    ["an address", encodeURIComponent(KNOWN)],
    ["an address in small letters", encodeURIComponent(KNOWN).toLowerCase()],
    ["a form", new URLSearchParams({ key: KNOWN }).toString()],
    ["JSON", JSON.stringify({ key: KNOWN })],
    ["JSON in JSON", JSON.stringify(JSON.stringify({ key: KNOWN }))],
    ["a text that breaks off", `key = ${KNOWN.slice(0, 12)}`],
  ])("knows a value in %s", (_, said) => {
    const scrubbed = scrubber.text(said);
    expect(scrubbed).toContain("[secret]");
    expect(scrubber.text(scrubbed)).toBe(scrubbed);
    expect(scrubbed.replace("[secret]", "").length).toBeLessThan(18);
  });

  test("takes numbers that are secrets, and leaves short values and its own mask", () => {
    expect(scrubber.value({ pin: 12345678, year: 2026, short: "short" })).toEqual({
      pin: "[secret]",
      year: 2026,
      short: "short",
    });
    expect(scrubber.text("[secret] hunter2")).toBe("[secret] [secret]");
  });

  test("leaves JSON as it was written unless there is a secret in it", () => {
    expect(scrubber.json('{ "a" : 1 }')).toBe('{ "a" : 1 }');
    expect(scrubber.json('{ "a" : "hunter2" }')).toBe('{"a":"[secret]"}');
    expect(scrubber.json('{ "a" : "hunter2')).toBe('{ "a" : "[secret]');
  });

  test("leaves source code that works: placeholders, servers of tests, mentions of keys", () => {
    const code = [
      'const url = "postgres://user:password@localhost:5432/db";',
      "const own = `postgres://someone:${PASSWORD}@127.0.0.1:${port}/t`;",
      'fetch("http://127.0.0.1:3000/users/@me");',
      'OPENAI_API_KEY="sk-xxxxxxxxxxxxxxxxxxxx"',
      'text.startsWith("-----BEGIN PRIVATE KEY-----") && more()',
    ].join("\n");
    expect(scrubber.text(code)).toBe(code);
    expect(scrubber.text("postgres://ada:S3cr3tS3cr3t@db:5432/x")).toBe(
      "postgres://[secret]@db:5432/x",
    );
    const pem = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0B\n-----END PRIVATE KEY-----";
    expect(scrubber.text(`key:\n${pem}\nand more`)).toBe("key:\n[secret]\nand more");
  });

  test("writes names for folders, whole ones only", () => {
    const roots = { JOB: "/data/jobs/a", DATA: "/data" };
    expect(
      new Scrubber({ roots }).text(
        "/data/jobs/a/src, /data/jobs/ab, file:///data/x, /data. /data.old /other/data",
      ),
    ).toBe("<JOB>/src, <DATA>/jobs/ab, file://<DATA>/x, <DATA>. /data.old /other/data");
  });

  test("comes to an end with secrets that its mask brings back", () => {
    const sly = new Scrubber({ secrets: ["e[secr", "cret]et]"] });
    expect(sly.text("[see[secret]et]")).toBe("[secret]");
  });
});

test("no secret, at any split, in any place, is ever in the file", async () => {
  const shared = temporaryFolder();
  const hex = fc.array(fc.integer({ min: 0, max: 15 }), { minLength: 20, maxLength: 40 });
  const shaped = fc.tuple(fc.constantFrom("sk-ant-", "ghp_", "npm_9", "AIza", "glpat-"), hex).map(
    ([head, digits]) =>
      head +
      digits
        .map((digit) => digit.toString(16))
        .join("")
        .padEnd(30, "7"),
  );
  const known = fc
    .string({ minLength: 5, maxLength: 30, unit: "grapheme" })
    .map((value) => `#q7${value}z`);
  const said = fc.record({
    secret: fc.oneof(
      shaped.map((value) => ({ value, known: [] as string[] })),
      known.map((value) => ({ value, known: [value] })),
    ),
    before: fc.string({ unit: "grapheme" }),
    after: fc.string({ unit: "grapheme" }),
    cuts: fc.array(fc.nat(80), { maxLength: 12 }),
    kind: fc.constantFrom("text" as const, "thinking" as const, "input" as const),
    isWhole: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(said, async ({ secret, before, after, cuts, kind, isWhole }) => {
      // Behind a word there is no credential to recognise, and half a JSON text ends anywhere.
      const whole = `${before} ${secret.value} ${after}`;
      const sent = kind === "input" ? JSON.stringify({ content: whole }) : whole;
      const points = [0, ...cuts.map((cut) => Math.min(cut, sent.length)), sent.length];
      const sorted = points.sort((one, other) => one - other);
      const deltas = sorted
        .slice(1)
        .map((end, index): Delta => ({ kind, block: 0, text: sent.slice(sorted[index], end) }));
      const folder = fs.mkdtempSync(`${shared}/`);
      const { cassette } = await record(
        folder,
        {
          "coder/1/0/0": isWhole
            ? {
                deltas,
                reply: { blocks: [toolUse({ [whole]: whole }), { type: "text", text: whole }] },
              }
            : { deltas, failure: new ModelError("transport", `cut at ${whole}`) },
        },
        {
          options: { secrets: secret.known },
          requests: { "coder/1/0/0": { messages: [{ role: "user", content: whole }] } },
        },
      );
      const written = fs.readFileSync(cassette.file, "utf8");
      expect(written).not.toContain(secret.value);
      expect(written).not.toContain(JSON.stringify(secret.value).slice(1, -1));
      const { events } = await attempt(
        replayModel(cassette, { mode: "replay" }),
        requestOf("coder/1/0/0"),
      );
      const heard = (events as Delta[]).map((delta) => delta.text).join("");
      expect(heard).not.toContain(secret.value);
      if (kind === "input") expect(() => void JSON.parse(heard)).not.toThrow();
    }),
    { numRuns: 300 },
  );
});
