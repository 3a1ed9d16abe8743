import type { Character } from "@elizaos/core";
import { z } from "zod";
import { ConfigError } from "../../shared/errors.ts";
import type { AgentName } from "../../shared/events.ts";

const EFFORTS = ["low", "medium", "high", "xhigh", "max"] as const;
/** What a model does when it is not told. */
const USUAL = "high";

/** Which model an agent uses and how; lives in `settings.model` of its character. */
export const ModelSettings = z
  .strictObject({
    /** Id of the model, such as `claude-opus-5-5`; ANTHROPIC_MODEL overrides it for all agents. */
    name: z.string().min(1).optional(),
    /** Asked once when the first model refuses. */
    fallback: z.string().min(1).optional(),
    effort: z.enum(EFFORTS).optional(),
    temperature: z.number().min(0).max(2).optional(),
    /** Whether a model without tools may send edits; otherwise it sends whole files, which weak models do better. */
    edits: z.boolean().optional(),
    /** Limit of one answer, thinking included. */
    maxTokens: z.number().int().min(256).max(128_000).optional(),
  })
  .readonly();
export type ModelSettings = z.infer<typeof ModelSettings>;

/** An agent's model settings; throws a ConfigError that names what is wrong. */
export function modelSettingsOf(agent: AgentName, { name, settings }: Character): ModelSettings {
  const result = ModelSettings.safeParse(settings?.model ?? {});
  if (result.success) return result.data;
  const issues = result.error.issues.map(({ path, message }) =>
    ["settings.model", ...path, message].join(" "),
  );
  throw new ConfigError(
    `The character "${name}" of the ${agent} has model settings that cannot be used: ${issues.join("; ")}.`,
  );
}

/** The same settings with one level of effort more. */
export function harder(settings: ModelSettings): ModelSettings {
  const level = EFFORTS.indexOf(settings.effort ?? USUAL);
  return { ...settings, effort: EFFORTS[level + 1] ?? settings.effort };
}
