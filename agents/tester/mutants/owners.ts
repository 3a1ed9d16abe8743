import type ts from "typescript";
import { typescript } from "../../core-api/typescript.ts";
import { MOST_NESTED, nameOf, resolve, textOf } from "./sources.ts";

/** Owner of code that several components use, or the plugin itself. */
export const SHARED_CODE = "shared code";

/** A top-level statement, or a component that is written inside of one. */
interface Piece {
  component?: string;
  /** The plugin itself: what it uses is at work. */
  isPlugin?: boolean;
  /** Names that it mentions, outside of types. */
  mentions: Set<string>;
  inner: Piece[];
}

/** What is known of one file. */
interface Module {
  /** The piece that declares a name. */
  declared: Map<string, Piece>;
  /** Names that come from other files of the plugin. */
  imported: Map<string, { file: string; name: string }>;
  /** Files of which everything is exported again. */
  stars: string[];
}

const WORK = new Set(["handler", "get", "validate"]);
const PARTS = new Set([
  "actions",
  "providers",
  "services",
  "evaluators",
  "routes",
  "models",
  "events",
  "init",
]);

/** To which component the code of a node belongs, when the node around it belongs to `outer`; `undefined` for dead code. */
export type OwnerOf = (node: ts.Node, outer: string | undefined) => string | undefined;

/**
 * Finds out to which component each top-level statement and each component belongs: to the only one that reaches it by
 * names, or to shared code. What no component and no plugin reaches is dead and belongs to nobody.
 */
export function ownersOf(sources: ReadonlyMap<string, ts.SourceFile>): OwnerOf {
  const pieces = new Map<ts.Node, Piece>();
  const homes = new Map<Piece, Module>();
  const modules = new Map<string, Module>();
  for (const [file, source] of sources) {
    const { module, top } = readModule(file, source, sources, pieces);
    modules.set(file, module);
    for (const piece of top.flatMap((each) => [each, ...each.inner])) homes.set(piece, module);
  }

  const find = (module: Module | undefined, name: string, seen = new Set<Module>()): Piece[] => {
    if (!module || seen.has(module)) return [];
    seen.add(module);
    const own = module.declared.get(name);
    if (own) return [own];
    const from = module.imported.get(name);
    if (from?.name === "*") return [...(modules.get(from.file)?.declared.values() ?? [])];
    if (from) return find(modules.get(from.file), from.name, seen);
    return module.stars.flatMap((file) => find(modules.get(file), name, seen));
  };
  const owners = new Map<Piece, Set<string>>();
  const mark = (piece: Piece, owner: string): void => {
    const its = owners.get(piece) ?? new Set();
    if (its.has(owner)) return;
    owners.set(piece, its.add(owner));
    const used = [...piece.mentions].flatMap((name) => find(homes.get(piece), name));
    for (const each of [...used, ...piece.inner]) if (!each.component) mark(each, owner);
  };
  for (const piece of homes.keys()) {
    if (piece.component) mark(piece, piece.component);
    else if (piece.isPlugin) mark(piece, SHARED_CODE);
  }
  return (node, outer) => {
    const piece = pieces.get(node);
    if (!piece) return outer;
    const its = [...(owners.get(piece) ?? [])];
    return its.length > 1 ? SHARED_CODE : its[0];
  };
}

function readModule(
  file: string,
  source: ts.SourceFile,
  sources: ReadonlyMap<string, ts.SourceFile>,
  pieces: Map<ts.Node, Piece>,
): { module: Module; top: Piece[] } {
  const module: Module = { declared: new Map(), imported: new Map(), stars: [] };
  const top: Piece[] = [];
  const { isExportAssignment, isExportDeclaration, isImportDeclaration } = typescript();
  for (const statement of source.statements) {
    if (isImportDeclaration(statement)) readImport(file, statement, sources, module);
    else if (isExportDeclaration(statement)) readExport(file, statement, sources, module);
    else {
      const piece = readPiece(statement, source, pieces);
      top.push(piece);
      for (const name of declaredBy(statement, source)) module.declared.set(name, piece);
      if (isExportAssignment(statement)) module.declared.set("default", piece);
    }
  }
  return { module, top };
}

