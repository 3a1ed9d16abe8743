import type {
  ActionSpecification,
  EvaluatorSpecification,
  PluginSpecification,
  ProviderSpecification,
  ServiceSpecification,
} from "../../../shared/specification.ts";

/** A component of a specification that is still without code. */
export type Component =
  | { kind: "action"; specification: ActionSpecification }
  | { kind: "provider"; specification: ProviderSpecification }
  | { kind: "service"; specification: ServiceSpecification }
  | { kind: "evaluator"; specification: EvaluatorSpecification };

/** Wishes of a reviewer that a blueprint can meet when it renders again. */
export interface RenderOptions {
  /** Upper bound, in characters, for every string parameter. */
  maximumLength?: number;
  /** Language of the texts users see, as an ISO 639-1 code; blueprints without it use English. */
  language?: string;
}

/** One file of the plugin; `path` is relative to its root, such as `src/actions/add-todo.ts`. */
export interface SourceFile {
  path: string;
  content: string;
}

/** How `src/index.ts` reaches one component: `import { exportName } from "./actions/add-todo.ts"`. */
export interface Wiring {
  kind: Component["kind"];
  exportName: string;
  /** Path of the defining file relative to `src/`, such as `actions/add-todo.ts`. */
  file: string;
}

export interface Rendering {
  /** Files below `src/`, without `src/index.ts`, which is assembled from all wirings. */
  source: SourceFile[];
  wiring: Wiring[];
  /** Acceptance tests below `src/__tests__/`; they know the specification and public behaviour, never the source. */
  tests: SourceFile[];
  /** Markdown for the plugin's README: what it does, real calls with their answers, its limits. */
  readme: string;
}

/** The part of a specification that one blueprint understands. */
export interface Match {
  /** Components it takes; the caller removes them before asking the next blueprint. */
  components: Component[];
  /** npm packages its code imports, name to semver range; the planner adds those the specification lacks. */
  dependencies?: Record<string, string>;
  render: (options: RenderOptions) => Rendering;
}

/** A family of plugins the offline model really knows how to build. */
export interface Blueprint {
  name: string;
  /**
   * Takes the components it can build completely out of `open`, or none (`undefined`). `specification` gives context
   * (environment variables, dependencies, description). Deterministic: same input, same files.
   */
  matches: (specification: PluginSpecification, open: Component[]) => Match | undefined;
}
