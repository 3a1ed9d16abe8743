import type ts from "typescript";
import { typescript } from "../core-api/typescript.ts";
import type { Collector, Noticed } from "./code-facts.ts";
import { hostsIn } from "./hosts.ts";
import type { Resolver } from "./resolver.ts";
import { inner, walk } from "./syntax.ts";
import { nameOf } from "./texts.ts";

/** Stands for a piece of text that is not written in the code. */
const GAP = "\0";
const LONG_DATA = /^(?=[^a-z]*[a-z])(?=[^A-Z]*[A-Z])[A-Za-z0-9+/_-]{200,}={0,2}$/;
const LONG_HEX = /^(?:0x)?(?:[0-9a-f]{2}){64,}$/i;
const LONGEST_TABLE = 64;
const FEWEST_CODES = 4;
const SHORTEST_ENCODED = 12;
/** Printable characters, escaped all the same, many in a row. */
const NEEDLESS_ESCAPES = /(?:\\(?:x[2-7][0-9a-f]|u00[2-7][0-9a-f]|u\{0*[2-7][0-9a-f]\})){6,}/i;
const HIDDEN_NAME = /^_0x[0-9a-f]{3,}$/i;
const MIXED_SCRIPTS = /(?=.*[a-z])(?=.*[\p{Script=Cyrillic}\p{Script=Greek}])/iu;
const TEST_TOOLS = /\b(?:vitest|jest|mocha)\b|__tests__/i;

/** What stands in texts and numbers: hosts, payloads, names that hide something. */
export const valueFacts: Collector = (source, resolver) => {
  const facts: Noticed[] = [];
  walk(source, (node) => {
    facts.push(
      ...ofText(node, resolver),
      ...ofHostOption(node, resolver),
      ...ofCodes(node, resolver),
      ...ofName(node),
    );
  });
  return facts;
};

function ofText(node: ts.Node, resolver: Resolver): Noticed[] {
  const ts = typescript();
  const isText =
    ts.isStringLiteralLike(node) || ts.isTemplateExpression(node) || isSum(node) || isJoin(node);
  if (!isText || isSum(node.parent) || isSpecifier(node)) return [];
  const text = piecesOf(node, resolver);
  const facts: Noticed[] = hostsIn(text, GAP).map(({ host, isAddress }) => ({
    kind: isAddress ? "host" : "mentioned-host",
    detail: host,
    node,
  }));
  if (LONG_DATA.test(text) || LONG_HEX.test(text)) {
    facts.push({ kind: "payload", detail: `a text of ${text.length} encoded characters`, node });
  }
  if (NEEDLESS_ESCAPES.test(node.getText())) {
    facts.push({ kind: "payload", detail: "a text written in escapes", node });
  }
  if (TEST_TOOLS.test(text))
    facts.push({ kind: "test-awareness", detail: text.slice(0, 60), node });
  return facts;
}

const isSum = (node: ts.Node): boolean =>
  typescript().isBinaryExpression(node) &&
  node.operatorToken.kind === typescript().SyntaxKind.PlusToken;

function isJoin(node: ts.Node): boolean {
  const { isCallExpression, isPropertyAccessExpression } = typescript();
  return (
    isCallExpression(node) &&
    isPropertyAccessExpression(node.expression) &&
    node.expression.name.text === "join"
  );
}

function isSpecifier({ parent }: ts.Node): boolean {
  const ts = typescript();
  return (
    ts.isImportDeclaration(parent) ||
    ts.isExportDeclaration(parent) ||
    ts.isModuleDeclaration(parent)
  );
}

/** A text with gaps where it is put together while the code runs. */
function piecesOf(expression: ts.Node, resolver: Resolver): string {
  const ts = typescript();
  const node = inner(expression);
  if (ts.isTemplateExpression(node)) {
    const spans = node.templateSpans.map(
      ({ expression: span, literal }) => piecesOf(span, resolver) + literal.text,
    );
    return node.head.text + spans.join("");
  }
  if (ts.isBinaryExpression(node) && isSum(node)) {
    return piecesOf(node.left, resolver) + piecesOf(node.right, resolver);
  }
  const texts = resolver.texts.of(node);
  return texts?.length === 1 ? (texts[0] ?? GAP) : GAP;
}

