import fs from "node:fs";
import { expect, test, vi } from "vitest";
import {
  readDiagnostics,
  stubEntry,
  typeCheck,
  typeCheckText,
  type TypeCheck,
} from "../../agents/type-check.ts";
import type { Finding } from "../../shared/results.ts";
import { sharedDataFolder } from "../support/data-folder.ts";
import { greeterFiles } from "../support/plugin-files.ts";
import { greeter, specificationWith } from "../support/specifications.ts";
import { onBusyMachines } from "../support/busy-machine.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const check = (files: TypeCheck["files"], options: Partial<TypeCheck> = {}) =>
  typeCheck({
    files,
    specification: greeter,
    dataDir: sharedDataFolder(),
    scratch: temporaryFolder(),
    sandbox: "auto",
    signal: new AbortController().signal,
    timeoutMs: 240_000,
    ...options,
  });

test("a plugin without fault has no findings, and nothing of the check is left", async () => {
  const scratch = temporaryFolder();
  expect(await check(greeterFiles(), { scratch })).toEqual([]);
  expect(fs.readdirSync(scratch)).toEqual([]);
});

test("a wrong type is found with its file, line and deepest reason, and shown with its code", async () => {
  const files = greeterFiles({
    "src/index.ts": `import type { Plugin } from "@elizaos/core";
import * as core from "@elizaos/core";

const plugin: Plugin = { name: "x", description: "y", init: () => Promise.resolve(7) };
export const wrong: number = core;
export default plugin;
`,
  });
  const findings = await check(files);
  const build = { from: "build", severity: "blocker", file: "src/index.ts", rule: "TS2322" };
  expect(findings).toEqual([
    {
      ...build,
      line: 4,
      message:
        "Type '() => Promise<number>' is not assignable to type '(config: Record<string, string>, runtime: IAgentRuntime) => Promise<void>'. Type 'number' is not assignable to type 'void'.",
    },
    {
      ...build,
      line: 5,
      message: `Type 'typeof import("node_modules/@elizaos/core/dist/index")' is not assignable to type 'number'.`,
    },
  ]);
  expect(typeCheckText(findings, files)).toContain(`
  4 | const plugin: Plugin = { name: "x", description: "y", init: () => Promise.resolve(7) };
> 5 | export const wrong: number = core;
  6 | export default plugin;`);
});

test("nobody can replace the compiler's configuration", async () => {
  const lax = { "tsconfig.json": '{ "compilerOptions": { "noCheck": true } }' };
  const wrong = { "src/index.ts": "export const a: number = 'x';\n" };
  expect(await check({ ...lax, ...wrong })).toHaveLength(1);
});

test("tests are checked before there is a plugin", async () => {
  const tests = {
    "src/__tests__/a.test.ts": `import { expect, test } from "vitest";
import plugin from "../index.js";
import { startPlugin } from "./support.js";

test("greets", async () => {
  const { call } = await startPlugin(plugin);
  expect(await call("greet", { name: "Ada" })).toMatchObject({ success: true });
});
`,
  };
  expect(await check({ ...stubEntry, ...tests })).toEqual([]);
  expect(await check(tests)).toMatchObject([{ rule: "TS2307" }]);
});

test("a package that cannot be had is a finding", async () => {
  const specification = specificationWith({ dependencies: { "left-pad": "file:missing.tgz" } });
  const dataDir = temporaryFolder();
  const [finding] = await check({}, { specification, dataDir });
  expect(finding).toMatchObject({ from: "install", severity: "blocker" });
  expect(finding?.message).toContain("left-pad");
});

test("a check that takes too long is a finding", async () => {
  expect(await check(greeterFiles(), { timeoutMs: 1 })).toEqual([
    { from: "build", severity: "blocker", message: "The type check ran into its time limit." },
  ]);
});

