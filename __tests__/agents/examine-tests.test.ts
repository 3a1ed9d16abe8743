import path from "node:path";
import { describe, expect, test } from "vitest";
import { criteriaOf } from "../../agents/criteria.ts";
import { readCharacter, findCharacterFile } from "../../agents/characters.ts";
import { examineTests, type TryOut } from "../../agents/tester/examine-tests.ts";
import { writeTests } from "../../agents/tester/write-tests.ts";
import type { Files } from "../../shared/files.ts";
import { sharedDataFolder } from "../support/data-folder.ts";
import { greeter } from "../support/specifications.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const criteria = criteriaOf(greeter);

const tryOut = (sandbox: TryOut["sandbox"] = "auto"): TryOut => ({
  specification: greeter,
  criteria,
  dataDir: sharedDataFolder(),
  sandbox,
  scratch: path.join(temporaryFolder(), "scratch"),
  signal: new AbortController().signal,
  timeoutMs: 240_000,
});

const HEAD = `import { expect, test } from "vitest";
import plugin from "../index.js";
import { startPlugin } from "./support.js";
`;
const GREETS = `
test("[AC-1] greets by name", async () => {
  const { call } = await startPlugin(plugin);
  expect((await call("greet", { name: "Ada" })).text).toContain("Ada");
});
`;
const REFUSES = `
test.each([{}, { name: 5 }])("[AC-2] refuses %j", async (parameters) => {
  const { call } = await startPlugin(plugin);
  expect(await call("greet", parameters)).toMatchObject({ success: false });
});
`;
const THEATRE = `
const isThere = (value: unknown) => value !== undefined;

test("[AC-2] has a plugin", () => {
  expect(isThere(plugin)).toBe(true);
});
`;
const good: Files = { "src/__tests__/greet.test.ts": `${HEAD}${GREETS}${REFUSES}` };

describe("tests are examined before there is any code", () => {
  test("good ones stay as they are, and show every criterion", async () => {
    expect(await examineTests(good, tryOut())).toEqual({
      files: good,
      dropped: [],
      untested: [],
      unproven: undefined,
      findings: [],
    });
  });

  test("one that passes on an empty template is taken out of its file, with what only it needed", async () => {
    const files = { "src/__tests__/greet.test.ts": `${HEAD}${GREETS}${THEATRE}` };
    const examined = await examineTests(files, tryOut());
    expect(examined.files).toEqual({ "src/__tests__/greet.test.ts": `${HEAD}${GREETS}` });
    expect(examined.dropped).toEqual([
      {
        name: "[AC-2] has a plugin",
        file: "src/__tests__/greet.test.ts",
        why: expect.stringContaining("passes without the plugin") as string,
      },
    ]);
    // What it claimed to show, nobody shows now.
    expect(examined.untested).toEqual(["AC-2"]);
    expect(examined.findings.map(({ rule }) => rule)).toEqual([
      "proves-nothing",
      "criterion-untested",
    ]);
  });

  test("titles without an id or with an unknown one, and what does not compile, are named", async () => {
    const file = "src/__tests__/greet.test.ts";
    const text = `${HEAD}${GREETS.replace("[AC-1] ", "")}${REFUSES.replace("AC-2", "AC-7")}
const wrong: number = "one";
export default wrong;
`;
    const { findings, untested } = await examineTests({ [file]: text }, tryOut());
    expect(findings.map(({ rule, line, message }) => [rule, line, message])).toEqual([
      ["TS2322", 15, expect.stringContaining("not assignable")],
      ["criterion-id", 5, expect.stringContaining("names no criterion")],
      ["criterion-id", 10, expect.stringContaining("names AC-7")],
      ["criterion-untested", undefined, expect.stringContaining("AC-1 of greet")],
      ["criterion-untested", undefined, expect.stringContaining("AC-2 of greet")],
    ]);
    expect(untested).toEqual(["AC-1", "AC-2"]);
  });

  test("at sandbox level none they are not run, and that is said", async () => {
    const files = { "src/__tests__/greet.test.ts": `${HEAD}${GREETS}${THEATRE}` };
    const examined = await examineTests(files, tryOut("none"));
    expect(examined.files).toEqual(files);
    expect(examined.unproven).toContain("sandbox level none");
  });
});

/** What a tester's model answers, one answer after the other; the last one as often as it is asked. */
function written(...answers: Files[]) {
  const asked: { findings: string[]; files: Files }[] = [];
  const tests = writeTests({
    ...tryOut(),
    character: readCharacter("tester", findCharacterFile("tester")),
    input: { specification: greeter, criteria },
    draftFor: (files) => ({ writer: "tester", files, check: () => Promise.resolve("") }),
    ask: (question) => {
      const { findings = [], files = {} } = question.input;
      asked.push({ findings: findings.map(({ rule = "" }) => rule), files });
      const answer = answers[Math.min(asked.length, answers.length) - 1] ?? {};
      const all = Object.entries(answer).map(([file, content]) => ({ path: file, content }));
      return Promise.resolve({ files: all, summary: `try ${asked.length}` });
    },
  });
  return { asked, tests };
}

const weak: Files = { "src/__tests__/greet.test.ts": `${HEAD}${GREETS}${THEATRE}` };

describe("the tester is told once what is wrong with its tests", () => {
  test("and what it mended is what counts", async () => {
    const { asked, tests } = written(weak, good);
    expect(await tests).toMatchObject({ files: good, dropped: [], untested: [], summary: "try 2" });
    expect(asked[1]).toEqual({
      findings: ["proves-nothing", "criterion-untested"],
      files: weak,
    });
  });

  test("and what is still open is kept with them", async () => {
    const { asked, tests } = written(weak);
    expect(await tests).toMatchObject({
      files: { "src/__tests__/greet.test.ts": `${HEAD}${GREETS}` },
      dropped: [{ name: "[AC-2] has a plugin" }],
      untested: ["AC-2"],
    });
    expect(asked).toHaveLength(2);
  });

  test("and without one test that proves something there are none", async () => {
    const { asked, tests } = written({ "src/__tests__/greet.test.ts": `${HEAD}${THEATRE}` });
    await expect(tests).rejects.toThrow("Not one of the tests proves anything");
    expect(asked).toHaveLength(2);
  });

  test("and good tests are not asked for twice", async () => {
    const { asked, tests } = written(good);
    expect(await tests).toMatchObject({ files: good, summary: "try 1" });
    expect(asked).toHaveLength(1);
  });
});
