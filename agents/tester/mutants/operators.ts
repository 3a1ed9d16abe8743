import type ts from "typescript";
import { typescript } from "../../core-api/typescript.ts";
import { nameOf } from "./sources.ts";

/** Ways to break code, from the coarsest to the finest. */
export const operators = ["throws", "nothing", "condition", "dropped", "constant"] as const;
export type Operator = (typeof operators)[number];

/** One way to break a node. */
export interface Break {
  operator: Operator;
  /** What it does, in a few words for people. */
  what: string;
  /** An expression in place of the node's own, a statement that comes first in the block, or the statement left out. */
  change: { instead: string } | { first: string } | "left out";
}

/** Members of components in which the work is done. */
const WORK = new Set(["handler", "get", "validate"]);
/** What a service needs to come up at all. */
const LIFE = new Set(["start", "stop", "initialize"]);
const FAILING = `throw new Error("broken on purpose");`;
const MOST_CHARACTERS = 50;
/** Code that is repeated in a mutant is not longer: nested in itself it would fill the memory. */
const MOST_REPEATED = 2_000;
const LONG_TABLE = 8;
const TRIED_OF_A_TABLE = 3;

/** Every way in which one node can be broken that a good test ought to notice. */
export function breaksOf(node: ts.Node): Break[] {
  const t = typescript();
  if (t.isBlock(node)) return ofBody(node);
  if (t.isExpressionStatement(node)) return ofStatement(node);
  if (t.isExpression(node)) return [...ofWork(node), ...ofCondition(node), ...ofConstant(node)];
  return [];
}

/** Bodies in braces: of named functions, of methods, and of the members that do the work. */
function ofBody(block: ts.Block): Break[] {
  const name = functionName(block.parent);
  const [only, second] = block.statements;
  if (name === undefined || !only) return [];
  const isNothing = !second && NOTHING.test(shortText(only));
  return [
    ...(isNothing ? [] : [nothing(name, { first: "return;" })]),
    ...(WORK.has(name) ? [throwing(name, { first: FAILING })] : []),
  ];
}

/** Bodies that are one expression, and members that only name the function that does the work. */
function ofWork(node: ts.Expression): Break[] {
  const t = typescript();
  const { parent } = node;
  const failing = `(() => { ${FAILING} })`;
  if (t.isArrowFunction(parent) && parent.body === node) {
    const name = functionName(parent);
    if (name === undefined) return [];
    const breaks = [nothing(name, { instead: "undefined" })];
    return WORK.has(name) && name !== "validate"
      ? [...breaks, throwing(name, { instead: `${failing}()` })]
      : breaks;
  }
  if (t.isPropertyAssignment(parent) && parent.initializer === node) {
    const name = nameOf(parent);
    // A function that is written or named here is broken itself.
    if (WORK.has(name) && t.isCallExpression(node))
      return [
        nothing(name, { instead: "(async () => undefined)" }),
        throwing(name, { instead: failing }),
      ];
  }
  return [];
}

const nothing = (name: string, change: Break["change"]): Break => ({
  operator: "nothing",
  what: `${name} does nothing`,
  change,
});

const throwing = (name: string, change: Break["change"]): Break => ({
  operator: "throws",
  what: `${name} throws an error`,
  change,
});

/** Side effects: statements whose value nobody takes. */
function ofStatement(statement: ts.ExpressionStatement): Break[] {
  const t = typescript();
  const { expression, parent } = statement;
  const isDirective = t.isStringLiteralLike(expression);
  const isSuper =
    t.isCallExpression(expression) && expression.expression.kind === t.SyntaxKind.SuperKeyword;
  // Where it is all there is, leaving it out is the same as a body that does nothing.
  const isWhole =
    t.isBlock(parent) &&
    parent.statements.length === 1 &&
    functionName(parent.parent) !== undefined;
  if (isDirective || isSuper || isWhole) return [];
  return [{ operator: "dropped", what: `${quoted(expression)} is left out`, change: "left out" }];
}

/** Conditions of branches, comparisons, and what joins them. Conditions of loops stay: they would never end. */
function ofCondition(node: ts.Expression): Break[] {
  const t = typescript();
  const { parent } = node;
  if (node.end - node.pos > MOST_REPEATED) return [];
  const asks =
    (t.isIfStatement(parent) && parent.expression === node) ||
    (t.isConditionalExpression(parent) && parent.condition === node);
  const breaks: Break[] = asks
    ? [{ operator: "condition", what: `${quoted(node)} is negated`, change: negated(node) }]
    : [];
  if (!t.isBinaryExpression(node)) return breaks;
  const operator = node.operatorToken.getText();
  const other = OTHER_OPERATORS[operator];
  // To turn an equality around is to negate it.
  if (!other || (asks && /^[!=]/.test(operator))) return breaks;
  const instead = `(${node.left.getText()}) ${other} (${node.right.getText()})`;
  const what = `\`${operator}\` is \`${other}\` in ${quoted(node)}`;
  return [...breaks, { operator: "condition", what, change: { instead } }];
}

