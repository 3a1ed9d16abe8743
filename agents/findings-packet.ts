import type { Files } from "../shared/files.ts";
import { idOf } from "../shared/loop/fitness.ts";
import { cleaned, signatureOf } from "../shared/loop/signature.ts";
import { gateNames, type Finding } from "../shared/results.ts";
import { estimateTokens } from "../shared/usage.ts";
import { UNKNOWN_IMPORT } from "./core-api/imports.ts";

const MAXIMUM_TOKENS = 1500;
const MAXIMUM_KINDS = 8;
const MAXIMUM_EARLIER = 15;
const COMPACT_KINDS = 5;
const LONGEST_MESSAGE = 600;
const LONGEST_LINE = 120;
const MESSAGE_LINES = 14;
const FRAME = 2;

/** What a round has to mend, and what is known of it. */
export interface Trouble {
  findings: Finding[];
  /** What each earlier round was asked to mend, oldest first. */
  history: Finding[][];
  /** Files as they stand, for the lines around a finding. */
  files: Files;
  /** Tests, as `file > name`, that were green in an earlier round. */
  passedBefore?: string[] | undefined;
}

/** Findings of one kind: the first of them is told, the others are counted. */
interface Kind {
  first: Finding;
  similar: Finding[];
  /** How many findings probably go away with this one. */
  followers: number;
  /** What earlier rounds have to do with it, as a sentence. */
  past?: string | undefined;
  returned: boolean;
}

/**
 * Findings as a model should hear them: each kind once, causes before what follows from them, with the lines around
 * each. Never longer than 1500 tokens, whatever the tools printed.
 */
export function findingsPacket(trouble: Trouble, { compact = false } = {}): string {
  const kinds = kindsOf(trouble);
  const most = compact ? COMPACT_KINDS : MAXIMUM_KINDS;
  const told: string[] = [];
  for (const kind of kinds.slice(0, most)) {
    const entry = `${told.length + 1}. ${describe(kind, trouble.files)}`;
    const rest = leftOut(kinds.length);
    if (estimateTokens([...told, entry, rest].join("\n")) > MAXIMUM_TOKENS) break;
    told.push(entry);
  }
  const left = kinds.length - told.length;
  return [...told, ...(left > 0 ? [leftOut(left)] : [])].join("\n");
}

/** Findings of earlier rounds that are not reported now, a line each: what was mended must stay mended. */
export function earlierFindings({ findings, history }: Omit<Trouble, "files">): string[] {
  const open = new Set(findings.map(signatureOf));
  const earlier = new Map(
    history
      .flat()
      .filter((each) => each.severity !== "note" && !open.has(signatureOf(each)))
      .map((each) => [signatureOf(each), headline(each)]),
  );
  return [...earlier.values()].slice(-MAXIMUM_EARLIER);
}

const leftOut = (count: number): string =>
  `And ${count} more of another kind, to be seen again once these are mended.`;

function kindsOf({ findings, history, passedBefore = [] }: Trouble): Kind[] {
  const roots = findings.filter(isRoot);
  const shadowed = new Set(findings.filter((each) => !isRoot(each) && followsFrom(each, roots)));
  const kinds = new Map<string, Kind>();
  for (const finding of findings) {
    if (shadowed.has(finding)) continue;
    // Of a cause the names matter, and not the file: another missing name is another cause.
    const key = isRoot(finding) ? `${finding.rule}|${finding.message}` : signatureOf(finding);
    const known = kinds.get(key);
    if (known) known.similar.push(finding);
    else {
      const past = isBroken(finding, passedBefore) ? BROKEN : pastOf(finding, history);
      kinds.set(key, { first: finding, similar: [], followers: 0, ...past });
    }
  }
  const ordered = [...kinds.values()].sort((one, other) => rank(one) - rank(other));
  for (const follower of shadowed) {
    const cause = ordered.find(
      ({ first, similar }) =>
        isRoot(first) && [first, ...similar].some((each) => followsFrom(follower, [each])),
    );
    if (cause) cause.followers += 1;
  }
  return ordered;
}

/** Broken again first, then causes, blockers before warnings, and the gates in their order. */
function rank({ first, returned }: Kind): number {
  const order: string[] = ["person", ...gateNames, "review"];
  const place = order.indexOf(first.from) + (first.severity === "blocker" ? 0 : 20);
  return place + (returned ? 0 : isRoot(first) ? 100 : 200);
}

