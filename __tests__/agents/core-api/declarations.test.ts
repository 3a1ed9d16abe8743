import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { coreDeclarations, missingDeclarations } from "../../../agents/core-api/declarations.ts";
import { packageFolder } from "../../../agents/package-folders.ts";

const folder = path.join(packageFolder("@elizaos/core"), "dist");
const ofCore = fs
  .readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".d.ts"))
  .map((file) => fs.readFileSync(path.join(folder, file), "utf8"))
  .join("\n");

const squeezed = (text: string): string => text.replaceAll(/\s+/g, " ").trim();
const withoutComments = (text: string): string => text.replaceAll(/\/\*\*.*?\*\/ ?/gs, "");

test("every name and member that the declarations promise is in the installed core", () => {
  expect(missingDeclarations()).toEqual([]);
});

test("every line of the declarations is core's own", () => {
  const core = squeezed(withoutComments(ofCore));
  const lines = withoutComments(coreDeclarations("plugin"))
    .replaceAll(" // excerpt", "")
    .split("\n")
    .map(squeezed);
  expect(lines.length).toBeGreaterThan(80);
  expect(lines.filter((line) => !core.includes(line))).toEqual([]);
});

test("comments are core's own as well, shortened to one sentence", () => {
  const core = squeezed(ofCore.replaceAll(/^\s*\*/gm, ""));
  const comments = [...coreDeclarations("plugin").matchAll(/\/\*\* (.*?) \*\//g)];
  expect(comments.length).toBeGreaterThan(5);
  for (const [, words = ""] of comments) expect(core).toContain(words);
});

test("a whole declaration stays whole, and an excerpt says that it is one", () => {
  const declarations = coreDeclarations("plugin");
  expect(declarations).toContain("export interface ActionResult {\n");
  expect(declarations).toContain(
    "export interface IAgentRuntime extends IDatabaseAdapter { // excerpt\n",
  );
  expect(declarations).toContain("  getSetting(key: string): string | boolean | number | null;\n");
  expect(declarations).toContain("  getCache<T>(key: string): Promise<T | undefined>;\n");
  expect(declarations).not.toContain("registerPlugin");
});

test("tests are shown a part of the same declarations", () => {
  expect(coreDeclarations("plugin")).toContain(coreDeclarations("tests").split("\n")[0]);
  expect(coreDeclarations("tests")).not.toContain("interface Action ");
});
