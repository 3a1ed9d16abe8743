import type { PluginSpecification } from "../../../shared/specification.ts";
import type {
  Blueprint,
  Component,
  Match,
  RenderOptions,
  Rendering,
  SourceFile,
} from "./blueprint.ts";
import { collection } from "./blueprints/collection.ts";
import { evaluator } from "./blueprints/evaluator.ts";
import { gif } from "./blueprints/gif.ts";
import { http } from "./blueprints/http.ts";
import { provider } from "./blueprints/provider.ts";
import { say } from "./blueprints/say.ts";
import { service } from "./blueprints/service.ts";
import { sql } from "./blueprints/sql.ts";
import { time } from "./blueprints/time.ts";
import { weather } from "./blueprints/weather.ts";
import { actionWiring } from "./code/action.ts";
import { respondFile } from "./code/respond.ts";
import { explain, type Missing } from "./missing.ts";
import { indexFile, readmeFor } from "./render.ts";

/** Every family of plugins the offline model can build; the first that claims a component builds it. */
const blueprints: Blueprint[] = [
  time,
  weather,
  gif,
  http,
  sql,
  say,
  collection,
  service,
  evaluator,
  provider,
];

/** A plugin as far as it can be built, and what cannot. */
export interface Assembly {
  /** Files below `src/`, without tests. */
  source: SourceFile[];
  /** Acceptance tests below `src/__tests__/`. */
  tests: SourceFile[];
  readme: string;
  /** npm packages that the code imports, declared or not. */
  dependencies: Record<string, string>;
  /** Components that no blueprint could build completely; the plugin is unfinished while there are any. */
  missing: Missing[];
}

/** Builds a plugin from a specification with the blueprints; what none of them understands is listed, never faked. */
export function assemble(
  specification: PluginSpecification,
  options: RenderOptions = {},
): Assembly {
  const { claims, open } = claimsOf(specification);
  const renderings = claims.map(({ match }) => match.render(options));
  const dependencies = Object.assign(
    {},
    ...claims.map(({ match }) => match.dependencies),
  ) as Record<string, string>;
  const wiring = inOrder(
    specification,
    renderings.flatMap((each) => each.wiring),
  );
  const source = unique(renderings.flatMap((each) => each.source));
  const responding = source.some(({ content }) => content.includes("respond.js"));
  return {
    source: [
      indexFile(specification, wiring),
      ...source,
      ...(responding && !source.some(({ path }) => path === respondFile.path) ? [respondFile] : []),
    ],
    tests: unique(renderings.flatMap((each) => each.tests)),
    readme: readmeFor(
      specification,
      renderings.map((each) => each.readme),
    ),
    dependencies,
    missing: open.map((each) => explain(each, specification)),
  };
}

/** Components that one blueprint understands. */
export interface Claim {
  /** Name of the blueprint. */
  blueprint: string;
  components: Component[];
  /** What it could choose from. */
  open: Component[];
}

/** Which blueprint understands which components, and what is left. */
export function claimsOf(specification: PluginSpecification): {
  claims: (Claim & { match: Match })[];
  open: Component[];
} {
  let open = componentsOf(specification);
  const claims: (Claim & { match: Match })[] = [];
  for (const blueprint of blueprints) {
    if (open.length === 0) break;
    const match = blueprint.matches(specification, open);
    if (!match) continue;
    const { components } = match;
    claims.push({ blueprint: blueprint.name, components, open, match });
    open = open.filter((each) => !components.includes(each));
  }
  return { claims, open };
}

/** All components of a specification, in its order. */
export function componentsOf(specification: PluginSpecification): Component[] {
  const { actions, providers, services, evaluators } = specification;
  return [
    ...actions.map((each): Component => ({ kind: "action", specification: each })),
    ...providers.map((each): Component => ({ kind: "provider", specification: each })),
    ...services.map((each): Component => ({ kind: "service", specification: each })),
    ...evaluators.map((each): Component => ({ kind: "evaluator", specification: each })),
  ];
}

type Wirings = Rendering["wiring"];

/** Components as the specification lists them, whichever blueprint built them. */
function inOrder({ actions }: PluginSpecification, wiring: Wirings): Wirings {
  const place = new Map(actions.map(({ name }, index) => [actionWiring(name).exportName, index]));
  return wiring.toSorted(
    (one, other) => (place.get(one.exportName) ?? 0) - (place.get(other.exportName) ?? 0),
  );
}

/** Two blueprints may bring the same shared file; the first one counts. */
function unique(files: SourceFile[]): SourceFile[] {
  return [...new Map(files.toReversed().map((file) => [file.path, file])).values()].toReversed();
}
