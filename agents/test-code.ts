import type ts from "typescript";
import { parse, typescript } from "./core-api/typescript.ts";

/** One test as it stands in a file: `test("…", …)`, `it(…)`, or a whole table of them. */
export interface TestCode {
  /** Titles of the groups around it and its own, from the outside in, with the placeholders of a table. */
  path: string[];
  line: number;
  /** Where the words of the title begin, behind the quote; nothing when the title is no literal. */
  titleAt: number | undefined;
  /** Source of what it does. */
  body: string;
  /** Its whole source. */
  source: string;
}

interface Found extends TestCode {
  statement: ts.Statement;
}

/** A file of tests, taken apart. */
interface Parsed {
  source: ts.SourceFile;
  tests: Found[];
  groups: ts.Statement[];
}

/** The tests of a file, in their order. */
export const testsIn = (file: string, content: string): TestCode[] => parsed(file, content).tests;

function parsed(file: string, content: string): Parsed {
  const ts = typescript();
  const source = parse(file, content);
  const tests: Found[] = [];
  const groups: ts.Statement[] = [];
  const visit = (node: ts.Node, path: string[]): void => {
    const call = ts.isExpressionStatement(node) ? node.expression : undefined;
    const kind = call && ts.isCallExpression(call) ? kindOf(call) : undefined;
    const [first, ...others] = kind && call && ts.isCallExpression(call) ? call.arguments : [];
    if (!kind || !first) {
      ts.forEachChild(node, (child) => visit(child, path));
      return;
    }
    const statement = node as ts.ExpressionStatement;
    const isLiteral = ts.isStringLiteralLike(first);
    const own = [...path, isLiteral ? first.text : first.getText(source)];
    if (kind === "group") {
      groups.push(statement);
      others.forEach((each) => visit(each, own));
      return;
    }
    tests.push({
      path: own,
      line: source.getLineAndCharacterOfPosition(statement.getStart(source)).line + 1,
      titleAt: isLiteral || ts.isTemplateExpression(first) ? first.getStart(source) + 1 : undefined,
      body: content.slice(first.end, statement.end),
      source: content.slice(statement.getStart(source), statement.end),
      statement,
    });
  };
  visit(source, []);
  return { source, tests, groups };
}

const KINDS: Record<string, "test" | "group"> = {
  test: "test",
  it: "test",
  describe: "group",
  suite: "group",
};

/** Whether a call makes a test or a group, by the name it begins with: `test.each(rows)(…)` begins with `test`. */
function kindOf(call: ts.CallExpression): "test" | "group" | undefined {
  const ts = typescript();
  let at: ts.Expression = call.expression;
  for (;;) {
    if (ts.isIdentifier(at)) return KINDS[at.text];
    if (ts.isPropertyAccessExpression(at) || ts.isCallExpression(at)) at = at.expression;
    else if (ts.isTaggedTemplateExpression(at)) at = at.tag;
    else return undefined;
  }
}

function bodyOf(node: ts.Node): ts.Block | undefined {
  const ts = typescript();
  const isFunction = ts.isArrowFunction(node) || ts.isFunctionExpression(node);
  return isFunction && ts.isBlock(node.body) ? node.body : undefined;
}

