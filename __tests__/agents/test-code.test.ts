import { expect, test } from "vitest";
import { isRunOf, testsIn, withoutTests } from "../../agents/test-code.ts";

const FILE = "src/__tests__/list.test.ts";
const CODE = `import { readFile, writeFile } from "node:fs";
import { describe, expect, test } from "vitest";
import plugin from "../index.js";
import { startPlugin, type From } from "./support.js";

/** Only the second test needs it. */
const helper = (from: From) => startPlugin(plugin, from);
const seed = 7;

test("[AC-1] adds", async () => {
  expect(await startPlugin(plugin)).toBeDefined();
});

describe("a group", () => {
  it("[AC-2] asks the helper", () => expect(helper({ seed })).toBe(readFile));
  test.each([1, 2])("[AC-3] row %d of $x", (row) => {
    expect(row).toBe(writeFile);
  });
});

for (const name of ["a", "b"]) {
  test(\`[AC-4] \${name} in a loop\`, () => expect(name).toBe(""));
}
test(titles.last, () => undefined);
`;

test("tests are found wherever they stand, with the titles of their groups", () => {
  expect(testsIn(FILE, CODE).map(({ path, line }) => [path.join(" > "), line])).toEqual([
    ["[AC-1] adds", 10],
    ["a group > [AC-2] asks the helper", 15],
    ["a group > [AC-3] row %d of $x", 16],
    ["`[AC-4] ${name} in a loop`", 22],
    ["titles.last", 24],
  ]);
});

test("a test that ran is known by its name, whatever a table or a template filled in", () => {
  const [adds, , row, looped, unnamed] = testsIn(FILE, CODE);
  const isRun = (each: typeof adds, name: string) => each && isRunOf(each, name);
  expect(isRun(adds, "[AC-1] adds")).toBe(true);
  expect(isRun(adds, "[AC-1] adds more")).toBe(false);
  expect(isRun(row, "a group > [AC-3] row 2 of {a: 1}")).toBe(true);
  expect(isRun(row, "[AC-3] row 2 of x")).toBe(false);
  expect(isRun(looped, "[AC-4] b in a loop")).toBe(true);
  expect(isRun(unnamed, "anything")).toBe(true);
});

test("with a test goes what only it needed, and a file without tests goes as a whole", () => {
  const without = (pattern: RegExp) =>
    withoutTests(FILE, CODE, ({ path }) => pattern.test(path.join(" ")));
  const left = without(/AC-2/) ?? "";
  expect(left).not.toMatch(/AC-2|helper|From|readFile|seed/);
  expect(left).toMatch(/^import { writeFile } from "node:fs";$/m);
  expect(left).toMatch(/^import { startPlugin } from ".\/support.js";$/m);
  expect(left).toContain("[AC-3]");

  expect(without(/AC-[23]/)).not.toMatch(/describe|node:fs/);
  expect(without(/AC-9/)).toBe(CODE);
  expect(without(/./)).toBeUndefined();
});
