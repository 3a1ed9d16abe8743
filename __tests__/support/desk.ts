import type { Desk } from "../../agents/models/desk.ts";
import type { ModelSource } from "../../agents/models/model.ts";
import type { TextModel } from "../../agents/models/text-model.ts";
import { rememberingLine } from "./spoken-model.ts";

/** A desk on which everything is remembered and nothing is paid. */
export function rememberingDesk(source: ModelSource | TextModel) {
  const thoughts: string[] = [];
  const purposes: string[] = [];
  let call = 0;
  const desk: Desk = {
    source:
      "attempt" in source ? { name: "spoken", reason: "A test speaks.", model: source } : source,
    settings: { maxTokens: 1000 },
    redact: (value) => value,
    line: (purpose) => {
      purposes.push(purpose);
      return { ...rememberingLine(`coder/1/${call++}`).line, purpose };
    },
    thought: (text) => thoughts.push(text),
    keep: () => undefined,
  };
  return { desk, thoughts, purposes };
}
