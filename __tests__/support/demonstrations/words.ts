import fs from "node:fs";
import path from "node:path";
import { readFolder, type Files } from "../../../shared/files.ts";
import { packageRoot } from "../../../shared/package.ts";
import type { Said } from "../scenario.ts";

type Tool = NonNullable<Said["tools"]>[number];

const folder = path.join(packageRoot, "__tests__", "fixtures", "words");

/** The files that an agent's model writes in a scenario, in the order of their paths. */
export const writtenFiles = (scenario: string, part: "code" | "tests"): Files =>
  Object.fromEntries(Object.entries(readFolder(path.join(folder, scenario, part))).sort());

/** A planner's answer, as it stands in the scenario's folder. */
export const writtenPlan = (scenario: string): string =>
  fs.readFileSync(path.join(folder, scenario, "plan.json"), "utf8").trim();

/** Calls of `write_file`, one for each file. */
export const writeAll = (files: Files): Tool[] =>
  Object.entries(files).map(([path, content]) => ({
    name: "write_file",
    input: { path, content },
  }));

/** A call of `str_replace`. */
export const replace = (path: string, old_str: string, new_str: string): Tool => ({
  name: "str_replace",
  input: { path, old_str, new_str },
});

export const check: Tool = { name: "check", input: {} };
