import fs from "node:fs";
import { RegistryError } from "./errors.ts";
import type { WayToRegistry } from "./registry-proxy.ts";

/** What npm tells of its configuration. */
export interface ProxySettings {
  proxy?: string | null | undefined;
  "https-proxy"?: string | null | undefined;
  noproxy?: string | string[] | null | undefined;
  "strict-ssl"?: boolean | undefined;
  cafile?: string | null | undefined;
}

/** Where npm has its settings from. */
export interface SettingSources {
  environment: NodeJS.ProcessEnv;
  /** Configuration files, the one that counts most first. */
  files: string[];
}

/**
 * The user's own proxy for the registry, looked for where npm looks and in the same order: its settings, then the variables
 * that programs of all kinds heed.
 */
export function wayThroughProxy(
  registry: string,
  settings: ProxySettings,
  sources: SettingSources,
): WayToRegistry {
  const { protocol, hostname } = new URL(registry);
  const variables = inLowerCase(sources.environment);
  const inClear = protocol === "http:" ? variables.http_proxy || variables.proxy : undefined;
  const upstream =
    setting("https-proxy", settings, sources) ||
    setting("proxy", settings, sources) ||
    variables.https_proxy ||
    inClear;
  const spared = settings.noproxy?.toString() || variables.noproxy || variables.no_proxy || "";
  if (!upstream || isSpared(hostname, spared)) return { registry };
  if (!/^https?:\/\//i.test(upstream) || !URL.canParse(upstream)) {
    throw new RegistryError(
      "The npm registry is to be reached through a proxy whose address does not begin with http:// or https://, and no other kind is supported. Correct npm's https-proxy and proxy, or HTTPS_PROXY.",
    );
  }
  const { "strict-ssl": rejectUnauthorized, cafile } = settings;
  const ca = cafile && upstream.startsWith("https:") ? fs.readFileSync(cafile) : undefined;
  return { registry, upstream, tls: { rejectUnauthorized, ...(ca ? { ca } : {}) } };
}

/** A setting of npm, which does not tell one with a password in it: that one is read where npm has it from. */
function setting(
  name: "proxy" | "https-proxy",
  settings: ProxySettings,
  { environment, files }: SettingSources,
): string | null | undefined {
  const told = settings[name];
  if (told === null || (told && !told.includes(":***@"))) return told;
  const said = inLowerCase(environment)[`npm_config_${name.replace("-", "_")}`];
  if (said) return said;
  const line = new RegExp(`^\\s*${name}\\s*=\\s*["']?(.*?)["']?\\s*$`, "m");
  for (const file of files.filter((each) => fs.existsSync(each))) {
    const [, written] = line.exec(fs.readFileSync(file, "utf8")) ?? [];
    if (written)
      return written.replace(
        /\$\{(\w+)\}/g,
        (whole, variable: string) => environment[variable] ?? whole,
      );
  }
  throw new RegistryError(
    `npm keeps its setting ${name} to itself, and it stands in none of ${files.join(", ")}. Set HTTPS_PROXY instead.`,
  );
}

const inLowerCase = (environment: NodeJS.ProcessEnv): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [name.toLowerCase(), value]),
  );

/** Whether a host is among those that are reached without a proxy: as such, or below a domain. */
const isSpared = (host: string, spared: string): boolean =>
  spared
    .split(",")
    .map((name) => name.trim().replace(/^\.+/, ""))
    .some((name) => name !== "" && `.${host}`.endsWith(`.${name}`));
