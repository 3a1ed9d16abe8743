import { once } from "node:events";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { MINIMUM_NODE, nodeTooOld } from "../../plugin/terminal/node-version.ts";
import { packageRoot } from "../../shared/package.ts";
import { run } from "../support/command-line.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const COMMANDS = "create list status log report cancel continue chat check serve doctor".split(" ");
const todo = {
  name: "@elizaos/plugin-todo",
  description: "Manages todos",
  actions: [{ name: "addTodo", description: "Add a todo", parameters: { title: "string" } }],
};
const WORDS = "I need a plugin that manages todo lists with add, remove and list";

/** One clear sentence, no stack trace. */
function expectSentence(stderr: string, ...parts: string[]): void {
  for (const part of parts) expect(stderr).toContain(part);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(stderr.trim().split("\n")).toHaveLength(1);
}

describe("usage", () => {
  test("help names every command and option, and loads nothing else for that", async () => {
    const coverage = temporaryFolder();
    const { code, stdout } = await run(["--help"], { env: { NODE_V8_COVERAGE: coverage } });
    expect(code).toBe(0);
    for (const name of COMMANDS) expect(stdout).toMatch(new RegExp(`^ {2}${name}\\b`, "m"));
    for (const option of ["--data", "--model", "--character", "--max-iterations", "--json"]) {
      expect(stdout).toContain(option);
    }
    const [file = ""] = fs.readdirSync(coverage);
    const loaded = fs.readFileSync(path.join(coverage, file), "utf8");
    const packages = loaded.matchAll(/"url":"[^"]*\/node_modules\/([^"/]+)/g);
    expect(new Set([...packages].map(([, name]) => name))).toEqual(
      new Set(["commander", "picocolors"]),
    );
  });

  test("the version is the package's", async () => {
    const { stdout } = await run(["--version"]);
    expect(fs.readFileSync(path.join(packageRoot, "package.json"), "utf8")).toContain(
      `"version": "${stdout.trim()}"`,
    );
  });

  test.each([
    ["no command", [], "Usage:"],
    ["an unknown command", ["bild"], "unknown command 'bild'"],
    ["an unknown option", ["list", "--colour"], "unknown option '--colour'"],
    ["a missing argument", ["log"], "missing required argument 'job'"],
    ["nothing to create", ["create"], "Expected what the plugin should do"],
    ["words and a specification", ["create", "todos", "--spec", "x.json"], "got both"],
    ["a file that is not there", ["create", "--spec", "none.json"], "none.json cannot be read"],
    ["too many iterations", ["list", "--max-iterations", "50"], "--max-iterations"],
    [
      "an unknown model",
      ["list", "--model", "gpt"],
      '--model: Invalid option: expected one of "auto"',
    ],
    ["a port that is none", ["serve", "--port", "99999"], "--port: expected a port"],
    ["an unknown agent", ["list", "--character", "boss=x"], "--character <agent>=<file>"],
    ["an empty data folder", ["list", "--data", ""], "--data"],
  ])("%s is refused with exit code 2", async (_, args, sentence) => {
    const { code, stderr } = await run(args, { env: { PLUGIN_DATA_DIR: temporaryFolder() } });
    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test("options may stand before the command, and win over the environment", async () => {
    const folder = path.join(temporaryFolder(), "mine");
    const { stdout } = await run(["--data", folder, "list"], { env: { PLUGIN_DATA_DIR: "/else" } });
    expect(stdout).toContain(`no job in ${folder}`);
  });

  test("a .env file in the current folder counts", async () => {
    const cwd = temporaryFolder();
    fs.writeFileSync(path.join(cwd, ".env"), "PLUGIN_DATA_DIR=./from-env\n");
    const { stdout } = await run(["list"], { cwd });
    expect(stdout).toContain(path.join(fs.realpathSync(cwd), "from-env"));
  });
});

describe("trouble with the machine", () => {
  test.each(["18.0.0", "20.18.3", "6.17.1"])("Node %s is too old", (version) => {
    expect(nodeTooOld(version)).toContain(`this is Node ${version}`);
  });

  test.each([MINIMUM_NODE, "20.19.1", "20.20.2", "22.0.0", "100.0.0"])(
    "Node %s will do",
    (version) => {
      expect(nodeTooOld(version)).toBeUndefined();
    },
  );

  test("the minimum is the one of package.json, and is checked before anything else is loaded", () => {
    const manifest = fs.readFileSync(path.join(packageRoot, "package.json"), "utf8");
    expect(manifest).toContain(`"node": ">=${MINIMUM_NODE.replace(/\.0$/, "")}"`);
    const entry = fs.readFileSync(path.join(packageRoot, "dist/plugin/cli.js"), "utf8");
    expect(entry.match(/^import .*$/gm)).toEqual([
      'import { nodeTooOld } from "./terminal/node-version.js";',
    ]);
  });

  test.each([
    ["below a file", (folder: string) => path.join(folder, "file", "data"), "ENOTDIR"],
    ["that is read-only", () => "/proc/data", "ENOENT"],
  ])("a data folder %s is one sentence", async (_, place, reason) => {
    const folder = temporaryFolder();
    fs.writeFileSync(path.join(folder, "file"), "");
    const dataDir = place(folder);
    const { code, stderr } = await run(["create", WORDS, "--data", dataDir]);
    expect(code).toBe(2);
    expectSentence(stderr, `The data folder ${dataDir} cannot be written (${reason})`, "--data");
  });

  test.each(["create", "chat", "serve", "log"])(
    "without git %s is one sentence",
    async (command) => {
      const args = { create: [WORDS], log: ["abc123"] }[command] ?? [];
      const { code, stderr } = await run([command, ...args, "--data", temporaryFolder()], {
        env: { PATH: "/nonexistent" },
      });
      expect(code).toBe(2);
      expectSentence(stderr, "git was not found", "Install it");
    },
  );

  test("a port in use is one sentence", async () => {
    const server = net.createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as net.AddressInfo;
    const { code, stderr } = await run(["serve", "--port", `${port}`, "--data", temporaryFolder()]);
    server.close();
    expect(code).toBe(2);
    expectSentence(stderr, `127.0.0.1:${port}`, "--port");
  });

  test("a broken character is refused by name, and leaves the data folder free", async () => {
    const folder = temporaryFolder();
    const file = path.join(folder, "broken.json");
    fs.writeFileSync(file, JSON.stringify({ name: "Broken", bogus: true }));
    const args = ["create", WORDS, "--data", folder, "--character", `reviewer=${file}`];
    const { code, stderr } = await run(args);
    expect(code).toBe(2);
    expect(stderr).toContain(`${file} is not a character for the reviewer`);
    expect(stderr).toContain("Character validation failed");
    expect(fs.existsSync(path.join(folder, "owner.json"))).toBe(false);
  });

  test("doctor finds what is missing and says how to mend it", async () => {
    const args = ["doctor", "--json", "--data", temporaryFolder()];
    const healthy = await run(args);
    expect(healthy.code).toBe(0);
    expect(healthy.json()).toContainEqual({
      name: "Node",
      status: "good",
      text: process.versions.node,
    });
    const ill = await run(args, { env: { PATH: "/nonexistent" } });
    expect(ill.code).toBe(1);
    expect(ill.json()).toContainEqual(
      expect.objectContaining({
        name: "git",
        status: "wrong",
        mend: expect.stringContaining("Install") as string,
      }),
    );
  });
});

describe("what is refused", () => {
  const refuse = async (args: string[], input?: string) => {
    const options = input === undefined ? {} : { input };
    const finished = await run(["create", ...args, "--json", "--data", temporaryFolder()], options);
    expect(finished.code).toBe(2);
    const last = finished.json().at(-1);
    expect(last).toMatchObject({
      type: "job:refused",
      status: "refused",
      plugin: null,
      iterations: 0,
      commit: null,
    });
    return last;
  };

  test("a wish that says nothing is answered with a question", async () => {
    expect(await refuse(["make something"])).toMatchObject({
      reason: expect.stringContaining("What should the plugin do?") as string,
    });
  });

  test("an unusable specification lists every problem", async () => {
    const spec = JSON.stringify({ ...todo, name: "todo!", version: "one" });
    expect(await refuse(["-"], spec)).toMatchObject({
      problems: [
        expect.objectContaining({ path: "name" }),
        expect.objectContaining({ path: "version" }),
      ],
    });
  });

  test("a specification is found in words, and in a file", async () => {
    const text = `Please build this: ${JSON.stringify({ ...todo, version: "one" })} Thanks!`;
    const problems = [expect.objectContaining({ path: "version" })];
    expect(await refuse([text])).toMatchObject({ problems });
    const file = path.join(temporaryFolder(), "spec.json");
    fs.writeFileSync(file, JSON.stringify({ ...todo, version: "one" }));
    expect(await refuse(["--spec", file])).toMatchObject({ problems });
    expect(await refuse(["--spec", "-"], text)).toMatchObject({ problems });
  });

  test("empty input is refused", async () => {
    expect(await refuse(["-"], " \n")).toMatchObject({
      reason: expect.stringContaining("got nothing") as string,
    });
  });
});
