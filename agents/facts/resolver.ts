import type ts from "typescript";
import { typescript } from "../core-api/typescript.ts";
import type { Code } from "./program.ts";
import { inner, memberName } from "./syntax.ts";
import { Texts } from "./texts.ts";

/**
 * Where a value comes from when it is not the plugin's own: the global or the module first, then the members on the
 * way, such as `["process", "env", "HOME"]` or `["node:fs", "writeFile"]`. A member that cannot be read is `*`.
 */
export type Origin = string[];

/** What stands for the object that holds all globals. */
export const GLOBAL = "globalThis";
export const UNKNOWN = "*";

const GLOBAL_NAMES = new Set([GLOBAL, "global", "self", "window"]);
const MAXIMUM_DEPTH = 24;
/** Modules that give another one for its name. */
const LOADERS =
  /^(?:(?:module\.|process\.mainModule\.)?require|process\.getBuiltinModule|import\.meta\.require|node:module\.(?:createRequire\.\(\)|_load))$/;

/** Knows what names in the code stand for, across its files. */
export class Resolver {
  readonly texts: Texts;
  readonly #checker: ts.TypeChecker;
  readonly #known = new Map<ts.Node, Origin | undefined>();

  constructor({ checker, sources }: Code) {
    this.#checker = checker;
    this.texts = new Texts(sources, this);
  }

  /** Where a name was declared; nothing for globals, which only Node declares. */
  declarationOf(name: ts.Node): ts.Declaration | undefined {
    const { SymbolFlags, isShorthandPropertyAssignment } = typescript();
    const symbol = isShorthandPropertyAssignment(name.parent)
      ? this.#checker.getShorthandAssignmentValueSymbol(name.parent)
      : this.#checker.getSymbolAtLocation(name);
    if (!symbol) return undefined;
    const isAlias = (symbol.flags & SymbolFlags.Alias) !== 0;
    const target = isAlias ? this.#checker.getAliasedSymbol(symbol) : symbol;
    // What is imported from elsewhere has no declaration here; then the import itself is the best answer.
    const [declaration] = target.declarations ?? symbol.declarations ?? [];
    return declaration && isPromise(declaration) ? undefined : declaration;
  }

  /** Where the value of an expression comes from, if that is outside of the plugin. */
  originOf(expression: ts.Node | undefined, depth = 0): Origin | undefined {
    if (!expression || depth > MAXIMUM_DEPTH) return undefined;
    const node = inner(expression);
    if (this.#known.has(node)) return this.#known.get(node);
    this.#known.set(node, undefined); // where a value would depend on itself
    const origin = this.#trace(node, depth);
    this.#known.set(node, origin);
    return origin;
  }

  #trace(node: ts.Node, depth: number): Origin | undefined {
    const further = (next: ts.Node): Origin | undefined => this.originOf(next, depth + 1);
    const { isAwaitExpression, isBinaryExpression, isCallExpression, isIdentifier } = typescript();
    const { isConditionalExpression, isMetaProperty, SyntaxKind } = typescript();
    if (isIdentifier(node)) return this.#ofName(node, depth);
    if (isMetaProperty(node)) return ["import.meta"];
    if (isAwaitExpression(node)) return further(node.expression);
    if (isConditionalExpression(node)) return further(node.whenTrue) ?? further(node.whenFalse);
    if (isBinaryExpression(node)) {
      const { left, operatorToken, right } = node;
      if (operatorToken.kind === SyntaxKind.CommaToken) return further(right);
      const isChoice =
        operatorToken.kind === SyntaxKind.QuestionQuestionToken ||
        operatorToken.kind === SyntaxKind.BarBarToken;
      return isChoice ? (further(left) ?? further(right)) : undefined;
    }
    if (isCallExpression(node)) return this.#ofCall(node, depth);
    const member = memberName(node, (key) => this.texts.of(key));
    const base = member && further(member.of);
    return base && member ? normalised([...base, ...(member.names ?? [UNKNOWN])]) : undefined;
  }

