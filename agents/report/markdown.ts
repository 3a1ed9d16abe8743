import { AGENTS } from "../../shared/look.ts";
import type { Block, Item, Line, Piece, Report } from "./document.ts";
import { legible } from "./legible.ts";

/** A report as Markdown, without any HTML. */
export const renderMarkdown = ({ title, subtitle, blocks }: Report): string =>
  `${[`# ${escaped(title)}`, escaped(subtitle), ...all(blocks, 2)].join("\n\n")}\n`;

const all = (blocks: Block[], level: number): string[] =>
  blocks.map((block) => render(block, level));

function render(block: Block, level: number): string {
  switch (block.kind) {
    case "section":
      return [heading(level, escaped(block.title)), ...all(block.blocks, level + 1)].join("\n\n");
    case "outcome":
      return [`**${escaped(block.title)}**`, ...all(block.blocks, level)].join("\n\n");
    case "text":
      return paragraph(line(block.line));
    case "words":
      return quote(block.text);
    case "facts":
      // Another sign than that of lists, which would go on in it.
      return block.facts
        .map(([name, value]) => `* **${escaped(name)}**: ${line(value)}`)
        .join("\n");
    case "list":
      return block.items.map(item).join("\n").trimEnd();
    case "table":
      return table(block);
    case "code":
      return fenced(block.text, block.language);
    case "fold":
      return [heading(level, line(block.title)), ...all(block.blocks, level + 1)].join("\n\n");
    default:
      return block satisfies never;
  }
}

const heading = (level: number, words: string): string =>
  `${"#".repeat(Math.min(level, 6))} ${words}`;

/** Every line of somebody's words, and that they are quoted. */
function quote(text: string): string {
  const lines = legible(text)
    .trim()
    .split("\n")
    .map((each) => paragraph(escaped(each)));
  return lines.map((each) => (each ? `> ${each}` : ">")).join("\n>\n");
}

function item({ line: said, more }: Item): string {
  const first = `- ${paragraph(line(said))}`;
  if (more === undefined) return first;
  const rest = fenced(more, "text").split("\n");
  return [first, "", ...rest.map((each) => `  ${each}`), ""].join("\n");
}

function table({ head, rows }: Extract<Block, { kind: "table" }>): string {
  const row = (cells: string[]): string => `| ${cells.join(" | ")} |`;
  return [
    row(head.map(escaped)),
    row(head.map(() => "---")),
    ...rows.map((cells) => row(cells.map((lines) => lines.map(line).join("; ")))),
  ].join("\n");
}

/** A fence that is longer than any in the text. */
function fenced(text: string, language: string): string {
  const shown = legible(text);
  const longest = Math.max(2, ...(shown.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${shown}\n${fence}`;
}

const line = (pieces: Line): string => pieces.map(piece).join("").trim();

function piece(each: Piece): string {
  if (typeof each === "string") return escaped(each);
  if ("code" in each) return code(each.code);
  if ("strong" in each) return `**${escaped(each.strong)}**`;
  if ("agent" in each) return `**${AGENTS[each.agent].icon} ${each.agent}**`;
  return escaped(each.text);
}

/** A sign that could end a piece of code, or make something of what stands beside it. */
const SIGN = /[\\`<>|[\]!&*]/;
/** Runs of letters without such a sign, and the signs one by one. */
const WORD = /[^\s\\`<>|[\]!&*]+|[\\`<>|[\]!&*]/g;
/** What some renderers make a link or a mention of, although nobody marked it as one. */
const LINK = /:\/\/|www\.|@/i;

/** Text of others on one line, in which nothing is Markdown; addresses stand as code, where nothing makes links of them. */
const escaped = (text: string): string =>
  oneLine(text).replaceAll(WORD, (word) =>
    LINK.test(word) ? `\`${word}\`` : word.replaceAll(/[\\`*_~[\]<>|&#$]/g, "\\$&"),
  );

/** Names and places as code, where that is safe. */
function code(text: string): string {
  const shown = oneLine(text).trim();
  return shown === "" || SIGN.test(shown) ? escaped(shown) : `\`${shown}\``;
}

const oneLine = (text: string): string => legible(text).replaceAll(/\s+/g, " ");

/** Signs that mean a list, a heading or a rule at the beginning of a line only. */
const paragraph = (words: string): string =>
  words
    .trim()
    .replace(/^[-+=]/, "\\$&")
    .replace(/^(\d+)([.)])/, "$1\\$2");
