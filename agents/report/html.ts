import crypto from "node:crypto";
import { AGENTS } from "../../shared/look.ts";
import type { Block, Item, Line, Piece, Report } from "./document.ts";
import { legible } from "./legible.ts";
import { STYLE } from "./style.ts";

/** HTML that the template below has made; nothing else counts as such. */
class Html {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
}

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** The one way to write HTML: whatever is put into it that is not HTML already is text, and is escaped. */
function markup(parts: TemplateStringsArray, ...values: (string | Html | Html[])[]): Html {
  const inserted = values.map((value) => {
    if (Array.isArray(value)) return value.map(({ source }) => source).join("");
    if (value instanceof Html) return value.source;
    return legible(value).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
  });
  return new Html(String.raw({ raw: parts }, ...inserted));
}

/** Nothing is loaded, nothing is run, and of styles only ours: whatever slipped through could still do nothing. */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${crypto.createHash("sha256").update(STYLE).digest("base64")}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** A report as one page that needs nothing besides itself. */
export const renderHtml = ({ title, subtitle, blocks }: Report): string =>
  markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Html(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}: ${subtitle}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<main>
<p class="subtitle">${subtitle}</p>
<h1>${title}</h1>
${all(blocks, 2)}</main>
</body>
</html>
`.source;

const all = (blocks: Block[], level: number): Html[] => blocks.map((each) => render(each, level));

function render(block: Block, level: number): Html {
  switch (block.kind) {
    case "section": {
      const name = new Html(`h${Math.min(level, 6)}`);
      const { title, blocks } = block;
      return markup`<section>\n<${name}>${title}</${name}>\n${all(blocks, level + 1)}</section>\n`;
    }
    case "outcome": {
      const { tone, title, blocks } = block;
      return markup`<div class="outcome ${tone}">\n<p class="verdict">${title}</p>\n${all(blocks, level)}</div>\n`;
    }
    case "text":
      return markup`<p>${line(block.line)}</p>\n`;
    case "words":
      return markup`<p class="words">${block.text}</p>\n`;
    case "facts":
      return markup`<dl>\n${block.facts.map(fact)}</dl>\n`;
    case "list":
      return markup`<ul>\n${block.items.map(item)}</ul>\n`;
    case "table":
      return table(block);
    case "code":
      return block.language === "diff"
        ? markup`<pre class="diff">${block.text.split("\n").map(patchLine)}</pre>\n`
        : markup`<pre>${block.text}</pre>\n`;
    case "fold":
      return markup`<details>\n<summary>${line(block.title)}</summary>\n${all(block.blocks, level)}</details>\n`;
    default:
      return block satisfies never;
  }
}

const fact = ([name, value]: [string, Line]): Html =>
  markup`<div><dt>${name}</dt><dd>${line(value)}</dd></div>\n`;

const item = ({ line: said, more }: Item): Html =>
  markup`<li>${line(said)}${more === undefined ? "" : markup`<pre>${more}</pre>`}</li>\n`;

/** On narrow screens the cells of a row stand below each other, each with its column's name. */
function table({ head, rows }: Extract<Block, { kind: "table" }>): Html {
  const cellOf = (lines: Line[], column: number): Html =>
    markup`<td data-column="${head[column] ?? ""}"><div>${lines.map(cellLine)}</div></td>`;
  const titles = head.map((name) => markup`<th scope="col">${name}</th>`);
  const body = rows.map((cells) => markup`<tr>${cells.map(cellOf)}</tr>\n`);
  return markup`<table>\n<thead><tr>${titles}</tr></thead>\n<tbody>\n${body}</tbody>\n</table>\n`;
}

const cellLine = (pieces: Line): Html => markup`<div>${line(pieces)}</div>`;

const line = (pieces: Line): Html[] => pieces.map(piece);

function piece(each: Piece): Html {
  if (typeof each === "string") return markup`${each}`;
  if ("code" in each) return markup`<code>${each.code}</code>`;
  if ("strong" in each) return markup`<strong>${each.strong}</strong>`;
  if ("agent" in each)
    return markup`<strong class="${each.agent}">${AGENTS[each.agent].icon} ${each.agent}</strong>`;
  return markup`<span class="${each.tone}">${each.text}</span>`;
}

const SIGNS: Record<string, string> = { "+": "added", "-": "removed", "@": "place" };

/** A line of a patch; without colours its sign still tells what it is. */
const patchLine = (text: string): Html =>
  markup`<span class="${SIGNS[text.charAt(0)] ?? "same"}">${text}\n</span>`;
