import type ts from "typescript";
import type { Files } from "../../shared/files.ts";
import type { Finding } from "../../shared/results.ts";
import { installedCore, type Core } from "./core.ts";
import { declaredNames } from "./declaration-files.ts";
import { nearest } from "./nearest.ts";
import { parse, typescript } from "./typescript.ts";

const CORE = "@elizaos/core";
const SOURCE = /\.[cm]?[jt]sx?$/;

/** Rule of the findings about names that core does not export. */
export const UNKNOWN_IMPORT = "unknown-import";

/** A name of core that a file uses. */
interface Use {
  name: string;
  node: ts.Node;
}

/** Every name that files take from `@elizaos/core` and that the installed one does not export, with the nearest it has. */
export function unknownImports(files: Files): Finding[] {
  const sources = Object.entries(files)
    .filter(([file, text]) => SOURCE.test(file) && text.includes(CORE))
    .map(([file, text]) => parse(file, text));
  if (sources.length === 0) return [];
  const core = installedCore();
  const added = new Set(sources.flatMap(augmentations));
  return sources.flatMap((source) =>
    usesOf(source)
      .filter(({ name }) => !isKnown(name, core) && !added.has(name))
      .map(({ name, node }) => ({
        from: "build" as const,
        severity: "blocker" as const,
        message: explain(name, core),
        file: source.fileName,
        line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1,
        rule: UNKNOWN_IMPORT,
      })),
  );
}

/** A name that works in JavaScript and is missing in core's types is for the compiler to judge. */
const isKnown = (name: string, { exports, nodeExports }: Core): boolean =>
  exports.has(name) || nodeExports.has(name);

function explain(name: string, { version, exports }: Core): string {
  if (name === "default") {
    return `${CORE} ${version} has no default export. Import what is needed by name.`;
  }
  const near = nearest(name, exports.keys());
  const hint =
    near.length > 0 ? `Nearest: ${near.join(", ")}.` : "Nothing there has a name like it.";
  return `${CORE} ${version} exports no "${name}". ${hint}`;
}

function usesOf(source: ts.SourceFile): Use[] {
  const uses: Use[] = [];
  const namespaces = new Set<string>();
  for (const statement of source.statements) {
    if (typescript().isImportDeclaration(statement) && isCore(statement.moduleSpecifier)) {
      readImport(statement, uses, namespaces);
    } else if (typescript().isExportDeclaration(statement) && isCore(statement.moduleSpecifier)) {
      readNames(statement.exportClause, uses);
    }
  }
  readInside(source, namespaces, uses);
  return uses.sort((one, other) => one.node.pos - other.node.pos);
}

function readImport({ importClause }: ts.ImportDeclaration, uses: Use[], namespaces: Set<string>) {
  if (!importClause) return;
  if (importClause.name) uses.push({ name: "default", node: importClause.name });
  const { namedBindings } = importClause;
  if (namedBindings && typescript().isNamespaceImport(namedBindings)) {
    namespaces.add(namedBindings.name.text);
  } else readNames(namedBindings, uses);
}

function readNames(
  clause: ts.NamedImportBindings | ts.NamedExportBindings | undefined,
  uses: Use[],
): void {
  if (!clause || !("elements" in clause)) return;
  for (const element of clause.elements) {
    const { name, propertyName = name } = element;
    uses.push({ name: propertyName.text, node: element });
  }
}

/** Members of `import * as core`, and types written as `import("@elizaos/core").Action`. */
function readInside(source: ts.SourceFile, namespaces: Set<string>, uses: Use[]): void {
  const { forEachChild, isIdentifier, isImportTypeNode, isPropertyAccessExpression } = typescript();
  const { isBindingElement, isParameter, isQualifiedName, isVariableDeclaration } = typescript();
  const members: (Use & { of: string })[] = [];
  const visit = (node: ts.Node): void => {
    if (isImportTypeNode(node) && node.qualifier && isCoreType(node.argument)) {
      uses.push({ name: first(node.qualifier).text, node });
    } else if (isPropertyAccessExpression(node) && isIdentifier(node.expression)) {
      const { name, expression } = node;
      members.push({ of: expression.text, name: name.text, node: name });
    } else if (isQualifiedName(node) && isIdentifier(node.left)) {
      members.push({ of: node.left.text, name: node.right.text, node: node.right });
    } else if (isParameter(node) || isVariableDeclaration(node) || isBindingElement(node)) {
      // Something else of that name: which of the two is meant is for the compiler to say.
      if (isIdentifier(node.name)) namespaces.delete(node.name.text);
    }
    forEachChild(node, visit);
  };
  visit(source);
  uses.push(...members.filter((member) => namespaces.has(member.of)));
}

const first = (name: ts.EntityName): ts.Identifier =>
  typescript().isIdentifier(name) ? name : first(name.left);

const isCore = (specifier: ts.Expression | undefined): boolean =>
  specifier !== undefined && typescript().isStringLiteral(specifier) && specifier.text === CORE;

const isCoreType = (argument: ts.TypeNode): boolean =>
  typescript().isLiteralTypeNode(argument) &&
  typescript().isStringLiteral(argument.literal) &&
  argument.literal.text === CORE;

/** Names that a file adds to core's declarations with `declare module`. */
function augmentations({ statements }: ts.SourceFile): string[] {
  const { isModuleBlock, isModuleDeclaration } = typescript();
  return statements.flatMap((statement) =>
    isModuleDeclaration(statement) &&
    statement.name.text === CORE &&
    statement.body &&
    isModuleBlock(statement.body)
      ? statement.body.statements.flatMap(declaredNames)
      : [],
  );
}
