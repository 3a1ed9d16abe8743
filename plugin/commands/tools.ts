import { runCommand } from "../../shared/command.ts";
import { ConfigError } from "../../shared/errors.ts";

const TIMEOUT_MS = 10_000;

/** Oldest git whose `init` can name the first branch. */
const MINIMUM_GIT = [2, 28];

/** What a tool of this machine says with `--version`, or `undefined` when it does not run. */
export async function versionOf(tool: string): Promise<string | undefined> {
  const { exitCode, stdout } = await runCommand({
    file: tool,
    args: ["--version"],
    cwd: process.cwd(),
    env: { PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? "" },
    signal: AbortSignal.timeout(TIMEOUT_MS),
    timeoutMs: TIMEOUT_MS,
  });
  return exitCode === 0 ? (stdout.split("\n")[0] ?? "").trim() : undefined;
}

/** What is wrong with this machine's git, if anything is. */
export async function gitTrouble(): Promise<string | undefined> {
  const found = await versionOf("git");
  if (found === undefined) {
    return "git was not found. Install it (https://git-scm.com/downloads) and see that it is on the PATH.";
  }
  const [major = 0, minor = 0] = (/\d+\.\d+/.exec(found)?.[0] ?? "").split(".").map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = MINIMUM_GIT;
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)
    ? undefined
    : `git ${MINIMUM_GIT.join(".")} or newer is needed, this is "${found}". Install a newer one from https://git-scm.com/downloads.`;
}

/** Throws a ConfigError when git, in which every iteration is recorded, cannot be used. */
export async function requireGit(): Promise<void> {
  const trouble = await gitTrouble();
  if (trouble) throw new ConfigError(trouble);
}
