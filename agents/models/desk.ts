import type { Redact } from "../../shared/redact.ts";
import type { Line } from "./complete.ts";
import type { ModelSource, Purpose } from "./model.ts";
import type { ModelSettings } from "./settings.ts";

/** What surrounds the questions of one agent's turn: who answers, who pays, who listens, who records. */
export interface Desk {
  source: ModelSource;
  settings: ModelSettings;
  /** Takes known secrets out of what a model is told, and of what it answers. */
  redact: Redact;
  /** The line of the next logical call. */
  line: (purpose: Purpose) => Line;
  /** Hears a finished thought. */
  thought: (text: string) => void;
  /** Keeps an answer of a source that is no language model, for replays. */
  keep: (answer: KeptAnswer) => void;
}

export interface KeptAnswer {
  key: string;
  purpose: Purpose;
  thoughts: string[];
  answer: unknown;
}
