import crypto from "node:crypto";
import { createInterface } from "node:readline";
import { LONGEST_MS, type Command, type CommandResult, type Conversation } from "./command.ts";

/** Starts the program; what it is given is to be handed to `runCommand`. */
type StartResident = (
  options: Required<Pick<Command, "converse" | "signal" | "timeoutMs" | "stays">>,
) => Promise<CommandResult>;

/** What came of a question: what the program answered, or how it ended instead. */
export type Reply = { answer: unknown } | { ended: CommandResult };

export interface Asking {
  signal: AbortSignal;
  /** How long the answer may take, from when the program has the question. */
  timeoutMs: number;
}

interface Life {
  /** Nothing when it is gone before anybody could talk with it. */
  program: Promise<Conversation | undefined>;
  ended: Promise<CommandResult>;
  isOver: boolean;
  /** Takes what the program says. */
  hear: (line: string) => void;
  /** Tells whoever waits for an answer that none will come. */
  leave: () => void;
}

/** A program that stays and answers questions, one after the other. */
export class Resident {
  readonly #start: StartResident;
  readonly #most: number;
  readonly #idleMs: number;
  #life: Life | undefined;
  #questions = 0;
  #last: Promise<unknown> = Promise.resolve();
  #isBusy = false;
  #idle: NodeJS.Timeout | undefined;

  /**
   * @param most questions after which it is started afresh, so that nothing piles up in it.
   * @param idleMs how long it is kept when nobody asks anything.
   */
  constructor(start: StartResident, most: number, idleMs = IDLE_MS) {
    this.#start = start;
    this.#most = most;
    this.#idleMs = idleMs;
  }

  /** Starts the program, if it does not run, so that the next question finds it there. */
  wake(): void {
    this.#life ??= this.#begin();
    this.#rest();
  }

  /** Asks a question when those before it are answered. A program that is gone is started again. */
  ask(question: unknown, asking: Asking): Promise<Reply> {
    const reply = this.#last.then(() => this.#ask(question, asking));
    this.#last = reply.catch(() => undefined);
    return reply;
  }

  /** Ends the program, whatever it is doing. */
  async close(): Promise<void> {
    const life = this.#life;
    if (!life) return;
    this.#life = undefined;
    (await life.program)?.end("aborted");
    await life.ended;
  }

  async #ask(question: unknown, asking: Asking): Promise<Reply> {
    if (asking.signal.aborted) return { ended: ABORTED };
    this.#isBusy = true;
    try {
      return await this.#askNow(question, asking);
    } finally {
      this.#isBusy = false;
      this.#rest();
    }
  }

  async #askNow(question: unknown, { signal, timeoutMs }: Asking): Promise<Reply> {
    const life = (this.#life ??= this.#begin());
    const program = await life.program;
    if (!program) return { ended: await life.ended };
    const abort = (): void => program.end("aborted");
    signal.addEventListener("abort", abort);
    const timer = setTimeout(() => program.end("timeout"), timeoutMs);
    try {
      const reply = await this.#answer(question, life, program);
      this.#questions += 1;
      if (this.#questions >= this.#most && this.#life === life) await this.close();
      return reply;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", abort);
    }
  }

  /** Nobody needs it for now; after a while it is ended. */
  #rest(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => {
      if (!this.#isBusy) void this.close();
    }, this.#idleMs).unref();
  }

  /**
   * Other lines than the answer are what the program, or code that it runs, prints. No race against the end of the
   * program: its promise would remember every question until then.
   */
  #answer(question: unknown, life: Life, program: Conversation): Promise<Reply> {
    const id = crypto.randomUUID();
    return new Promise((resolve) => {
      life.leave = () => {
        resolve(life.ended.then((ended) => ({ ended })));
      };
      if (life.isOver) return life.leave();
      life.hear = (line) => {
        if (line.startsWith(`${id} `)) resolve({ answer: JSON.parse(line.slice(id.length + 1)) });
      };
      program.send(`${id} ${JSON.stringify(question)}`);
    });
  }

  #begin(): Life {
    let begin: (program: Conversation) => void = () => undefined;
    const begun = new Promise<Conversation>((resolve) => (begin = resolve));
    const { signal } = new AbortController();
    const ended = this.#start({
      async converse(conversation) {
        begin(conversation);
        const { lines } = conversation;
        for (let line = await lines.next(); !line.done; line = await lines.next()) {
          life.hear(line.value);
        }
      },
      signal,
      timeoutMs: LONGEST_MS,
      stays: true,
    });
    const program = Promise.race([begun, ended.then(() => undefined)]);
    const nobody = (): void => undefined;
    const life: Life = { program, ended, isOver: false, hear: nobody, leave: nobody };
    this.#questions = 0;
    const over = (): void => {
      if (this.#life === life) this.#life = undefined;
      life.isOver = true;
      life.leave();
    };
    ended.then(over, over); // whoever asks is told why it could not be started
    program.catch(nobody); // nobody may ask
    return life;
  }
}

/** How long a program is kept that nobody asks anything. */
const IDLE_MS = 300_000;

const ABORTED: CommandResult = {
  exitCode: null,
  stdout: "",
  stderr: "",
  durationMs: 0,
  killed: "aborted",
};

/**
 * The program's side: answers every question that comes on standard input. A question that cannot be answered ends the
 * program, and so does the end of the input.
 */
export function answerQuestions(answer: (question: unknown) => Promise<unknown>): void {
  const input = createInterface({ input: process.stdin });
  input.on("line", (line) => {
    const [id = ""] = line.split(" ", 1);
    void answer(JSON.parse(line.slice(id.length + 1))).then(
      (value) => process.stdout.write(`\n${id} ${JSON.stringify(value)}\n`),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
  input.on("close", () => process.exit(0));
}
