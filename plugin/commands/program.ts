import "../../shared/optimise-late.ts";
import fs from "node:fs";
import { Command, CommanderError } from "commander";
import { packageVersion } from "../../shared/package.ts";
import { flushed } from "../terminal/output.ts";
import type { AllowArguments } from "./allow.ts";
import type { CheckArguments } from "./check.ts";
import { addJobCommands, collect } from "./job-commands.ts";
import type { Options } from "./settings.ts";

interface ReplayOptions {
  strict?: boolean;
  thenLive?: boolean;
}

const EXAMPLES = `
Examples:
  plugin-dynamic create "I need a plugin that manages todo lists with add, remove and list"
  plugin-dynamic create --spec specification.json
  plugin-dynamic create - < request.txt
  plugin-dynamic check ./my-plugin
  plugin-dynamic serve

Exit codes: 0 completed, 1 failed, 2 refused input or usage, 130 cancelled`;

/** Runs one command line to its end and ends the process: ElizaOS leaves timers behind that would keep it alive. */
export async function main(argv: string[]): Promise<void> {
  // A reader that goes away (`… | head`) must not break a job.
  process.stdout.on("error", () => undefined);
  if (fs.existsSync(".env")) process.loadEnvFile(".env");
  // ElizaOS reads both when it is loaded: its own log is not what people want to see here, and nothing is sent anywhere.
  process.env.LOG_LEVEL ??= "fatal";
  process.env.SENTRY_DSN ??= "off";
  // Model plugins of ElizaOS would warn of settings that a model does not know, on every call.
  Object.assign(globalThis, { AI_SDK_LOG_WARNINGS: false });
  process.on("uncaughtException", (error) => void end(() => Promise.reject(error)));
  await end(() => run(argv));
}

async function end(work: () => Promise<number>): Promise<never> {
  const code = await work().catch(async (error: unknown) => {
    const { report } = await import("../terminal/explain.ts");
    return report(error);
  });
  await flushed();
  process.exit(code);
}

async function run(argv: string[]): Promise<number> {
  let code = 0;
  const program = commandLine((exitCode) => (code = exitCode));
  try {
    await program.parseAsync(argv);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : 2; // Commander has said it already
  }
  return code;
}

/** Every command with its arguments; what they do is loaded when they are called. */
function commandLine(done: (exitCode: number) => void): Command {
  const program = new Command("plugin-dynamic")
    .description("A team of ElizaOS agents that plan, write, test and review new ElizaOS plugins")
    .version(packageVersion, "-V, --version", "print the version")
    .option("--data <folder>", "folder for jobs, repositories and plugins (default: ./data)")
    .option(
      "--model <source>",
      "model that plays the agents: auto, anthropic, eliza or offline (default: auto)",
    )
    .option("--character <agent=file>", "character of an agent for this run; repeatable", collect)
    .option("--max-iterations <n>", "rounds of writing and checking at most (default: 5)")
    .option("--json", "print JSON, one object per line")
    .addHelpText("after", EXAMPLES)
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError("Try plugin-dynamic --help.")
    .exitOverride();
  const options = (): Options => program.opts();
  const settings = async (port?: string) =>
    (await import("./settings.ts")).settingsOf({ ...options(), port });

  program
    .command("create")
    .description("build a plugin from plain words or from a JSON specification")
    .argument("[words...]", "what the plugin should do; - reads it from standard input")
    .option("--spec <file>", "file with a JSON specification; - reads it from standard input")
    .option("--ask", "show the plan and wait for a yes before anything is written")
    .action(async (words: string[], options: { spec?: string; ask?: boolean }) => {
      const { create } = await import("./create.ts");
      done(await create({ words, ...options }, await settings()));
    });
  addJobCommands(program, done, settings);
  program
    .command("allow")
    .description("let plugins be built with npm packages; every check is made all the same")
    .argument("[packages...]", "packages as name or name@range")
    .option("--scripts", "although they have install scripts, which are not run even so")
    .option("--similar", "although their names are like those of other packages")
    .option("--list", "show what is allowed")
    .option("--revoke", "take it back")
    .action(async (packages: string[], options: Omit<AllowArguments, "packages">) => {
      const { allow } = await import("./allow.ts");
      done(await allow({ packages, ...options }, await settings()));
    });
  program
    .command("replay")
    .description("run the whole team on a recording, without a model")
    .argument("<recording>", "id of a job, or a file with a recording")
    .option("--strict", "stop where a prompt is not the recorded one")
    .option("--then-live", "go on with the live model where the recording ends")
    .action(async (recording: string, { strict, thenLive }: ReplayOptions) => {
      const mode = strict ? "strict" : thenLive ? "then-live" : "replay";
      done(await (await import("./replay.ts")).replay({ recording, mode }, await settings()));
    });
  program
    .command("demo")
    .description("play the recorded demonstration: a weather plugin in three iterations")
    .action(async () => done(await (await import("./replay.ts")).demonstrate(await settings())));
  program
    .command("chat")
    .description("talk to the coordinator")
    .action(async () => done(await (await import("./chat.ts")).chat(await settings())));
  program
    .command("check")
    .description("run every gate on a plugin's folder, ours or not")
    .argument("<folder>", "folder of the plugin")
    .option("--spec <file>", "specification to check against (default: its specification.json)")
    .option("--allow <package>", "npm package that it may use from now on; repeatable", collect)
    .action(async (folder: string, options: Omit<CheckArguments, "folder">) => {
      const { check } = await import("./check.ts");
      done(await check({ folder, ...options }, await settings()));
    });
  program
    .command("serve")
    .description("start the server with the official web client (npm start)")
    .option("--port <n>", "port to listen on (default: SERVER_PORT or 3000)")
    .action(async ({ port }: { port?: string }) => {
      done(await (await import("./serve.ts")).serve(await settings(port)));
    });
  program
    .command("doctor")
    .description("find out what is missing on this machine and how to mend it")
    .option("--port <n>", "port to look at (default: SERVER_PORT or 3000)")
    .action(async ({ port }: { port?: string }) => {
      done(await (await import("./doctor.ts")).doctor(await settings(port)));
    });
  return program;
}
