import fs from "node:fs";
import path from "node:path";
import { limitsOf, SURROUNDINGS, type Backend, type UntrustedProgram } from "./box.ts";
import { hasPrlimit, prlimit } from "./prlimit.ts";
import { quoted, writeStarter } from "./starter.ts";

/** Node 20 knows the permission model by its experimental name alone. */
const FLAG =
  Number(process.versions.node.split(".")[0]) >= 23 ? "--permission" : "--experimental-permission";

/**
 * Node's own permission model, on any system: files by a list, and no children, threads or native code. The network stays
 * open, and a fault in Node itself would open the rest.
 */
export const nodePermission = (): Backend => ({
  level: "process",
  name: `Node ${process.versions.node}`,
  missing: [
    "network",
    "processes of the same user can be signalled",
    ...(process.platform === "linux" ? [] : ["memory"]), // elsewhere nobody looks at it
    hasPrlimit() ? "disk taken by many files" : "CPU time, disk and open files",
  ],
  wrap(program, temporary) {
    const { argv } = program;
    const inner = program.touches === "executes" ? permitted(argv, program, temporary) : argv;
    const [file = "", ...args] = limited(inner, program);
    return { file, args, env: environment(program, temporary) };
  },
  launcher(program, folder) {
    const temporary = path.join(folder, "temporary");
    fs.mkdirSync(temporary);
    return {
      execPath: writeStarter(folder, quoted(limited([process.execPath], program))),
      execArgv: flags(program, temporary),
      env: environment(program, temporary),
    };
  },
});

const limited = (command: string[], program: UntrustedProgram): string[] =>
  hasPrlimit() ? [...prlimit(limitsOf(program), false), ...command] : command;

function permitted(
  [file, ...args]: UntrustedProgram["argv"],
  program: UntrustedProgram,
  temporary: string,
): string[] {
  if (file !== process.execPath) {
    throw new Error(`Expected Node to execute generated code, got ${file}.`);
  }
  return [file, ...flags(program, temporary), ...args];
}

function flags({ readable, writable = [] }: UntrustedProgram, temporary: string): string[] {
  const written = [...writable, temporary];
  return [
    FLAG,
    // Node ends itself when it is told the same path twice.
    ...[...new Set([...readable, ...written])].map(
      (place) => `--allow-fs-read=${everythingIn(place)}`,
    ),
    ...written.map((place) => `--allow-fs-write=${everythingIn(place)}`),
    "--no-warnings",
  ];
}

/** A folder stands for all that is in it. */
const everythingIn = (place: string): string =>
  fs.statSync(place).isDirectory() ? path.join(place, "*") : place;

export const environment = (
  { env }: UntrustedProgram,
  temporary: string,
): Record<string, string> => ({
  PATH: process.env.PATH ?? "/usr/bin:/bin",
  HOME: temporary,
  TMPDIR: temporary,
  ...SURROUNDINGS,
  ...env,
});
