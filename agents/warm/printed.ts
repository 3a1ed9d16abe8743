import type { CommandResult } from "../../shared/command.ts";

/** What a worker found, as if a program had printed it that prints nothing when all is well. */
export const printed = (stdout: string): CommandResult => ({
  exitCode: stdout === "" ? 0 : 1,
  stdout,
  stderr: "",
  durationMs: 0,
});
