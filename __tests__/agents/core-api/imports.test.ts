import fs from "node:fs";
import path from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { installedCore } from "../../../agents/core-api/core.ts";
import { unknownImports } from "../../../agents/core-api/imports.ts";
import { nearest } from "../../../agents/core-api/nearest.ts";
import { packageFolder } from "../../../agents/package-folders.ts";
import { coreVersion } from "../../../agents/toolchain.ts";
import { packageFolders } from "../../../agents/package-folders.ts";
import { openSandbox } from "../../../shared/sandbox/sandbox.ts";
import { build } from "../../../agents/tester/gates/build.ts";
import { packageRoot } from "../../../shared/package.ts";
import { writeFolder, type Files } from "../../../shared/files.ts";
import { greeterFiles } from "../../support/plugin-files.ts";
import { greeter } from "../../support/specifications.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const unknown = (...lines: string[]): string[] =>
  unknownImports({ "src/a.ts": lines.join("\n") }).map(
    ({ line, message }) => `${line}: ${message}`,
  );

async function built(changes: Files) {
  const root = temporaryFolder();
  const folder = path.join(root, "workspace");
  writeFolder(folder, greeterFiles(changes));
  const modules = path.join(packageRoot, "node_modules");
  fs.symlinkSync(modules, path.join(folder, "node_modules"));
  const box = { sandbox: await openSandbox("auto"), packages: packageFolders(modules) };
  const { signal } = new AbortController();
  const rest = {
    warm: true,
    nodeModules: modules,
    database: "",
    specification: greeter,
    timeoutMs: 240_000,
  };
  return (await build({ folder, signal, ...box, ...rest })).findings;
}

test("the names read from core's files are the ones that the compiler sees", () => {
  const entry = path.join(packageFolder("@elizaos/core"), "dist", "index.d.ts");
  const program = ts.createProgram([entry], {
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    module: ts.ModuleKind.ESNext,
    target: ts.ScriptTarget.ES2022,
    noLib: true,
    types: [],
  });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(entry);
  const module = source && checker.getSymbolAtLocation(source);
  const seen = module ? checker.getExportsOfModule(module).map(({ name }) => name) : [];
  expect(seen.length).toBeGreaterThan(200);
  expect([...installedCore().exports.keys()].sort()).toEqual(seen.sort());
});

test("everything that core brings when it runs may be imported", async () => {
  const names = Object.keys(await import("@elizaos/core"));
  expect(unknown(`import { ${names.join(", ")} } from "@elizaos/core";`)).toEqual([]);
});

test("a name that core does not export is named with its place and the nearest ones", () => {
  const [finding] = unknownImports({
    "src/good.ts": 'import type { Action } from "@elizaos/core";',
    "src/bad.ts": 'import type {\n  Action,\n  ActionHandler,\n} from "@elizaos/core";\n',
  });
  expect(finding).toMatchObject({
    from: "build",
    severity: "blocker",
    file: "src/bad.ts",
    line: 3,
    rule: "unknown-import",
  });
  expect(finding?.message).toMatch(
    `@elizaos/core ${coreVersion} exports no "ActionHandler". Nearest: Handler, Action`,
  );
});

test("every way to take a name from core is looked at", () => {
  expect(
    unknown(
      'import core from "@elizaos/core";',
      'import { Memry as Memory, type Sate } from "@elizaos/core";',
      'import * as all from "@elizaos/core";',
      'export { ModelClass } from "@elizaos/core";',
      "const log = all.loger;",
      "let action: all.Actoin;",
      'let provider: import("@elizaos/core").Providr;',
    ),
  ).toEqual([
    expect.stringMatching(/^1: .* has no default export/),
    expect.stringMatching(/^2: .*"Memry"\. Nearest: Memory/),
    expect.stringMatching(/^2: .*"Sate"\. Nearest: State/),
    expect.stringMatching(/^4: .*"ModelClass"/),
    expect.stringMatching(/^5: .*"loger"\. Nearest: .*\blogger\b/),
    expect.stringMatching(/^6: .*"Actoin"\. Nearest: Action/),
    expect.stringMatching(/^7: .*"Providr"\. Nearest: Provider/),
  ]);
});

test("what is added to core, what only looks like it, and other packages are left alone", () => {
  expect(
    unknown(
      'import type { Mine } from "@elizaos/core";',
      'import * as core from "@elizaos/core";',
      'import { Anything } from "@elizaos/core-tools";',
      'declare module "@elizaos/core" { interface Mine { own: true } }',
      "const width = (core: { width: number }) => core.width;",
      'const text = "import { Wrong } from \\"@elizaos/core\\"";',
    ),
  ).toEqual([]);
});

test("a name that resembles nothing gets no false hint", () => {
  expect(nearest("Zzyzx", ["Action", "Provider"])).toEqual([]);
  expect(nearest("actionresult", ["Provider", "ActionResult"])).toEqual(["ActionResult"]);
});

test("the build gate says it in place of the compiler, and before everything that follows", async () => {
  const findings = await built({
    "src/bad.ts": [
      'import type { ActionHandler } from "@elizaos/core";',
      'import * as core from "@elizaos/core";',
      'import nothing, { type Memry } from "@elizaos/core";',
      "export const handler: ActionHandler = async (runtime) => [runtime, nothing, core.loger];",
      "export let memory: Memry | core.Actoin;",
      'export const wrong: number = "one";',
    ].join("\n"),
  });
  expect(findings.map(({ rule, line }) => `${rule} ${line}`)).toEqual([
    "unknown-import 1",
    "unknown-import 3",
    "unknown-import 3",
    "unknown-import 4",
    "unknown-import 5",
    "TS7006 4",
    "TS2322 6",
  ]);
});