/** Calls that connect to what their arguments name. */
const CONNECTS = /^node:(?:net|tls|dns|dgram|http|https|http2)(?:[./]\w+)*$/;

/** Hosts that stand alone, without the form of an address around them. */
function ofHostOption(node: ts.Node, resolver: Resolver): Noticed[] {
  const { isCallExpression, isPropertyAssignment } = typescript();
  if (isPropertyAssignment(node) && /^(?:host|hostname)$/.test(nameOf(node.name) ?? "")) {
    return bareHosts(node.initializer, resolver);
  }
  const connects =
    isCallExpression(node) && CONNECTS.test(resolver.originOf(node.expression)?.join(".") ?? "");
  return connects ? node.arguments.flatMap((each) => bareHosts(each, resolver)) : [];
}

const bareHosts = (node: ts.Node, resolver: Resolver): Noticed[] =>
  (resolver.texts.of(node) ?? [])
    .filter((text) => /^[\w-]+(?:\.[\w-]+)+$|^[\da-f:]*:[\da-f:]+$/i.test(text))
    .map((detail) => ({ kind: "host", detail: detail.toLowerCase(), node }));

const DECODES = /^(?:atob|Buffer\.from|node:buffer\.(?:Buffer\.from|atob))$/;
const FROM_CODES = /^String\.(?:fromCharCode|fromCodePoint)$/;

/** Texts that are written as something else and decoded while the code runs. */
function ofCodes(node: ts.Node, resolver: Resolver): Noticed[] {
  const ts = typescript();
  if (ts.isArrayLiteralExpression(node)) {
    const isTable = node.elements.length >= LONGEST_TABLE && node.elements.every(isByte);
    return isTable
      ? [{ kind: "payload", detail: `a list of ${node.elements.length} bytes`, node }]
      : [];
  }
  if (!ts.isCallExpression(node)) return [];
  const path = resolver.originOf(node.expression)?.join(".") ?? "";
  const [first, second] = node.arguments;
  if (FROM_CODES.test(path)) {
    const codes =
      first && ts.isSpreadElement(first) ? listIn(first.expression, resolver) : node.arguments;
    const isHidden = codes && codes.length >= FEWEST_CODES && codes.every(isByte);
    return isHidden
      ? [{ kind: "payload", detail: `${codes.length} codes of characters`, node }]
      : [];
  }
  const encoded = first && DECODES.test(path) ? (resolver.texts.of(first)?.[0] ?? "") : "";
  const isEncoded =
    path.endsWith("atob") ||
    (second && /^(?:base64|hex)/.test(resolver.texts.of(second)?.[0] ?? ""));
  return isEncoded && encoded.length >= SHORTEST_ENCODED
    ? [{ kind: "payload", detail: "a text that is decoded while the code runs", node }]
    : [];
}

function listIn(node: ts.Expression, resolver: Resolver): readonly ts.Expression[] | undefined {
  const { isArrayLiteralExpression, isIdentifier, isVariableDeclaration } = typescript();
  const at = inner(node);
  if (isArrayLiteralExpression(at)) return at.elements;
  const declaration = isIdentifier(at) ? resolver.declarationOf(at) : undefined;
  const value =
    declaration && isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  return value && isArrayLiteralExpression(value) ? value.elements : undefined;
}

const isByte = (node: ts.Node): boolean =>
  typescript().isNumericLiteral(node) &&
  Number(node.text) <= 255 &&
  Number.isInteger(Number(node.text));

function ofName(node: ts.Node): Noticed[] {
  if (!typescript().isIdentifier(node)) return [];
  if (HIDDEN_NAME.test(node.text)) return [{ kind: "obfuscation", detail: node.text, node }];
  return MIXED_SCRIPTS.test(node.text)
    ? [{ kind: "hidden-character", detail: `${node.text}, in letters of two scripts`, node }]
    : [];
}
