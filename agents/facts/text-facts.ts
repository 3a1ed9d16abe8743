import type ts from "typescript";
import { typescript } from "../core-api/typescript.ts";
import type { FactKind } from "./code-facts.ts";
import { references, waysOut } from "./specifiers.ts";

interface TextFact {
  kind: FactKind;
  detail: string;
  at: number;
}

/** Characters that nobody sees, or that turn the direction of reading; an emoji may be joined of several. */
const HIDDEN =
  // eslint-disable-next-line no-control-regex, no-misleading-character-class -- these characters are what is looked for
  /[\u0000\u00ad\u061c\u115f\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164]|(?<!^)\ufeff|(?<![\p{Extended_Pictographic}\ufe0f\u{1f3fb}-\u{1f3ff}])\u200d|[\u{e0000}-\u{e007f}]|[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]{2,}/gu;

/** Comments that keep a tool from looking. */
const COMMENTS: readonly [FactKind, RegExp][] = [
  ["suppression", /@ts-(?:nocheck|ignore|expect-error)/g],
  ["lint-comment", /eslint-disable[\w-]*/g],
];

/** What stands in the text of a file beside its code: comments, directives, characters. */
export function textFacts(source: ts.SourceFile): TextFact[] {
  const { text } = source;
  const file = source.fileName.replace(/^\/plugin\//, "");
  const hidden = [...text.matchAll(HIDDEN)].slice(0, 5).map(({ 0: found, index }): TextFact => {
    const code = found.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0") ?? "";
    return { kind: "hidden-character", detail: `U+${code}`, at: index };
  });
  const out = references(source)
    .filter((each) => waysOut(each.text, file))
    .map(({ text: detail, at }): TextFact => ({ kind: "leaves-plugin", detail, at }));
  const marked = COMMENTS.flatMap(([kind, mark]) =>
    [...text.matchAll(mark)].map(({ 0: detail, index }): TextFact => ({ kind, detail, at: index })),
  );
  if (marked.length === 0) return [...hidden, ...out];
  const literals = literalsIn(source);
  return [
    ...hidden,
    ...out,
    ...marked.filter(({ at }) => !literals.some(({ pos, end }) => pos <= at && at < end)),
  ];
}

/** Where texts stand that are no comments. */
function literalsIn(source: ts.SourceFile): { pos: number; end: number }[] {
  const ts = typescript();
  const found: { pos: number; end: number }[] = [];
  const visit = (node: ts.Node): void => {
    const isLiteral =
      ts.isStringLiteralLike(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddle(node) ||
      ts.isTemplateTail(node) ||
      ts.isRegularExpressionLiteral(node) ||
      ts.isJsxText(node);
    if (isLiteral) found.push({ pos: node.getStart(source), end: node.end });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
