import type { AgentName } from "../../shared/events.ts";

/** How something turned out, for the eye; the words say it too. */
export type Tone = "good" | "bad" | "open" | "quiet";

/** A piece of a line, always as it was said: making it harmless is the renderer's work. */
export type Piece =
  | string
  | { code: string }
  | { strong: string }
  | { text: string; tone: Tone }
  | { agent: AgentName };
export type Line = Piece[];

/** One entry of a list; `more` is what a tool printed, line by line. */
export interface Item {
  line: Line;
  more?: string;
}

/** What a report is made of. It holds plain texts only, so that every face of it says the same. */
export type Block =
  | { kind: "section"; title: string; blocks: Block[] }
  | { kind: "outcome"; tone: Tone; title: string; blocks: Block[] }
  | { kind: "text"; line: Line }
  /** Words of people or models, which may take several lines. */
  | { kind: "words"; text: string }
  | { kind: "facts"; facts: [name: string, line: Line][] }
  | { kind: "list"; items: Item[] }
  /** Each cell is one or more lines. */
  | { kind: "table"; head: string[]; rows: Line[][][] }
  | { kind: "code"; language: "diff" | "json" | "sh"; text: string }
  /** What is shown when somebody wants to see it. */
  | { kind: "fold"; title: Line; blocks: Block[] };

/** A report, before it has a face. */
export interface Report {
  title: string;
  subtitle: string;
  blocks: Block[];
}

export const text = (...line: Line): Block => ({ kind: "text", line });

/** Words of people or models; none when nothing was said. */
export const words = (said: string): Block[] => (said ? [{ kind: "words", text: said }] : []);

export const code = (language: "diff" | "json" | "sh", lines: string): Block => ({
  kind: "code",
  language,
  text: lines,
});

export const fold = (title: Line, ...blocks: Block[]): Block => ({ kind: "fold", title, blocks });

/** A section; none when it would be empty. */
export const section = (title: string, ...blocks: Block[]): Block[] =>
  blocks.length > 0 ? [{ kind: "section", title, blocks }] : [];

/** A list; none when it would be empty. */
export const list = (items: Item[]): Block[] => (items.length > 0 ? [{ kind: "list", items }] : []);

/** A table; none when it would be empty. */
export const table = (head: string[], rows: Line[][][]): Block[] =>
  rows.length > 0 ? [{ kind: "table", head, rows }] : [];

/** A cell of one line. */
export const cell = (...line: Line): Line[] => [line];

/** `1 test`, `2 tests`. */
export const count = (number: number, noun: string): string =>
  `${number} ${noun}${number === 1 ? "" : "s"}`;

/** `0.4 s`, `12 s`, `3 min 5 s`. */
export function durationText(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** `2026-11-22 14:05 UTC`. */
export const timeText = (iso: string): string => `${iso.slice(0, 16).replace("T", " ")} UTC`;
