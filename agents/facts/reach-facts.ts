import type ts from "typescript";
import { typescript } from "../core-api/typescript.ts";
import type { Collector, FactKind, Noticed } from "./code-facts.ts";
import { kindsOfModule } from "./module-facts.ts";
import { GLOBAL, UNKNOWN, type Resolver } from "./resolver.ts";
import { functionAround, inner, walk } from "./syntax.ts";
import { usesIn, type Use } from "./uses.ts";

const READS =
  "access|accessSync|constants|createReadStream|existsSync|exists|fstat\\w*|glob\\w*|lstat\\w*|openAsBlob|opendir\\w*|read|readdir\\w*|readFile\\w*|readlink\\w*|readSync|readv\\w*|realpath\\w*|stat\\w*|watch\\w*";
const CONTROLS =
  "abort|chdir|constructor|disconnect|emit|exit|exitCode|finalization|getBuiltinModule|initgroups|kill|mainModule|permission|reallyExit|removeAllListeners|removeListener|report|send|set\\w*|umask|_\\w+";
const MACHINE =
  "arch|availableParallelism|cpus|freemem|getPriority|homedir|hostname|loadavg|machine|networkInterfaces|platform|release|setPriority|tmpdir|totalmem|type|uptime|userInfo|version";

/** What is reached by naming something, by its path. The first that fits says what it is. */
const REACHES: readonly [FactKind, RegExp][] = [
  ["network", /^(?:fetch|WebSocket|EventSource|XMLHttpRequest|navigator)(?:\.|$)/],
  ["evaluation", /^(?:eval|Function|WebAssembly|ShadowRealm)(?:\.|$)/],
  ["worker", /^(?:Worker|SharedWorker)(?:\.|$)/],
  ["native", /^process\.(?:binding|_linkedBinding|dlopen)(?:\.|$)/],
  ["process-control", new RegExp(`^process\\.(?:${CONTROLS})(?:\\.|$)`)],
  ["process-listener", /^process\.(?:on|once|addListener|prepend\w+)$/],
  [
    "engine",
    /^(?:require\.(?:cache|extensions|main)|module\.(?:constructor|children|parent|paths))(?:\.|$)/,
  ],
  ["file-read", new RegExp(`^node:fs(?:\\.promises)?\\.(?:${READS})(?:\\.|$)`)],
  ["file-write", /^node:fs\./],
  ["machine", new RegExp(`^node:os\\.(?:${MACHINE})(?:\\.|$)`)],
  [
    "test-awareness",
    /^(?:vi|vitest|jest|describe|it|expect|beforeEach|afterEach|beforeAll|afterAll)(?:\.|$)|^__vite\w*/,
  ],
  [
    "test-awareness",
    /^import\.meta\.(?:vitest|env|hot)(?:\.|$)|^Error\.(?:captureStackTrace|prepareStackTrace)$|^node:util\.getCallSites?$/,
  ],
];

/** Values that are harmless where only a member of them is taken; as a whole they can be anything. */
const WHOLES: Record<string, FactKind> = {
  [GLOBAL]: "computed-global",
  process: "process-control",
  "node:fs": "file-write",
  "node:fs.promises": "file-write",
};

const TIMERS =
  /^(?:node:timers(?:\/promises)?\.)?(?:setTimeout|setInterval|setImmediate|queueMicrotask)$/;
const EFFECTS = new Set<FactKind>([
  "network",
  "file-read",
  "file-write",
  "child-process",
  "worker",
  "process-control",
  "process-listener",
  "native",
]);

/** What the code reaches beyond the plugin: files, network, processes, and code that it makes itself. */
export const reachFacts: Collector = (source, resolver) => [
  ...usesIn(source, resolver).flatMap(factsOf),
  ...built(source, resolver),
];

function factsOf(use: Use): Noticed[] {
  const { path, node, usage, origin } = use;
  const kinds = kindsOf(use);
  const facts = kinds.map((kind) => ({ kind, detail: path, node }));
  if (usage !== "called" && usage !== "constructed") return facts;
  if (functionAround(node)) return facts;
  if (TIMERS.test(path)) return [...facts, { kind: "top-level-timer", detail: path, node }];
  const reached = [...kinds, ...kindsOfModule(origin[0] ?? "")].some((kind) => EFFECTS.has(kind));
  return reached ? [...facts, { kind: "top-level-effect", detail: path, node }] : facts;
}

function kindsOf({ path, origin, usage }: Use): FactKind[] {
  if (usage === "compared") return [];
  const whole = WHOLES[path];
  if (whole) return usage === "value" || usage === "called" ? [whole] : [];
  if (origin.includes(UNKNOWN) && (origin[0] === GLOBAL || origin[0] === "Reflect"))
    return ["computed-global"];
  if (origin[0] === "process" && origin[1] === UNKNOWN) return ["computed-global"];
  const found = REACHES.find(([, reached]) => reached.test(path));
  return found && !/^node:fs(?:\.promises)?\.constants/.test(path) ? [found[0]] : [];
}

/** Code that is made while it runs: through constructors of functions, and timers that take text. */
function built(source: ts.SourceFile, resolver: Resolver): Noticed[] {
  const { isCallExpression, isNewExpression, isPropertyAccessExpression } = typescript();
  const facts: Noticed[] = [];
  walk(source, (node) => {
    if (isCallExpression(node) || isNewExpression(node)) {
      if (isConstructor(node.expression, resolver)) {
        facts.push({ kind: "evaluation", detail: "constructor(…)", node });
      }
      const path = resolver.originOf(node.expression)?.join(".") ?? "";
      const [first] = node.arguments ?? [];
      if (TIMERS.test(path) && first && resolver.texts.of(first)) {
        facts.push({ kind: "evaluation", detail: `${path}("…")`, node });
      }
    } else if (isPropertyAccessExpression(node) && looksAtStack(node)) {
      facts.push({ kind: "test-awareness", detail: "the stack of calls", node });
    }
  });
  return facts;
}

/** `x.constructor(…)` with a text makes a function out of it; only one's own class may be made anew. */
function isConstructor(callee: ts.Expression, resolver: Resolver): boolean {
  const { isElementAccessExpression, isPropertyAccessExpression, SyntaxKind } = typescript();
  const node = inner(callee);
  if (isPropertyAccessExpression(node)) {
    return node.name.text === "constructor" && node.expression.kind !== SyntaxKind.ThisKeyword;
  }
  return (
    isElementAccessExpression(node) &&
    (resolver.texts.of(node.argumentExpression)?.includes("constructor") ?? false)
  );
}

const SEARCHES = new Set("includes indexOf match matchAll search split test".split(" "));

function looksAtStack({ name, expression, parent }: ts.PropertyAccessExpression): boolean {
  const { isNewExpression, isPropertyAccessExpression } = typescript();
  if (name.text !== "stack") return false;
  if (isNewExpression(inner(expression))) return true;
  return isPropertyAccessExpression(parent) && SEARCHES.has(parent.name.text);
}
