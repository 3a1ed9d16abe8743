import type ts from "typescript";
import { typescript } from "../core-api/typescript.ts";

/** An expression without what changes nothing about its value: parentheses, casts, `!`. */
export function inner(node: ts.Node): ts.Node {
  const ts = typescript();
  const isWrapping =
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isTypeAssertionExpression(node);
  return isWrapping ? inner(node.expression) : node;
}

interface Member {
  of: ts.Expression;
  /** Nothing when the name is made while the code runs. */
  names: [string] | undefined;
}

/** What `a.b` and `a["b"]` take from what. */
export function memberName(
  node: ts.Node,
  textsOf: (key: ts.Expression) => string[] | undefined,
): Member | undefined {
  const { isElementAccessExpression, isPropertyAccessExpression } = typescript();
  if (isPropertyAccessExpression(node)) return { of: node.expression, names: [node.name.text] };
  if (!isElementAccessExpression(node)) return undefined;
  const texts = textsOf(node.argumentExpression);
  const [only] = texts ?? [];
  return {
    of: node.expression,
    names: only !== undefined && texts?.length === 1 ? [only] : undefined,
  };
}

/** Visits every node that runs; types are left out. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  typescript().forEachChild(node, (child) => {
    if (typescript().isTypeNode(child) && !isHeritage(child)) return;
    visit(child);
    walk(child, visit);
  });
}

/** `extends Service` is a value, though the parser calls it a type. */
const isHeritage = (node: ts.Node): boolean =>
  typescript().isExpressionWithTypeArguments(node) &&
  typescript().isHeritageClause(node.parent) &&
  typescript().isClassLike(node.parent.parent);

/** The function around a node, if there is one; blocks that run by themselves belong to what is around them. */
export function functionAround(node: ts.Node): ts.Node | undefined {
  const ts = typescript();
  for (let at: ts.Node | undefined = node.parent; at; at = at.parent) {
    if (ts.isFunctionLike(at) && !isCalledAtOnce(at)) return at;
    if (ts.isPropertyDeclaration(at) && !ts.getModifiers(at)?.some(isStatic)) return at;
  }
  return undefined;
}

const isStatic = ({ kind }: ts.Node): boolean => kind === typescript().SyntaxKind.StaticKeyword;

/** Methods that call their function while they run, or right after. */
const CALLING = new Set(
  "every some map flatMap filter forEach find reduce then catch finally".split(" "),
);

function isCalledAtOnce(node: ts.Node): boolean {
  const { isCallExpression, isParenthesizedExpression, isPropertyAccessExpression } = typescript();
  let at = node;
  while (isParenthesizedExpression(at.parent)) at = at.parent;
  const call = at.parent;
  if (!isCallExpression(call)) return false;
  const { expression } = call;
  return (
    expression === at ||
    (isPropertyAccessExpression(expression) && CALLING.has(expression.name.text))
  );
}

/** Whether a name is only that: of a property, a declaration, an import, a label. */
export function isValue(name: ts.Identifier): boolean {
  const ts = typescript();
  const { parent } = name;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === name;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === name;
  if (ts.isBindingElement(parent) || ts.isParameter(parent) || ts.isVariableDeclaration(parent)) {
    return parent.initializer === name;
  }
  if (ts.isPropertyDeclaration(parent) || ts.isEnumMember(parent))
    return parent.initializer === name;
  if (ts.isFunctionLike(parent)) return "body" in parent && parent.body === name;
  return !(
    ts.isImportSpecifier(parent) ||
    ts.isImportClause(parent) ||
    ts.isNamespaceImport(parent) ||
    ts.isImportEqualsDeclaration(parent) ||
    ts.isExportSpecifier(parent) ||
    ts.isClassLike(parent) ||
    ts.isLabeledStatement(parent) ||
    ts.isBreakOrContinueStatement(parent) ||
    ts.isModuleDeclaration(parent) ||
    ts.isInterfaceDeclaration(parent) ||
    ts.isTypeAliasDeclaration(parent) ||
    ts.isEnumDeclaration(parent) ||
    ts.isMetaProperty(parent) ||
    ts.isJsxAttribute(parent) ||
    ts.isNamedTupleMember(parent)
  );
}
