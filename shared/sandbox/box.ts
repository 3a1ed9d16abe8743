import type { Command, CommandResult } from "../command.ts";

/** How well generated code is kept apart from this machine, best first. */
export const sandboxLevels = ["os", "process", "none"] as const;
export type SandboxLevel = (typeof sandboxLevels)[number];

/** What can be asked for; `auto` is the best level that this machine proves to have. */
export const sandboxChoices = [...sandboxLevels, "auto"] as const;
export type SandboxChoice = (typeof sandboxChoices)[number];

/** What a box allows its program to use. */
export interface Limits {
  /** Seconds of CPU time of one process. */
  cpuSeconds: number;
  /** Bytes of memory of one process that it can write to. */
  dataBytes: number;
  /** Bytes of memory of all processes in the box together. */
  memoryBytes: number;
  /** Processes and threads together. */
  processes: number;
  /** Bytes of one file. */
  fileBytes: number;
  openFiles: number;
  /** Bytes of the private temporary folder. */
  temporaryBytes: number;
}

/** A program that touches generated code, and all that it may see. */
export interface UntrustedProgram {
  /** Absolute path of the program, then its arguments. */
  argv: [string, ...string[]];
  cwd: string;
  /**
   * `executes` when generated code runs in it. A tool that only `reads` code, such as a compiler, is trusted as far as its
   * own code goes; what a hostile text can make it open is limited all the same where the system can.
   */
  touches: "reads" | "executes";
  /** Absolute paths, besides the system's programs. */
  readable: string[];
  writable?: string[];
  /** Variables besides the fixed ones; never secrets. */
  env?: Record<string, string>;
  limits?: Partial<Limits>;
}

/** How it is run: the program itself, and what `runCommand` takes. */
export type UntrustedCommand = UntrustedProgram & Omit<Command, "file" | "args" | "cwd" | "env">;

/** How a process of somebody else's making is started in the box: vitest starts its workers so. */
export interface Launcher {
  /** Program to be started instead of Node; it takes Node's arguments. */
  execPath: string;
  /** Arguments that Node gets before all others. */
  execArgv: string[];
  /** Variables that the process has to be started with. */
  env: Record<string, string>;
}

/** One way to keep a program in a box. */
export interface Backend {
  level: SandboxLevel;
  /** Its name, as in "bubblewrap 0.8.0". */
  name: string;
  /** Limits that this machine cannot hold, for people. */
  missing: string[];
  /** The program as it is really started. */
  wrap: (program: UntrustedProgram, temporary: string) => Wrapped | Promise<Wrapped>;
  /** Writes what starts Node processes in the box of this program into a folder that the program cannot see. */
  launcher: (program: UntrustedProgram, temporary: string) => Launcher | Promise<Launcher>;
}

export interface Wrapped {
  file: string;
  args: string[];
  env: Record<string, string>;
}

export type { CommandResult };

const MEGABYTE = 1_048_576;

export const LIMITS: Record<UntrustedProgram["touches"], Limits> = {
  executes: {
    cpuSeconds: 60,
    dataBytes: 1_500_000_000,
    memoryBytes: 2_000_000_000,
    processes: 64,
    fileBytes: 64 * MEGABYTE,
    openFiles: 1024,
    temporaryBytes: 128 * MEGABYTE,
  },
  // Compilers reserve more than they use, and nothing hostile decides what they do with it.
  reads: {
    cpuSeconds: 120,
    dataBytes: 4_000_000_000,
    memoryBytes: 4_000_000_000,
    processes: 256,
    fileBytes: 64 * MEGABYTE,
    openFiles: 4096,
    temporaryBytes: 64 * MEGABYTE,
  },
};

export const limitsOf = ({ touches, limits }: UntrustedProgram): Limits => ({
  ...LIMITS[touches],
  ...limits,
});

/** What every such program sees of its surroundings: nothing of ours. */
export const SURROUNDINGS = { LANG: "C.UTF-8", CI: "1", NODE_ENV: "test" };