const negated = (node: ts.Expression): Break["change"] => ({ instead: `!(${node.getText()})` });

const OTHER_OPERATORS: Partial<Record<string, string>> = {
  "===": "!==",
  "!==": "===",
  "==": "!=",
  "!=": "==",
  "<": "<=",
  "<=": "<",
  ">": ">=",
  ">=": ">",
  "&&": "||",
  "||": "&&",
};

/** Numbers, texts and truth values. */
function ofConstant(node: ts.Expression): Break[] {
  if (isName(node) || isOneOfFew(node) || isFarDownATable(node)) return [];
  const instead = otherValue(node);
  if (instead === undefined) return [];
  return [{ operator: "constant", what: `${quoted(node)} is ${instead}`, change: { instead } }];
}

function otherValue(node: ts.Expression): string | undefined {
  const t = typescript();
  if (node.kind === t.SyntaxKind.TrueKeyword) return "false";
  if (node.kind === t.SyntaxKind.FalseKeyword) return "true";
  if (t.isTemplateExpression(node)) return '""';
  if (t.isStringLiteralLike(node)) {
    if (node.text === "") return '"broken on purpose"';
    // What only stands between words is wording.
    return /[\p{L}\p{N}]/u.test(node.text) ? '""' : undefined;
  }
  if (!t.isNumericLiteral(node)) return undefined;
  // One less: a limit that is missed downwards is met by tests at the limit.
  const number = Number(node.text);
  return String(number === 0 ? 1 : number - 1);
}

/** What a property is called, what is imported, and a `true` that is all that an always available action says. */
function isName(node: ts.Expression): boolean {
  const t = typescript();
  const { parent } = node;
  if ((parent as { name?: ts.Node }).name === node || t.isComputedPropertyName(parent)) return true;
  if (t.isCallExpression(parent) && parent.expression.kind === t.SyntaxKind.ImportKeyword)
    return true;
  const body = t.isCallExpression(parent) ? parent : node;
  return t.isArrowFunction(body.parent) && ALWAYS.test(shortText(body)) && isValidate(body.parent);
}

/** What something is compared with that has few values: to change it is to negate the comparison, or less. */
function isOneOfFew({ kind, parent }: ts.Expression): boolean {
  const t = typescript();
  if (!t.isBinaryExpression(parent) || !/^[!=]==?$/.test(parent.operatorToken.getText()))
    return false;
  const isTruth = kind === t.SyntaxKind.TrueKeyword || kind === t.SyntaxKind.FalseKeyword;
  return isTruth || t.isTypeOfExpression(parent.left);
}

/** The first entries of a long list or table stand for all. */
function isFarDownATable(node: ts.Expression): boolean {
  const t = typescript();
  const entry = t.isPropertyAssignment(node.parent) ? node.parent : node;
  const { parent } = entry;
  const entries: readonly ts.Node[] = t.isArrayLiteralExpression(parent)
    ? parent.elements
    : t.isObjectLiteralExpression(parent)
      ? parent.properties
      : [];
  return entries.length > LONG_TABLE && !entries.slice(0, TRIED_OF_A_TABLE).includes(entry);
}

/** What nodes of a few characters say; longer ones are something else. */
const shortText = (node: ts.Node): string => (node.end - node.pos > 80 ? "" : node.getText());

const NOTHING = /^return( (undefined|null|void 0))?;?$/;
const ALWAYS = /^(true|Promise\.resolve\(true\))$/;

const isValidate = (node: ts.ArrowFunction): boolean => functionName(node) === "validate";

/** The name of a function or method that does work of its own; a callback has none. */
function functionName(node: ts.Node): string | undefined {
  const t = typescript();
  const isValue = t.isArrowFunction(node) || t.isFunctionExpression(node);
  const named = isValue ? node.parent : node;
  const isNamed =
    t.isFunctionDeclaration(named) ||
    t.isMethodDeclaration(named) ||
    t.isAccessor(named) ||
    (isValue &&
      (t.isVariableDeclaration(named) ||
        t.isPropertyDeclaration(named) ||
        (t.isPropertyAssignment(named) && WORK.has(nameOf(named)))));
  const name = isNamed ? nameOf(named) : "";
  return name === "" || LIFE.has(name) ? undefined : name;
}

/** Code as people recognise it: on one line, and not too long. */
function quoted(node: ts.Node): string {
  const text = node.getText().replace(/\s+/g, " ");
  const short = text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 3)}...` : text;
  return short.includes("`") ? short : `\`${short}\``;
}
