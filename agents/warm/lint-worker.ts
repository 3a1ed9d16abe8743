import "../../shared/optimise-late.ts";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { ESLint } from "eslint";
import { packageRoot } from "../../shared/package.ts";
import { answerQuestions } from "../../shared/resident.ts";
import { LintQuestion, type LintAnswer } from "./protocol.ts";
import { Room } from "./room.ts";

// Runs in a box and stays: one ESLint that has read its rules. It only reads code, and no configuration of a plugin's.
const [nodeModules = ""] = process.argv.slice(2);
const room = new Room(fs.mkdtempSync(path.join(os.tmpdir(), "lint-")), nodeModules);
const eslint = new ESLint({
  cwd: room.folder,
  overrideConfigFile: path.join(packageRoot, "agents", "template", "eslint.config.mjs"),
  allowInlineConfig: false,
  // No rule looks beyond its file: what has not changed is as it was.
  cache: true,
  cacheStrategy: "content",
  cacheLocation: path.join(fs.mkdtempSync(path.join(os.tmpdir(), "lint-cache-")), "cache"),
});

answerQuestions(async (question): Promise<LintAnswer> => {
  const { files, folders } = LintQuestion.parse(question);
  room.lay(files);
  try {
    const results = await eslint.lintFiles(folders);
    const relative = results.map((each) => ({
      ...each,
      filePath: path.relative(room.folder, each.filePath),
    }));
    return { results: relative };
  } catch (error) {
    return { failed: (error as Error).message }; // such as no file to be looked at: news, not a bug
  }
});
