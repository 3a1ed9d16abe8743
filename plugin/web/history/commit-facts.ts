import type { VERDICTS } from "../../../shared/look.ts";
import type { Commit } from "../../studio/api/history.ts";

export const shortHash = (hash: string): string => hash.slice(0, 7);

/** A verdict of a commit, as a badge shows it. */
export interface Verdict {
  name: string;
  status: keyof typeof VERDICTS;
  /** What exactly was measured. */
  summary: string;
}

const GATES = ["Build", "Lint", "Tests", "Load", "Review"];

/** Verdicts that a commit carries in its trailers; none for commits that were not checked. */
export const verdictsOf = ({ trailers }: Pick<Commit, "trailers">): Verdict[] =>
  GATES.flatMap((name): Verdict[] => {
    const summary = trailers[name];
    return summary ? [{ name: name.toLowerCase(), status: statusOf(summary), summary }] : [];
  });

/** `passed`, `28 passed, 0 failed`, `94 approved`; everything else did not pass, or did not run. */
function statusOf(summary: string): Verdict["status"] {
  if (/^(not run|none|skipped)/.test(summary)) return "skipped";
  if (/^(passed|\d+ approved)/.test(summary)) return "passed";
  return /^\d+ passed, 0 failed/.test(summary) ? "passed" : "failed";
}

/** A character that a commit says took part. */
export interface Took {
  agent: string;
  hash: string;
}

const CHARACTER = "Character-";

export const charactersIn = ({ trailers }: Pick<Commit, "trailers">): Took[] =>
  Object.entries(trailers)
    .filter(([name, hash]) => name.startsWith(CHARACTER) && hash !== "")
    .map(([name, hash]) => ({ agent: name.slice(CHARACTER.length), hash }));

/** The commit at the end of a branch. */
export const headOf = (commits: Commit[], branch: string): string | undefined =>
  commits.find(({ branches }) => branches.includes(branch))?.hash;

/** A subject and what tells it from others, for lists to choose from. */
export const commitTitle = ({ hash, subject, tags }: Commit): string =>
  [shortHash(hash), ...tags, subject].join(" · ");

/** Two commits in an address: `1234567..89abcde`. */
export const rangeText = (from: string, to: string): string =>
  `${shortHash(from)}..${shortHash(to)}`;

export function readRange(text: string): { from: string; to: string } | undefined {
  const [, from, to] = /^([0-9a-f]{7,64})\.\.([0-9a-f]{7,64})$/.exec(text) ?? [];
  return from && to ? { from, to } : undefined;
}
