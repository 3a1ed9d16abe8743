import { ModelError } from "../../shared/errors.ts";
import { noUsage } from "../../shared/usage.ts";
import type { Called, Line } from "../../agents/models/complete.ts";
import type {
  Abilities,
  TextModel,
  TextReply,
  TextRequest,
} from "../../agents/models/text-model.ts";

/** A reply that says a text. */
export const says = (text: string, more: Partial<TextReply> = {}): TextReply => ({
  blocks: [{ type: "text", text }],
  stop: "end_turn",
  usage: { ...noUsage, input: 100, output: 10 },
  model: "spoken-1",
  ...more,
});

/** A model that says what it is told, one attempt after the other, and remembers what it was asked. */
export function spokenModel(
  script: (TextReply | ModelError | ((request: TextRequest) => Promise<TextReply>))[],
  abilities: Abilities = { tools: true, format: true },
): { model: TextModel; asked: TextRequest[] } {
  const asked: TextRequest[] = [];
  const left = [...script];
  const model: TextModel = {
    abilities: () => abilities,
    modelFor: ({ name }) => name ?? "spoken-1",
    async attempt(request, listener) {
      asked.push(request);
      const next = left.shift();
      if (!next) throw new ModelError("not-recorded", `Nothing is left to say for ${request.key}.`);
      if (next instanceof ModelError) throw next;
      const reply = typeof next === "function" ? await next(request) : next;
      for (const [block, each] of reply.blocks.entries()) {
        if (each.type === "text") listener.delta({ kind: "text", block, text: each.text });
      }
      return reply;
    },
  };
  return { model, asked };
}

/** A line that pays nothing, waits for nothing, and remembers everything. */
export function rememberingLine(stem = "coder/1/0") {
  const called: Called[] = [];
  const waits: number[] = [];
  const streamed: string[] = [];
  const line: Line = {
    stem,
    purpose: "code",
    hold: () => (each) => called.push(each),
    stream: (each) => streamed.push(each.kind === "restart" ? "restart" : each.text),
    sleep: async (ms, signal) => {
      signal.throwIfAborted();
      waits.push(ms);
    },
  };
  return { line, called, waits, streamed };
}
