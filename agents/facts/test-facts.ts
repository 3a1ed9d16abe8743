import type ts from "typescript";
import type { Files } from "../../shared/files.ts";
import type { Finding } from "../../shared/results.ts";
import { typescript } from "../core-api/typescript.ts";
import { isSourceCode, isTestCode } from "./file-kinds.ts";
import { readCode, type Code } from "./program.ts";
import { Resolver } from "./resolver.ts";
import { walk } from "./syntax.ts";
import { usesIn } from "./uses.ts";

interface Unfit {
  message: string;
  at: number;
}

interface TestRule {
  rule: string;
  /** Whether only tests that were written here are held to it; other people's habits are theirs. */
  oursOnly?: boolean;
  find: (source: ts.SourceFile, resolver: Resolver) => Unfit[];
}

/** Uses whose path fits, with what to say about them. */
const using =
  (paths: RegExp, says: (path: string) => string): TestRule["find"] =>
  (source, resolver) =>
    usesIn(source, resolver)
      .filter(({ path, usage }) => paths.test(path) && usage !== "imported" && usage !== "compared")
      .map(({ path, node }) => ({
        message: says(path.replace("vitest.", "")),
        at: node.getStart(),
      }));

/** Texts in the file that fit, wherever they stand. */
const saying =
  (marks: RegExp, says: (mark: string) => string): TestRule["find"] =>
  ({ text }) =>
    [...text.matchAll(marks)].map(({ 0: mark, index }) => ({ message: says(mark), at: index }));

const RUN = "(?:vitest\\.)?(?:test|it|describe|suite|bench)";

/** What makes a test worthless, or lets it decide by itself how it ends. */
const rules: TestRule[] = [
  {
    rule: "test-leaves",
    find: using(
      /^process\.(?:exit|reallyExit|abort|kill|send|disconnect|emit|exitCode|_\w+|binding|dlopen)(?:\.|$)/,
      (path) => `A test must not act on the process that runs it: ${path}.`,
    ),
  },
  {
    rule: "test-tampers",
    find: saying(
      /__vi(?:test|te)\w*/g,
      (mark) => `A test must not reach into the test runner: ${mark}.`,
    ),
  },
  { rule: "test-tampers", find: overriddenMatchers },
  {
    rule: "test-tampers",
    find: saying(
      /@(?:vitest|jest)-environment\b/g,
      (mark) => `The environment of tests is not for a test to choose: ${mark}.`,
    ),
  },
  {
    rule: "suppression",
    find: saying(
      /@ts-(?:nocheck|ignore)\b/g,
      (mark) => `${mark} keeps the compiler from looking. Mend what it complains about.`,
    ),
  },
  {
    rule: "lint-comment",
    oursOnly: true,
    find: saying(/eslint-disable[\w-]*/g, (mark) => `${mark} has no place here; mend its cause.`),
  },
  {
    rule: "test-not-run",
    oursOnly: true,
    find: using(
      new RegExp(`^${RUN}(?:\\.\\w+)*\\.(?:only|skip|todo|skipIf|runIf|fails)(?:\\.|$)`),
      (path) => `Every test runs, and has to pass: no ${path}.`,
    ),
  },
  { rule: "test-mocks-subject", oursOnly: true, find: mockedSubjects },
  { rule: "test-snapshot", oursOnly: true, find: snapshots },
  { rule: "test-without-assertion", oursOnly: true, find: withoutAssertion },
];

/** What is wrong with tests by the look of them: whether they are worth something shows only when they run. */
export function unfitTests(files: Files, { ours }: { ours: boolean }): Finding[] {
  const code = readCode(
    Object.fromEntries(
      Object.entries(files).filter(([file]) => isTestCode(file) || isSourceCode(file)),
    ),
  );
  const resolver = new Resolver(code);
  return code.sources
    .filter((source) => isTestCode(code.nameOf(source)))
    .flatMap((source) =>
      rules
        .filter(({ oursOnly }) => ours || !oursOnly)
        .flatMap(({ rule, find }) =>
          find(source, resolver).map((unfit) => found(rule, unfit, source, code)),
        ),
    );
}

const found = (
  rule: string,
  { message, at }: Unfit,
  source: ts.SourceFile,
  code: Code,
): Finding => ({
  from: "lint",
  severity: "blocker",
  message,
  file: code.nameOf(source),
  line: source.getLineAndCharacterOfPosition(at).line + 1,
  rule,
});

/** Matchers that vitest brings, by which a test would no longer measure anything. */
const MATCHER = /^(?:to[A-Z]\w*|not|resolves|rejects|assertions|hasAssertions)$/;
const BROUGHT = new Set(
  "toBe toBeCloseTo toBeDefined toBeFalsy toBeGreaterThan toBeGreaterThanOrEqual toBeInstanceOf toBeLessThan toBeLessThanOrEqual toBeNaN toBeNull toBeNullable toBeOneOf toBeTruthy toBeTypeOf toBeUndefined toContain toContainEqual toEqual toHaveBeenCalled toHaveBeenCalledOnce toHaveBeenCalledTimes toHaveBeenCalledWith toHaveBeenLastCalledWith toHaveLength toHaveProperty toHaveResolved toHaveReturned toHaveReturnedWith toMatch toMatchObject toReturn toSatisfy toStrictEqual toThrow toThrowError not resolves rejects assertions hasAssertions".split(
    " ",
  ),
);

