import { afterEach, describe, expect, test } from "vitest";
import { anthropicModel } from "../../../agents/models/anthropic/anthropic-model.ts";
import { ask } from "../../../agents/models/ask.ts";
import { protocolTag, renderAnswer } from "../../../agents/models/drafts/text-protocol.ts";
import type { Draft, FilesPurpose, FormPurpose, Question } from "../../../agents/models/model.ts";
import { textOf, type Block, type TextReply } from "../../../agents/models/text-model.ts";
import { ModelError } from "../../../shared/errors.ts";
import { Secret } from "../../../shared/secret.ts";
import { startMessagesServer, type MessagesServer } from "../../support/messages-server.ts";
import { rememberingDesk } from "../../support/desk.ts";
import { greeter } from "../../support/specifications.ts";
import { says, spokenModel } from "../../support/spoken-model.ts";
import { onBusyMachines } from "../../support/busy-machine.ts";

const character = { name: "Coder", bio: "writes" };
const quiet = (): AbortSignal => new AbortController().signal;
const WITHOUT_TOOLS = { tools: false, format: false };

const question = (more: Partial<Question<FormPurpose>> = {}): Question<"acknowledge"> =>
  ({
    role: "coordinator",
    purpose: "acknowledge",
    input: { description: "greet" },
    prompt: ({ compact }) => ({ system: ["static"], user: compact ? "short" : "long" }),
    character,
    signal: quiet(),
    ...more,
  }) as Question<"acknowledge">;

const START = { kind: "start", text: "I'll greet." } as const;

describe("an answer in a form", () => {
  test("is asked for with its schema where the model can be held to one", async () => {
    const { model, asked } = spokenModel([says(JSON.stringify(START))]);
    expect(await ask(question(), rememberingDesk(model).desk)).toEqual(START);
    expect(JSON.stringify(asked[0]?.format)).toContain('"const":"start"');
    expect(asked[0]?.messages[0]?.content).toBe("long");
  });

  test("is found between words and fences where it cannot, and the words are a thought", async () => {
    const text = `Clear enough.\n\`\`\`json\n${JSON.stringify(START, null, 2)}\n\`\`\``;
    const { model, asked } = spokenModel([says(text)], WITHOUT_TOOLS);
    const { desk, thoughts } = rememberingDesk(model);
    expect(await ask(question(), desk)).toEqual(START);
    expect(asked[0]?.format).toBeUndefined();
    expect(asked[0]?.messages[0]?.content).toContain("JSON schema");
    expect(thoughts).toEqual(["Clear enough."]);
  });

  test("that misses its form is sent back once with what is wrong", async () => {
    const { model, asked } = spokenModel([says('{"kind":"start"}'), says(JSON.stringify(START))]);
    expect(await ask(question(), rememberingDesk(model).desk)).toEqual(START);
    expect(asked).toHaveLength(2);
    expect(JSON.stringify(asked[1]?.messages.at(-1))).toContain("text");

    const hopeless = spokenModel([says("no"), says("never"), says(JSON.stringify(START))]);
    const refused = ask(question(), rememberingDesk(hopeless.model).desk);
    await expect(refused).rejects.toMatchObject({ kind: "bad-answer" });
    expect(hopeless.asked).toHaveLength(2);
  });

  test("is asked for once more, shorter, when the prompt does not fit into the context", async () => {
    const tooLong = new ModelError("context", "Too long.");
    const { model, asked } = spokenModel([tooLong, says(JSON.stringify(START))]);
    expect(await ask(question(), rememberingDesk(model).desk)).toEqual(START);
    expect(asked.map(({ messages }) => messages[0]?.content)).toEqual(["long", "short"]);

    const always = spokenModel([tooLong, tooLong, says(JSON.stringify(START))]);
    await expect(ask(question(), rememberingDesk(always.model).desk)).rejects.toBe(tooLong);
  });
});

