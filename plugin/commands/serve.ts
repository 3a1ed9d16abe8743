import { once } from "node:events";
import { startServer } from "../server.ts";
import { ExitCode } from "../terminal/explain.ts";
import { interruptible } from "../terminal/interrupts.ts";
import { print, printJson } from "../terminal/output.ts";
import { requireGit } from "./tools.ts";
import { characterFiles } from "./open-team.ts";
import type { Settings } from "./settings.ts";

/** Runs the server until somebody stops it; jobs at work go on at the next start. */
export async function serve(settings: Settings): Promise<ExitCode> {
  await requireGit();
  const server = await startServer({
    config: settings.config,
    characters: characterFiles(settings),
  });
  // The server's own answer to Ctrl-C would end the process before the jobs and the data folder are left in order.
  for (const name of ["SIGINT", "SIGTERM"]) process.removeAllListeners(name);
  const { signal, dispose } = interruptible();
  if (settings.json) printJson({ type: "serve:started", url: server.url });
  else print(`The studio is open at ${server.url}`, server.team.model.reason, "Ctrl-C stops it.");
  await once(signal, "abort");
  await server.close();
  dispose();
  return ExitCode.completed;
}
