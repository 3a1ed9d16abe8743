import type { Parameter, PluginSpecification } from "../../../../shared/specification.ts";

/** What one part of a request becomes. */
export type Parts = Partial<
  Pick<
    PluginSpecification,
    "actions" | "providers" | "services" | "evaluators" | "dependencies" | "environmentVariables"
  >
> & {
  /** Last part of the plugin's name: "weather". */
  slug: string;
  /** Completes "Plugin for …": "weather information". */
  subject: string;
  assumptions?: string[];
  /** Parts of the request that cannot be built, one sentence each. */
  missing?: string[];
};

/** One family of plugins that is recognised by what it is about rather than by verbs and nouns. */
export interface Topic {
  /** Whether a clause asks for this. */
  asks: (clause: string) => boolean;
  /** Whether a clause that alone means nothing goes with this topic once it was recognised. */
  continues?: (clause: string) => boolean;
  /** What all clauses of this topic together become; `request` is the whole text. */
  parts: (clauses: string, request: string) => Parts;
}

export const text = (description: string, required = true): Parameter => ({
  type: "string",
  description,
  required,
});

export const number = (description: string, required = true): Parameter => ({
  type: "number",
  description,
  required,
});

export const integer = (
  description: string,
  minimum: number,
  maximum: number,
  fallback?: number,
): Parameter => ({
  type: "integer",
  description,
  minimum,
  maximum,
  required: fallback === undefined,
  ...(fallback !== undefined && { default: fallback }),
});
