import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { syntaxError } from "../agents/models/drafts/syntax.ts";
import { prepareToolchain } from "../agents/toolchain.ts";
import { versionOf } from "../plugin/commands/tools.ts";
import { PluginCreationError } from "../shared/errors.ts";
import { Repository } from "../shared/repository.ts";
import { runClean } from "../shared/clean-child.ts";
import { openSandbox, sandboxLevels } from "../shared/sandbox/sandbox.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const CANARY = "canary-7f3a";
/** Where people keep their keys, and what changes how programs start. */
const PLANTED = [
  "ANTHROPIC_API_KEY",
  "OPENAI_API_KEY",
  "GITHUB_TOKEN",
  "NPM_TOKEN",
  "NODE_AUTH_TOKEN",
  "AWS_SECRET_ACCESS_KEY",
  "DATABASE_URL",
  "POSTGRES_URL",
  "SSH_AUTH_SOCK",
  "GIT_ASKPASS",
  "NODE_OPTIONS",
  "LD_PRELOAD",
  "PLUGIN_DYNAMIC_ANYTHING",
];

const LEVELS = sandboxLevels.filter((level) => level !== "os" || process.platform === "linux");

const signal = new AbortController().signal;

/** Puts a program of this name before the real one; it writes down what it sees, then is the real one or fails. */
function spyOn(name: string, real: string): () => string {
  const folder = temporaryFolder();
  const seen = path.join(folder, "seen");
  const script = `#!/bin/sh\ntr '\\0' '\\n' < /proc/self/environ >> '${seen}'\n${real}\n`;
  fs.writeFileSync(path.join(folder, name), script, { mode: 0o755 });
  setVariable("PATH", `${folder}:${process.env.PATH}`);
  return () => fs.readFileSync(seen, "utf8");
}

function setVariable(name: string, value: string): void {
  const before = process.env[name];
  process.env[name] = value;
  onTestFinished(() => {
    if (before === undefined) delete process.env[name];
    else process.env[name] = before;
  });
}

beforeEach(() => {
  for (const name of PLANTED) setVariable(name, CANARY);
});

test("the canaries would be seen", () => {
  // Two of them would keep any program from starting.
  const env = { ...process.env, NODE_OPTIONS: "", LD_PRELOAD: "" };
  const seen = execFileSync(process.execPath, ["-p", "JSON.stringify(process.env)"], { env });
  expect(seen.toString().split(CANARY)).toHaveLength(PLANTED.length - 1);
});

test("git sees no key", async () => {
  const real = execFileSync("which", ["git"], { env: { PATH: process.env.PATH } })
    .toString()
    .trim();
  const seen = spyOn("git", `exec ${real} "$@"`);
  expect(await versionOf("git")).toContain("git version");
  const repository = await Repository.open(temporaryFolder(), "@elizaos/plugin-greeter");
  const tree = await repository.writeTree({ "src/index.ts": "" });
  const words = { subject: "One", body: "", trailers: { Job: "a" } };
  await repository.commit({ branch: "job/a", tree, author: "coder", ...words });
  await repository.release("job/a", "v1.0.0", "coordinator", words);
  expect(seen()).toContain("GIT_CONFIG_NOSYSTEM=1");
  expect(seen()).not.toContain(CANARY);
});

test("npm sees no key", async () => {
  const seen = spyOn("npm", "exit 1");
  await expect(prepareToolchain(temporaryFolder(), { pg: "^8.0.0" }, signal)).rejects.toThrow(
    PluginCreationError,
  );
  expect(seen()).toContain("PATH=");
  expect(seen()).not.toContain(CANARY);
});

test.each(LEVELS)(
  "what builds, lints, tests and loads a plugin sees no key at level %s",
  async (level) => {
    const sandbox = await openSandbox(level);
    const cwd = temporaryFolder();
    const { stdout } = await sandbox.run({
      argv: [process.execPath, "-e", "console.log(JSON.stringify(process.env))"],
      cwd,
      touches: level === "none" ? "reads" : "executes",
      readable: [cwd],
      signal,
      timeoutMs: 60_000,
    });
    expect(JSON.parse(stdout)).toHaveProperty("PATH");
    expect(stdout).not.toContain(CANARY);
  },
);

test("what parses a source sees no key", async () => {
  const { stdout } = await runClean({
    file: process.execPath,
    args: ["-e", "console.log(JSON.stringify(process.env))"],
    cwd: temporaryFolder(),
    signal,
    timeoutMs: 60_000,
  });
  expect(stdout).not.toContain(CANARY);
  expect(await syntaxError("const a = ;", signal)).toContain("Line 1");
});
