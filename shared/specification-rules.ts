import semver from "semver";
import validatePackageName from "validate-npm-package-name";
import { type Findings, at, isRecord, shown } from "./findings.ts";
import { ELIZAOS_PLUGINS, kebab } from "./names.ts";
import {
  isNodeModule,
  isPackageName,
  isPackageRange,
  PACKAGE_NAME,
  PACKAGE_RANGE,
} from "./npm-package.ts";

const PLUGIN_NAME = /^(?:@[a-z0-9]+(?:[._-][a-z0-9]+)*\/)?plugin-[a-z0-9]+(?:-[a-z0-9]+)*$/;
const MAXIMUM_NAME = 100;
const EXPECTED_NAME =
  'a valid plugin name: "plugin-" and lower-case words, with or without a scope, such as "@elizaos/plugin-todo"';

/** Reads the plugin's package name; the empty text after a problem. */
export function readName(value: unknown, findings: Findings): string {
  const refuse = (expected: string) => {
    findings.problem("name", value, expected, "Invalid plugin name");
    return "";
  };
  if (typeof value !== "string") return refuse(EXPECTED_NAME);
  if (value.length > MAXIMUM_NAME) {
    return refuse(`a valid plugin name of at most ${MAXIMUM_NAME} characters`);
  }
  if (!PLUGIN_NAME.test(value) || !validatePackageName(value).validForNewPackages) {
    const near = nearestName(value);
    return refuse(near ? `${EXPECTED_NAME} (did you mean "${near}"?)` : EXPECTED_NAME);
  }
  if (ELIZAOS_PLUGINS.includes(value)) {
    return refuse("a valid plugin name that ElizaOS does not use itself");
  }
  return value;
}

/** The valid name someone probably meant; none for paths, commands and other names that look like no name at all. */
function nearestName(name: string): string | undefined {
  const [, scope = "", bare = ""] = /^(@[\w-]+\/)?([\w .-]+)$/.exec(name.trim()) ?? [];
  const words = kebab(bare).replace(/^(?:plugin-)?(.*?)(?:-plugin)?$/, "$1");
  const near = `${scope.toLowerCase()}plugin-${words}`;
  return /^\w/.test(bare) && !bare.includes("..") && PLUGIN_NAME.test(near) ? near : undefined;
}

/** Reads the version; a missing one is 1.0.0. */
export function readVersion(value: unknown, findings: Findings): string {
  if (value === undefined || value === null) return "1.0.0";
  const version = typeof value === "string" ? semver.valid(value) : null;
  if (version && version === value) return version;
  if (version && `v${version}` === value) {
    findings.note(`The version ${value} was read as ${version}.`);
    return version;
  }
  const near =
    typeof value === "string" || typeof value === "number" ? semver.coerce(`${value}`) : null;
  const hint = near ? ` (did you mean "${near.version}"?)` : "";
  findings.problem("version", value, `a semantic version such as "1.0.0"${hint}`);
  return "1.0.0";
}

/** Packages that the host brings, in its own version. */
const HOST_PACKAGES = new Set(["@elizaos/core", "zod"]);

/** Reads `{pg: "^8.0.0"}` or `["pg@^8.0.0"]`. */
export function readDependencies(value: unknown, findings: Findings): Record<string, string> {
  const path = "dependencies";
  if (value === undefined || value === null) return {};
  if (!Array.isArray(value) && !isRecord(value)) {
    findings.problem(path, value, 'packages with their ranges, such as {"pg": "^8.0.0"}');
    return {};
  }
  const entries = Array.isArray(value) ? listedPackages(value, findings) : Object.entries(value);
  const read = new Map<string, string>();
  for (const [name, range] of entries) {
    if (HOST_PACKAGES.has(name)) {
      findings.note(`Dependency ${name} was left out: the plugin uses the version of its host.`);
    } else if (isNodeModule(name)) {
      findings.note(`Dependency ${name} was left out: it is part of Node.`);
    } else if (!isPackageName(name)) {
      findings.problem(at(path, name), name, PACKAGE_NAME);
    } else {
      const valid = readRange(range, name, findings);
      if (valid && read.has(name) && read.get(name) !== valid) {
        findings.problem(at(path, name), range, "each package once");
      }
      if (valid) read.set(name, valid);
    }
  }
  return Object.fromEntries(read);
}

function listedPackages(list: unknown[], findings: Findings): [string, unknown][] {
  return list.flatMap((item, index): [string, unknown][] => {
    const [, name, range = "*"] =
      (typeof item === "string" && /^\s*(@?[^@]+?)(?:@(.*?))?\s*$/s.exec(item)) || [];
    if (name) return [[name, range]];
    if (isRecord(item) && typeof item.name === "string") {
      return [[item.name, item.version ?? "*"]];
    }
    findings.problem(at("dependencies", index), item, 'a package such as "pg@^8.0.0"');
    return [];
  });
}

function readRange(range: unknown, name: string, findings: Findings): string | undefined {
  const written = typeof range === "string" ? range.trim() : undefined;
  if (written === "latest" || written === "*" || written === "") {
    findings.note(
      `Dependency ${name}: ${shown(range)} takes any version; a range such as "^1.0.0" is safer.`,
    );
    return "*";
  }
  if (written && isPackageRange(written)) return written;
  findings.problem(at("dependencies", name), range, PACKAGE_RANGE);
  return undefined;
}
