import { expect, test } from "vitest";
import { draftTools, runTool } from "../../../../agents/models/drafts/draft-tools.ts";
import { draftOf } from "../../../support/draft.ts";

const { signal } = new AbortController();
const A = "export const a = 1;\n";

test("the tools are plain JSON schemas in a fixed order", () => {
  expect(draftTools.map(({ name }) => name)).toEqual([
    "write_file",
    "str_replace",
    "delete_file",
    "dispute_test",
    "check",
  ]);
  expect(draftTools[1]?.input_schema).toEqual({
    type: "object",
    properties: {
      path: { type: "string", description: "Path from the plugin's root, such as src/index.ts" },
      old_str: {
        type: "string",
        description: "The text as it is in the file now, with enough of it to be there only once",
      },
      new_str: { type: "string", description: "What takes its place" },
    },
    required: ["path", "old_str", "new_str"],
  });
  expect(JSON.stringify(draftTools)).not.toContain("$schema");
  expect(draftTools[4]?.input_schema).toEqual({ type: "object", properties: {} });
});

test("a model writes, changes and deletes files", async () => {
  const draft = draftOf({ "src/old.ts": A });
  const run = (name: string, input: object) => runTool(draft, name, input, signal);
  expect(await run("write_file", { path: "src/a.ts", content: A })).toEqual({
    content: "Wrote src/a.ts, 1 line.",
    isError: false,
  });
  expect(await run("str_replace", { path: "src/a.ts", old_str: "1", new_str: '"$&"' })).toEqual({
    content: "Changed src/a.ts at line 1.",
    isError: false,
  });
  expect(await run("delete_file", { path: "src/old.ts" })).toEqual({
    content: "Deleted src/old.ts.",
    isError: false,
  });
  expect(draft.files).toEqual({ "src/a.ts": 'export const a = "$&";\n' });
});

test("a call that cannot be carried out is answered with what to do instead", async () => {
  const draft = draftOf({ "src/a.ts": A });
  const said = async (name: string, input: unknown) => {
    const { content, isError } = await runTool(draft, name, input, signal);
    expect(isError).toBe(true);
    return content;
  };
  expect(await said("bash", {})).toBe(
    'There is no tool "bash". The tools are write_file, str_replace, delete_file, dispute_test, check.',
  );
  expect(await said("write_file", { path: "src/a.ts" })).toBe(
    "The input of write_file cannot be used:\n✖ Invalid input: expected string, received undefined\n  → at content",
  );
  for (const input of ["{", null, undefined, 7, [], { path: 1, content: {} }]) {
    expect(await said("write_file", input)).toContain("The input of write_file cannot be used");
  }
  expect(await said("write_file", { path: "../a.ts", content: "" })).toContain("The coder may");
  const wrong = { path: "src/a.ts", old_str: "nowhere", new_str: "x" };
  expect(await said("str_replace", wrong)).not.toContain("write_file");
  expect(await said("str_replace", wrong)).toContain("\nRewrite the whole file with write_file.");
});

test("the check runs three times and then says that it does not", async () => {
  let runs = 0;
  const draft = draftOf({}, { check: () => Promise.resolve(`run ${(runs += 1)}`) });
  const check = () => runTool(draft, "check", {}, signal);
  expect(await check()).toEqual({ content: "run 1\n\n2 checks left.", isError: false });
  await check();
  expect(await check()).toEqual({ content: "run 3\n\n0 checks left.", isError: false });
  const { content, isError } = await check();
  expect(content).toContain("was run 3 times and cannot be run again");
  expect(isError).toBe(true);
  expect(runs).toBe(3);
});

test("an aborted signal is thrown, before a call and during one", async () => {
  const stop = new AbortController();
  const draft = draftOf(
    {},
    {
      check: (_files, { aborted }) => {
        stop.abort(new Error("cancelled"));
        return Promise.resolve(`aborted before: ${aborted}`);
      },
    },
  );
  await expect(runTool(draft, "check", {}, stop.signal)).rejects.toThrow("cancelled");
  await expect(runTool(draft, "bash", {}, stop.signal)).rejects.toThrow("cancelled");
});

test("colours and control characters do not reach the model", async () => {
  const draft = draftOf(
    {},
    { check: () => Promise.resolve("\u001b[31mred\u001b[0m\u0007\r\nline\ttab") },
  );
  const { content } = await runTool(draft, "check", {}, signal);
  expect(content).toBe("red\nline\ttab\n\n2 checks left.");
  const refused = await runTool(draft, "delete_file", { path: "\u001b[31mx" }, signal);
  expect(refused.content).toContain('got "x"');
});

test("the coder disputes a test and does not change it; who writes tests changes them", async () => {
  const dispute = { test: "adds", clause: "adds one", reason: "It wants two." };
  const draft = draftOf({});
  const { isError, content } = await runTool(draft, "dispute_test", dispute, signal);
  expect([isError, content]).toEqual([false, expect.stringContaining("Noted.")]);
  expect([draft.disputes, draft.changed]).toEqual([[dispute], []]);
  const own = draftOf({}, { writer: "tester" });
  expect((await runTool(own, "dispute_test", dispute, signal)).isError).toBe(true);
});
