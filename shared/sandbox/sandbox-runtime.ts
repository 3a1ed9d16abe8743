import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { limitsOf, type Backend, type UntrustedProgram } from "./box.ts";
import { environment } from "./node-permission.ts";
import { CHANNEL, quoted, writeStarter } from "./starter.ts";

const PACKAGE = "@anthropic-ai/sandbox-runtime";

/** What a program needs of the system, where it is there. */
const SYSTEM: Partial<Record<NodeJS.Platform, string[]>> = {
  linux: ["/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc/ld.so.cache", "/nix/store"],
  darwin: [
    ...["/usr", "/bin", "/sbin", "/System", "/Library/Frameworks", "/Library/Apple", "/dev"],
    ...["/private/var/db/dyld", "/private/var/db/timezone", "/private/etc/localtime"],
    "/private/var/select", // which shell /bin/sh is
    ...["/opt/homebrew/Cellar", "/opt/homebrew/opt", "/opt/homebrew/lib"],
  ],
};

/**
 * Seatbelt on macOS, by a package that people install beside ours; it works on Linux too, where ours of bubblewrap holds more.
 * Its proxies are never started, since whoever is in this box has no network at all. Nothing where it is not installed.
 */
export function findSandboxRuntime(): Backend | undefined {
  const manifest = manifestOfPackage();
  if (!manifest) return undefined;
  const { version } = JSON.parse(fs.readFileSync(manifest, "utf8")) as { version: string };
  const helpers = path.join(path.dirname(manifest), "vendor");

  /** A shell's line that runs another one in the box. */
  const box = async (
    line: string,
    { readable, writable = [] }: UntrustedProgram,
    temporary: string,
  ): Promise<string> => {
    const { SandboxManager } = await import("@anthropic-ai/sandbox-runtime");
    return SandboxManager.wrapWithSandbox(line, "/bin/sh", {
      network: { allowedDomains: [], deniedDomains: [] },
      filesystem: {
        denyRead: ["/"],
        allowRead: [...system(), helpers, ...readable, ...writable, temporary],
        allowWrite: [...writable, temporary],
        denyWrite: ["/tmp/claude", "/private/tmp/claude"], // which the package lets everybody write to
      },
    });
  };

  return {
    level: "os",
    name: `sandbox-runtime ${version}`,
    missing: [
      "memory",
      "number of processes",
      "disk taken by many files",
      "the life of processes that leave their group",
    ],
    async wrap(program, temporary) {
      const { argv } = program;
      const variables = assignments(environment(program, temporary));
      const line = `${limited(program)} && exec /usr/bin/env -i ${variables} ${quoted(argv)}`;
      const args = ["-c", `exec ${await box(line, program, temporary)}`];
      return { file: "/bin/sh", args, env: { PATH } };
    },
    async launcher(program, folder) {
      const temporary = path.join(folder, "temporary");
      fs.mkdirSync(temporary);
      const variables = assignments(environment(program, temporary));
      const node = `exec /usr/bin/env -i ${CHANNEL_VARIABLES} ${variables} ${quoted([process.execPath])} "$@"`;
      const line = `IFS='\n' && set -f && set -- $WORDS && unset IFS && ${limited(program)} && ${node}`;
      const wrapped = quoted([`exec ${await box(line, program, temporary)}`]);
      // The box hands no arguments on, but variables: one word a line.
      const words = `WORDS="$(printf '%s\\n' "$@")"`;
      const command = `/usr/bin/env -i PATH=${PATH} ${words} ${CHANNEL_VARIABLES} /bin/sh -c ${wrapped}`;
      return { execPath: writeStarter(folder, command), execArgv: [], env: {} };
    },
  };
}

function manifestOfPackage(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`);
  } catch {
    return undefined; // it is optional
  }
}

const PATH = "/usr/bin:/bin";

/** Node as well, where it lives elsewhere. */
const system = (): string[] =>
  [
    ...(SYSTEM[process.platform] ?? []),
    path.dirname(path.dirname(fs.realpathSync(process.execPath))),
  ].filter((place) => fs.existsSync(place));

const CHANNEL_VARIABLES = CHANNEL.map((name) => `\${${name}+${name}="$${name}"}`).join(" ");

const assignments = (variables: Record<string, string>): string =>
  quoted(Object.entries(variables).map(([name, value]) => `${name}=${value}`));

/** The limits that every POSIX shell knows. Blocks of a file are of 512 or of 1024 bytes: of the two, too few are safe. */
function limited(program: UntrustedProgram): string {
  const { cpuSeconds, fileBytes, openFiles } = limitsOf(program);
  const blocks = Math.floor(fileBytes / 1024);
  return `ulimit -c 0 && ulimit -t ${cpuSeconds} && ulimit -f ${blocks} && ulimit -n ${openFiles}`;
}
