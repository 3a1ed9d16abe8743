import type Anthropic from "@anthropic-ai/sdk";
import type { TextRequest } from "../text-model.ts";
import type { Feature } from "./profile.ts";
import { jsonSchema } from "./sdk.ts";

const DEFAULT_MAX_TOKENS = 16_000;

/** The features that a request makes use of, where the endpoint understands them. */
export function featuresOf(
  { format, settings, tools, system }: TextRequest,
  understood: readonly Feature[],
): Feature[] {
  const wanted: Record<Feature, boolean> = {
    format: format !== undefined,
    effort: settings.effort !== undefined,
    thinking: true,
    caching: system.length > 0,
    temperature: settings.temperature !== undefined,
    tools: tools !== undefined && tools.length > 0,
  };
  return understood.filter((feature) => wanted[feature]);
}

/**
 * The body of a request. Everything that stays the same from call to call comes first and in one order, and the
 * messages come last: caches go by bytes.
 */
export function bodyOf(
  { system, messages, tools, format, settings }: TextRequest,
  model: string,
  sent: readonly Feature[],
): Anthropic.MessageCreateParamsStreaming {
  const sends = (feature: Feature): boolean => sent.includes(feature);
  const cached = { type: "ephemeral" } as const;
  const output: Anthropic.OutputConfig = {
    ...(sends("effort") && { effort: settings.effort }),
    ...(format && sends("format") && { format: heldTo(format) }),
  };
  const blocks = system.filter(Boolean).map((text) => ({ type: "text" as const, text }));
  return {
    model,
    max_tokens: settings.maxTokens ?? DEFAULT_MAX_TOKENS,
    stream: true,
    ...(sends("thinking") && { thinking: { type: "adaptive", display: "summarized" } }),
    ...(Object.keys(output).length > 0 && { output_config: output }),
    ...(sends("temperature") && { temperature: settings.temperature }),
    ...(sends("tools") && { tools: tools as Anthropic.Tool[] }),
    // The mark on the last static block keeps tools and system; the general one follows the conversation's end.
    ...(sends("caching") && { cache_control: cached }),
    system: [
      ...blocks.map((block, index) =>
        sends("caching") && index === blocks.length - 1
          ? { ...block, cache_control: cached }
          : block,
      ),
      ...(format && !sends("format") ? [{ type: "text" as const, text: inWords(format) }] : []),
    ],
    messages: messages as Anthropic.MessageParam[],
  };
}

const heldTo = (schema: Record<string, unknown>): Anthropic.JSONOutputFormat => ({
  type: "json_schema",
  schema: jsonSchema().transformJSONSchema(schema),
});

/** What stands in for `format` where an endpoint holds no answer to a schema. */
const inWords = (schema: Record<string, unknown>): string =>
  `Answer with one JSON value and nothing else, without a code fence. It has to fit this JSON schema:\n${JSON.stringify(schema)}`;
