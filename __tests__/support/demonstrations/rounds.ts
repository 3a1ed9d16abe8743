import { assertWritable, type Files, type Writer } from "../../../shared/files.ts";
import type { Reply, Said } from "../scenario.ts";

/** What an agent has written when it says that it is done. */
export interface Round {
  files: Files;
  /** The last line: subject of the commit. */
  subject: string;
}

type Call = NonNullable<Said["tools"]>[number];

/** Applies what a writing agent's model says, reply by reply; attempts that come to nothing change nothing. */
export function roundsOf(writer: Writer, replies: Reply[] = []): Round[] {
  const files: Files = {};
  return replies.flatMap((reply) => {
    if ("status" in reply || reply.refusal || reply.trouble?.cutAfter) return [];
    for (const call of reply.tools ?? []) apply(files, call);
    if (reply.tools) return [];
    assertWritable(writer, files);
    return [{ files: { ...files }, subject: reply.text ?? "" }];
  });
}

function apply(files: Files, { name, input }: Call): void {
  if (name === "check") return;
  const { path, ...edit } = input as Record<string, string> & { path: string };
  const { content, old_str: old, new_str: replacement } = edit;
  if (name === "write_file" && content !== undefined) files[path] = content;
  else if (name === "str_replace" && old && replacement !== undefined) {
    const [before, after, ...others] = files[path]?.split(old) ?? [];
    if (before === undefined || after === undefined || others.length > 0) {
      throw new Error(`${path}: expected the text to be replaced exactly once: ${old}`);
    }
    files[path] = before + replacement + after;
  } else throw new Error(`Expected a call of a tool that writers have, got ${name}.`);
}
