import { execFileSync } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { expect, test } from "vitest";
import { adoptPlugin } from "../../agents/foreign-plugin.ts";
import { readFolder, type Files } from "../../shared/files.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const manifest = (fields: object): string =>
  JSON.stringify({ name: "plugin-hello", version: "1.2.3", ...fields });

/** A plugin of these files, with whatever else is made in its folder. */
function pluginOf(files: Files, arrange: (folder: string) => void = () => undefined): string {
  const folder = path.join(temporaryFolder(), "from");
  for (const [name, content] of Object.entries({ "package.json": manifest({}), ...files })) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), content);
  }
  arrange(folder);
  return folder;
}

function adoptFrom(from: string) {
  const to = path.join(temporaryFolder(), "to");
  fs.mkdirSync(to);
  const adopted = adoptPlugin(from, to, undefined);
  return { ...adopted, files: readFolder(to) };
}

/** Adopts a plugin of these files; links are made before. */
const adopt = (files: Files, links: Record<string, string> = {}) =>
  adoptFrom(
    pluginOf(files, (folder) => {
      for (const [name, target] of Object.entries(links)) {
        fs.symlinkSync(target, path.join(folder, name));
      }
    }),
  );

test("sources and tests come along from wherever people put them", () => {
  const { files, layout } = adopt({
    "src/index.ts": "",
    "src/deep/er.ts": "",
    "src/index.test.ts": "",
    "__tests__/a.test.ts": "",
    "tests/b.test.ts": "",
    "test/data.json": "{}",
    "docs/c.ts": "",
  });
  expect(layout).toEqual({
    entry: "src/index.ts",
    folders: ["src", "__tests__", "test", "tests"],
    componentsKnown: false,
  });
  expect(Object.keys(files)).toEqual(
    expect.arrayContaining(["src/deep/er.ts", "tests/b.test.ts", "test/data.json"]),
  );
  expect(files).not.toHaveProperty("docs/c.ts");
});

test("a plugin without src is taken from beside its package.json", () => {
  const { files, layout } = adopt({ "index.ts": "", "actions/a.ts": "", "data/.secret": "" });
  expect(layout).toMatchObject({ entry: "index.ts", folders: ["."] });
  expect(files).toHaveProperty("actions/a.ts");
  expect(files).not.toHaveProperty("data/.secret");
});

test("links are not followed, and no configuration of the plugin comes along", () => {
  const { files } = adopt(
    {
      "src/index.ts": "",
      "src/eslint.config.js": "throw 1",
      "src/vitest.config.ts": "throw 1",
      "src/tsconfig.json": "{}",
      "src/package.json": "{}",
      "src/node_modules/x/index.js": "",
      "eslint.config.mjs": "throw 1",
    },
    { "src/link.ts": "/etc/passwd", tests: "/etc" },
  );
  expect(Object.keys(files).filter((name) => name.includes("/"))).toEqual(["src/index.ts"]);
  expect(files["eslint.config.mjs"]).toContain("typescript-eslint");
});

test("an entry that is a link is no entry", () => {
  expect(() => adopt({}, { "index.ts": "/etc/passwd" })).toThrow("as an ordinary file");
});

test("dependencies are installed, and of the others those that something imports", () => {
  const { specification } = adopt({
    "package.json": manifest({
      dependencies: { pg: "^8.0.0", "@elizaos/core": "workspace:*" },
      peerDependencies: { zod: "*", express: "^5.0.0", unused: "1" },
      devDependencies: { "@scope/kit": "^1.0.0", prettier: "3" },
    }),
    "src/index.ts": 'import express from "express";\nexport * from "@scope/kit/deep";\n',
    "tests/a.test.ts": 'import { x } from "../src/index";',
  });
  expect(specification.dependencies).toEqual({
    pg: "^8.0.0",
    express: "^5.0.0",
    "@scope/kit": "^1.0.0",
  });
});

test("variables of the agent's configuration get stand-in values", () => {
  const pluginParameters = { HELLO_KEY: { type: "string", required: true, sensitive: true } };
  const { specification } = adopt({
    "package.json": manifest({ agentConfig: { pluginParameters } }),
    "src/index.ts": "",
  });
  expect(specification.environmentVariables).toEqual([
    expect.objectContaining({ name: "HELLO_KEY", required: true, sensitive: true }),
  ]);
});

test("a plugin's own specification counts", () => {
  const providers = [{ name: "hello", description: "Says hello" }];
  const text = JSON.stringify({ name: "plugin-hello", description: "Says hello", providers });
  const { specification, layout } = adopt({ "src/index.ts": "", "specification.json": text });
  expect(layout.componentsKnown).toBe(true);
  expect(specification.providers).toEqual(providers);
});

test("a huge folder is refused", () => {
  const files = Object.fromEntries(
    Array.from({ length: 1001 }, (_, index) => [`src/file-${index}.ts`, ""]),
  );
  expect(() => adopt({ "src/index.ts": "", ...files })).toThrow("too large to be checked");
  expect(() => adopt({ "src/index.ts": "", "src/big.ts": " ".repeat(17 * 1_048_576) })).toThrow(
    "is larger than 16777216 bytes",
  );
});

