import type { Diagnosis } from "../studio/api/health.ts";
import { ExitCode } from "../terminal/explain.ts";
import { colorsFor, print, printJson } from "../terminal/output.ts";
import { diagnose } from "./diagnose.ts";
import type { Settings } from "./settings.ts";

/** Looks at everything a job needs on this machine; red when something needed is missing. */
export async function doctor({ config, json }: Settings): Promise<ExitCode> {
  const all = await diagnose(config);
  if (json) all.forEach((each) => printJson(each));
  else print(...all.flatMap(lines));
  return all.some(({ status }) => status === "wrong") ? ExitCode.failed : ExitCode.completed;
}

function lines({ name, status, text, mend }: Diagnosis): string[] {
  const { green, yellow, red } = colorsFor(process.stdout);
  const mark = { good: green("✔"), missing: yellow("!"), wrong: red("✖") }[status];
  return [`${mark} ${name.padEnd(12)}${text}`, ...(mend ? [`  ${"".padEnd(12)}→ ${mend}`] : [])];
}
