import type { Files } from "../../shared/files.ts";

/** What code that got out of its box leaves behind, seen from outside. */
export type Sign =
  /** The canary's text got out. */
  | "secret"
  /** A key from the environment of whoever runs the check got out. */
  | "environment"
  /** A listener on this machine was reached. */
  | "connection"
  /** A file appeared where the plugin has no business. */
  | "file"
  /** A process outlived the run. */
  | "survivor"
  /** More processes at once than any plugin needs. */
  | "crowd"
  /** More memory than any plugin needs. */
  | "memory"
  /** More output than anybody reads. */
  | "flood"
  /** The run did not end by itself. */
  | "hang"
  /** The tool was ended from inside. */
  | "killed"
  /** A judge that believes what it is told says that all is well. */
  | "green";

/** A tool that, run without any box, shows that a case is real. */
export type Tool = "vitest" | "node" | "esbuild" | "tsc" | "eslint" | "git" | "npm";

export type Teeth =
  | { tool: Tool; shows: Sign; needs?: "memory of other processes" }
  /** Why nothing happens even without a box. */
  | { none: string };

export interface HostileCase {
  name: string;
  /** What it tries. */
  about: string;
  /** Where its code runs, or what reads it. */
  zone: "test" | "load" | "build" | "static" | "files" | "packages";
  /** Laid over an honest plugin; `{{word}}` stands for what the harness knows, such as `{{canary}}`. */
  files: Files;
  /** Packages it depends on. */
  dependencies?: Record<string, string>;
  /** Symbolic links in the plugin's folder, to places that may be outside. */
  links?: Record<string, string>;
  /** Whether an attempt needs a test file, and so a process, of its own. */
  alone?: boolean;
  /** Cases of one group are checked as one plugin, to save time; each is judged by what is its own. */
  group: string;
  /** Whether only a limit of time ends it; the check is then given a short one. */
  hangs?: boolean;
  expect: {
    verdict: "passed" | "failed" | "refused";
    /** Each has to fit a finding, written `gate file: message`. */
    findings: RegExp[];
  };
  teeth: Teeth;
  /** Whether the sandbox level `process` leaves it possible, and says so. */
  openAtProcess?: boolean;
}

type ProbeOptions = Pick<HostileCase, "openAtProcess" | "alone"> & {
  zones?: ("test" | "load")[];
  group?: string;
  needs?: "memory of other processes";
};

/**
 * Code that tries one way out, in the tests and in the load check. `body` is the body of an async function of the zone's
 * name and the test's context; it returns what it got hold of. Whatever comes of it is reported as a failed test, so that the harness knows
 * that it ran; whether it got out is seen from outside alone.
 */
export function probe(
  name: string,
  about: string,
  shows: Sign,
  body: string,
  { zones = ["test", "load"], group = "probes", needs, ...more }: ProbeOptions = {},
): HostileCase {
  return {
    name,
    about,
    zone: "test",
    files: {
      [`src/${zones.includes("load") ? "attempts" : "test-attempts"}/${name}.js`]: attempt(body),
    },
    group,
    expect: {
      verdict: "failed",
      findings: zones.map((zone) => new RegExp(`^${zone} .*RAN ${name} in ${zone}:`, "s")),
    },
    teeth: { tool: "vitest", shows, ...(needs ? { needs } : {}) },
    ...more,
  };
}

const MODULES: Record<string, string> = {
  childProcess: "child_process",
  dgram: "dgram",
  fs: "fs",
  module: "module",
  net: "net",
  os: "os",
  path: "path",
};

function attempt(body: string): string {
  const imports = Object.entries(MODULES)
    .filter(([name]) => body.includes(`${name}.`))
    .map(([name, module]) => `import ${name} from "node:${module}";\n`);
  return `${imports.join("")}export default async function attempt(zone, context) {
  void [zone, context];
  ${body}
}
`;
}

/** A test file that is not what it seems. `code` may import; \`test\`, \`expect\` and \`vi\` are there already. */
export function forgery(
  name: string,
  about: string,
  code: string,
  { teeth, group = "forgeries", files = {}, findings, hangs = false }: ForgeryOptions = {},
): HostileCase {
  const file = `src/__tests__/${name}.test.js`;
  return {
    name,
    about,
    zone: "test",
    files: {
      [file]: `import { expect, test, vi } from "vitest";\nvoid [expect, test, vi];\n${code}\n`,
      ...files,
    },
    group,
    expect: {
      verdict: "failed",
      findings: findings ?? [new RegExp(`^test ${file.replaceAll(".", "\\.")}:`)],
    },
    hangs,
    teeth: teeth ?? { tool: "vitest", shows: "green" },
  };
}

interface ForgeryOptions {
  hangs?: boolean;
  teeth?: Teeth;
  group?: string;
  files?: Files;
  findings?: RegExp[];
}
