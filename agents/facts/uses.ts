import type ts from "typescript";
import { typescript } from "../core-api/typescript.ts";
import type { Origin, Resolver } from "./resolver.ts";
import { inner, isValue, walk } from "./syntax.ts";

/** What happens with a value that is not the plugin's own. */
export type Usage = "called" | "constructed" | "imported" | "named" | "compared" | "value";

/** A use of something that is not the plugin's own, as far as its members are written out. */
export interface Use {
  origin: Origin;
  /** The origin as one text. */
  path: string;
  node: ts.Node;
  usage: Usage;
}

const known = new WeakMap<ts.SourceFile, Use[]>();

/** All uses of globals and of imported modules in a file, each with as many members as can be followed. */
export function usesIn(source: ts.SourceFile, resolver: Resolver): Use[] {
  const before = known.get(source);
  if (before) return before;
  const uses: Use[] = [];
  const add = (node: ts.Node, origin: Origin | undefined, usage: Usage): void => {
    if (origin) uses.push({ origin, path: origin.join("."), node, usage });
  };
  const { isBindingElement, isCallExpression, isIdentifier, isImportSpecifier, isMetaProperty } =
    typescript();
  walk(source, (node) => {
    if (isBindingElement(node)) add(node, resolver.ofBinding(node), "imported");
    else if (isImportSpecifier(node) && !node.isTypeOnly && !node.parent.parent.isTypeOnly) {
      add(node, resolver.originOf(node.name), "imported");
    } else if (
      (isIdentifier(node) && isValue(node)) ||
      isMetaProperty(node) ||
      (isCallExpression(node) && node.expression.kind === typescript().SyntaxKind.ImportKeyword)
    ) {
      const whole = outermost(node, resolver);
      add(whole, resolver.originOf(whole), usageOf(whole));
    }
  });
  known.set(source, uses);
  return uses;
}

/** `process` in `process.stdout.columns` leads to the whole of it. */
function outermost(node: ts.Node, resolver: Resolver): ts.Node {
  const ts = typescript();
  const { parent } = node;
  const isPart =
    inner(parent) !== parent ||
    ts.isAwaitExpression(parent) ||
    ((ts.isPropertyAccessExpression(parent) ||
      ts.isElementAccessExpression(parent) ||
      ts.isCallExpression(parent)) &&
      parent.expression === node);
  return isPart && resolver.originOf(parent) ? outermost(parent, resolver) : node;
}

function usageOf(node: ts.Node): Usage {
  const ts = typescript();
  const { parent } = node;
  if (ts.isCallExpression(parent) && parent.expression === node) return "called";
  if (ts.isNewExpression(parent) && parent.expression === node) return "constructed";
  // Whoever uses the new name is seen there.
  if (ts.isVariableDeclaration(parent) && parent.initializer === node) return "named";
  if (ts.isParameter(parent)) return "named";
  if (ts.isTypeOfExpression(parent)) return "compared";
  const { InstanceOfKeyword } = ts.SyntaxKind;
  const isInstance =
    ts.isBinaryExpression(parent) && parent.operatorToken.kind === InstanceOfKeyword;
  return isInstance ? "compared" : "value";
}
