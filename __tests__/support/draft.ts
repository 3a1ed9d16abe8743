import { DraftFiles } from "../../agents/models/drafts/draft-files.ts";
import type { Files, Writer } from "../../shared/files.ts";

interface Options {
  writer?: Writer;
  check?: (files: Files, signal: AbortSignal) => Promise<string>;
}

/** A draft with these files in it. */
export const draftOf = (files: Files, options: Options = {}): DraftFiles =>
  new DraftFiles({
    writer: options.writer ?? "coder",
    files,
    check: options.check ?? (() => Promise.resolve("The type check found no errors.")),
  });
