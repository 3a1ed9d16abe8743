import type { PluginSpecification } from "../../../../shared/specification.ts";
import type { Blueprint, Component, Rendering, RenderOptions } from "../blueprint.ts";
import { actionWiring } from "../code/action.ts";
import { evaluatorWiring, serviceWiring } from "../code/context.ts";
import { settingsFile } from "../code/settings.ts";
import { answersFile, sqlActionFile } from "./sql/action-source.ts";
import {
  databaseSettings,
  methodMeanings,
  sqlAction,
  watchOf,
  type SqlAction,
  type SqlKind,
  type Watch,
} from "./sql/claims.ts";
import { databaseFile, pgFile, type DatabaseSettings } from "./sql/database-source.ts";
import { databaseErrorsFile } from "./sql/error-source.ts";
import { databaseReadme } from "./sql/readme.ts";
import {
  databaseProvider,
  evaluatorFile,
  isDatabaseProvider,
  serviceFile,
} from "./sql/service-source.ts";
import { tablesFile } from "./sql/tables-source.ts";
import { postgresServerFile } from "./sql/test-server-source.ts";
import { databaseTests } from "./sql/test-source.ts";

interface Parts {
  specification: PluginSpecification;
  settings: DatabaseSettings;
  actions: SqlAction[];
  services: PluginSpecification["services"];
  watches: Watch[];
  providers: PluginSpecification["providers"];
}

/** PostgreSQL through the package `pg`: statements with bound values, a pool, transactions, health. */
export const sql: Blueprint = {
  name: "sql",
  matches(specification, open) {
    const settings = databaseSettings(specification);
    if (!settings) return undefined;
    const parts: Parts = {
      specification,
      settings,
      actions: [],
      services: [],
      watches: [],
      providers: [],
    };
    const components: Component[] = [];
    for (const component of open) if (take(component, parts)) components.push(component);
    if (parts.actions.length + parts.services.length === 0) return undefined;
    return {
      components,
      dependencies: { pg: "^8.11.0" },
      render: (options) => render(parts, options),
    };
  },
};

/** Adds a component to the parts if it can be built. */
function take(component: Component, parts: Parts): boolean {
  switch (component.kind) {
    case "action": {
      const found = sqlAction(component.specification);
      if (found) parts.actions.push(found);
      return found !== undefined;
    }
    case "service": {
      const known =
        component.specification.methods.length > 0 && methodMeanings(component.specification);
      if (known) parts.services.push(component.specification);
      return Boolean(known);
    }
    case "evaluator": {
      const found = watchOf(component.specification);
      if (found) parts.watches.push(found);
      return found !== undefined;
    }
    case "provider": {
      const known = isDatabaseProvider(component.specification);
      if (known) parts.providers.push(component.specification);
      return known;
    }
    default:
      return component satisfies never;
  }
}

function render(parts: Parts, options: RenderOptions): Rendering {
  const { specification, settings, actions, services, watches, providers } = parts;
  const meanings = services.flatMap((each) => [...(methodMeanings(each)?.values() ?? [])]);
  const kinds = new Set<SqlKind>(actions.map(({ kind }) => kind));
  if (meanings.includes("databaseStats")) kinds.add("stats");
  if (meanings.includes("listTables")) kinds.add("tables");
  if (meanings.includes("describeTable")) kinds.add("describe");
  const tables = tablesFile(kinds);
  const answersRows = actions.some(
    ({ kind }) => !["stats", "health", "tables", "describe"].includes(kind),
  );
  const shown = providers.map(databaseProvider);
  const [watch] = watches;
  return {
    source: [
      settingsFile,
      pgFile,
      databaseErrorsFile,
      databaseFile(settings),
      ...(tables ? [tables] : []),
      ...(answersRows ? [answersFile] : []),
      ...actions.map((each) => sqlActionFile(each, { specification, settings }, options)),
      // One service keeps the clock; a second one of the same plugin shares the pool.
      ...services.map((each, index) => serviceFile(each, index === 0 ? watch : undefined)),
      ...watches.map((each) =>
        evaluatorFile(each, { plugin: specification.name, url: settings.url }),
      ),
      ...shown.map(({ file }) => file),
    ],
    wiring: [
      ...actions.map(({ action }) => actionWiring(action.name)),
      ...services.map(({ name }) => serviceWiring(name)),
      ...watches.map(({ evaluator }) => evaluatorWiring(evaluator.name)),
      ...shown.map(({ wiring }) => wiring),
    ],
    tests: [postgresServerFile, databaseTests(parts)],
    readme: databaseReadme(parts),
  };
}