test("what is no ordinary file is left out and named, and never opened", async () => {
  const servers: net.Server[] = [];
  const from = pluginOf({ "src/index.ts": "" }, (folder) => {
    const inside = (name: string): string => path.join(folder, "src", name);
    fs.symlinkSync("/etc/passwd", inside("passwd.ts"));
    fs.symlinkSync("/etc", inside("etc"));
    fs.symlinkSync("nowhere", inside("dangling.ts"));
    fs.symlinkSync("loop.ts", inside("loop.ts"));
    fs.symlinkSync("../..", inside("up"));
    fs.symlinkSync("/dev/zero", path.join(folder, "test"));
    execFileSync("mkfifo", [inside("pipe.ts")]);
    servers.push(net.createServer().listen(inside("socket.ts")));
  });
  await once(servers[0] ?? net.createServer(), "listening");
  const { files, leftOut } = adoptFrom(from);
  servers.forEach((server) => server.close());
  expect(leftOut.sort()).toEqual(
    ["test", ...["dangling.ts", "etc", "loop.ts", "passwd.ts", "pipe.ts", "socket.ts", "up"]]
      .map((name) => (name === "test" ? name : `src/${name}`))
      .sort(),
  );
  expect(Object.keys(files).filter((name) => name.startsWith("src/"))).toEqual(["src/index.ts"]);
});

test.each([
  ["whose src is a link", (folder: string) => linked(folder, "src"), "as an ordinary file"],
  [
    "whose package.json is a link",
    (folder: string) => linked(folder, "package.json"),
    "ordinary package.json",
  ],
  [
    "whose package.json is a pipe",
    (folder: string) => pipe(folder, "package.json"),
    "ordinary package.json",
  ],
  [
    "whose entry is a pipe",
    (folder: string) => pipe(folder, "src/index.ts"),
    "as an ordinary file",
  ],
  [
    "whose specification is a hard link",
    (folder: string) => hard(folder, "specification.json"),
    "is a hard link",
  ],
  ["with a hard link", (folder: string) => hard(folder, "src/x.ts"), "is a hard link"],
  ["with an enormous file", (folder: string) => sparse(folder, "src/x.ts"), "is larger than"],
  [
    "with an enormous package.json",
    (folder: string) => sparse(folder, "package.json"),
    "is larger than",
  ],
  [
    "that is nested without end",
    (folder: string) => nested(folder, 200),
    "too large to be checked",
  ],
  [
    "with ever so many empty folders",
    (folder: string) => many(folder, 5_100, "folder"),
    "too large to be checked",
  ],
  [
    "with ten thousand links",
    (folder: string) => many(folder, 10_000, "link"),
    "too large to be checked",
  ],
])("a plugin %s is refused with a sentence", (_, arrange, sentence) => {
  expect(() => adoptFrom(pluginOf({ "src/index.ts": "" }, arrange))).toThrow(sentence);
});

test.skipIf(process.getuid?.() === 0)("a file that cannot be read is named", () => {
  const arrange = (folder: string): void => fs.chmodSync(path.join(folder, "src/index.ts"), 0);
  expect(() => adoptFrom(pluginOf({ "src/index.ts": "" }, arrange))).toThrow(
    /"src\/index.ts|index.ts" cannot be read \(EACCES/,
  );
});

test("a file full of imports that are none takes no time", () => {
  const text = `import${" ".repeat(4_000_000)}${'from "@a'.repeat(200_000)}`;
  const { specification } = adopt({ "src/index.ts": text });
  expect(specification.dependencies).toEqual({});
});

test.each([["with\u001b[2Jcolours"], ["../up"], ["two words"], [""], [".hidden"], [1]])(
  "a package cannot be called %j",
  (name) => {
    expect(() => adopt({ "package.json": manifest({ name }), "src/index.ts": "" })).toThrow(
      "a name as npm allows it",
    );
  },
);

/** Moves a file or folder elsewhere and leaves a link in its place. */
function linked(folder: string, name: string): void {
  const elsewhere = path.join(temporaryFolder(), "elsewhere");
  fs.renameSync(path.join(folder, name), elsewhere);
  fs.symlinkSync(elsewhere, path.join(folder, name));
}

function pipe(folder: string, name: string): void {
  fs.rmSync(path.join(folder, name));
  execFileSync("mkfifo", [path.join(folder, name)]);
}

/** A second name for a file of somebody else. */
function hard(folder: string, name: string): void {
  const elsewhere = `${folder}.secret`;
  fs.writeFileSync(elsewhere, "export {};");
  fs.linkSync(elsewhere, path.join(folder, name));
}

/** A file of 64 GiB that takes no space. */
function sparse(folder: string, name: string): void {
  fs.writeFileSync(path.join(folder, name), "");
  fs.truncateSync(path.join(folder, name), 64 * 1024 ** 3);
}

function nested(folder: string, depth: number): void {
  fs.mkdirSync(path.join(folder, "src", ...Array.from({ length: depth }, () => "deeper")), {
    recursive: true,
  });
}

function many(folder: string, count: number, kind: "folder" | "link"): void {
  for (let number = 0; number < count; number += 1) {
    const name = path.join(folder, "src", `x${number}`);
    if (kind === "folder") fs.mkdirSync(name);
    else fs.symlinkSync("/etc/passwd", name);
  }
}
