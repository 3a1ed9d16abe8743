import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import semver from "semver";
import { limitsOf, SURROUNDINGS, type Backend, type UntrustedProgram } from "./box.ts";
import { prlimit } from "./prlimit.ts";
import { CHANNEL, quoted, writeStarter } from "./starter.ts";

const BWRAP = "/usr/bin/bwrap";
const SETPRIV = "/usr/bin/setpriv";
/** Nobody: owner of nothing. */
const NOBODY = 65_534;
const HOME = "/home/sandbox";
const MEGABYTE = 1_048_576;

/** Who starts bubblewrap decides how privileges are dropped. */
type Caller = "user" | "root";

/**
 * Linux namespaces by bubblewrap: nothing but the system's programs and the named folders is visible, there is no network,
 * and all processes end with the first.
 *
 * An ordinary user gets a user namespace. Root could be limited in everything but the number of processes there, because
 * the kernel never counts those of uid 0; so for root the mounts are made with its own rights, the program then becomes
 * nobody, and a second bubblewrap closes the door to new user namespaces.
 */
export const bubblewrap = (version: string, caller: Caller, missing: string[]): Backend => ({
  level: "os",
  name: version,
  missing,
  wrap(program) {
    letIn(program, caller);
    return { file: BWRAP, args: ["--clearenv", ...boxed(program, caller, program.argv)], env: {} };
  },
  launcher(program, temporary) {
    letIn(program, caller);
    const command = withChannel(boxed(program, caller, [process.execPath]));
    return { execPath: writeStarter(temporary, command), execArgv: [], env: {} };
  },
});

const variables = ({ env }: UntrustedProgram): Record<string, string> => ({
  PATH: "/usr/bin:/bin",
  HOME,
  TMPDIR: "/tmp",
  ...SURROUNDINGS,
  ...env,
});

/** A box in which of the variables of whoever starts it those of the channel are known. */
function withChannel(box: string[]): string {
  const passed = CHANNEL.map((name) => `\${${name}+--setenv ${name} "$${name}"}`).join(" ");
  return `/usr/bin/env -i ${BWRAP} --clearenv ${passed} ${quoted(box)}`;
}

/** What stands behind `bwrap --clearenv`. */
function boxed(program: UntrustedProgram, caller: Caller, inner: string[]): string[] {
  const limits = limitsOf(program);
  const mounts = [
    ...system(),
    ...["--proc", "/proc", "--dev", "/dev"],
    ...["--perms", "1777", "--size", String(16 * MEGABYTE), "--tmpfs", "/dev/shm"],
    ...["--remount-ro", "/dev"],
    ...["--perms", "1777", "--size", String(limits.temporaryBytes), "--tmpfs", "/tmp"],
    ...["--perms", "0777", "--size", String(MEGABYTE), "--tmpfs", HOME],
    ...parentsOf([...program.readable, ...(program.writable ?? [])]),
    ...program.readable.flatMap((folder) => ["--ro-bind", folder, folder]),
    ...(program.writable ?? []).flatMap((folder) => ["--bind", folder, folder]),
    ...["--remount-ro", "/", "--chdir", program.cwd],
  ];
  const settings = Object.entries(variables(program)).flatMap(([name, value]) => [
    "--setenv",
    name,
    value,
  ]);
  const always = ["--die-with-parent", "--new-session", "--cap-drop", "ALL"];
  const limited = [...prlimit(limits), ...inner];
  if (caller === "user") {
    return [
      ...["--unshare-all", "--unshare-user", "--disable-userns"],
      ...["--uid", String(NOBODY), "--gid", String(NOBODY), "--hostname", "sandbox"],
      ...always,
      ...settings,
      ...mounts,
      "--",
      ...limited,
    ];
  }
  return [
    ...["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts"],
    ...["--unshare-cgroup-try", "--hostname", "sandbox"],
    ...always,
    ...["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"],
    ...settings,
    ...mounts,
    "--",
    ...[SETPRIV, `--reuid=${NOBODY}`, `--regid=${NOBODY}`, "--clear-groups", "--inh-caps=-all"],
    "--no-new-privs",
    "--",
    ...[BWRAP, "--unshare-user", "--disable-userns", "--die-with-parent", "--cap-drop", "ALL"],
    ...["--dev-bind", "/", "/", "--chdir", program.cwd],
    "--",
    ...limited,
  ];
}

const OTHERS = ["/etc/ld.so.cache", "/nix/store"];

/** The system's programs and libraries, and Node where it lives elsewhere. */
function system(): string[] {
  const links = ["/bin", "/sbin", "/lib", "/lib32", "/lib64"].flatMap((folder) => {
    const stats = fs.lstatSync(folder, { throwIfNoEntry: false });
    if (!stats) return [];
    return stats.isSymbolicLink()
      ? ["--symlink", fs.readlinkSync(folder), folder]
      : ["--ro-bind", folder, folder];
  });
  const others = OTHERS.flatMap((place) => ["--ro-bind-try", place, place]);
  const node = path.dirname(path.dirname(fs.realpathSync(process.execPath)));
  const ofNode = node.startsWith("/usr") ? [] : ["--ro-bind", node, node];
  return ["--ro-bind", "/usr", "/usr", ...links, ...parentsOf(OTHERS), ...others, ...ofNode];
}

/** The folders above what is shown, which bubblewrap would make for its own user alone. */
function parentsOf(places: string[]): string[] {
  const there = new Set(["/", "/tmp", "/usr"]);
  const above = (place: string): string[] => {
    const parent = path.dirname(place);
    if (there.has(parent) || parent.startsWith("/usr/")) return [];
    there.add(parent);
    return [...above(parent), "--perms", "0755", "--dir", parent];
  };
  return places.flatMap(above);
}

/** Nobody may go and write only where root lets everybody: into the program's own folders. */
function letIn({ cwd, writable = [] }: UntrustedProgram, caller: Caller): void {
  if (caller !== "root") return;
  fs.chmodSync(cwd, fs.statSync(cwd).mode | 0o055);
  for (const folder of writable) fs.chownSync(folder, NOBODY, NOBODY);
}

/** Oldest bubblewrap that can forbid new user namespaces. */
const MINIMUM = "0.8.0";

/** What bubblewrap calls itself, when this system has one that is new enough. */
export function findBubblewrap(): string | undefined {
  if (process.platform !== "linux" || !fs.existsSync(BWRAP)) return undefined;
  const { stdout } = spawnSync(BWRAP, ["--version"], {
    encoding: "utf8",
    env: {},
    timeout: 10_000,
  });
  const version = /\d+(?:\.\d+)+/.exec(stdout)?.[0];
  return version && semver.gte(version, MINIMUM) ? `bubblewrap ${version}` : undefined;
}
