import type ts from "typescript";
import { typescript } from "../core-api/typescript.ts";
import type { Collector, FactKind, Noticed } from "./code-facts.ts";
import { UNKNOWN, type Resolver } from "./resolver.ts";
import { inner, walk } from "./syntax.ts";
import { usesIn, type Use } from "./uses.ts";

/** Variables by which a program can tell that it is being tested. */
const OF_TESTS =
  /^(?:NODE_ENV|CI|TEST|TESTING|TEST_MODE|VITEST\w*|JEST\w*|MOCHA\w*|NODE_TEST_CONTEXT|NODE_V8_COVERAGE|PLUGIN_DYNAMIC\w*|npm_\w+)$/;

/** Which variables of the environment and which settings of the agent are read. */
export const environmentFacts: Collector = (source, resolver) => [
  ...usesIn(source, resolver).flatMap((use) => ofEnvironment(use, resolver)),
  ...ofSettings(source, resolver),
];

function ofEnvironment({ origin, node, usage }: Use, resolver: Resolver): Noticed[] {
  const [first, second, name] = origin;
  if (first !== "process" || second !== "env" || usage === "compared") return [];
  if (name === undefined) return usage === "named" || isNamed(node) ? [] : ofWhole(node, resolver);
  return read("environment", name === UNKNOWN ? namesIn(node, resolver) : [name], node);
}

/** Facts of a read with these names; without names it can be any of them. */
function read(
  kind: "environment" | "setting",
  names: string[] | undefined,
  node: ts.Node,
): Noticed[] {
  const unknown: FactKind = kind === "setting" ? "setting-unknown" : "environment-all";
  if (!names) return [{ kind: unknown, detail: node.getText().slice(0, 80), node }];
  return names.flatMap((detail): Noticed[] => [
    { kind, detail, node },
    ...(OF_TESTS.test(detail) ? [{ kind: "test-awareness" as const, detail, node }] : []),
  ]);
}

/** `{ env }` of `process` gives it another name; its uses are seen elsewhere. */
const isNamed = (node: ts.Node): boolean =>
  typescript().isBindingElement(node) && !node.dotDotDotToken;

function ofWhole(node: ts.Node, resolver: Resolver): Noticed[] {
  const { isBinaryExpression, SyntaxKind } = typescript();
  const { parent } = node;
  if (isBinaryExpression(parent) && parent.operatorToken.kind === SyntaxKind.InKeyword) {
    return read("environment", resolver.texts.of(parent.left), node);
  }
  return [{ kind: "environment-all", detail: "all of it", node }];
}

/** The names that a computed member of the environment can have. */
function namesIn(node: ts.Node, resolver: Resolver): string[] | undefined {
  const { isBindingElement, isComputedPropertyName, isElementAccessExpression } = typescript();
  if (isBindingElement(node)) {
    const { propertyName } = node;
    if (!propertyName || !isComputedPropertyName(propertyName)) return undefined;
    return resolver.texts.of(propertyName.expression);
  }
  for (let at: ts.Node = node; "expression" in at; at = inner(at.expression as ts.Node)) {
    if (isElementAccessExpression(at) && resolver.originOf(at)?.length === 3) {
      return resolver.texts.of(at.argumentExpression);
    }
  }
  return undefined;
}

const READER = "getSetting";
const SECRETS = "secrets";

function ofSettings(source: ts.SourceFile, resolver: Resolver): Noticed[] {
  const ts = typescript();
  const facts: Noticed[] = [];
  walk(source, (node) => {
    if (ts.isBindingElement(node) && ts.isIdentifier(node.propertyName ?? node.name)) {
      const key = (node.propertyName ?? node.name) as ts.Identifier;
      if (key.text === READER) facts.push(...read("setting", undefined, node));
      return;
    }
    if (!ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node)) return;
    const name = ts.isPropertyAccessExpression(node)
      ? node.name.text
      : (resolver.texts.of(node.argumentExpression)?.[0] ?? "");
    const { parent } = node;
    if (name === READER) {
      const isCall = ts.isCallExpression(parent) && parent.expression === node;
      const key = isCall ? parent.arguments[0] : undefined;
      facts.push(...read("setting", key && resolver.texts.of(key), isCall ? parent : node));
    } else if (name === SECRETS && isOfAgent(node)) {
      const isMember = ts.isPropertyAccessExpression(parent) && parent.expression === node;
      facts.push(...read("setting", isMember ? [parent.name.text] : undefined, node));
    }
  });
  return facts;
}

/** `character.secrets` and `settings.secrets` hold the keys of the whole agent. */
function isOfAgent({ expression }: ts.PropertyAccessExpression | ts.ElementAccessExpression) {
  const { isIdentifier, isPropertyAccessExpression } = typescript();
  const holder = inner(expression);
  const name = isPropertyAccessExpression(holder) ? holder.name : holder;
  return isIdentifier(name) && /^(?:character|settings)$/.test(name.text);
}
