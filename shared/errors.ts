import type { BudgetScope } from "./events.ts";

/** Base of every trouble we expect. Anything else that is thrown is a bug. */
export class PluginCreationError extends Error {
  override name = "PluginCreationError";
}

/** A setting, tool or folder of this machine is missing or wrong. */
export class ConfigError extends PluginCreationError {
  override name = "ConfigError";
}

/** One thing that is wrong in a specification: where, what came, what was expected. */
export interface Problem {
  /** Dotted path such as `actions.0.name`, or a place such as `line 3, column 5`; empty for the whole specification. */
  path: string;
  got: string;
  expected: string;
  /** What this kind of mistake is called, where people look for a name: "Invalid plugin name". */
  title?: string;
}

/** The user's specification cannot be built; lists every problem at once. */
export class SpecificationError extends PluginCreationError {
  override name = "SpecificationError";
  readonly problems: Problem[];

  constructor(problems: Problem[], options?: ErrorOptions) {
    const lines = problems.map(
      ({ path, got, expected, title }) =>
        `- ${path || "specification"}: ${title ? `${title}: ` : ""}expected ${expected}, got ${got}`,
    );
    super(`The specification cannot be used:\n${lines.join("\n")}`, options);
    this.problems = problems;
  }
}

/** What went wrong between us and a model. */
export const modelErrorKinds = [
  /** The key is missing, wrong, or may not do this. */
  "auth",
  /** The account cannot pay. */
  "billing",
  "rate-limited",
  "overloaded",
  /** The connection broke, stood still, or brought something that is no answer. */
  "transport",
  "refused",
  /** The answer was cut at its token limit. */
  "truncated",
  /** The prompt does not fit into the model's context window. */
  "context",
  /** A budget of ours is used up. */
  "budget",
  "cancelled",
  /** The endpoint does not speak the protocol that is needed. */
  "incompatible",
  /** The endpoint says that the request itself is wrong. */
  "bad-request",
  /** The answer does not have the form that was asked for. */
  "bad-answer",
  /** A recording has nothing for this call. */
  "not-recorded",
] as const;
export type ModelErrorKind = (typeof modelErrorKinds)[number];

export interface ModelErrorOptions extends ErrorOptions {
  /** When the endpoint may be asked again, in milliseconds from now. */
  retryAfterMs?: number | undefined;
  /** Why a model refused, in the endpoint's own word. */
  category?: string | undefined;
  /** Which budget is used up. */
  scope?: BudgetScope | undefined;
}

/** A model could not be reached, did not answer, or not in a form that can be used. */
export class ModelError extends PluginCreationError {
  override name = "ModelError";
  readonly kind: ModelErrorKind;
  readonly retryAfterMs: number | undefined;
  readonly category: string | undefined;
  readonly scope: BudgetScope | undefined;

  constructor(kind: ModelErrorKind, message: string, options: ModelErrorOptions = {}) {
    super(message, options);
    this.kind = kind;
    this.retryAfterMs = options.retryAfterMs;
    this.category = options.category;
    this.scope = options.scope;
  }
}

/** Git or disk trouble, or a path outside its folder. */
export class WorkspaceError extends PluginCreationError {
  override name = "WorkspaceError";
}
