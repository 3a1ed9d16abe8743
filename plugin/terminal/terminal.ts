import readline from "node:readline";
import type { JobEvent } from "../../shared/events.ts";
import { colorsFor, isLive, print, printable, printJson } from "./output.ts";

/** A conversation on standard input and output. */
export interface Terminal {
  lines: AsyncIterable<string>;
  /** Whether people see what they type. */
  echoes: boolean;
  /** Shows what somebody says. */
  show: (who: string, text: string) => void;
  /** Shows an event of a job, in these lines for people. */
  event: (event: JobEvent, lines: string[]) => void;
  /** Tells people something that is no part of the conversation. */
  note: (text: string) => void;
}

/** Reads lines until input ends or the signal aborts; output does not tear apart what is being typed. */
export function openTerminal({ json }: { json: boolean }, signal: AbortSignal): Terminal {
  const colors = colorsFor(process.stdout);
  const echoes = process.stdin.isTTY && isLive(process.stdout) && !json;
  const input = readline.createInterface({
    input: process.stdin,
    ...(echoes ? { output: process.stdout, prompt: colors.bold("You: ") } : {}),
  });
  // readline takes Ctrl-C for itself while it reads.
  input.on("SIGINT", () => process.emit("SIGINT"));
  signal.addEventListener("abort", () => input.close());
  if (signal.aborted) input.close();
  const write = (lines: string[]): void => {
    if (lines.length === 0) return;
    if (echoes) {
      readline.cursorTo(process.stdout, 0);
      readline.clearLine(process.stdout, 0);
    }
    print(...lines);
    if (echoes && !signal.aborted) input.prompt(true);
  };
  return {
    lines: input,
    echoes,
    show(who, text) {
      if (json) printJson({ type: "chat:message", from: who, text });
      else write([`${colors.cyan(`${who}:`)} ${printable(text)}`]);
    },
    event(event, lines) {
      if (json) printJson(event);
      else write(lines);
    },
    note(text) {
      if (!json) write([colors.dim(printable(text))]);
    },
  };
}
