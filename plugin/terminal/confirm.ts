import readline from "node:readline";

/** Streams of a terminal; a test's own, or the process's. */
interface Streams {
  stdin: NodeJS.ReadableStream;
  stdout: NodeJS.WritableStream;
}

/** Asks on a terminal; anything but a yes is a no, and so are the end of input and an abort. */
export function confirm(
  question: string,
  signal: AbortSignal,
  { stdin, stdout }: Streams = process,
): Promise<boolean> {
  return new Promise((resolve) => {
    const input = readline.createInterface({ input: stdin, output: stdout });
    const stop = (): void => input.close();
    // readline takes Ctrl-C for itself while it reads.
    input.on("SIGINT", () => process.emit("SIGINT"));
    input.on("close", () => {
      signal.removeEventListener("abort", stop);
      resolve(false); // means nothing after an answer
    });
    input.question(`${question} [y/N] `, (answer) => {
      resolve(/^\s*y(es)?\s*$/i.test(answer));
      stop();
    });
    signal.addEventListener("abort", stop);
    if (signal.aborted) stop();
  });
}
