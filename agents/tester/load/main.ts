import "../../../shared/optimise-late.ts";
import fs from "node:fs";
import { createInterface } from "node:readline";
import { makePostgresLight } from "../../light-postgres.ts";
import { Executor } from "./executor.ts";
import { text } from "./portable.ts";
import { questions, Question, type Answer, type Ask } from "./protocol.ts";

// The process with the plugin: reads questions, one a line, and writes an answer to each. It judges nothing. What it uses
// for that is kept from before the plugin comes, because a plugin may replace functions that everybody uses.
const { parse, stringify } = JSON;
const { writeSync } = fs;
const exit = process.exit.bind(process);

/** How long to wait before a full pipe is tried again. */
const PAUSE_MS = 5;

makePostgresLight();
const executor = new Executor();
const input = createInterface({ input: process.stdin });
input.on("line", (line) => {
  const question = Question.parse(parse(line));
  void answer(question).then((each) => write(`\n${stringify(each)}\n`));
});
input.on("close", () => exit(0));

async function answer({ id, ask, details }: Question): Promise<Answer> {
  try {
    return { id, answer: await execute(ask, details) };
  } catch (error) {
    return { id, threw: text(error) }; // whatever is thrown is the plugin's, and news to whoever asks
  }
}

const execute = <Kind extends Ask>(ask: Kind, details: unknown): Promise<unknown> => {
  const handle = executor[ask].bind(executor) as (details: unknown) => Promise<unknown>;
  return handle(questions[ask].parse(details));
};

/** Writes everything at once; the line ends what the plugin may have printed before. */
function write(line: string): void {
  for (let rest = Buffer.from(line); rest.length > 0;) {
    try {
      rest = rest.subarray(writeSync(1, rest));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
}
