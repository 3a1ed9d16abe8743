import { z } from "zod";
import { AgentName } from "../../../shared/events.ts";
import { Usage } from "../../../shared/usage.ts";
import { ModelSettings } from "../settings.ts";
import type * as text from "../text-model.ts";

/** The shapes of text-model.ts as a recording has them on disk. Fields that we do not know are kept. */
const known = z.discriminatedUnion("type", [
  z.looseObject({ type: z.literal("text"), text: z.string() }),
  z.looseObject({
    type: z.literal("thinking"),
    thinking: z.string(),
    signature: z.string().optional(),
  }),
  z.looseObject({ type: z.literal("redacted_thinking"), data: z.string() }),
  z.looseObject({
    type: z.literal("tool_use"),
    id: z.string(),
    name: z.string(),
    input: z.unknown(),
  }),
]);

const knownTypes = ["text", "thinking", "redacted_thinking", "tool_use"];

/** A block of a kind that we do not know has to be handed back unchanged, so it is kept unchanged. */
const foreign = z
  .looseObject({ type: z.string().refine((type) => !knownTypes.includes(type)) })
  .transform((block) => block as unknown as text.Block);

const Block = z.union([known, foreign]);

const Message = z.discriminatedUnion("role", [
  z.object({
    role: z.literal("user"),
    content: z.union([
      z.string(),
      z.array(
        z.discriminatedUnion("type", [
          z.object({ type: z.literal("text"), text: z.string() }),
          z.object({
            type: z.literal("tool_result"),
            tool_use_id: z.string(),
            content: z.string(),
            is_error: z.boolean().optional(),
          }),
        ]),
      ),
    ]),
  }),
  z.object({ role: z.literal("assistant"), content: z.array(Block) }),
]);

const ToolDefinition = z.object({
  name: z.string(),
  description: z.string(),
  input_schema: z.record(z.string(), z.unknown()),
});

/** What a model was asked: canonical, that is with sorted keys, without secrets and without paths of this machine. */
export const RecordedRequest = z.object({
  role: AgentName,
  settings: ModelSettings,
  format: z.record(z.string(), z.unknown()).optional(),
  system: z.array(z.string()),
  tools: z.array(ToolDefinition).optional(),
  messages: z.array(Message),
});
export type RecordedRequest = z.infer<typeof RecordedRequest>;

export const Abilities = z.object({ tools: z.boolean(), format: z.boolean() });

export const TextReply = z.object({
  blocks: z.array(Block),
  stop: z.enum([
    "end_turn",
    "stop_sequence",
    "tool_use",
    "max_tokens",
    "pause_turn",
    "refusal",
    "context",
  ]) satisfies z.ZodType<text.StopReason>,
  refusal: z
    .object({ category: z.string().nullable(), explanation: z.string().nullable() })
    .optional(),
  usage: Usage,
  model: z.string(),
});