  #ofName(name: ts.Identifier, depth: number): Origin | undefined {
    const ts = typescript();
    const declaration = this.declarationOf(name);
    if (!declaration) return isNothing(name) ? undefined : normalised([name.text]);
    if (ts.isVariableDeclaration(declaration)) {
      const { initializer } = declaration;
      return initializer && this.originOf(initializer, depth + 1);
    }
    if (ts.isParameter(declaration)) return this.originOf(declaration.initializer, depth + 1);
    if (ts.isBindingElement(declaration)) return this.ofBinding(declaration, depth + 1);
    const imported = importedFrom(declaration);
    return imported && normalised(imported);
  }

  /** Where a destructured value comes from. */
  ofBinding(element: ts.BindingElement, depth = 0): Origin | undefined {
    const { isIdentifier, isObjectBindingPattern, isVariableDeclaration } = typescript();
    const { isBindingElement, isComputedPropertyName, isStringLiteral } = typescript();
    const pattern = element.parent;
    const holder = pattern.parent;
    const base = isBindingElement(holder)
      ? this.ofBinding(holder, depth + 1)
      : this.originOf(isVariableDeclaration(holder) ? holder.initializer : undefined, depth + 1);
    if (!base || !isObjectBindingPattern(pattern)) return undefined;
    if (element.dotDotDotToken) return normalised([...base, UNKNOWN]);
    const key = element.propertyName ?? element.name;
    if (isIdentifier(key) || isStringLiteral(key)) return normalised([...base, key.text]);
    const names = isComputedPropertyName(key) ? this.texts.of(key.expression) : undefined;
    return normalised([...base, names?.[0] ?? UNKNOWN]);
  }

  #ofCall(call: ts.CallExpression, depth: number): Origin | undefined {
    const { SyntaxKind } = typescript();
    const [first, second] = call.arguments;
    const moduleName = (): Origin => {
      const names = first ? this.texts.of(first) : undefined;
      return names?.[0] === undefined ? [UNKNOWN] : normalised([moduleOf(names[0])]);
    };
    if (call.expression.kind === SyntaxKind.ImportKeyword) return moduleName();
    const called = this.originOf(call.expression, depth + 1);
    const path = called?.join(".") ?? "";
    if (LOADERS.test(path)) return moduleName();
    if (path === "node:module.createRequire") return [...(called ?? []), "()"];
    if (path === "Reflect.get" && first && second) {
      const base = this.originOf(first, depth + 1);
      return base && normalised([...base, this.texts.of(second)?.[0] ?? UNKNOWN]);
    }
    return called?.at(-1) === "bind" ? called.slice(0, -1) : undefined;
  }
}

/** Whether the plugin only says that something exists, as `declare const process` does. */
function isPromise(declaration: ts.Node): boolean {
  const { canHaveModifiers, getModifiers, isSourceFile, SyntaxKind } = typescript();
  if (isSourceFile(declaration)) return declaration.isDeclarationFile;
  const modifiers = canHaveModifiers(declaration) ? getModifiers(declaration) : undefined;
  return (
    modifiers?.some(({ kind }) => kind === SyntaxKind.DeclareKeyword) === true ||
    isPromise(declaration.parent)
  );
}

const isNothing = ({ text }: ts.Identifier): boolean => text === "undefined" || text === "";

function importedFrom(declaration: ts.Declaration): Origin | undefined {
  const ts = typescript();
  if (ts.isImportSpecifier(declaration)) {
    const { name, propertyName = name, parent } = declaration;
    return [moduleNamed(parent.parent.parent.moduleSpecifier), propertyName.text];
  }
  if (ts.isNamespaceImport(declaration)) {
    return [moduleNamed(declaration.parent.parent.moduleSpecifier)];
  }
  if (ts.isImportClause(declaration)) return [moduleNamed(declaration.parent.moduleSpecifier)];
  if (ts.isImportEqualsDeclaration(declaration)) {
    const { moduleReference } = declaration;
    if (ts.isExternalModuleReference(moduleReference))
      return [moduleNamed(moduleReference.expression)];
  }
  return undefined;
}

const moduleNamed = (specifier: ts.Expression): string =>
  typescript().isStringLiteralLike(specifier) ? moduleOf(specifier.text) : UNKNOWN;

/** `fs` and `node:fs` are one module, and so are `fs/promises` and what `fs` calls `promises`. */
export const moduleOf = (specifier: string): string => {
  const bare = specifier.replace(/^node:/, "");
  return isNodeModule(bare) ? `node:${bare}` : specifier;
};

const NODE_MODULES = new Set(
  "assert async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns domain events fs http http2 https inspector module net os path perf_hooks process punycode querystring readline repl sea sqlite stream string_decoder sys test timers tls trace_events tty url util v8 vm wasi worker_threads zlib".split(
    " ",
  ),
);

const isNodeModule = (bare: string): boolean => NODE_MODULES.has(bare.split("/")[0] ?? "");

/** `globalThis.process`, `process` and what `node:process` exports are the same. */
function normalised(origin: Origin): Origin {
  const [first = "", second, ...rest] = origin.flatMap((each) =>
    each === "node:fs/promises" ? ["node:fs", "promises"] : [each],
  );
  if (first === "node:process") {
    return [
      "process",
      ...(second === "default" ? rest : second === undefined ? [] : [second, ...rest]),
    ];
  }
  if (first.startsWith("node:") && second === "default") return [first, ...rest];
  if (!GLOBAL_NAMES.has(first)) return second === undefined ? [first] : [first, second, ...rest];
  if (second === undefined) return [GLOBAL];
  return second === UNKNOWN ? [GLOBAL, UNKNOWN, ...rest] : normalised([second, ...rest]);
}
