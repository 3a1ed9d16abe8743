import type ts from "typescript";
import { typescript } from "../../core-api/typescript.ts";
import { nameOf } from "./sources.ts";

/** Words for people and models, and names by which everything is found. */
const LABELS = new Set([
  "name",
  "description",
  "capabilityDescription",
  "examples",
  "similes",
  "serviceType",
]);
const LOGS = new Set(["log", "logger", "elizaLogger", "console"]);
const ERROR = /(Error|Exception)$/;
/** Calls of zod whose texts are values; all others take what to say when a value is refused. */
const VALUES = new Set([
  "literal",
  "default",
  "prefault",
  "catch",
  "startsWith",
  "endsWith",
  "includes",
]);

/**
 * Code that may change without a test having to notice: types, words for people and models, names, logs, and what errors
 * say. Nothing in it is broken.
 */
export function isSilent(node: ts.Node): boolean {
  const t = typescript();
  if (t.isTypeNode(node) && !t.isExpressionWithTypeArguments(node)) return true;
  if (
    t.isInterfaceDeclaration(node) ||
    t.isTypeAliasDeclaration(node) ||
    t.isEnumDeclaration(node) ||
    t.isModuleDeclaration(node) ||
    t.isImportDeclaration(node) ||
    t.isExportDeclaration(node) ||
    t.isDecorator(node) ||
    t.isTaggedTemplateExpression(node) ||
    t.isThrowStatement(node)
  )
    return true;
  if (t.isPropertyAssignment(node) || t.isPropertyDeclaration(node)) return isLabel(node);
  if (t.isExpressionStatement(node)) return isLog(node.expression);
  return isLog(node) || isMessage(node);
}

/** `logger.info(…)`, `runtime.logger?.info(…)` */
function isLog(node: ts.Node): boolean {
  const t = typescript();
  if (!t.isCallExpression(node) || !t.isPropertyAccessExpression(node.expression)) return false;
  const { expression } = node.expression;
  const name = t.isPropertyAccessExpression(expression) ? expression.name : expression;
  return t.isIdentifier(name) && LOGS.has(name.text);
}

function isLabel({ name, initializer, parent }: ts.PropertyAssignment | ts.PropertyDeclaration) {
  const t = typescript();
  const text = t.isIdentifier(name) || t.isStringLiteralLike(name) ? name.text : "";
  if (LABELS.has(text)) return isConstant(initializer);
  // What an action says of its parameters is for models to read.
  return (
    text === "parameters" &&
    t.isObjectLiteralExpression(parent) &&
    parent.properties.some((each) => nameOf(each) === "handler")
  );
}

/** Written as a list, a text or an object: something computed is behaviour. */
function isConstant(node: ts.Expression | undefined): boolean {
  const t = typescript();
  if (node && t.isAsExpression(node)) return isConstant(node.expression);
  return (
    !!node &&
    (t.isStringLiteralLike(node) ||
      t.isArrayLiteralExpression(node) ||
      t.isTemplateExpression(node))
  );
}

/** What an error says: `new TypeError("...")`, and the texts that zod is given. */
function isMessage(node: ts.Node): boolean {
  const t = typescript();
  const { parent } = node;
  if (t.isNewExpression(parent))
    return t.isIdentifier(parent.expression) && ERROR.test(parent.expression.text);
  if (!t.isStringLiteralLike(node) && !t.isTemplateExpression(node)) return false;
  if (!t.isCallExpression(parent) || !t.isPropertyAccessExpression(parent.expression)) return false;
  let first: ts.Node = parent.expression;
  while (t.isPropertyAccessExpression(first) || t.isCallExpression(first)) first = first.expression;
  return t.isIdentifier(first) && first.text === "z" && !VALUES.has(parent.expression.name.text);
}
