import { textOf, type TextReply } from "./text-model.ts";

/** What a model thought during an answer, a block each; empty ones left out. */
export const thoughtsIn = ({ blocks }: TextReply): string[] =>
  blocks
    .map((block) => (block.type === "thinking" ? block.thinking.trim() : ""))
    .filter((text) => text !== "");

/** What a model without thinking blocks said before it came to its answer, which begins with the marker. */
export function wordsBefore({ blocks }: TextReply, marker: string): string[] {
  const text = textOf(blocks);
  const end = text.indexOf(marker);
  const words = text.slice(0, Math.max(end, 0)).replace(/<\/?think(?:ing)?>|```\w*/g, "");
  return words.trim() === "" ? [] : [words.trim()];
}
