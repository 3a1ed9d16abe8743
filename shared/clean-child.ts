import os from "node:os";
import { runCommand, type Command, type CommandResult } from "./command.ts";

/** A program of ours that is given generated code as data, without being able to open files in its name. */
export type CleanCommand = Omit<Command, "env"> & {
  /** Variables besides the fixed ones; never secrets. */
  env?: Record<string, string>;
};

const ENVIRONMENT = {
  PATH: process.env.PATH ?? "/usr/bin:/bin",
  HOME: os.tmpdir(),
  TMPDIR: os.tmpdir(),
  LANG: "C.UTF-8",
  CI: "1",
  NODE_ENV: "test",
};

/** Runs a program outside of the sandbox, with nothing of our surroundings. */
export const runClean = ({ env, ...command }: CleanCommand): Promise<CommandResult> =>
  runCommand({ ...command, env: { ...ENVIRONMENT, ...env } });
