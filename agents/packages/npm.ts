import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import { runCommand, type CommandResult } from "../../shared/command.ts";
import { RegistryError } from "./errors.ts";
import { openRegistryProxy, type WayToRegistry } from "./registry-proxy.ts";
import { wayThroughProxy } from "./user-proxy.ts";

/** npm as it is configured on this machine, narrowed to what an installation needs. */
export interface Npm extends WayToRegistry {
  /** Address of the registry, with a slash at its end. */
  registry: string;
  /** Scopes that have a registry of their own, such as `@acme`. */
  foreignScopes: string[];
  /** The whole environment of every npm that is run. */
  environment: Record<string, string>;
}

/** Settings that say where the registry is and how it is reached. */
const Settings = z.looseObject({
  registry: z.url(),
  cafile: z.string().nullish(),
  proxy: z.string().nullish(),
  "https-proxy": z.string().nullish(),
  noproxy: z.union([z.string(), z.array(z.string())]).nullish(),
  "strict-ssl": z.boolean().default(true),
  userconfig: z.string().nullish(),
  globalconfig: z.string().nullish(),
});

/** What npm needs of our environment to find its configuration. */
const INHERITED =
  /^(PATH|HOME|USERPROFILE|APPDATA|SystemRoot|LANG|NODE_EXTRA_CA_CERTS|npm_config_(registry|cafile|proxy|https_proxy|noproxy|strict_ssl|userconfig|globalconfig|@.*))$/i;

/** What of it every later npm gets as well; everything else, and above all the way to the registry, it is told by us. */
const KEPT = /^(PATH|SystemRoot|LANG|NODE_EXTRA_CA_CERTS)$/i;

/**
 * What npm is never asked about. Scripts do not run, whoever calls. The lockfile says where everything comes from. What a
 * package needs lies below it, where neither another package nor generated code can import it by accident. No answer of
 * a registry takes more than this memory. npm 10 does not know the last lines yet; what they forbid is looked for in the
 * lockfile as well.
 */
const FIXED = {
  NODE_OPTIONS: "--max-old-space-size=1024",
  npm_config_ignore_scripts: "true",
  npm_config_audit: "false",
  npm_config_fund: "false",
  npm_config_update_notifier: "false",
  npm_config_package_lock: "true",
  npm_config_omit_lockfile_registry_resolved: "false",
  npm_config_install_strategy: "shallow",
  npm_config_install_links: "false",
  npm_config_bin_links: "false",
  npm_config_legacy_peer_deps: "true",
  npm_config_prefer_online: "true",
  npm_config_git: "git-is-not-used-here",
  npm_config_logs_max: "0",
  npm_config_fetch_retries: "1",
  npm_config_fetch_retry_mintimeout: "1000",
  npm_config_fetch_timeout: "30000",
  npm_config_allow_git: "none",
  npm_config_allow_remote: "none",
  npm_config_allow_file: "none",
  npm_config_allow_directory: "none",
};

const TIMEOUT_MS = 60_000;
const OUTPUT_BYTES = 8 * 1_048_576;

/**
 * Asks npm how it is configured here, by environment, project and user, and keeps the registry and the way to it. The
 * user's own configuration file is handed on by its path alone, since a registry may want a login that only npm should
 * read; what we fix comes before everything that is in it.
 * @param cache folder for what npm downloads.
 */
