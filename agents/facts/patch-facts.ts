import type ts from "typescript";
import { typescript } from "../core-api/typescript.ts";
import type { Collector, Noticed } from "./code-facts.ts";
import type { Resolver } from "./resolver.ts";
import { inner, walk } from "./syntax.ts";

/** Functions that change their first argument. */
const CHANGES =
  /^(?:Object\.(?:assign|defineProperty|defineProperties|setPrototypeOf)|Reflect\.(?:set|defineProperty|deleteProperty|setPrototypeOf))$/;

/** Changes of what is not the plugin's own: globals, prototypes, imported modules, the agent's runtime. */
export const patchFacts: Collector = (source, resolver) => {
  const facts: Noticed[] = [];
  const note = (target: ts.Node): void => {
    const detail = foreign(target, resolver);
    if (detail) facts.push({ kind: "patch", detail, node: target });
  };
  walk(source, (node) => changedBy(node, resolver).forEach(note));
  return facts;
};

/** What a node gives another value, or other members. */
function changedBy(node: ts.Node, resolver: Resolver): ts.Node[] {
  const ts = typescript();
  if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) {
    return targetsIn(node.left);
  }
  if (ts.isDeleteExpression(node)) return [node.expression];
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
    const { PlusPlusToken, MinusMinusToken } = ts.SyntaxKind;
    const counts = node.operator === PlusPlusToken || node.operator === MinusMinusToken;
    return counts ? [node.operand] : [];
  }
  const [target] = ts.isCallExpression(node) ? node.arguments : [];
  const changes =
    target &&
    ts.isCallExpression(node) &&
    CHANGES.test(resolver.originOf(node.expression)?.join(".") ?? "");
  return changes ? [target] : [];
}

const isAssignment = (kind: ts.SyntaxKind): boolean =>
  kind >= typescript().SyntaxKind.FirstAssignment && kind <= typescript().SyntaxKind.LastAssignment;

/** `[a.b, c] = …` changes both. */
function targetsIn(left: ts.Node): ts.Node[] {
  const ts = typescript();
  if (ts.isArrayLiteralExpression(left)) return left.elements.flatMap(targetsIn);
  if (!ts.isObjectLiteralExpression(left)) return [left];
  return left.properties.flatMap((each) =>
    ts.isPropertyAssignment(each) ? targetsIn(each.initializer) : [],
  );
}

/** What something foreign is called, and nothing for what belongs to the plugin. */
function foreign(target: ts.Node, resolver: Resolver): string | undefined {
  const { isIdentifier } = typescript();
  const node = inner(target);
  const origin = resolver.originOf(node);
  // A variable of the plugin that holds something foreign may be given something else.
  if (origin && !(isIdentifier(node) && resolver.declarationOf(node))) return origin.join(".");
  const names = membersOf(node, resolver);
  if (names.includes("__proto__")) return names.join(".");
  // Members of the runtime itself; what the plugin keeps as `this.runtime` is its own.
  const holder = names.slice(0, -1).findIndex((name) => /^_?runtime$/i.test(name));
  return holder >= 0 ? names.slice(holder).join(".") : undefined;
}

/** `a.b["c"]` is a, b, c. */
function membersOf(node: ts.Node, resolver: Resolver): string[] {
  const ts = typescript();
  const at = inner(node);
  if (ts.isIdentifier(at)) return [at.text];
  if (ts.isPropertyAccessExpression(at)) {
    return [...membersOf(at.expression, resolver), at.name.text.replace("#", "")];
  }
  if (!ts.isElementAccessExpression(at)) return [];
  return [
    ...membersOf(at.expression, resolver),
    resolver.texts.of(at.argumentExpression)?.[0] ?? "…",
  ];
}
