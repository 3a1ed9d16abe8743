import { PluginCreationError } from "../../shared/errors.ts";
import { sameMajor, type PackageFacts } from "./facts.ts";

/** Packages cannot be used as they were asked for: no new code mends that, another plan may. */
export class DependencyError extends PluginCreationError {
  override name = "DependencyError";

  /** @param problems one sentence each. */
  constructor(problems: string[], options?: ErrorOptions) {
    super(problems.join("\n"), options);
  }
}

/** The registry or npm itself is in the way, so nothing is known of the packages. No other plan mends that either. */
export class RegistryError extends DependencyError {
  override name = "RegistryError";

  constructor(problem: string, options?: ErrorOptions) {
    super([problem], options);
  }
}

/** Nothing is wrong with the packages, but nobody has said yes to them yet. */
export class ConsentError extends DependencyError {
  override name = "ConsentError";
  readonly packages: PackageFacts[];

  constructor(packages: PackageFacts[], questions: string[]) {
    super(questions);
    this.packages = packages;
  }

  /** The packages as people write them: `a 1.0.0, b 2.1.0`. */
  get names(): string {
    return this.packages.map(({ name, version }) => `${name} ${version}`).join(", ");
  }

  /** How somebody says yes outside of a job. */
  get command(): string {
    const meant = this.packages.map(({ name, version }) => `${name}@${sameMajor(version)}`);
    return `plugin-dynamic allow ${meant.join(" ")}`;
  }
}
