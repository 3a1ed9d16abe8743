import { SWITCH } from "../mutants/mutants.ts";

// Text of the test files that stand above the plugin's own: they set the switch, then load the plugin and its tests.

/** A loop that passes a mutant so often does not end. */
const MOST_PASSES = 1_000_000;
const NONE = `test("no test reaches it", () => { expect(1).toBe(1); });`;

/** The tests in `files`, up to the first that fails, on one mutant. */
export const mutantTest = (id: number, files: string[], timeoutMs: number): string => `
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
vi.setConfig({ testTimeout: ${timeoutMs}, hookTimeout: ${timeoutMs} });
let passes = 0;
globalThis.${SWITCH} = (id) => {
  if (id !== ${id}) return false;
  passes += 1;
  if (passes > ${MOST_PASSES}) throw new Error("The mutant never ends.");
  return true;
};
let hasFailed = false;
beforeEach(({ skip }) => { if (hasFailed) skip(); });
afterEach(({ task }) => { if (task.result?.state === "fail") hasFailed = true; });
${files.length > 0 ? files.map((file) => loading(file)).join("\n") : NONE}
`;

/** The tests in `files` with nothing broken. Which mutants each file reaches stands in the meta of the last test. */
export const soberTest = (files: string[]): string => `
import { beforeAll, describe, expect, test, vi } from "vitest";
const reached = {};
let current;
const enter = (file) => { current = reached[file] ??= new Set(); };
globalThis.${SWITCH} = (id) => { current.add(id); return false; };
${files.map((file) => loading(file, `enter(${JSON.stringify(file)}); beforeAll(() => enter(${JSON.stringify(file)}));`)).join("\n")}
test("reached", ({ task }) => {
  task.meta.reached = Object.fromEntries(Object.entries(reached).map(([file, ids]) => [file, [...ids]]));
  expect(1).toBe(1);
});
`;

/** One test file in a group of its own, with the plugin loaded afresh for it. */
const loading = (file: string, first = ""): string => `
describe(${JSON.stringify(file)}, async () => {
  ${first}
  vi.resetModules();
  await import(${JSON.stringify(file)});
});`;
