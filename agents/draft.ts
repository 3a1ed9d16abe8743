import path from "node:path";
import type { Files, Writer } from "../shared/files.ts";
import type { Turn } from "./agent.ts";
import type { Draft } from "./models/model.ts";
import { planOf } from "./plugin-files.ts";
import { stubEntry, typeCheck, typeCheckText } from "./type-check.ts";

/** What a writer works on: the files as they stand, and a type check that knows nothing of the other writer's files. */
export function draftFor(writer: Writer, files: Files, { job, config, folder }: Turn): Draft {
  const around = writer === "tester" ? stubEntry : {};
  return {
    writer,
    files,
    check: async (written, signal) => {
      const checked = { ...around, ...written };
      const findings = await typeCheck({
        files: checked,
        specification: planOf(job).specification,
        dataDir: config.dataDir,
        scratch: path.join(folder, "scratch"),
        sandbox: config.sandbox,
        signal,
        timeoutMs: config.checkTimeoutMs,
      });
      return typeCheckText(findings, checked);
    },
  };
}
