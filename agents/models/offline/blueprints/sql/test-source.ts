import type {
  PluginSpecification,
  ProviderSpecification,
  ServiceSpecification,
} from "../../../../../shared/specification.ts";
import type { SourceFile } from "../../blueprint.ts";
import { requiredSettings } from "../../code/settings.ts";
import { actionTests, scene } from "./action-test-source.ts";
import { serviceTests } from "./service-test-source.ts";
import { key as property, literal, quote } from "../../code/text.ts";
import { type SqlAction, type Watch } from "./claims.ts";
import type { DatabaseSettings } from "./database-source.ts";

export interface TestedDatabase {
  specification: PluginSpecification;
  settings: DatabaseSettings;
  actions: SqlAction[];
  services: ServiceSpecification[];
  watches: Watch[];
  providers: ProviderSpecification[];
}

/** Acceptance tests against a server that speaks PostgreSQL's protocol, and against none at all. */
export function databaseTests(tested: TestedDatabase): SourceFile {
  const { specification, settings, actions, services, watches, providers } = tested;
  const others = requiredSettings(specification).filter((name) => name !== settings.url);
  const blocks = [
    ...actions.map((each) => actionTests(each, settings)),
    ...services.map(serviceTests),
    ...watches.map(watchTest),
    ...providers.map((each) => providerTest(each, tested)),
  ];
  const content = `import type { Service } from "@elizaos/core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import plugin from "../index.js";
import { PASSWORD, startPostgres, type PostgresServer } from "./postgres-server.js";
import { startPlugin, type StartedPlugin } from "./support.js";

let database: PostgresServer;
let started: StartedPlugin;

const start = (url: string) =>
  startPlugin(plugin, { settings: { ${property(settings.url)}: url${others.map((name) => `, ${property(name)}: "test"`).join("")} } });

beforeEach(async () => {
  database = await startPostgres();
  started = await start(database.url);
});

afterEach(async () => {
  await started.stop();
  await database.stop();
});

/** A plugin whose database does not answer. */
async function withoutDatabase(): Promise<StartedPlugin> {
  const { url } = database;
  await database.stop();
  return start(url);
}

${blocks.join("\n")}`;
  const imports =
    services.length > 0
      ? content
      : content.replace(`import type { Service } from "@elizaos/core";\n`, "");
  return { path: "src/__tests__/database.test.ts", content: imports };
}

function watchTest({ evaluator, words }: Watch): string {
  const name = quote(evaluator.name);
  const text = quote(words[0] ?? "anything");
  return `describe(${name}, () => {
  test("notices whether the database is healthy", async () => {
    await started.evaluate(${name}, ${text});
    expect(database.received).toMatchObject([{ text: "SELECT 1" }]);
    expect(await started.available(${name}, ${text})).toBe(true);${
      words.length > 0
        ? `\n    expect(await started.available(${name}, "something else entirely")).toBe(false);`
        : ""
    }
  });

  test("survives a database that is gone", async () => {
    const { evaluate, runtime } = await withoutDatabase();
    await expect(evaluate(${name}, ${text})).resolves.toBeUndefined();
    expect(runtime).toBeDefined();
  });
});
`;
}

function providerTest(
  { name, dataStructure = {} }: ProviderSpecification,
  { actions }: TestedDatabase,
): string {
  const asking = actions[0];
  return `test(${quote(`${name} shows the state of the database`)}, async () => {
  const before = await started.provide(${quote(name)});
  expect(before.text).toContain("not been asked");
${asking ? `  await started.call(${quote(asking.action.name)}, ${literal(scene(asking).given)});\n` : ""}  const { text, data } = await started.provide(${quote(name)});
  expect(text).toContain("Connections");
  expect(Object.keys(data ?? {})).toEqual(expect.arrayContaining(${literal([...Object.keys(dataStructure), "pool"])}));
});
`;
}
