import path from "node:path";
import type ts from "typescript";
import { typescript } from "../core-api/typescript.ts";
import { UNKNOWN, type Resolver } from "./resolver.ts";

/** A place where a file names another file or a package. */
export interface Specifier {
  /** Nothing when the name is made while the code runs. */
  text: string | undefined;
  node: ts.Node;
}

/** Calls that load what their first argument names. */
const LOADING =
  /^(?:require|require\.resolve|module\.require|process\.getBuiltinModule|process\.mainModule\.require|import\.meta\.(?:resolve|glob|globEager|require)|node:module\.(?:_load|register|createRequire\.\(\))|node:module\.createRequire\.\(\)\.resolve|(?:vitest\.)?vi\.(?:mock|doMock|importActual|importMock))$/;

/** Everything that a file imports, in whatever way, whether it is code or a type. */
export function specifiersOf(source: ts.SourceFile, resolver: Resolver): Specifier[] {
  const ts = typescript();
  const found: Specifier[] = [];
  const add = (node: ts.Node | undefined): void => {
    if (node) found.push(...named(node, resolver));
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) add(node.moduleSpecifier);
    else if (ts.isExternalModuleReference(node)) add(node.expression);
    else if (ts.isImportTypeNode(node)) add(node.argument);
    else if (ts.isModuleDeclaration(node) && ts.isStringLiteral(node.name)) add(node.name);
    else if (ts.isCallExpression(node) && loads(node, resolver)) add(node.arguments[0] ?? node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** What a whole file is told to include by comments in front of it, and by comments that esbuild and JSX obey. */
export function references(source: ts.SourceFile): { text: string; at: number }[] {
  const { referencedFiles, typeReferenceDirectives, libReferenceDirectives, amdDependencies } =
    source;
  const files = [...referencedFiles, ...typeReferenceDirectives, ...libReferenceDirectives];
  const comments = [
    /[#@]\s*sourceMappingURL=(?!data:)(\S+)/g,
    /@jsxImportSource\s+(\S+)/g,
    /@import\b[^"'`\n]*["'`]([^"'`\n]+)/g,
    /^\s*\/?\*.*\bimport\(\s*["'`]([^"'`\n]+)/gm,
  ].flatMap((comment) =>
    [...source.text.matchAll(comment)].map(({ index, 1: text = "" }) => ({ text, at: index })),
  );
  return [
    ...files.map(({ fileName, pos }) => ({ text: fileName, at: pos })),
    ...amdDependencies.map(({ path: text }) => ({ text, at: 0 })),
    ...comments,
  ];
}

function loads(call: ts.CallExpression, resolver: Resolver): boolean {
  if (call.expression.kind === typescript().SyntaxKind.ImportKeyword) return true;
  return LOADING.test(resolver.originOf(call.expression)?.join(".") ?? "");
}

function named(node: ts.Node, resolver: Resolver): Specifier[] {
  const { isArrayLiteralExpression, isLiteralTypeNode } = typescript();
  if (isLiteralTypeNode(node)) return named(node.literal, resolver);
  if (isArrayLiteralExpression(node)) return node.elements.flatMap((each) => named(each, resolver));
  const texts = resolver.texts.of(node);
  return texts ? texts.map((text) => ({ text, node })) : [{ text: undefined, node }];
}

/**
 * Why an import would read something that is not part of the plugin, `undefined` when it stays inside. Whatever a
 * bundler or compiler is pointed at ends in its output, so the path alone decides, not whether anything is there.
 */
export function waysOut(specifier: string, from: string): string | undefined {
  const plain = decoded(specifier).replaceAll("\\", "/");
  if (/^node:[\w/]+$/.test(plain)) return undefined;
  if (/^[a-z][\w+.-]*:/i.test(plain)) return "is an address or an absolute path";
  if (plain.startsWith("/")) return "is an absolute path";
  if (/[?#]/.test(plain.slice(1)) || plain.includes("\0") || plain.includes(UNKNOWN)) {
    return "asks the bundler for more than a module";
  }
  if (!/^\.{1,2}(?:\/|$)/.test(plain)) {
    return plain.split("/").includes("..") ? "climbs out of a package" : undefined;
  }
  const target = path.posix.join(path.posix.dirname(from), plain);
  if (target === ".." || target.startsWith("../")) return "lies outside of the plugin";
  return /(?:^|\/)node_modules(?:\/|$)/.test(target) ? "reaches into packages by path" : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a lone percent sign means itself
  }
}

/** Whether a file of the plugin imports one of its tests. */
export const isOfTests = (specifier: string, from: string): boolean =>
  specifier.startsWith(".") &&
  /(?:^|\/)(?:__tests__|__mocks__)\//.test(path.posix.join(path.posix.dirname(from), specifier));

/** `@scope/name/deep` → `@scope/name`. */
export const packageOf = (specifier: string): string =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