/** How vitest puts a test's name together, with `…` for what a table or a template fills in. */
const SEPARATOR = " > ";
const PLACEHOLDER = /%[sdifjoOc#$%]|\$\{[^}]*\}|\$[\w.]+/g;

/** Whether a test that ran is this one, or one of this table. */
export function isRunOf({ path, titleAt }: TestCode, name: string): boolean {
  const title = path.join(SEPARATOR);
  const pattern = titleAt === undefined ? [...path.slice(0, -1), "%s"].join(SEPARATOR) : title;
  const parts = pattern.replace(/`/g, "").split(PLACEHOLDER).map(escaped);
  return new RegExp(`^${parts.join("[\\s\\S]*")}$`).test(name);
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

/**
 * A file without some of its tests, and without the groups, imports and helpers that only they needed; nothing when no
 * test is left.
 */
export function withoutTests(
  file: string,
  content: string,
  isUnwanted: (test: TestCode) => boolean,
): string | undefined {
  const { tests } = parsed(file, content);
  const unwanted = tests.filter(isUnwanted);
  if (unwanted.length === 0) return content;
  if (unwanted.length === tests.length) return undefined;
  let text = cut(
    content,
    unwanted.map(({ statement }) => statement),
  );
  for (;;) {
    const { source, tests: left, groups } = parsed(file, text);
    const empty = groups.filter(
      ({ pos, end }) => !left.some(({ statement }) => pos <= statement.pos && statement.end <= end),
    );
    // One at a time: what goes may be all that needed another one.
    const [idle] = empty.length > 0 ? empty : unused(source, groups);
    if (!idle) return text;
    text = cut(text, [idle]);
  }
}

/** A file with one of its tests written anew. */
export function withTest(
  file: string,
  content: string,
  isWanted: (test: TestCode) => boolean,
  text: string,
): string {
  const { source, tests } = parsed(file, content);
  const found = tests.find(isWanted);
  if (!found) return content;
  const { statement } = found;
  return content.slice(0, statement.getStart(source)) + text.trim() + content.slice(statement.end);
}

/** Takes stretches out of a text; what stands around them moves together. */
function cut(text: string, stretches: { pos: number; end: number }[]): string {
  return [...stretches]
    .sort((one, other) => other.pos - one.pos)
    .reduce((left, { pos, end }) => left.slice(0, pos) + left.slice(end), text);
}

/** Declarations beside tests that nobody uses: a linter would accuse them. */
function unused(source: ts.SourceFile, groups: ts.Statement[]): { pos: number; end: number }[] {
  const ts = typescript();
  const bodies = groups.flatMap((group) => {
    const call = ts.isExpressionStatement(group) ? group.expression : group;
    if (!ts.isCallExpression(call)) return [];
    return call.arguments.flatMap((each) => bodyOf(each)?.statements ?? []);
  });
  return [...source.statements, ...bodies].flatMap((statement) => {
    if (ts.isImportDeclaration(statement)) return unusedImports(statement, source);
    const names = declaredBy(statement);
    const isIdle = names.length > 0 && names.every((name) => !isUsed(name, source, statement));
    return isIdle ? [statement] : [];
  });
}

function declaredBy(statement: ts.Statement): string[] {
  const ts = typescript();
  const isPlain =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement);
  if (isPlain) return statement.name ? [statement.name.text] : [];
  if (!ts.isVariableStatement(statement)) return [];
  const names = statement.declarationList.declarations.map(({ name }) => name);
  return names.every(ts.isIdentifier) ? names.map(({ text }) => text) : [];
}

function unusedImports(
  statement: ts.ImportDeclaration,
  source: ts.SourceFile,
): { pos: number; end: number }[] {
  const ts = typescript();
  const clause = statement.importClause;
  if (!clause) return []; // imported for what it does
  const named = clause.namedBindings;
  const elements = named && ts.isNamedImports(named) ? [...named.elements] : [];
  const names = [
    ...(clause.name ? [clause.name] : []),
    ...(named && ts.isNamespaceImport(named) ? [named.name] : []),
    ...elements.map(({ name }) => name),
  ];
  const idle = names.filter(({ text }) => !isUsed(text, source, statement));
  if (idle.length === names.length) return [statement];
  // One name, with the comma behind it or, of the last one, before it.
  return elements
    .filter(({ name }) => idle.includes(name))
    .slice(0, 1)
    .map((element) => {
      const index = elements.indexOf(element);
      const [before, after] = [elements[index - 1], elements[index + 1]];
      return after
        ? { pos: element.pos, end: after.pos }
        : { pos: before?.end ?? element.pos, end: element.end };
    });
}

/** Whether a name stands anywhere but in its own declaration; too often rather than too seldom. */
function isUsed(name: string, source: ts.SourceFile, declaration: ts.Node): boolean {
  const ts = typescript();
  let used = false;
  const look = (node: ts.Node): void => {
    if (used || node === declaration) return;
    if (ts.isIdentifier(node) && node.text === name) used = true;
    else ts.forEachChild(node, look);
  };
  look(source);
  return used;
}
