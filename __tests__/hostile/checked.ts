import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { z } from "zod";
import { prepareDatabase } from "../../agents/database.ts";
import { prepareToolchain } from "../../agents/toolchain.ts";
import { packageRoot } from "../../shared/package.ts";
import { Gate } from "../../shared/results.ts";
import { sharedDataFolder } from "../support/data-folder.ts";
import type { HostileCase } from "./hostile-case.ts";
import { writePlugin } from "./hostile-plugin.ts";
import { Outside, type Observation } from "./outside.ts";
import { watchedRun } from "./watched-run.ts";

const CLI = path.join(packageRoot, "dist", "plugin", "cli.js");
const SETPRIV = "/usr/bin/setpriv";
/** Somebody without any rights beyond their own files. */
const ORDINARY = 1001;
const MEGABYTE = 1_048_576;

/** More than any box allows, and little enough for a machine if there is none. */
const AMOUNTS = { forks: 200, megabytes: 2500 };
const LIMITS = { processBytes: 2000 * MEGABYTE, processes: 100, outputBytes: 8 * MEGABYTE };
const WALL_MS = 230_000;
const GATE_MS = { usual: 150_000, hanging: 20_000 };

/** Who runs the check. */
export type Who = "me" | "ordinary user";

export interface CheckedCases {
  verdict: string;
  /** Findings as \`gate file: message\`, and the reason of a refusal. */
  findings: string[];
  /** What was in force, as the check itself says. */
  sandbox: { level: string; missing: string[] } | undefined;
  observations: Observation[];
  /** Everything it printed, for whoever has to find out why. */
  said: string;
}

const Line = z.looseObject({ type: z.string() });
const SandboxLine = z.looseObject({ level: z.string(), missing: z.array(z.string()).default([]) });
const Ending = z.looseObject({
  verdict: z.string(),
  gates: z.array(Gate),
  reason: z.string().default(""),
  problems: z.array(z.unknown()).default([]),
});

/** Checks plugins as a user would, in a data folder where all that takes long is prepared. */
export class Checker {
  readonly #dataDir: string;
  readonly #who: Who;
  readonly #level: string | undefined;

  private constructor(who: Who, level: string | undefined) {
    this.#who = who;
    this.#level = level;
    this.#dataDir = fs.mkdtempSync(path.join(os.tmpdir(), "hostile-data-"));
  }

  /** @param level one that is asked for; otherwise the best that the machine has. */
  static async prepare(who: Who, level: string | undefined): Promise<Checker> {
    const checker = new Checker(who, level);
    const { signal } = new AbortController();
    await prepareToolchain(sharedDataFolder(), {}, signal);
    await prepareDatabase(sharedDataFolder(), signal);
    const [from, to] = [sharedDataFolder(), checker.#dataDir].map((each) =>
      path.join(each, "toolchain"),
    );
    fs.cpSync(from ?? "", to ?? "", { recursive: true, verbatimSymlinks: true });
    checker.#own(checker.#dataDir);
    return checker;
  }

  async check(cases: HostileCase[]): Promise<CheckedCases> {
    const outside = await Outside.open([this.#dataDir]);
    try {
      writePlugin(outside.source, cases, outside.known(AMOUNTS));
      this.#own(outside.folder);
      const before = fingerprint(outside.source);
      const gateMs = cases.some(({ hangs }) => hangs) ? GATE_MS.hanging : GATE_MS.usual;
      const run = await watchedRun(
        [...this.#as(), process.execPath, CLI, "check", outside.source, "--json"],
        outside,
        {
          cwd: outside.folder,
          env: {
            PLUGIN_DATA_DIR: this.#dataDir,
            PLUGIN_CHECK_TIMEOUT_MS: String(gateMs),
            ...(this.#level === undefined ? {} : { PLUGIN_SANDBOX: this.#level }),
          },
          wallMs: WALL_MS,
          graceMs: 5000,
          limits: LIMITS,
        },
      );
      const changed: Observation[] =
        fingerprint(outside.source) === before
          ? []
          : [{ sign: "file", detail: "the plugin's own folder was changed" }];
      return { ...read(run.stdout, run.stderr), observations: [...run.observations, ...changed] };
    } finally {
      outside.close();
    }
  }

  close(): void {
    fs.rmSync(this.#dataDir, { recursive: true, force: true });
  }

  #as(): string[] {
    if (this.#who === "me") return [];
    return [SETPRIV, `--reuid=${ORDINARY}`, `--regid=${ORDINARY}`, "--clear-groups", "--"];
  }

  #own(folder: string): void {
    if (this.#who === "ordinary user")
      execFileSync("chown", ["-R", `${ORDINARY}:${ORDINARY}`, folder]);
  }
}

/** Whether this process may act as somebody else, and that somebody may read the package. */
export function canActAsOrdinaryUser(): boolean {
  if (process.getuid?.() !== 0 || !fs.existsSync(SETPRIV)) return false;
  try {
    const who = [`--reuid=${ORDINARY}`, `--regid=${ORDINARY}`, "--clear-groups"];
    for (const place of [CLI, os.tmpdir()]) {
      execFileSync(SETPRIV, [...who, "--", "ls", place], { stdio: "ignore" });
    }
    return true;
  } catch {
    return false; // the package lies in a folder of root's own, or the kernel forbids it
  }
}

function read(stdout: string, stderr: string): Omit<CheckedCases, "observations"> {
  const lines = stdout
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => Line.parse(JSON.parse(line)));
  const sandbox = lines.find(({ type }) => type === "check:sandbox");
  const ending = lines.find(({ type }) => /^check:(finished|refused)$/.test(type));
  const { verdict, gates, reason, problems } = ending
    ? Ending.parse(ending)
    : { verdict: "none", gates: [], reason: "", problems: [] };
  return {
    verdict,
    findings: [
      reason,
      ...problems.map((each) => JSON.stringify(each)),
      ...gates.flatMap(({ findings }) =>
        findings.map(({ from, file, message }) => `${from} ${file ?? ""}: ${message}`),
      ),
    ],
    sandbox: sandbox && SandboxLine.parse(sandbox),
    said: `${stdout}\n${stderr}`,
  };
}

/** All that is in a folder, with its contents. */
const fingerprint = (folder: string): string =>
  fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return entry.isFile() ? `${file} ${fs.readFileSync(file, "utf8")}` : file;
    })
    .sort()
    .join("\n");
