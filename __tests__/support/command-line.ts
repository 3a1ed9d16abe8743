import { spawn, type ChildProcess } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { packageRoot } from "../../shared/package.ts";
import { sharedDataFolder } from "./data-folder.ts";

const CLI = path.join(packageRoot, "dist", "plugin", "cli.js");

export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
  /** Standard output as JSON, one object a line. */
  json: () => Record<string, unknown>[];
}

export interface Started {
  child: ChildProcess;
  /** Resolves once standard output holds the text. */
  said: (text: string) => Promise<void>;
  finished: Promise<Finished>;
}

export interface CommandLineOptions {
  /** What the program reads from standard input. */
  input?: string;
  /** Whether more is to come on standard input. */
  keepOpen?: boolean;
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** Another program than the command line. */
  program?: string;
}

/** Starts the built command line as a person's shell would. */
export function start(
  args: string[],
  {
    input = "",
    keepOpen = false,
    env = {},
    cwd = packageRoot,
    program = CLI,
  }: CommandLineOptions = {},
): Started {
  const inherited = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    PLUGIN_MUTATION_PROOF: "off",
  };
  const child = spawn(process.execPath, [program, ...args], { cwd, env: { ...inherited, ...env } });
  const output = { stdout: "", stderr: "" };
  const listeners = new Set<() => void>();
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (chunk: string) => {
      output[name] += chunk;
      listeners.forEach((listener) => listener());
    });
  }
  child.stdin.on("error", () => undefined); // a program that refuses early does not read
  if (keepOpen) child.stdin.write(input);
  else child.stdin.end(input);
  const finished = new Promise<Finished>((resolve) => {
    child.on("close", (code) =>
      resolve({
        code,
        ...output,
        json: () =>
          output.stdout
            .trim()
            .split("\n")
            .map((line) => JSON.parse(line) as Record<string, unknown>),
      }),
    );
  });
  const said = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (!output.stdout.includes(text)) return;
        listeners.delete(look);
        resolve();
      };
      listeners.add(look);
      void finished.then(({ stderr }) => reject(new Error(`It never said "${text}". ${stderr}`)));
      look();
    });
  return { child, said, finished };
}

/** Runs the built command line to its end. */
export const run = (args: string[], options?: CommandLineOptions): Promise<Finished> =>
  start(args, options).finished;

/** A data folder in which nothing has to be prepared any more. */
export function preparedDataFolder(parent: string): string {
  const folder = path.join(parent, "data");
  fs.mkdirSync(folder, { recursive: true });
  const toolchain = path.join(sharedDataFolder(), "toolchain");
  fs.cpSync(toolchain, path.join(folder, "toolchain"), { recursive: true, verbatimSymlinks: true });
  return folder;
}
