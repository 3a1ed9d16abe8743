import { WorkspaceError } from "../../../shared/errors.ts";
import { assertWritable, assertWritablePath, type Files } from "../../../shared/files.ts";
import type { Dispute } from "../../../shared/loop/dispute.ts";
import type { Draft } from "../model.ts";
import { applyEdit, type Edit } from "./apply-edit.ts";
import { syntaxError } from "./syntax.ts";

/** What came of a step, in words for the model. */
export type Outcome =
  | { done: true; message: string }
  | {
      done: false;
      message: string;
      /** Edits of this file fail again and again: it had better be written anew. */
      rewrite?: boolean;
    };

const MOST_CHECKS = 3;
const FAILED_EDITS = 2;
const MOST_NAMES = 30;

/**
 * Files that a model writes and changes step by step, in memory. A step that is refused leaves them as they were. Steps
 * that are asked for at the same time are taken one after the other, in the order in which they were asked for.
 */
export class DraftFiles {
  readonly #draft: Draft;
  readonly #files: Map<string, string>;
  /** How often edits of a file failed since one of it succeeded. */
  readonly #failed = new Map<string, number>();
  readonly #disputes: Dispute[] = [];
  #checks = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(draft: Draft) {
    this.#draft = draft;
    this.#files = new Map(Object.entries(draft.files));
  }

  /** The files as they stand; a copy. */
  get files(): Files {
    return Object.fromEntries(this.#files);
  }

  /** Paths that were written, changed or deleted, in alphabetical order. */
  get changed(): string[] {
    const before = new Map(Object.entries(this.#draft.files));
    const paths = new Set([...before.keys(), ...this.#files.keys()]);
    return [...paths].filter((each) => before.get(each) !== this.#files.get(each)).sort();
  }

  /** Tests that are held for wrong. */
  get disputes(): Dispute[] {
    return [...this.#disputes];
  }

  /** Notes that a test asks for something else than the specification; only who cannot change it has to. */
  dispute(dispute: Dispute): Outcome {
    if (this.#draft.writer === "tester") return failure("The tests are yours: change them.");
    this.#disputes.push(dispute);
    const message =
      "Noted. The tester, who has not seen your code, judges it; until then it counts.";
    return { done: true, message };
  }

  /** Writes a whole file, whether it exists or not. */
  write(path: string, content: string, signal: AbortSignal): Promise<Outcome> {
    return this.#inTurn(() => {
      const lines = content.split("\n").length - (content.endsWith("\n") ? 1 : 0);
      return this.#put(path, content, `Wrote ${path}, ${counted(lines, "line")}.`, signal);
    });
  }

  /** Replaces one piece of a file. */
  replace(path: string, search: string, replace: string, signal: AbortSignal): Promise<Outcome> {
    return this.edit(path, [{ search, replace }], signal);
  }

  /** Replaces several pieces of a file, one after the other: all of them or none. */
  edit(path: string, edits: Edit[], signal: AbortSignal): Promise<Outcome> {
    return this.#inTurn(async () => {
      const obstacle = this.#obstacle(path);
      if (obstacle) return failure(obstacle);
      const outcome = await this.#edited(path, edits, signal);
      const failed = outcome.done ? 0 : (this.#failed.get(path) ?? 0) + 1;
      this.#failed.set(path, failed);
      return outcome.done ? outcome : { ...outcome, rewrite: failed >= FAILED_EDITS };
    });
  }

  delete(path: string): Promise<Outcome> {
    return this.#inTurn(async () => {
      const obstacle = this.#obstacle(path);
      if (obstacle) return failure(obstacle);
      this.#files.delete(path);
      return success(`Deleted ${path}.`);
    });
  }

  /** Type check of everything; a few times only, since models like to check more than they mend. */
  check(signal: AbortSignal): Promise<Outcome> {
    return this.#inTurn(async () => {
      if (this.#checks === MOST_CHECKS) {
        return failure(
          `The check was run ${MOST_CHECKS} times and cannot be run again. Mend what you know of and finish; everything is checked afterwards.`,
        );
      }
      this.#checks += 1;
      const text = await this.#draft.check(this.files, signal);
      const left = MOST_CHECKS - this.#checks;
      return success(`${text}\n\n${counted(left, "check")} left.`);
    });
  }

  #inTurn(step: () => Promise<Outcome>): Promise<Outcome> {
    const outcome = this.#last.then(step);
    this.#last = outcome.catch(() => undefined); // whoever waits for this step hears of it
    return outcome;
  }

  async #edited(path: string, edits: Edit[], signal: AbortSignal): Promise<Outcome> {
    let content = this.#files.get(path) ?? "";
    const lines: number[] = [];
    for (const [at, edit] of edits.entries()) {
      const result = applyEdit(content, edit);
      if (!result.applied) {
        const which = edits.length > 1 ? ` (edit ${at + 1} of ${edits.length}, none applied)` : "";
        return failure(`${path} is unchanged${which}. ${result.why}`);
      }
      content = result.text;
      lines.push(result.line);
    }
    const where = `${lines.length === 1 ? "line" : "lines"} ${lines.join(", ")}`;
    return this.#put(path, content, `Changed ${path} at ${where}.`, signal);
  }

  async #put(
    path: string,
    content: string,
    message: string,
    signal: AbortSignal,
  ): Promise<Outcome> {
    const refusal = this.#refusal(() =>
      assertWritable(this.#draft.writer, { ...this.files, [path]: content }),
    );
    if (refusal) return failure(refusal);
    const error = path.endsWith(".ts") ? await syntaxError(content, signal) : undefined;
    if (!error) {
      this.#files.set(path, content);
      return success(message);
    }
    const before = this.#files.get(path);
    if (before !== undefined && !(await syntaxError(before, signal))) {
      return failure(`${path} is unchanged: it would not parse any more. ${error}`);
    }
    // Nothing that worked is lost, and what was sent is mended more cheaply than sent again.
    this.#files.set(path, content);
    return failure(`${message} But it does not parse, mend it. ${error}`);
  }

  /** Says why a file cannot be changed or deleted, if it cannot. */
  #obstacle(path: string): string | undefined {
    const refusal = this.#refusal(() => assertWritablePath(this.#draft.writer, path));
    if (refusal ?? this.#files.has(path)) return refusal;
    const names = [...this.#files.keys()].sort();
    const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : "";
    const there = names.length > 0 ? names.slice(0, MOST_NAMES).join(", ") + more : "none";
    return `There is no file ${path}. Files that are there: ${there}.`;
  }

  /** What the rules for files say against something: the model's to mend, not the end of the job. */
  #refusal(assert: () => void): string | undefined {
    try {
      assert();
      return undefined;
    } catch (error) {
      if (error instanceof WorkspaceError) return error.message;
      throw error;
    }
  }
}

const success = (message: string): Outcome => ({ done: true, message });
const failure = (message: string): Outcome & { done: false } => ({ done: false, message });

const counted = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? "" : "s"}`;
