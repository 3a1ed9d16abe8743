import { once } from "node:events";
import type { Config } from "../../shared/config.ts";
import { SIGN_IN_PATH } from "../access/sign-in.ts";
import { startServer } from "../server.ts";
import { ExitCode } from "../terminal/explain.ts";
import { interruptible } from "../terminal/interrupts.ts";
import { print, printJson } from "../terminal/output.ts";
import { requireGit } from "./tools.ts";
import { characterFiles } from "./character-files.ts";
import type { Settings } from "./settings.ts";

/** Runs the server until somebody stops it; jobs at work go on at the next start. */
export async function serve(settings: Settings): Promise<ExitCode> {
  await requireGit();
  const { config, json } = settings;
  const server = await startServer({ config, characters: characterFiles(settings) });
  // The server's own answer to Ctrl-C would end the process before the jobs and the data folder are left in order.
  for (const name of ["SIGINT", "SIGTERM"]) process.removeAllListeners(name);
  const { signal, dispose } = interruptible();
  if (json) printJson({ type: "serve:started", ...placeToGo(server.url, config) });
  else print(...welcome(server.url, config, server.team.model.reason));
  await once(signal, "abort");
  await server.close();
  dispose();
  return ExitCode.completed;
}

/** Where the server is found, and what it asks of who comes: for programs. */
export const placeToGo = (url: string, { serverToken }: Config) =>
  serverToken
    ? { url, needsToken: true, signIn: `${url}${SIGN_IN_PATH}`, header: "X-API-KEY" }
    : { url, needsToken: false };

/** The same for people. */
export const welcome = (url: string, { serverToken }: Config, reason: string): string[] => [
  `The studio is open at ${url}`,
  serverToken
    ? "It asks for the token in PLUGIN_SERVER_TOKEN: browsers sign in there once, programs send it as X-API-KEY."
    : "It asks for no token; only this machine reaches it.",
  reason,
  "Ctrl-C stops it.",
];
