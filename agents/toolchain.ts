import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { runCommand } from "../shared/command.ts";
import { ConfigError, PluginCreationError } from "../shared/errors.ts";
import { packageRoot } from "../shared/package.ts";
import { publishFolder } from "../shared/publish-folder.ts";

/** Packages that every check needs; they come with this package and are shared by all jobs. */
const SHARED = [
  "@elizaos/core",
  "@eslint/js",
  "@types/node",
  "esbuild",
  "eslint",
  "typescript",
  "typescript-eslint",
  "vitest",
  "zod",
];

/** The folder of an installed package, found the way Node looks for it. */
export function packageFolder(name: string, from = packageRoot): string {
  const folder = path.join(from, "node_modules", name);
  if (fs.existsSync(path.join(folder, "package.json"))) return fs.realpathSync(folder);
  const parent = path.dirname(from);
  if (parent === from) {
    throw new ConfigError(`The package ${name} is not installed. Run npm install again.`);
  }
  return packageFolder(name, parent);
}

const versionOf = (name: string): string =>
  (
    JSON.parse(fs.readFileSync(path.join(packageFolder(name), "package.json"), "utf8")) as {
      version: string;
    }
  ).version;

/** Version of ElizaOS that this process runs on, and that plugins are made for. */
export const coreVersion = versionOf("@elizaos/core");

/** Packages could not be had: no new code mends that. */
export class DependencyError extends PluginCreationError {
  override name = "DependencyError";
}

export interface Toolchain {
  /** Folder to be used as a plugin's `node_modules`. */
  nodeModules: string;
  /** Packages that had to be installed beyond the shared ones. */
  extras: string[];
}

/**
 * The `node_modules` for a set of dependencies: links to the shared packages, plus whatever a plugin declares beyond
 * them, installed once per set without running its scripts. Throws a DependencyError that names the package at fault.
 */
export async function prepareToolchain(
  dataDir: string,
  dependencies: Record<string, string>,
  signal: AbortSignal,
): Promise<Toolchain> {
  const extras = Object.entries(dependencies)
    .filter(([name]) => !SHARED.includes(name))
    .sort(([a], [b]) => a.localeCompare(b));
  const shared = SHARED.map((name) => [name, versionOf(name), packageFolder(name)]);
  const hash = crypto
    .createHash("sha256")
    .update(JSON.stringify([shared, extras]))
    .digest("hex");
  const folder = path.join(dataDir, "toolchain", hash.slice(0, 16));
  const nodeModules = path.join(folder, "node_modules");
  const names = extras.map(([name]) => name);
  if (fs.existsSync(folder)) return { nodeModules, extras: names };

  await publishFolder(folder, async (building) => {
    fs.mkdirSync(building, { recursive: true });
    if (extras.length > 0) await install(building, Object.fromEntries(extras), signal);
    for (const [name = "", , target = ""] of shared) {
      const link = path.join(building, "node_modules", name);
      fs.rmSync(link, { recursive: true, force: true });
      fs.mkdirSync(path.dirname(link), { recursive: true });
      fs.symlinkSync(target, link, "dir");
    }
  });
  return { nodeModules, extras: names };
}

const INSTALL_TIMEOUT_MS = 180_000;

async function install(
  folder: string,
  dependencies: Record<string, string>,
  signal: AbortSignal,
): Promise<void> {
  fs.writeFileSync(
    path.join(folder, "package.json"),
    JSON.stringify({ private: true, dependencies }, null, 2),
  );
  const flags = [
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--prefer-offline",
    "--legacy-peer-deps",
  ];
  const { exitCode, stderr, killed } = await runCommand({
    file: "npm",
    args: ["install", ...flags],
    cwd: folder,
    env: npmEnvironment(),
    signal,
    timeoutMs: INSTALL_TIMEOUT_MS,
  });
  if (exitCode === 0) return;
  throw new DependencyError(
    killed ? `npm install was ended (${killed}).` : explain(stderr, dependencies),
  );
}

/** npm needs its own configuration (registry, certificates), and nothing else of ours. */
function npmEnvironment(): Record<string, string> {
  const wanted =
    /^(PATH|HOME|USERPROFILE|APPDATA|SystemRoot|LANG|https?_proxy|no_proxy|NODE_EXTRA_CA_CERTS|npm_config_.*)$/i;
  const entries = Object.entries(process.env).filter(([name]) => wanted.test(name));
  return Object.fromEntries(entries.map(([name, value]) => [name, value ?? ""]));
}

function explain(stderr: string, dependencies: Record<string, string>): string {
  const names = Object.keys(dependencies).filter((name) => stderr.includes(name));
  const which = (names.length > 0 ? names : Object.keys(dependencies))
    .map((name) => `${name}@${dependencies[name]}`)
    .join(", ");
  if (/\bE404\b/.test(stderr)) {
    return `The npm registry has no package for ${which}. Correct the name or leave it out of "dependencies".`;
  }
  if (/\b(ETARGET|ENOVERSIONS)\b/.test(stderr)) {
    return `The npm registry has no matching version for ${which}. Correct the range in "dependencies".`;
  }
  const line = stderr.split("\n").find((each) => /npm error(?! (code|A complete log))/.test(each));
  return `${which} could not be installed: ${line?.replace("npm error ", "").trim() || "npm gave no reason"}.`;
}