function overriddenMatchers(source: ts.SourceFile, resolver: Resolver): Unfit[] {
  const extending = calls(source, resolver, /^(?:vitest\.)?expect\.extend$/).flatMap((call) => {
    const [first] = call.arguments;
    const names =
      first && resolver.texts.objectOf(first)?.properties.map(({ name }) => name?.getText() ?? "…");
    const replaced = names
      ? names.filter((name) => BROUGHT.has(name) || name === "…")
      : ["matchers"];
    return replaced.map((name) => unfit(`expect.extend must not replace ${name}.`, call));
  });
  const { isBinaryExpression, isPropertyAccessExpression, SyntaxKind } = typescript();
  const written: Unfit[] = [];
  walk(source, (node) => {
    if (!isBinaryExpression(node) || node.operatorToken.kind !== SyntaxKind.EqualsToken) return;
    const { left } = node;
    const origin = resolver.originOf(left)?.join(".") ?? "";
    const isMatcher = isPropertyAccessExpression(left) && MATCHER.test(left.name.text);
    if (/^(?:vitest\.)?(?:expect|vi|test|it)\./.test(origin) || isMatcher) {
      written.push(
        unfit(
          `A test must not change what it measures with: ${left.getText().slice(0, 60)}.`,
          node,
        ),
      );
    }
  });
  return [...extending, ...written];
}

const unfit = (message: string, node: ts.Node): Unfit => ({ message, at: node.getStart() });

/** A test that replaces the plugin's own modules tests its replacement. */
function mockedSubjects(source: ts.SourceFile, resolver: Resolver): Unfit[] {
  return calls(source, resolver, /^(?:vitest\.)?vi\.(?:mock|doMock)$/).flatMap((call) => {
    const [first] = call.arguments;
    const names = first && resolver.texts.of(first);
    const isOwn = names?.some((name) => /^[./]/.test(name)) ?? true;
    return isOwn ? [unfit("A test must not replace modules of the plugin it tests.", call)] : [];
  });
}

/** A snapshot that the first run writes agrees with anything. */
function snapshots(source: ts.SourceFile): Unfit[] {
  const { isCallExpression, isPropertyAccessExpression } = typescript();
  const found: Unfit[] = [];
  walk(source, (node) => {
    if (!isCallExpression(node) || !isPropertyAccessExpression(node.expression)) return;
    const { text } = node.expression.name;
    const isWritten = text.includes("Inline") && node.arguments.length > 0;
    if (text.endsWith("Snapshot") && !isWritten) {
      found.push(unfit(`${text} agrees with whatever it sees first. Say what is expected.`, node));
    }
  });
  return found;
}

const calls = (source: ts.SourceFile, resolver: Resolver, paths: RegExp): ts.CallExpression[] =>
  usesIn(source, resolver).flatMap(({ path, usage, node: { parent } }) =>
    usage === "called" && paths.test(path) && typescript().isCallExpression(parent) ? [parent] : [],
  );

const ASSERTS = /\b(?:expect|expectTypeOf|assert\w*|should)\b/;

/** Tests that neither expect anything themselves nor call something of the tests that does. */
function withoutAssertion(source: ts.SourceFile, resolver: Resolver): Unfit[] {
  const { isCallExpression, isFunctionLike } = typescript();
  const plain = calls(source, resolver, /^(?:vitest\.)?(?:test|it)(?:\.(?:concurrent|only))*$/);
  // `test.each(rows)` gives what is called with the title and the test.
  const tables = calls(source, resolver, /^(?:vitest\.)?(?:test|it)(?:\.\w+)*\.(?:each|for)$/)
    .map(({ parent }) => parent)
    .filter(isCallExpression);
  return [...plain, ...tables]
    .filter((call) => {
      const body = call.arguments.find(isFunctionLike);
      return body !== undefined && !asserts(body, resolver, new Set());
    })
    .map((call) => unfit("This test expects nothing, so it proves nothing.", call));
}

function asserts(body: ts.Node, resolver: Resolver, seen: Set<ts.Node>): boolean {
  if (seen.has(body)) return false;
  seen.add(body);
  if (ASSERTS.test(body.getText())) return true;
  const { isIdentifier, isPropertyAccessExpression } = typescript();
  let found = false;
  walk(body, (node) => {
    // What a method of some object does is not followed: it may well expect something.
    if (isPropertyAccessExpression(node) && /^(?:check|verify|ensure)/.test(node.name.text))
      found = true;
    const declaration = isIdentifier(node) ? resolver.declarationOf(node) : undefined;
    const isOfTests = declaration && isTestCode(declaration.getSourceFile().fileName.slice(8));
    if (!found && isOfTests) found = asserts(declaration, resolver, seen);
  });
  return found;
}
