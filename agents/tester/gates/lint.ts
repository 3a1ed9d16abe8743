import path from "node:path";
import { z } from "zod";
import { readFolder } from "../../../shared/files.ts";
import type { Finding } from "../../../shared/results.ts";
import { codeFacts } from "../../facts/code-facts.ts";
import { unfitTests } from "../../facts/test-facts.ts";
import { undeclared, unspecified } from "../../facts/undeclared.ts";
import { packageFolder } from "../../package-folders.ts";
import { lint as lintByWorker } from "../../warm/workers.ts";
import { blocker, interrupted, runTool, tail, type Place, type Verdict } from "../gate.ts";

const Report = z.array(
  z.object({
    filePath: z.string(),
    messages: z.array(
      z.object({
        ruleId: z.string().nullable(),
        severity: z.number(),
        message: z.string(),
        line: z.number().optional(),
      }),
    ),
  }),
);

/** Matters of taste: whoever wrote a plugin elsewhere knows other rules. Rules that find mistakes hold for everybody. */
const TASTE = new Set([
  "@typescript-eslint/ban-types",
  "@typescript-eslint/no-empty-object-type",
  "@typescript-eslint/no-explicit-any",
  "@typescript-eslint/no-namespace",
  "@typescript-eslint/no-require-imports",
  "@typescript-eslint/no-this-alias",
  "@typescript-eslint/no-unused-expressions",
  "@typescript-eslint/no-unused-vars",
  "eqeqeq",
  "no-case-declarations",
  "no-control-regex",
  "no-empty",
  "no-extra-boolean-cast",
  "no-prototype-builtins",
  "no-useless-catch",
  "no-useless-escape",
  "no-var",
  "preserve-caught-error",
  "prefer-const",
  "prefer-rest-params",
  "prefer-spread",
]);

const OUTPUT_BYTES = 8 * 1_048_576;

/**
 * ESLint with the configuration we gave the plugin; comments in the code cannot switch rules off. How somebody else writes
 * is no error. Then what the code does that no plugin may do, or that its specification does not say.
 */
export async function lint(place: Place): Promise<Verdict> {
  const found = (await lintedWarm(place)) ?? (await lintedCold(place));
  if ("stopped" in found) return { summary: "stopped", findings: found.stopped };
  const report = Report.safeParse(found.results);
  if (!report.success) {
    const finding = blocker("lint", `ESLint could not check the code: ${found.failed ?? ""}`);
    return { summary: "ESLint failed", findings: [finding] };
  }
  const linted = report.data.flatMap(({ filePath, messages }) =>
    messages.map(({ ruleId, severity, message, line }): Finding => ({
      from: "lint",
      severity:
        severity === 2 && !(place.layout && TASTE.has(ruleId ?? "")) ? "blocker" : "warning",
      message,
      file: path.isAbsolute(filePath) ? path.relative(place.folder, filePath) : filePath,
      line,
      rule: ruleId ?? undefined,
    })),
  );
  const findings = [...linted, ...factsOf(place).filter((each) => !isKnown(each, linted))];
  const errors = findings.filter(({ severity }) => severity === "blocker").length;
  return { summary: `${report.data.length} files, ${errors} errors`, findings };
}

/** Results as ESLint writes them as JSON, or what it said instead; or that it was stopped. */
type Linted = { results?: unknown; failed?: string } | { stopped: Finding[] };

const foldersOf = ({ layout }: Place): string[] => layout?.folders ?? ["src"];

/** By the worker that stays; nothing where there is none for this plugin, or it died. */
async function lintedWarm(place: Place): Promise<Linted | undefined> {
  // The worker knows the rules that our plugins come with.
  if (!place.warm || place.layout) return undefined;
  const files = readFolder(place.folder);
  const answer = await lintByWorker(place, { files, folders: foldersOf(place) }, place);
  if (!answer || !("exitCode" in answer)) return answer;
  return { stopped: interrupted("lint", answer) };
}

/** By a program that is started for it. */
async function lintedCold(place: Place): Promise<Linted> {
  const eslint = path.join(packageFolder("eslint"), "bin", "eslint.js");
  const result = await runTool(
    place,
    [
      process.execPath,
      eslint,
      // Named, because ESLint would otherwise take the nearest configuration to each file, which could be the plugin's.
      "--config",
      path.join(place.folder, "eslint.config.mjs"),
      "--no-inline-config",
      "--format",
      "json",
      ...foldersOf(place),
    ],
    { outputBytes: OUTPUT_BYTES },
  );
  const stopped = interrupted("lint", result);
  if (stopped.length > 0) return { stopped };
  return { results: parse(result.stdout), failed: tail(result) };
}

/** What can be read from the code itself, whatever ESLint thinks of it. */
function factsOf({ folder, specification, layout }: Place): Finding[] {
  const files = readFolder(folder);
  const facts = codeFacts(files);
  const isSpecified = layout?.componentsKnown ?? true;
  return [
    ...(isSpecified ? undeclared(facts, specification) : unspecified(facts)),
    ...unfitTests(files, { ours: layout === undefined }),
  ];
}

/** Rules of ESLint's by the rules of ours that say the same. */
const SAME: Record<string, RegExp> = {
  evaluation: /^(?:no-eval|no-new-func|no-implied-eval)$/,
  suppression: /ban-ts-comment$/,
  "hidden-character": /^no-irregular-whitespace$/,
};

const isKnown = ({ rule, file, line }: Finding, linted: Finding[]): boolean =>
  linted.some(
    (each) =>
      each.severity === "blocker" &&
      each.file === file &&
      each.line === line &&
      SAME[rule ?? ""]?.test(each.rule ?? ""),
  );

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // ESLint itself broke; its output is shown instead
  }
}
