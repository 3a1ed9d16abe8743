import pc from "picocolors";
import { withoutSecrets } from "../../shared/redact.ts";

type Stream = NodeJS.WriteStream;
export type Colors = ReturnType<typeof pc.createColors>;

/** Text of strangers must not repaint the terminal: control characters other than line breaks and tabs are left out. */
export const printable = (text: string): string =>
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, "");

/** Whether a stream is a terminal that may be painted on; `NO_COLOR` says no, and one without a width cannot be. */
export const isLive = (stream: Stream): boolean =>
  stream.isTTY && stream.columns > 0 && pc.isColorSupported;

/** Colours for a stream; none when it is no terminal or nobody wants any. */
export const colorsFor = (stream: Stream): Colors => pc.createColors(isLive(stream));

/** Writes lines for people, or a result, to standard output. */
export const print = (...lines: string[]): void => {
  for (const line of lines) process.stdout.write(`${line}\n`);
};

/** Writes one JSON object on a line of its own. */
export const printJson = (value: unknown): void => print(JSON.stringify(value));

/** Writes to standard error what is not a result; errors of others may quote secrets. */
export const complain = (...lines: string[]): void => {
  for (const line of lines) process.stderr.write(`${printable(withoutSecrets(line))}\n`);
};

/** Resolves once everything written has left the process. */
export const flushed = async (): Promise<void> => {
  await Promise.all(
    [process.stdout, process.stderr].map(
      (stream) => new Promise<void>((resolve) => stream.write("", () => resolve())),
    ),
  );
};
