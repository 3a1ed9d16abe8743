import { camel, kebab, pascal, wordsOf } from "../../../../shared/names.ts";
import type { Wiring } from "../blueprint.ts";

/** Name of the constant that holds a provider: `weatherData` → `weatherDataProvider`. */
export function providerConstant(name: string): string {
  return /provider$/i.test(name) ? camel(name) : `${camel(name)}Provider`;
}

/** Where a provider is written and how `src/index.ts` reaches it. */
export function providerWiring(name: string): Wiring {
  return {
    kind: "provider",
    exportName: providerConstant(name),
    file: `providers/${kebab(name)}.ts`,
  };
}

/** Name of the class of a service: `PostgresService`, `cache` → `CacheService`. */
export function serviceClass(name: string): string {
  return /service$/i.test(name) ? pascal(name) : `${pascal(name)}Service`;
}

/** The type under which agents find a service: `PostgresService` → `postgres`. */
export function serviceType(name: string): string {
  const words = wordsOf(name);
  return (words.length > 1 && words.at(-1) === "service" ? words.slice(0, -1) : words).join("_");
}

/** Where a service is written and how `src/index.ts` reaches it. */
export function serviceWiring(name: string): Wiring {
  return { kind: "service", exportName: serviceClass(name), file: `services/${kebab(name)}.ts` };
}

/** Name of the constant that holds an evaluator: `databaseHealth` → `databaseHealthEvaluator`. */
export function evaluatorConstant(name: string): string {
  return /evaluator$/i.test(name) ? camel(name) : `${camel(name)}Evaluator`;
}

/** Where an evaluator is written and how `src/index.ts` reaches it. */
export function evaluatorWiring(name: string): Wiring {
  return {
    kind: "evaluator",
    exportName: evaluatorConstant(name),
    file: `evaluators/${kebab(name)}.ts`,
  };
}
