import crypto from "node:crypto";
import type { Conversation } from "../../../shared/command.ts";
import { answers, Answer, type Answered, type Ask, type Details } from "./protocol.ts";

/** What came of a question. */
export type Outcome<Kind extends Ask> = { answer: Answered<Kind> } | { threw: string };

/** The process with the plugin gives no more answers. */
export class Interrupted extends Error {
  override name = "Interrupted";

  /** The process is gone, or silent for longer than a question may take, or says what nobody can make sense of. */
  readonly how: "ended" | "late" | "unreadable";
  readonly ask: Ask;
  /** What it was asked to do, as the end of a sentence. */
  readonly during: string;

  constructor(how: Interrupted["how"], ask: Ask, during: string) {
    super(`The process with the plugin is ${how} ${during}.`);
    this.how = how;
    this.ask = ask;
    this.during = during;
  }
}

/** The longest that anything the plugin is asked to do may take, unless it is limited otherwise. */
export const QUESTION_MS = 20_000;

/** Asks the process with the plugin, one question after the other. */
export class Interview {
  readonly #process: Conversation;
  #limitMs = QUESTION_MS;
  /** Questions that are answered. Another answer to one of them is a forgery, or the first one was. */
  readonly #answered = new Set<string>();

  constructor(process: Conversation) {
    this.#process = process;
  }

  /** How long one question may take from now on. */
  limit(limitMs: number): void {
    this.#limitMs = limitMs;
  }

  /** @param limitMs of this question, if it is another one. Throws an {@link Interrupted} when no answer comes. */
  async ask<Kind extends Ask>(
    ask: Kind,
    details: Details<Kind>,
    during: string,
    limitMs = this.#limitMs,
  ): Promise<Outcome<Kind>> {
    const id = crypto.randomUUID();
    this.#process.send(JSON.stringify({ id, ask, details }));
    const answer = await this.#answerTo(id, performance.now() + limitMs);
    if (typeof answer === "string") throw new Interrupted(answer, ask, during);
    if ("threw" in answer) return answer;
    const read = answers[ask].safeParse(answer.answer);
    if (!read.success) throw new Interrupted("unreadable", ask, during);
    return { answer: read.data as Answered<Kind> };
  }

  /** The line with the id of the question; everything else is what the plugin prints. */
  async #answerTo(id: string, deadline: number): Promise<Answer | Interrupted["how"]> {
    for (;;) {
      const line = await soon(this.#process.lines.next(), deadline - performance.now());
      if (!line) return "late";
      if (line.done) return "ended";
      const answer = readAnswer(line.value);
      if (!answer) continue;
      if (this.#answered.has(answer.id)) return "unreadable";
      if (answer.id !== id) continue;
      this.#answered.add(id);
      return answer;
    }
  }
}

function readAnswer(line: string): Answer | undefined {
  try {
    return Answer.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined; // not JSON: the plugin prints
  }
}

/** Nothing when the time is over before. */
async function soon<Value>(work: Promise<Value>, milliseconds: number): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
