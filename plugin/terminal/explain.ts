import {
  ModelError,
  PluginCreationError,
  SpecificationError,
  WorkspaceError,
  type Problem,
} from "../../shared/errors.ts";
import { debug } from "../../shared/log.ts";
import { withoutSecrets } from "../../shared/redact.ts";
import { complain } from "./output.ts";

const log = debug("cli");

/** How a command can end, as the shell sees it. */
export const ExitCode = { completed: 0, failed: 1, refused: 2, cancelled: 130 } as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** The person pressed Ctrl-C before there was anything to cancel. */
export class Interrupted extends PluginCreationError {
  override name = "Interrupted";
}

export interface Explanation {
  status: "refused" | "failed" | "cancelled";
  exitCode: ExitCode;
  reason: string;
  problems?: Problem[];
}

/** What went wrong, in words for people. The stack of a bug is shown to those who ask for it. */
export function explain(error: unknown): Explanation {
  if (error instanceof Interrupted) {
    return { status: "cancelled", exitCode: ExitCode.cancelled, reason: error.message };
  }
  if (!(error instanceof PluginCreationError)) {
    log("%s", error instanceof Error ? error.stack : error);
    const reason = `Something went wrong that should not: ${firstLine(error)} Set DEBUG=elizaos:plugin-dynamic:* to see where.`;
    return { status: "failed", exitCode: ExitCode.failed, reason: withoutSecrets(reason) };
  }
  const failed = [ModelError, WorkspaceError].some((each) => error instanceof each);
  return {
    ...(failed
      ? { status: "failed", exitCode: ExitCode.failed }
      : { status: "refused", exitCode: ExitCode.refused }),
    reason: withoutSecrets(error.message),
    ...(error instanceof SpecificationError ? { problems: error.problems } : {}),
  };
}

/** Says on standard error what went wrong and returns the exit code for it. */
export function report(error: unknown): ExitCode {
  const { reason, exitCode } = explain(error);
  complain(reason);
  return exitCode;
}

const firstLine = (error: unknown): string => {
  const line = String(error instanceof Error ? error.message : error).split("\n")[0] ?? "";
  return /[.!?]$/.test(line) ? line : `${line}.`;
};
