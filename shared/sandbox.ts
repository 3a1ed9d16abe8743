import os from "node:os";
import { runCommand, type Command, type CommandResult } from "./command.ts";

/** A program that touches generated code. */
export type UntrustedCommand = Omit<Command, "env"> & {
  /** Variables besides the fixed ones; never secrets. */
  env?: Record<string, string>;
};

/** What every such child sees of its surroundings: nothing of ours. */
const ENVIRONMENT = {
  PATH: process.env.PATH ?? "/usr/bin:/bin",
  HOME: os.tmpdir(),
  TMPDIR: os.tmpdir(),
  LANG: "C.UTF-8",
  CI: "1",
  NODE_ENV: "test",
};

/**
 * The one door through which every child that reads, builds or runs generated code is started: own process group,
 * explicit environment, time limit, output limit.
 */
export const runUntrusted = ({ env, ...command }: UntrustedCommand): Promise<CommandResult> =>
  runCommand({ ...command, env: { ...ENVIRONMENT, ...env } });