export async function openNpm(cache: string, signal: AbortSignal): Promise<Npm> {
  fs.mkdirSync(cache, { recursive: true });
  const environment = { ...inherited(INHERITED), ...FIXED };
  const args = ["config", "list", "--json"]; // of all that npm does here, the one thing that asks nobody
  const { exitCode, stdout, stderr } = await start(args, process.cwd(), environment, signal);
  signal.throwIfAborted();
  const settings = Settings.safeParse(exitCode === 0 ? parse(stdout) : undefined);
  if (!settings.success) {
    throw new RegistryError(
      `npm does not say which registry is configured: ${reasonIn(stderr) || "it gave no reason"}. Packages cannot be installed without npm.`,
    );
  }
  const { registry, cafile, userconfig, globalconfig, ...others } = settings.data;
  const strict_ssl = String(others["strict-ssl"]);
  const set = { registry, cafile, strict_ssl, userconfig, cache };
  const given = Object.entries(set).flatMap(([name, value]): [string, string][] =>
    value ? [[`npm_config_${name}`, value]] : [],
  );
  return {
    ...wayThroughProxy(registry, settings.data, {
      environment: process.env,
      files: [".npmrc", userconfig, globalconfig].filter((file) => typeof file === "string"),
    }),
    registry: registry.endsWith("/") ? registry : `${registry}/`,
    foreignScopes: Object.entries(others)
      .filter(([name, value]) => /^@.+:registry$/.test(name) && value !== registry)
      .map(([name]) => name.replace(/:registry$/, "")),
    environment: { ...inherited(KEPT), HOME: cache, ...Object.fromEntries(given), ...FIXED },
  };
}

/** How an npm ended, and where it wanted to go besides the registry. */
export interface NpmResult extends CommandResult {
  /** A sentence for people, when it wanted to go elsewhere. */
  strayed?: string | undefined;
}

/** The one door through which npm is started: it gets a folder, a way to the registry and nothing else of ours. */
export async function runNpm(
  args: string[],
  folder: string,
  signal: AbortSignal,
  npm: Npm,
  timeoutMs = TIMEOUT_MS,
): Promise<NpmResult> {
  const proxy = await openRegistryProxy(npm);
  try {
    const environment = { ...npm.environment, ...through(proxy.url) };
    const result = await start(args, folder, environment, signal, timeoutMs);
    return { ...result, strayed: strayedText([...proxy.refused], npm.registry) };
  } finally {
    await proxy.close();
  }
}

/** What makes npm ask a proxy for everything. An empty list of exceptions would count for none, and the user's would be taken. */
const through = (url: string): Record<string, string> => ({
  npm_config_proxy: url,
  npm_config_https_proxy: url,
  npm_config_noproxy: "nothing.invalid",
});

const strayedText = (origins: string[], registry: string): string | undefined =>
  origins.length > 0
    ? `something wants to be fetched from ${origins.join(" and ")}; only the configured registry ${new URL(registry).origin} may be reached`
    : undefined;

const start = (
  args: string[],
  folder: string,
  environment: Record<string, string>,
  signal: AbortSignal,
  timeoutMs = TIMEOUT_MS,
): Promise<CommandResult> =>
  runCommand({
    file: "npm",
    args,
    cwd: folder,
    env: environment,
    signal,
    timeoutMs,
    outputBytes: OUTPUT_BYTES,
  });

/** Lines of npm that are codes, or places of its logs. */
const NO_REASON = /^npm error( (code|errno|syscall|type|path|network|cause|A complete log)\b|\s*$)/;

/** Why npm did not do what it was asked to, in its own words where it has some; nothing when it did. */
export function problemOf({ exitCode, stderr, killed, strayed }: NpmResult): string | undefined {
  if (strayed) return strayed;
  if (killed) return `npm was ended (${killed})`;
  return exitCode === 0 ? undefined : reasonIn(stderr) || "npm gave no reason";
}

/** What npm gives as its reason. */
function reasonIn(stderr: string): string {
  const lines = stderr.split("\n").filter((line) => line.trim() !== "" && !NO_REASON.test(line));
  const said = lines.find((line) => line.startsWith("npm error ")) ?? lines[0] ?? "";
  return said.replace(/^npm error (E?[A-Z0-9]+ )?/, "").trim();
}

/** Where npm keeps what it downloaded for the plugins of a data folder. */
export const npmCache = (dataDir: string): string => path.join(dataDir, "toolchain", "npm-cache");

const inherited = (wanted: RegExp): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]): [string, string][] =>
      value !== undefined && wanted.test(name) ? [[name, value]] : [],
    ),
  );

export function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // npm says something else then; its exit code or the form that is expected tells
  }
}
