import type { Loaded } from "./use-calls.ts";

/** Why prompts and answers cannot be shown, if they cannot. */
export function RecordingNote({ calls: { list, trouble } }: { calls: Loaded }) {
  const why = trouble ?? list?.why;
  return why ? <p className="soft">{why}</p> : null;
}
