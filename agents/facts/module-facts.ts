import type ts from "typescript";
import { typescript } from "../core-api/typescript.ts";
import type { Collector, FactKind, Noticed } from "./code-facts.ts";
import { moduleOf } from "./resolver.ts";
import { isOfTests, packageOf, specifiersOf, waysOut } from "./specifiers.ts";

/** What is reached by importing a module at all. Of those that are left out, it depends on what is taken. */
const MODULES: Partial<Record<FactKind, RegExp>> = {
  network:
    /^(?:node:(?:net|dgram|tls|http|https|http2|dns)(?:\/\w+)?|axios|undici|got|ky|node-fetch|cross-fetch|isomorphic-fetch|superagent|request|ws|socket\.io-client|nodemailer|ssh2|ftp|basic-ftp)$/,
  "child-process": /^(?:node:(?:child_process|cluster)|execa|cross-spawn|shelljs|zx|node-pty)$/,
  worker: /^(?:node:worker_threads|tinypool|piscina|workerpool)$/,
  engine:
    /^node:(?:vm|v8|repl|inspector|trace_events|module|domain|sea)(?:\/\w+)?$|^(?:vm2|isolated-vm|require-from-string|eval)$/,
  native:
    /^node:wasi$|^(?:bindings|node-gyp-build|node-addon-api|ffi-napi|koffi|ref-napi|nan)$|\.node$/,
  "file-write": /^node:sqlite$|^(?:fs-extra|graceful-fs|rimraf|del|mkdirp|write-file-atomic)$/,
  "file-read": /^(?:glob|fast-glob|globby|dotenv|chokidar)$/,
  "test-awareness": /^(?:vitest|jest|mocha|chai|sinon|node:test|@jest\/.*|@vitest\/.*)$/,
};

/** Modules and packages that a file imports, and imports that lead out of the plugin. */
export const moduleFacts: Collector = (source, resolver) => {
  const file = source.fileName.replace(/^\/plugin\//, "");
  return specifiersOf(source, resolver).flatMap(({ text, node }): Noticed[] => {
    if (text === undefined) return [{ kind: "dynamic-import", detail: shown(node), node }];
    if (waysOut(text, file)) return [{ kind: "leaves-plugin", detail: text, node }];
    if (isOfTests(text, file)) return [{ kind: "imports-tests", detail: text, node }];
    if (text.startsWith("."))
      return text.endsWith(".node") ? [{ kind: "native", detail: text, node }] : [];
    const name = moduleOf(text);
    const imported = name.startsWith("node:") ? name : packageOf(text);
    return [
      { kind: "import", detail: imported, node },
      ...(isTypeOnly(node)
        ? []
        : kindsOfModule(name, imported).map((kind) => ({ kind, detail: imported, node }))),
    ];
  });
};

/** What is reached by importing a module, by its full name or that of its package. */
export const kindsOfModule = (name: string, imported = name): FactKind[] =>
  (Object.entries(MODULES) as [FactKind, RegExp][])
    .filter(([, modules]) => modules.test(name) || modules.test(imported))
    .map(([kind]) => kind);

/** Types are gone when the code runs. */
function isTypeOnly({ parent }: ts.Node): boolean {
  const ts = typescript();
  if (ts.isImportDeclaration(parent)) return parent.importClause?.isTypeOnly ?? false;
  if (ts.isExportDeclaration(parent)) return parent.isTypeOnly;
  return ts.isLiteralTypeNode(parent) || ts.isModuleDeclaration(parent);
}

const shown = (node: ts.Node): string => node.getText().slice(0, 80);
