import path from "node:path";
import { z } from "zod";
import type { Finding } from "../../../shared/results.ts";
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

/** ESLint with the configuration we gave the plugin; comments in the code cannot switch rules off. */
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
  const findings = report.data.flatMap(({ filePath, messages }) =>
    messages.map(({ ruleId, severity, message, line }): Finding => ({
      from: "lint",
      severity: severity === 2 ? "blocker" : "warning",
      message,
      file: path.relative(place.folder, filePath),
      line,
      rule: ruleId ?? undefined,
    })),
  );
  const errors = findings.filter(({ severity }) => severity === "blocker").length;
  return { summary: `${report.data.length} files, ${errors} errors`, findings };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // ESLint itself broke; its output is shown instead
  }
}
