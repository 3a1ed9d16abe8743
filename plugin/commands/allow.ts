import {
  allowPackages,
  broughtText,
  readConsents,
  revokePackage,
} from "../../agents/packages/consent.ts";
import { sameMajor, type Permit } from "../../agents/packages/facts.ts";
import { factsText } from "../../agents/packages/question.ts";
import { resolveDependencies } from "../../agents/toolchain.ts";
import { makeWritable } from "../../shared/data-folder.ts";
import { ConfigError } from "../../shared/errors.ts";
import { ExitCode } from "../terminal/explain.ts";
import { interruptible } from "../terminal/interrupts.ts";
import { complain, print, printable, printJson } from "../terminal/output.ts";
import type { Settings } from "./settings.ts";

export interface AllowArguments extends Permit {
  /** Packages as `name` or `name@range`. */
  packages: string[];
  /** Shows what is allowed. */
  list?: boolean;
  /** Takes a yes back. */
  revoke?: boolean;
}

/** Remembers that plugins may be built with packages. Every check is made all the same, but nothing is installed. */
export async function allow(
  { packages, list, revoke, ...permit }: AllowArguments,
  settings: Settings,
): Promise<ExitCode> {
  if (list) return show(settings);
  if (packages.length === 0) {
    throw new ConfigError("Expected packages, such as plugin-dynamic allow luxon@3, or --list.");
  }
  makeWritable(settings.config.dataDir);
  if (revoke) return takeBack(packages, settings);
  const { signal, dispose } = interruptible();
  try {
    for (const text of packages) await allowOne(text, permit, settings, signal);
    return ExitCode.completed;
  } finally {
    dispose();
  }
}

async function allowOne(
  text: string,
  permit: Permit,
  { config, json }: Settings,
  signal: AbortSignal,
): Promise<void> {
  const { name, range } = read(text);
  const policy = { minAgeDays: config.packageMinAgeDays, permit };
  const set = await resolveDependencies(config.dataDir, { [name]: range ?? "*" }, signal, policy);
  const [facts] = set?.packages ?? [];
  if (!set || !facts) {
    if (json) printJson({ type: "package:shared", name });
    else print(`${name} comes with the checks and needs no yes.`);
    return;
  }
  const allowed = range ?? sameMajor(facts.version);
  allowPackages(config.dataDir, [facts], { range: allowed, ...permit });
  const { version, integrity } = facts;
  if (json) printJson({ type: "package:allowed", name, range: allowed, version, integrity });
  else {
    print(
      `Plugins may be built with ${name} ${allowed} from now on.`,
      printable(`${name} ${version}: ${factsText(facts)}. ${broughtText(set.total - 1)}`),
    );
  }
}

function takeBack(packages: string[], { config, json }: Settings): ExitCode {
  const unknown = packages.filter((text) => {
    const { name } = read(text);
    const revoked = revokePackage(config.dataDir, name);
    if (json) printJson({ type: "package:revoked", name, revoked });
    else if (revoked) print(`Plugins may not be built with ${name} any more.`);
    return !revoked;
  });
  if (unknown.length > 0) complain(`Nobody had allowed ${unknown.join(", ")}.`);
  return unknown.length > 0 ? ExitCode.refused : ExitCode.completed;
}

function show({ config, json }: Settings): ExitCode {
  const all = Object.entries(readConsents(config.dataDir));
  if (json) for (const [name, consent] of all) printJson({ name, ...consent });
  else if (all.length === 0) print("Nobody has allowed a package yet.");
  else {
    print(
      ...all.map(
        ([name, { range, version, at, scripts, similar }]) =>
          [
            `${name} ${range} (${version} was looked at on ${at.slice(0, 10)}`,
            ...(scripts ? ["with install scripts, which are not run"] : []),
            ...(similar ? ["although its name is like another one"] : []),
          ].join(", ") + ")",
      ),
    );
  }
  return ExitCode.completed;
}

/** `luxon`, `luxon@^3` and `@acme/tools@1.x` as name and range. */
function read(text: string): { name: string; range: string | undefined } {
  const at = text.indexOf("@", 1);
  return at < 0
    ? { name: text, range: undefined }
    : { name: text.slice(0, at), range: text.slice(at + 1) };
}
