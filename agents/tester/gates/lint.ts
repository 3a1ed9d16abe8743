import path from "node:path";
import { z } from "zod";
import { readFolder } from "../../../shared/files.ts";
import type { Finding } from "../../../shared/results.ts";
import { codeFacts } from "../../facts/code-facts.ts";
import { unfitTests } from "../../facts/test-facts.ts";
import { undeclared, unspecified } from "../../facts/undeclared.ts";
import { packageFolder } from "../../toolchain.ts";
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

const OUTPUT_BYTES = 8 * 1_048_576;

/**
 * ESLint with the configuration we gave the plugin; comments in the code cannot switch rules off. Then what the code
 * does that no plugin may do, or that its specification does not say.
 */
export async function lint(place: Place): Promise<Verdict> {
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
      ...(place.layout?.folders ?? ["src"]),
    ],
    { outputBytes: OUTPUT_BYTES },
  );
  const stopped = interrupted("lint", result);
  if (stopped.length > 0) return { summary: "stopped", findings: stopped };
  const report = Report.safeParse(parse(result.stdout));
  if (!report.success) {
    const finding = blocker("lint", `ESLint could not check the code: ${tail(result)}`);
    return { summary: "ESLint failed", findings: [finding] };
  }
  const linted = report.data.flatMap(({ filePath, messages }) =>
    messages.map(({ ruleId, severity, message, line }): Finding => ({
      from: "lint",
      severity: severity === 2 ? "blocker" : "warning",
      message,
      file: path.relative(place.folder, filePath),
      line,
      rule: ruleId ?? undefined,
    })),
  );
  const findings = [...linted, ...factsOf(place).filter((each) => !isKnown(each, linted))];
  const errors = findings.filter(({ severity }) => severity === "blocker").length;
  return { summary: `${report.data.length} files, ${errors} errors`, findings };
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