const draft = (files: Draft["files"] = {}): Draft => ({
  writer: "coder",
  files,
  check: () => Promise.resolve("The type check found no errors."),
});

const writing = (more: Partial<Question<FilesPurpose>> = {}): Question<"code"> =>
  ({
    role: "coder",
    purpose: "code",
    input: { specification: greeter, findings: [], history: [], files: {} },
    prompt: () => ({ system: ["static"], user: "Write." }),
    draft: draft(),
    character,
    signal: quiet(),
    ...more,
  }) as Question<"code">;

const calls = (...tools: [name: string, input: unknown][]): TextReply =>
  says("", {
    stop: "tool_use",
    blocks: tools.map(([name, input], at): Block => ({
      type: "tool_use",
      id: `t${at}`,
      name,
      input,
    })),
  });

const write = (path: string, content = "export const a = 1;\n"): [string, unknown] => [
  "write_file",
  { path, content },
];

describe("files written with tools", () => {
  test("come from all turns, with the last line as their summary", async () => {
    const { model, asked } = spokenModel([
      calls(write("src/a.ts"), write("README.md", "# Greeter\n"), ["check", {}]),
      calls(["str_replace", { path: "src/a.ts", old_str: "= 1", new_str: "= 2" }]),
      says("All done.\n\n**Add a greeting.**"),
    ]);
    const { desk, purposes } = rememberingDesk(model);
    const answer = await ask(writing(), desk);
    expect(Object.fromEntries(answer.files.map((each) => [each.path, each.content]))).toEqual({
      "src/a.ts": "export const a = 2;\n",
      "README.md": "# Greeter\n",
    });
    expect(answer.summary).toBe("Add a greeting");
    expect(purposes).toEqual(["code", "code", "code"]);
    const results = asked[1]?.messages.at(-1)?.content;
    expect(results).toMatchObject([
      { tool_use_id: "t0" },
      { tool_use_id: "t1" },
      { tool_use_id: "t2", content: expect.stringContaining("no errors") as string },
    ]);
  });

  test("survive a turn that was cut: its finished steps count, and it is told to go on", async () => {
    const cut = { ...calls(write("src/a.ts")), stop: "max_tokens" as const };
    const { model, asked } = spokenModel([cut, says("Add a.")]);
    const { files } = await ask(writing(), rememberingDesk(model).desk);
    expect(files.map(({ path }) => path)).toEqual(["src/a.ts"]);
    expect(JSON.stringify(asked[1]?.messages.at(-1))).toContain("smaller steps");
  });

  test("a path that is not the coder's is refused to the model, not to the job", async () => {
    const { model, asked } = spokenModel([
      calls(write("package.json", "{}"), write("src/__tests__/a.test.ts"), write("src/a.ts")),
      says("Add a."),
    ]);
    const { files } = await ask(writing(), rememberingDesk(model).desk);
    expect(files.map(({ path }) => path)).toEqual(["src/a.ts"]);
    expect(JSON.stringify(asked[1]?.messages.at(-1)).match(/"is_error":true/g)).toHaveLength(2);
  });

  test("a model that only talks is reminded once, then asked for sections of text", async () => {
    const tag = protocolTag("coder/1/2");
    const answer = renderAnswer(tag, {
      steps: [{ kind: "write", path: "src/a.ts", content: "export const a = 1;\n" }],
      summary: "Add a",
    });
    const { model, asked } = spokenModel([says("Sure!"), says("Here you are."), says(answer)]);
    const { files, summary } = await ask(writing(), rememberingDesk(model).desk);
    expect(files.map(({ path }) => path)).toEqual(["src/a.ts"]);
    expect(summary).toBe("Add a");
    expect(asked[1]?.tools).toBeDefined();
    expect(asked[2]?.tools).toBeUndefined();
  });

  test("steps that were all refused do not count as work", async () => {
    const { model, asked } = spokenModel([
      calls(write("package.json", "{}")),
      says("Done."),
      calls(write("src/a.ts")),
      says("Add a."),
    ]);
    const { files } = await ask(writing(), rememberingDesk(model).desk);
    expect(files.map(({ path }) => path)).toEqual(["src/a.ts"]);
    expect(asked[2]?.messages.at(-1)?.content).toContain("No file was written");
  });

  test("a conversation ends after eight turns with what there is", async () => {
    const { model, asked } = spokenModel([
      calls(write("src/a.ts")),
      ...Array.from({ length: 9 }, () => calls(["check", {}])),
    ]);
    const { files, summary } = await ask(writing(), rememberingDesk(model).desk);
    expect(asked).toHaveLength(8);
    expect(files).toHaveLength(1);
    expect(summary).toBe("change src/a.ts");
  });
});

