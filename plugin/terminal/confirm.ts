import readline from "node:readline";

/** Streams of a terminal; a test's own, or the process's. */
interface Streams {
  stdin: NodeJS.ReadableStream;
  stdout: NodeJS.WritableStream;
}

/** Whether somebody typed a yes. */
export const isYes = (answer: string): boolean => /^\s*y(es)?\s*$/i.test(answer);

/** Asks on a terminal; anything but a yes is a no, and so are the end of input and an abort. */
export const confirm = async (
  question: string,
  signal: AbortSignal,
  streams?: Streams,
): Promise<boolean> => isYes(await questioned(`${question} [y/N] `, signal, streams));

/** What somebody types on a terminal; nothing when input ends or the signal aborts. */
export function questioned(
  question: string,
  signal: AbortSignal,
  { stdin, stdout }: Streams = process,
): Promise<string> {
  return new Promise((resolve) => {
    const input = readline.createInterface({ input: stdin, output: stdout });
    const stop = (): void => input.close();
    // readline takes Ctrl-C for itself while it reads.
    input.on("SIGINT", () => process.emit("SIGINT"));
    input.on("close", () => {
      signal.removeEventListener("abort", stop);
      resolve(""); // means nothing after an answer
    });
    input.question(question, (answer) => {
      resolve(answer);
      stop();
    });
    signal.addEventListener("abort", stop);
    if (signal.aborted) stop();
  });
}
