const ITEM = /^\s*(?:[-*+]|\d+[.)])\s/;
const FENCE = /^\s*(?:```|~~~)/;

/**
 * A plain text with its lists ended where they end for people: Markdown takes a line without a mark for more of the item
 * before it, unless a blank line stands between them.
 */
export function withListEnds(text: string): string {
  let isCode = false;
  const lines = text.split("\n");
  return lines
    .map((line, at) => {
      if (FENCE.test(line)) isCode = !isCode;
      const before = lines[at - 1] ?? "";
      const ends = !isCode && ITEM.test(before) && /^\S/.test(line) && !ITEM.test(line);
      return ends ? `\n${line}` : line;
    })
    .join("\n");
}
