import path from "node:path";
import type ts from "typescript";
import type { Files } from "../../../shared/files.ts";
import { parse, typescript } from "../../core-api/typescript.ts";

const SOURCE = /\.[cm]?[jt]s$/;
const TEST = /(^|\/)(__tests__|tests?)\/|\.(test|spec)\.[cm]?[jt]s$/;
const DECLARATION = /\.d\.[cm]?ts$/;
/** Comes with every plugin and is tested where it is made. */
const GIVEN = new Set(["src/parameters.ts"]);

/** Code that is nested deeper is left alone: nobody writes it, and to walk through it takes a stack as deep. */
export const MOST_NESTED = 400;

/** The files of a plugin whose code can be mutated, parsed. */
export const sourcesOf = (files: Files): Map<string, ts.SourceFile> =>
  new Map(
    Object.entries(files)
      .filter(([file]) => SOURCE.test(file) && !DECLARATION.test(file))
      .filter(([file]) => !TEST.test(file) && !GIVEN.has(file))
      .map(([file, text]) => [file, parse(file, text, true)]),
  );

/** The file that an import names, when it is one of `sources`. */
export function resolve(
  from: string,
  specifier: string,
  sources: ReadonlyMap<string, unknown>,
): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  const target = path.posix.join(path.posix.dirname(from), specifier);
  const plain = target.replace(/\.[cm]?js$/, "");
  return [target, `${plain}.ts`, `${plain}.mts`, `${plain}.js`, `${target}/index.ts`].find((each) =>
    sources.has(each),
  );
}

/** The name of a property or member as it is written, without quotes. */
export function nameOf(node: ts.Node): string {
  const { name } = node as Partial<ts.NamedDeclaration>;
  const { isComputedPropertyName, isIdentifier, isPrivateIdentifier, isStringLiteralLike } =
    typescript();
  if (!name || isComputedPropertyName(name)) return "";
  if (isIdentifier(name) || isPrivateIdentifier(name) || isStringLiteralLike(name))
    return name.text;
  return "";
}

/** The text that a property or member is set to, when it is written right there. */
export function textOf(node: ts.Node | undefined): string | undefined {
  if (!node || !("initializer" in node)) return undefined;
  let value = node.initializer as ts.Node | undefined;
  while (value && typescript().isAsExpression(value)) value = value.expression;
  return value && typescript().isStringLiteralLike(value) ? value.text : undefined;
}
