import type { EventBus } from "../shared/event-bus.ts";
import type { AgentName } from "../shared/events.ts";
import { MaskedStream, type KnownValues } from "../shared/redact.ts";
import type { Line } from "./models/complete.ts";

type Streamed = Parameters<Line["stream"]>[0];

/** Tells the bus what a model says while it says it, known secrets taken out even where they come in several pieces. */
export class ThinkingStream {
  readonly #tell: (kind: Streamed["kind"], delta: string) => void;
  readonly #known: KnownValues;
  #block:
    { kind: Exclude<Streamed["kind"], "restart">; index: number; text: MaskedStream } | undefined;

  constructor(bus: EventBus, from: { jobId: string; agent: AgentName }, known: KnownValues) {
    this.#known = known;
    this.#tell = (kind, delta) => {
      if (kind === "restart" || delta !== "") bus.think({ ...from, kind, delta });
    };
  }

  push(streamed: Streamed): void {
    if (streamed.kind === "restart") {
      this.#block = undefined;
      this.#tell("restart", "");
      return;
    }
    const { kind, block: index, text } = streamed;
    if (this.#block?.kind !== kind || this.#block.index !== index) this.end();
    this.#block ??= { kind, index, text: new MaskedStream(this.#known) };
    this.#tell(kind, this.#block.text.push(text));
  }

  /** Nothing follows for now: tells what was held back. */
  end(): void {
    if (this.#block) this.#tell(this.#block.kind, this.#block.text.end());
    this.#block = undefined;
  }
}
