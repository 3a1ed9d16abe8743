import { ExitCode } from "./explain.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** npm hands on what the terminal has sent already; two signals this close are one. */
const SAME_MS = 150;

/** Aborts at the first Ctrl-C, so that work ends in order; the second one ends the process at once. */
export function interruptible(): { signal: AbortSignal; dispose: () => void } {
  const stop = new AbortController();
  let first: number | undefined;
  const listener = (): void => {
    first ??= performance.now();
    if (!stop.signal.aborted) stop.abort();
    else if (performance.now() - first > SAME_MS) process.exit(ExitCode.cancelled);
  };
  for (const name of SIGNALS) process.on(name, listener);
  return {
    signal: stop.signal,
    dispose: () => SIGNALS.forEach((name) => process.off(name, listener)),
  };
}
