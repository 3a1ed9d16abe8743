import type { AgentName } from "../../shared/events.ts";
import type { Usage } from "../../shared/usage.ts";
import type { ModelSettings } from "./settings.ts";

/** A part of a message, in the shape of the Messages API; kinds we do not know are handed back unchanged. */
export type Block =
  | { type: "text"; text: string }
  | { type: "thinking"; thinking: string; signature?: string }
  | { type: "redacted_thinking"; data: string }
  | { type: "tool_use"; id: string; name: string; input: unknown };

export interface ToolResult {
  type: "tool_result";
  tool_use_id: string;
  content: string;
  is_error?: boolean;
}

export type Message =
  | { role: "user"; content: string | (ToolResult | { type: "text"; text: string })[] }
  | { role: "assistant"; content: Block[] };

/** A tool that a model may call. */
export interface ToolDefinition {
  name: string;
  description: string;
  /** JSON schema of an object. */
  input_schema: Record<string, unknown>;
}

/** Why a model stopped writing, in the words of the Messages API. */
export type StopReason =
  "end_turn" | "stop_sequence" | "tool_use" | "max_tokens" | "pause_turn" | "refusal" | "context";

/** Everything that is sent in one attempt. */
export interface TextRequest {
  /** `role/iteration/call/attempt`: what a recording finds the attempt by; endpoints do not look at it. */
  key: string;
  role: AgentName;
  /** Static blocks first: they are the part of the prompt that caches can keep. */
  system: string[];
  messages: Message[];
  tools?: ToolDefinition[] | undefined;
  /** JSON schema that the answer's text has to fit; only for models that can `format`. */
  format?: Record<string, unknown> | undefined;
  settings: ModelSettings;
  signal: AbortSignal;
}

/** A piece of an answer while it arrives. */
export interface Delta {
  kind: "thinking" | "text" | "input";
  /** Index of the block that it belongs to. */
  block: number;
  text: string;
}

export interface TextReply {
  blocks: Block[];
  stop: StopReason;
  /** What the endpoint says about a refusal. */
  refusal?: { category: string | null; explanation: string | null } | undefined;
  usage: Usage;
  /** Id of the model that answered. */
  model: string;
}

/** Receives what happens during an attempt. */
export interface Listener {
  delta: (delta: Delta) => void;
  /** What is known of the usage so far; an attempt that dies is paid for as well. */
  usage: (usage: Usage) => void;
}

/** What an endpoint can do for an agent. */
export interface Abilities {
  tools: boolean;
  /** Whether it holds an answer to a JSON schema. */
  format: boolean;
}

/** A language model behind an endpoint. It knows nothing of jobs, retries, budgets or recordings. */
export interface TextModel {
  abilities: (role: AgentName) => Abilities;
  /** Id of the model that would answer, for prices and trailers. */
  modelFor: (settings: ModelSettings) => string;
  /** One attempt. Throws a ModelError; returns within moments once the signal aborts, with kind `cancelled`. */
  attempt: (request: TextRequest, listener: Listener) => Promise<TextReply>;
}

/** The text of an answer, without thinking and tool calls. */
export const textOf = (blocks: Block[]): string =>
  blocks.map((block) => (block.type === "text" ? block.text : "")).join("");
