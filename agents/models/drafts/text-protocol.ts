import crypto from "node:crypto";
import type { Dispute } from "../../../shared/loop/dispute.ts";
import type { Edit } from "./apply-edit.ts";
import type { DraftFiles } from "./draft-files.ts";
import { plainText } from "./plain-text.ts";

/** One step on a draft, as a model without tools writes it down. */
export type Step =
  | { kind: "write"; path: string; content: string }
  | { kind: "edit"; path: string; edits: Edit[] }
  | { kind: "delete"; path: string }
  | { kind: "dispute"; dispute: Dispute };

export interface Answer {
  steps: Step[];
  /** What was written or changed, as the subject line of a commit. */
  summary?: string | undefined;
}

/** Between the parts of a line. */
export const DIVIDER = " :: ";

const ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/** The four characters that make a call's markers its own: the same for the same seed, and in no file by accident. */
export const protocolTag = (seed: string): string =>
  [...crypto.createHash("sha256").update(seed).digest().subarray(0, 4)]
    .map((byte) => ALPHABET[byte % ALPHABET.length])
    .join("");

/** Tells a model in which form to answer. */
export function protocolInstructions(
  tag: string,
  { edits, disputes = false }: { edits: boolean; disputes?: boolean },
): string {
  const change: Step = {
    kind: "edit",
    path: "<path>",
    edits: [
      { search: "lines as they are in the file now", replace: "lines that take their place" },
    ],
  };
  const objection: Step = {
    kind: "dispute",
    dispute: {
      test: "<name of a red test>",
      clause: "<words of the specification that it offends>",
      reason: "<why, in one sentence>",
    },
  };
  const form = renderAnswer(tag, {
    steps: [
      { kind: "write", path: "<path>", content: "the whole file, nothing left out\n" },
      ...(edits ? [change] : []),
      { kind: "delete", path: "<path>" },
      ...(disputes ? [objection] : []),
    ],
    summary: "<what was written or changed, in one line, as the subject of a commit>",
  });
  const editRules = `
- FILE writes a whole file: a new one, or one of which more than a third changes. EDIT changes a file that is there.
- An EDIT may have several SEARCH/REPLACE blocks. The lines of each SEARCH are copied from the file to the letter, with enough of them to be there only once.`;
  const wholeRule = `
- FILE writes a whole file, also when only a part of it changes.`;
  return `Think first, in a few sentences, if that helps. Then answer in sections of this form, as many of each as are needed:

${form}
Rules:
- Every marker stands alone on its line and begins with @@${tag}. What is between two markers is taken as it is, without escapes and without a code fence around it.${edits ? editRules : wholeRule}
- Files that are not named stay as they are. DELETE is only for files that are to be gone.
${disputes ? `- DISPUTE is for a test that asks for something else than the specification; its writer judges it. You cannot change tests.\n` : ""}- SUMMARY and DONE come last. An answer without DONE counts as cut off.`;
}

/** Writes an answer in the form that `parseProtocol` reads. */
export function renderAnswer(tag: string, { steps, summary }: Answer): string {
  const mark = `@@${tag}`;
  const sections = steps.map((step) => {
    switch (step.kind) {
      case "write":
        return `${mark} FILE ${step.path}\n${ended(step.content)}${mark} END\n`;
      case "edit":
        return `${mark} EDIT ${step.path}\n${step.edits.map(block).join("")}${mark} END\n`;
      case "delete":
        return `${mark} DELETE ${step.path}\n`;
      case "dispute": {
        const { test, clause, reason } = step.dispute;
        return `${mark} DISPUTE ${[test, clause, reason].join(DIVIDER)}\n`;
      }
      default:
        return step satisfies never;
    }
  });
  const last = summary === undefined ? "" : `${mark} SUMMARY ${summary}\n`;
  return `${sections.join("\n")}\n${last}${mark} DONE\n`;
}

const block = ({ search, replace }: Edit): string =>
  `<<<<<<< SEARCH\n${ended(search)}=======\n${ended(replace)}>>>>>>> REPLACE\n`;

const ended = (text: string): string => (text === "" || text.endsWith("\n") ? text : `${text}\n`);

/** Takes an answer's steps on a draft; returns what did not work, in words for the model. */
export async function applySteps(
  draft: DraftFiles,
  steps: Step[],
  signal: AbortSignal,
): Promise<string[]> {
  const problems: string[] = [];
  for (const step of steps) {
    signal.throwIfAborted();
    const outcome = await take(draft, step, signal);
    if (outcome.done) continue;
    const advice = outcome.rewrite ? "\nSend the whole file in a FILE section." : "";
    problems.push(plainText(outcome.message + advice));
  }
  return problems;
}

function take(draft: DraftFiles, step: Step, signal: AbortSignal) {
  switch (step.kind) {
    case "write":
      return draft.write(step.path, step.content, signal);
    case "edit":
      return draft.edit(step.path, step.edits, signal);
    case "delete":
      return draft.delete(step.path);
    case "dispute":
      return draft.dispute(step.dispute);
    default:
      return step satisfies never;
  }
}
