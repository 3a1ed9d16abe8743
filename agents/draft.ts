import path from "node:path";
import type { Files, Writer } from "../shared/files.ts";
import type { Turn } from "./agent.ts";
import type { Draft } from "./models/model.ts";
import { planOf } from "./plugin-files.ts";
import { stubEntry, typeCheck, typeCheckText, type TypeCheck } from "./type-check.ts";

/** What a writer works on: the files as they stand, and a type check that knows nothing of the other writer's files. */
export function draftOf(
  writer: Writer,
  files: Files,
  place: Omit<TypeCheck, "files" | "signal">,
): Draft {
  const around = writer === "tester" ? stubEntry : {};
  return {
    writer,
    files,
    check: async (written, signal) => {
      const checked = { ...around, ...written };
      return typeCheckText(await typeCheck({ ...place, files: checked, signal }), checked);
    },
  };
}

/** The same in a job's turn. */
export const draftFor = (writer: Writer, files: Files, { job, config, folder }: Turn): Draft =>
  draftOf(writer, files, {
    specification: planOf(job).specification,
    dataDir: config.dataDir,
    scratch: path.join(folder, "scratch"),
    sandbox: config.sandbox,
    timeoutMs: config.checkTimeoutMs,
  });
