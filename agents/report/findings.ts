import { cleaned } from "../../shared/loop/signature.ts";
import type { Finding } from "../../shared/results.ts";
import { list, type Block, type Item, type Line, type Tone } from "./document.ts";

const MOST_SHOWN = 30;
const MOST_LINES = 40;

const TONES: Record<Finding["severity"], Tone> = { blocker: "bad", warning: "open", note: "quiet" };

/** Findings as a list, each with its place; `from` says of whom, where several speak. */
export function findingsList(findings: Finding[], { from = false } = {}): Block[] {
  const left = findings.length - MOST_SHOWN;
  const more: Item[] = left > 0 ? [{ line: [`and ${left} more`] }] : [];
  return list([...findings.slice(0, MOST_SHOWN).map((each) => item(each, from)), ...more]);
}

function item(finding: Finding, withSource: boolean): Item {
  const { from, severity, message, file, line, rule, id, clause } = finding;
  const [first = "", ...rest] = cleaned(message).split("\n");
  const place: Line = file ? [{ code: line ? `${file}:${line}` : file }, " "] : [];
  const ground = [rule && `rule ${rule}`, clause && `clause: ${clause}`].filter(Boolean).join(", ");
  return {
    line: [
      { text: severity, tone: TONES[severity] },
      " ",
      ...(id ? [{ strong: id }, " "] : []),
      ...(withSource ? [{ text: `${from}: `, tone: "quiet" as const }] : []),
      ...place,
      first,
      ...(ground ? [" ", { text: `(${ground})`, tone: "quiet" as const }] : []),
    ],
    ...(rest.length > 0 ? { more: rest.slice(0, MOST_LINES).join("\n").trim() } : {}),
  };
}