const MISSING_MODULE = "TS2307";
/** A name or module that is not there: one slip, and a compiler that stumbles over it for pages. */
const ROOTS = new Set([
  UNKNOWN_IMPORT,
  MISSING_MODULE,
  "TS2304",
  "TS2305",
  "TS2552",
  "TS2614",
  "TS2724",
]);
/** What a compiler says of values whose type it could not find out. */
const FOLLOWERS = new Set(["TS7006", "TS7031", "TS7005", "TS7034", "TS7053", "TS18046", "TS2571"]);

const isRoot = ({ from, rule }: Finding): boolean => from === "build" && ROOTS.has(rule ?? "");

/** Whether a finding probably goes away with one of the causes. */
function followsFrom({ from, file, rule, message }: Finding, roots: Finding[]): boolean {
  if (from === "build" && FOLLOWERS.has(rule ?? "")) {
    return roots.some((root) => root.file === file);
  }
  const unloadable =
    (from === "build" && message.startsWith("The bundle failed")) ||
    (from === "test" && message.includes("could not be run"));
  return (
    unloadable && roots.some((root) => [MISSING_MODULE, UNKNOWN_IMPORT].includes(root.rule ?? ""))
  );
}

/** A test that was green counts more than any other news. */
const BROKEN = { past: "You broke this test, which passed before.", returned: true };

const isBroken = ({ file = "", test }: Finding, passedBefore: string[]): boolean =>
  test !== undefined && passedBefore.includes(idOf({ file, name: test }));

/** Whether a finding was there before, and whether it had gone in between. */
function pastOf(finding: Finding, history: Finding[][]): Pick<Kind, "past" | "returned"> {
  const signature = signatureOf(finding);
  const had = (round: Finding[]): boolean => round.some((each) => signatureOf(each) === signature);
  const first = history.findIndex(had);
  if (first < 0) return { returned: false };
  const gone = history.slice(first).some((round) => !had(round) && sees(round, finding));
  const past = gone
    ? "This was mended before and is broken again."
    : "This was to be mended before and is still there.";
  return { past, returned: gone };
}

/** Whether a round would have reported a finding: behind a red gate the later ones see less. */
function sees(round: Finding[], { from }: Finding): boolean {
  const red = (froms: Finding["from"][]): boolean =>
    round.some((each) => each.severity === "blocker" && froms.includes(each.from));
  if (from === "review") return !red([...gateNames]);
  return from === "test" || from === "load" ? !red(["install", "build"]) : !red(["install"]);
}

function describe({ first, similar, followers, past }: Kind, files: Files): string {
  const notes = [
    ...(similar.length > 0 ? [`+${similar.length} similar${places(similar)}`] : []),
    ...(followers > 0 ? [`+${followers} more that probably go away with it`] : []),
  ];
  const text = [
    ...(past ? [past] : []),
    headline(first, LONGEST_MESSAGE, MESSAGE_LINES),
    ...(notes.length > 0 ? [`(${notes.join("; ")})`] : []),
  ].join(" ");
  const frame = frameOf(first, files);
  return frame ? `${text}\n${frame}` : text;
}

function places(findings: Finding[]): string {
  const known = findings.flatMap(({ file, line }) =>
    file ? [`${file}${line ? `:${line}` : ""}`] : [],
  );
  const shown = [...new Set(known)].slice(0, 5);
  return shown.length > 0 ? `: ${shown.join(", ")}${known.length > shown.length ? ", …" : ""}` : "";
}

function headline(finding: Finding, longest = 160, lines = 1): string {
  const { from, severity, rule, file, line, message } = finding;
  const place = file ? ` ${file}${line ? `:${line}` : ""}` : "";
  const words = cleaned(message).split("\n").slice(0, lines).join("\n");
  const text = words.length > longest ? `${words.slice(0, longest - 1)}…` : words;
  return `[${[from, rule, severity].filter(Boolean).join(" ")}]${place} ${text}`;
}

/** The lines around a finding, with their numbers in front. */
function frameOf({ file, line }: Finding, files: Files): string | undefined {
  const lines = file && line ? files[file]?.split("\n") : undefined;
  if (!lines || !line || line > lines.length) return undefined;
  const start = Math.max(1, line - FRAME);
  return lines
    .slice(start - 1, line + FRAME)
    .map((text, index) => {
      const number = start + index;
      return `${number === line ? ">" : " "} ${`${number}`.padStart(4)}| ${text.slice(0, LONGEST_LINE)}`;
    })
    .join("\n");
}
