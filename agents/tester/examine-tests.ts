import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { criteriaIn, type Criterion } from "../../shared/criteria.ts";
import type { Payload } from "../../shared/events.ts";
import { writeFolder, type Files } from "../../shared/files.ts";
import type { Finding, RanTest } from "../../shared/results.ts";
import { openSandbox, type SandboxChoice } from "../../shared/sandbox/sandbox.ts";
import type { PluginSpecification } from "../../shared/specification.ts";
import { packageFolders } from "../package-folders.ts";
import { DependencyError } from "../packages/errors.ts";
import { scaffold } from "../scaffold.ts";
import { isRunOf, testsIn, withoutTests, type TestCode } from "../test-code.ts";
import { prepareToolchain } from "../toolchain.ts";
import { stubEntry, typeCheck } from "../type-check.ts";
import { test } from "./gates/test.ts";

/** Where tests are tried that were just written. */
export interface TryOut {
  specification: PluginSpecification;
  criteria: Criterion[];
  dataDir: string;
  sandbox: SandboxChoice;
  /** Folder for what is tried, which is gone afterwards. */
  scratch: string;
  signal: AbortSignal;
  timeoutMs: number;
}

/** Tests as they can be used, and what is wrong with them. */
export interface Examined extends Pick<
  Payload<"tests:completed">,
  "dropped" | "untested" | "unproven"
> {
  /** Without the tests that prove nothing. */
  files: Files;
  /** What their writer should mend. */
  findings: Finding[];
}

const WHY =
  "It passes without the plugin: on an empty template, with no action, provider, service or evaluator.";
const NEVER_RUN = "at sandbox level none generated code is not run, so that nobody saw them fail";

/**
 * Looks at tests before there is any code: whether they compile, whether each names the criterion it shows, and whether
 * they fail when there is no plugin. Tests that pass then are taken out.
 */
export async function examineTests(written: Files, tryOut: TryOut): Promise<Examined> {
  const [types, { passed, unproven }] = await Promise.all([
    typeCheck({ ...tryOut, files: { ...written, ...stubEntry } }),
    passedOnEmpty(written, tryOut),
  ]);
  const { files, dropped } = withoutPassed(written, passed);
  const { findings, untested } = readTitles(files, tryOut.criteria);
  return {
    files,
    dropped,
    untested,
    unproven,
    findings: [...types, ...dropped.map(ofDropped), ...findings],
  };
}

/** The tests that pass on a plugin without components, or why that was not tried. */
async function passedOnEmpty(
  written: Files,
  { specification, dataDir, sandbox: choice, scratch, signal, timeoutMs }: TryOut,
): Promise<{ passed: RanTest[]; unproven?: string }> {
  const sandbox = await openSandbox(choice);
  if (sandbox.level === "none") return { passed: [], unproven: NEVER_RUN };
  const room = path.join(scratch, `empty-${crypto.randomUUID()}`);
  const folder = path.join(room, "plugin");
  try {
    const { nodeModules } = await prepareToolchain(dataDir, specification.dependencies, signal);
    writeFolder(folder, { ...written, ...stubEntry, ...scaffold(specification) });
    fs.symlinkSync(nodeModules, path.join(folder, "node_modules"), "dir");
    const { tests, summary } = await test({
      folder,
      specification,
      sandbox,
      nodeModules,
      packages: packageFolders(nodeModules),
      warm: true,
      signal,
      timeoutMs,
    });
    signal.throwIfAborted();
    if (!tests)
      return { passed: [], unproven: `run without a plugin they gave no result: ${summary}` };
    return { passed: tests.filter(({ state }) => state === "passed") };
  } catch (error) {
    // A package that cannot be had is news about the specification, and the type check tells it.
    if (!(error instanceof DependencyError)) throw error;
    return { passed: [], unproven: "their packages are not to be had" };
  } finally {
    fs.rmSync(room, { recursive: true, force: true });
  }
}

type Dropped = NonNullable<Examined["dropped"]>;

/** Takes out what passed; a table goes with the first row that did, since its rows are one test. */
function withoutPassed(written: Files, passed: RanTest[]): { files: Files; dropped: Dropped } {
  const dropped: Dropped = [];
  const files: Files = {};
  for (const [file, content] of Object.entries(written)) {
    const names = passed.filter((each) => each.file === file).map(({ name }) => name);
    const isProofless = (each: TestCode): boolean => names.some((name) => isRunOf(each, name));
    if (names.length === 0) {
      files[file] = content;
      continue;
    }
    dropped.push(
      ...testsIn(file, content)
        .filter(isProofless)
        .map((each) => ({ name: each.path.join(" > "), file, why: WHY })),
    );
    const left = withoutTests(file, content, isProofless);
    if (left !== undefined) files[file] = left;
  }
  return { files, dropped };
}

const ofDropped = ({ name, file, why }: Dropped[number]): Finding => ({
  from: "test",
  severity: "warning",
  rule: "proves-nothing",
  message: `"${name}" was taken out. ${why}`,
  file,
});

/** What the titles say of the criteria. */
function readTitles(
  files: Files,
  criteria: Criterion[],
): { findings: Finding[]; untested: string[] } {
  if (criteria.length === 0) return { findings: [], untested: [] };
  const known = new Set(criteria.map(({ id }) => id));
  const shown = new Set<string>();
  const findings: Finding[] = [];
  for (const [file, content] of Object.entries(files)) {
    if (!file.endsWith(".test.ts")) continue;
    for (const { path: titles, line } of testsIn(file, content)) {
      const ids = criteriaIn(titles.join(" "));
      ids.forEach((id) => shown.add(id));
      const strange = ids.filter((id) => !known.has(id));
      const what = titles.at(-1) ?? "";
      if (ids.length === 0) {
        findings.push(
          titleFinding(
            file,
            line,
            `"${what}" names no criterion; its title begins with one, such as [${criteria[0]?.id}].`,
          ),
        );
      } else if (strange.length > 0) {
        findings.push(
          titleFinding(
            file,
            line,
            `"${what}" names ${strange.join(", ")}, and there is no such criterion.`,
          ),
        );
      }
    }
  }
  const open = criteria.filter(({ id }) => !shown.has(id));
  return {
    findings: [...findings, ...open.map(openCriterion)],
    untested: open.map(({ id }) => id),
  };
}

const titleFinding = (file: string, line: number, message: string): Finding => ({
  from: "test",
  severity: "warning",
  rule: "criterion-id",
  message,
  file,
  line,
});

const openCriterion = ({ id, component, text }: Criterion): Finding => ({
  from: "test",
  severity: "warning",
  rule: "criterion-untested",
  message: `No test shows ${id} of ${component}: ${text}`,
});