describe("files written in sections", () => {
  const tag = protocolTag("coder/1/0");

  test("are mended when a section was cut or refused", async () => {
    const cut = `I keep it small.\n@@${tag} FILE src/a.ts\nexport const a`;
    const whole = renderAnswer(tag, {
      steps: [{ kind: "write", path: "src/a.ts", content: "export const a = 1;\n" }],
      summary: "Add a",
    });
    const { model, asked } = spokenModel([says(cut), says(whole)], WITHOUT_TOOLS);
    const { desk, thoughts } = rememberingDesk(model);
    expect((await ask(writing(), desk)).files).toHaveLength(1);
    expect(thoughts).toEqual(["I keep it small."]);
    expect(JSON.stringify(asked[1]?.messages.at(-1))).toContain("DONE");
  });

  test("count as cut off without their last line, and are asked for again", async () => {
    const whole = renderAnswer(tag, {
      steps: [{ kind: "write", path: "src/a.ts", content: "export const a = 1;\n" }],
      summary: "Add a",
    });
    const unfinished = whole.replace(`@@${tag} DONE\n`, "");
    const { model, asked } = spokenModel([says(unfinished), says(whole)], WITHOUT_TOOLS);
    expect((await ask(writing(), rememberingDesk(model).desk)).summary).toBe("Add a");
    expect(asked).toHaveLength(2);
  });

  test("that never come are an error that says so", async () => {
    const { model } = spokenModel([says("no"), says("no"), says("no")], WITHOUT_TOOLS);
    const refused = ask(writing(), rememberingDesk(model).desk);
    await expect(refused).rejects.toMatchObject({ kind: "bad-answer" });
  });
});

describe("a cancel", () => {
  let server: MessagesServer | undefined;
  afterEach(() => server?.close());

  test(
    "in a tool loop returns within 200 ms, and the server sees the connection close",
    onBusyMachines,
    async () => {
      server = await startMessagesServer();
      server.push(
        { tools: [{ name: "write_file", input: { path: "src/a.ts", content: "export {};\n" } }] },
        { text: "a slow answer", trouble: { stallAt: 3 } },
      );
      const key = new Secret("test-key-of-a-cancel");
      const model = anthropicModel({
        key,
        baseUrl: server.url,
        endpoint: "anthropic",
        idleMs: 60_000,
      });
      const stop = new AbortController();
      const work = ask(writing({ signal: stop.signal }), rememberingDesk(model).desk).catch(
        (error: unknown) => error,
      );
      await server.nextRequest();
      await server.nextRequest();
      const started = performance.now();
      stop.abort();
      const error = await work;
      expect(performance.now() - started).toBeLessThan(200);
      expect(error).toMatchObject({ kind: "cancelled" });
      expect((await server.aborted).closedEarly).toBe(true);
    },
  );
});

test("an answer holds the text of every block but thinking", () => {
  const blocks: Block[] = [
    { type: "thinking", thinking: "hm" },
    { type: "text", text: "a" },
    { type: "text", text: "b" },
  ];
  expect(textOf(blocks)).toBe("ab");
});
