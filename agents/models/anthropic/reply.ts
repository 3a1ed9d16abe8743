import type Anthropic from "@anthropic-ai/sdk";
import type { Usage } from "../../../shared/usage.ts";
import type { Block, Delta, StopReason, TextReply } from "../text-model.ts";

/** A piece of the answer, or nothing where the event brings none that can be read. */
export function deltaOf({
  index: block,
  delta,
}: Anthropic.RawContentBlockDeltaEvent): Delta | undefined {
  switch (delta.type) {
    case "thinking_delta":
      return { kind: "thinking", block, text: delta.thinking };
    case "text_delta":
      return { kind: "text", block, text: delta.text };
    case "input_json_delta":
      return { kind: "input", block, text: delta.partial_json };
    default:
      return undefined; // signatures, citations, and what is yet to be invented
  }
}

interface Received {
  /** What came of each tool call's input, as text, by index of its block. */
  inputs: ReadonlyMap<number, string>;
  usage: Usage;
  /** Model that was asked. */
  name: string;
}

/** A finished message as a reply: its blocks as they came, so that they can be sent back unchanged. */
export function replyOf(message: Anthropic.Message, { inputs, usage, name }: Received): TextReply {
  const reason = message.stop_reason;
  const content = structuredClone(message.content) as Block[];
  const blocks = content.filter(
    (block, index) =>
      !(block.type === "text" && block.text === "") && // may not be sent back
      !(block.type === "tool_use" && endedEarly(reason) && !isWhole(inputs.get(index))),
  );
  const stop = stopOf(reason, blocks);
  const { category = null, explanation = null } = message.stop_details ?? {};
  return {
    blocks,
    stop,
    refusal: stop === "refusal" ? { category, explanation } : undefined,
    usage,
    model: message.model || name,
  };
}

/** Whether the last tool call may have been cut in the middle of its input. */
const endedEarly = (reason: Anthropic.StopReason | null): boolean =>
  reason === "max_tokens" || reason === "model_context_window_exceeded" || reason === "refusal";

function isWhole(input = ""): boolean {
  try {
    JSON.parse(input);
    return true;
  } catch {
    return false;
  }
}

function stopOf(reason: Anthropic.StopReason | null, blocks: Block[]): StopReason {
  switch (reason) {
    case "model_context_window_exceeded":
      return "context";
    case "max_tokens":
    case "stop_sequence":
    case "tool_use":
    case "pause_turn":
    case "refusal":
      return reason;
    default: // compatible servers leave it out, or end a turn with calls in it
      return blocks.some(({ type }) => type === "tool_use") ? "tool_use" : "end_turn";
  }
}