function readImport(
  file: string,
  { importClause, moduleSpecifier }: ts.ImportDeclaration,
  sources: ReadonlyMap<string, ts.SourceFile>,
  { imported }: Module,
): void {
  const target = resolve(file, (moduleSpecifier as ts.StringLiteral).text, sources);
  if (!target || !importClause) return;
  if (importClause.name) imported.set(importClause.name.text, { file: target, name: "default" });
  const { namedBindings } = importClause;
  if (!namedBindings) return;
  if ("name" in namedBindings) imported.set(namedBindings.name.text, { file: target, name: "*" });
  else
    for (const { name, propertyName = name } of namedBindings.elements)
      imported.set(name.text, { file: target, name: propertyName.text });
}

/** `export { a as b } from "./c.js"`, `export * from "./c.js"`, and `export { a as b }` of what is declared here. */
function readExport(
  file: string,
  { exportClause, moduleSpecifier }: ts.ExportDeclaration,
  sources: ReadonlyMap<string, ts.SourceFile>,
  { imported, stars }: Module,
): void {
  const target = moduleSpecifier
    ? resolve(file, (moduleSpecifier as ts.StringLiteral).text, sources)
    : file;
  if (!target) return;
  if (!exportClause) stars.push(target);
  else if ("elements" in exportClause)
    for (const { name, propertyName = name } of exportClause.elements)
      if (moduleSpecifier || name.text !== propertyName.text)
        imported.set(name.text, { file: target, name: propertyName.text });
}

function declaredBy(statement: ts.Statement, source: ts.SourceFile): string[] {
  const { isVariableStatement, getModifiers, canHaveModifiers, SyntaxKind } = typescript();
  if (isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(
      ({ name }) => name.getText(source).match(/[\w$]+/g) ?? [],
    );
  const modifiers = canHaveModifiers(statement) ? (getModifiers(statement) ?? []) : [];
  const isDefault = modifiers.some(({ kind }) => kind === SyntaxKind.DefaultKeyword);
  return [nameOf(statement), ...(isDefault ? ["default"] : [])].filter((name) => name !== "");
}

function readPiece(
  statement: ts.Statement,
  source: ts.SourceFile,
  pieces: Map<ts.Node, Piece>,
): Piece {
  const { forEachChild, isIdentifier, isObjectLiteralExpression, isTypeNode } = typescript();
  const { isClassLike, isExpressionWithTypeArguments, isShorthandPropertyAssignment } =
    typescript();
  const whole: Piece = { mentions: new Set(), inner: [] };
  const visit = (node: ts.Node, piece: Piece, depth: number): void => {
    if (depth > MOST_NESTED) return;
    let inside = piece;
    const name = isObjectLiteralExpression(node)
      ? componentName(node)
      : isClassLike(node)
        ? serviceName(node, source)
        : undefined;
    if (name !== undefined) {
      inside = { component: name, mentions: new Set(), inner: [] };
      whole.inner.push(inside);
      pieces.set(node, inside);
    } else if (isObjectLiteralExpression(node) && isPlugin(node)) whole.isPlugin = true;
    if (isIdentifier(node)) inside.mentions.add(node.text);
    const label = isShorthandPropertyAssignment(node)
      ? undefined
      : (node as { name?: ts.Node }).name;
    forEachChild(node, (child) => {
      // `extends Base` is a type to the parser, and code all the same.
      const isType = isTypeNode(child) && !isExpressionWithTypeArguments(child);
      if (!isType && !(child === label && isIdentifier(child))) visit(child, inside, depth + 1);
    });
  };
  pieces.set(statement, whole);
  visit(statement, whole, 0);
  return whole;
}

/** The name of an action, a provider or an evaluator. */
function componentName({ properties }: ts.ObjectLiteralExpression): string | undefined {
  if (!properties.some((each) => WORK.has(nameOf(each)))) return undefined;
  return textOf(properties.find((each) => nameOf(each) === "name"));
}

/** What a service is known by: its type, or else the name of its class. */
function serviceName(node: ts.ClassLikeDeclaration, source: ts.SourceFile): string | undefined {
  const isService = (node.heritageClauses ?? []).some((each) =>
    /Service\b/.test(each.getText(source)),
  );
  if (!isService) return undefined;
  return textOf(node.members.find((each) => nameOf(each) === "serviceType")) ?? node.name?.text;
}

const isPlugin = ({ properties }: ts.ObjectLiteralExpression): boolean =>
  properties.some((each) => nameOf(each) === "name") &&
  properties.some((each) => PARTS.has(nameOf(each)));
