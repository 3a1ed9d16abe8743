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

/** A model refused, timed out or could not be reached. */
export class ModelError extends PluginCreationError {
  override name = "ModelError";
}

/** A model's answer does not fit its schema. */
export class AnswerError extends PluginCreationError {
  override name = "AnswerError";
}

/** Git or disk trouble, or a path outside its folder. */
export class WorkspaceError extends PluginCreationError {
  override name = "WorkspaceError";
}