test("an abort ends the compiler at once", onBusyMachines, async () => {
  const scratch = temporaryFolder();
  const stop = new AbortController();
  // Types that take the compiler far longer than this test.
  const slow = `type Grow<T extends 0[], N> = T["length"] extends N ? T : Grow<[...T, 0], N>;
type Pair<A extends string> = A extends \`\${infer H}\${infer R}\` ? \`\${H}\${Pair<R>}\` | Pair<R> : "";
${Array.from({ length: 400 }, (_, n) => `export type G${n} = [Grow<[], ${900 + (n % 90)}>, Pair<"abcdefghijklmn${n}">];\nexport const g${n}: G${n} = null!;`).join("\n")}
`;
  const before = compilers();
  const checking = check({ "src/index.ts": slow }, { scratch, signal: stop.signal });
  // At work, and not only there.
  const [pid = ""] = await vi.waitFor(() => {
    const busy = [...compilers()].filter(([pid, ticks]) => ticks > (before.get(pid) ?? 0) + 20);
    expect(busy).not.toEqual([]);
    return busy[0] ?? [];
  }, 60_000);
  const started = performance.now();
  stop.abort(new Error("cancelled"));
  await expect(checking).rejects.toThrow("cancelled");
  // 200 ms and less on an idle machine.
  expect(performance.now() - started).toBeLessThan(1_000);
  expect(compilers().has(pid)).toBe(false);
  expect(fs.readdirSync(scratch)).toEqual([]);
});

/** Native compilers that this process or what descends from it has started, with the CPU time they used, in ticks. */
function compilers(): Map<string, number> {
  const parents = new Map<string, string>();
  const ticks = new Map<string, number>();
  for (const pid of fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      parents.set(pid, fields[1] ?? "");
      if (stat.includes("(tsc)")) ticks.set(pid, Number(fields[11]) + Number(fields[12]));
    } catch {
      // it ended meanwhile
    }
  }
  const isOurs = (pid: string): boolean => {
    const parent = parents.get(pid);
    return parent !== undefined && (parent === String(process.pid) || isOurs(parent));
  };
  return new Map([...ticks].filter(([pid]) => isOurs(pid)));
}

const finding = (rule: string, message: string, line = 1): Finding => ({
  from: "build",
  severity: "blocker",
  file: "src/a.ts",
  line,
  rule,
  message,
});

test("causes come before their consequences, and alike ones are counted", () => {
  const text = typeCheckText(
    [
      ...Array.from({ length: 28 }, (_, n) =>
        finding("TS7006", `Parameter 'p${n}' implicitly has an 'any' type.`, n + 1),
      ),
      finding("TS2322", "Type 'string' is not assignable to type 'number'.", 2),
      finding("TS2307", "Cannot find module './b.js'.", 3),
    ],
    { "src/a.ts": "one\ntwo\nthree\n" },
  );
  expect(text).toBe(`The type check found 30 errors, causes first:

src/a.ts:3 TS2307 Cannot find module './b.js'.
  2 | two
> 3 | three
  4 |

src/a.ts:2 TS2322 Type 'string' is not assignable to type 'number'.
  1 | one
> 2 | two
  3 | three

src/a.ts:1 TS7006 Parameter 'p0' implicitly has an 'any' type. (+27 similar)
> 1 | one
  2 | two`);
  expect(typeCheckText([], {})).toBe("The type check found no errors.");
});

test("however much is wrong, the text stays below a thousand tokens", () => {
  const files = { "src/a.ts": Array.from({ length: 99 }, () => "x".repeat(500)).join("\n") };
  const many = Array.from({ length: 50 }, (_, n) =>
    finding("TS2322", `${n} ${"long ".repeat(300)}`, n + 2),
  );
  const text = typeCheckText(many, files);
  expect(text.length / 3).toBeLessThanOrEqual(1_000);
  expect(text).toContain("src/a.ts:2 TS2322");
  expect(text).toMatch(/And \d+ other kinds of errors; mend these first\.$/);
  const short = many.map((each, n) => ({ ...each, message: `m${n}` }));
  expect(typeCheckText(short, {}).match(/TS2322/g)).toHaveLength(8);
});

test("diagnostics are read with their reasons, and other lines are passed over", () => {
  const text = `src/a.ts(3,5): error TS2322: Type 'A' is not assignable to type 'B'.
  Types of property 'x' are incompatible.
    Type 'number' is not assignable to type 'string'.
error TS18003: No inputs were found.
src/b.ts(1,1): error TS1005: ';' expected.
`;
  expect(readDiagnostics(text)).toEqual([
    {
      file: "src/a.ts",
      line: 3,
      rule: "TS2322",
      message: "Type 'A' is not assignable to type 'B'.",
      details: [
        "Types of property 'x' are incompatible.",
        "Type 'number' is not assignable to type 'string'.",
      ],
    },
    { file: "src/b.ts", line: 1, rule: "TS1005", message: "';' expected.", details: [] },
  ]);
});
