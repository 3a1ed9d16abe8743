import type {
  PluginSpecification,
  ProviderSpecification,
} from "../../../../../shared/specification.ts";
import type { SourceFile } from "../../blueprint.ts";
import { sampleCall } from "../../code/samples.ts";
import { requiredSettings } from "../../code/settings.ts";
import { key as property, literal, quote } from "../../code/text.ts";
import type { Call, KnownCall, Value } from "./calls.ts";
import { freeTests } from "./free-test-source.ts";
import { badParameters, keyExpectation, missingSettings } from "./common-test-source.ts";
import type { Key, Server } from "./servers.ts";

export interface TestedApi {
  specification: PluginSpecification;
  calls: Call[];
  servers: Server[];
  key?: Key | undefined;
  free?: Server | undefined;
  providers: ProviderSpecification[];
}

export const TEST_KEY = "a-key-nobody-may-see";

/** Acceptance tests: every action against a real server on this machine. */
export function apiTests(api: TestedApi): SourceFile {
  const content = `import { afterEach, beforeEach, describe, expect, test } from "vitest";
import plugin from "../index.js";
import { startServer, type TestServer } from "./http-server.js";
import { startPlugin } from "./support.js";

${api.key ? `const KEY = ${quote(TEST_KEY)};\n` : ""}let server: TestServer;

beforeEach(async () => {
  server = await startServer();
});

afterEach(() => server.stop());

const settings = (): Record<string, string> => ({
${settingLines(api)}
});

${api.calls.map((call) => (call.kind === "known" ? knownTests(call, api) : freeTests(call, api))).join("\n")}${api.providers.map((provider) => providerTest(provider, api)).join("\n")}`;
  return { path: "src/__tests__/api.test.ts", content };
}

function settingLines({ specification, servers, key, free }: TestedApi): string {
  const lines = new Map<string, string>();
  for (const name of requiredSettings(specification)) lines.set(name, quote(settingSample(name)));
  for (const call of specification.environmentVariables) {
    if (!lines.has(call.name) && /[A-Z]/.test(call.name))
      lines.set(call.name, quote(settingSample(call.name)));
  }
  for (const { setting } of servers) lines.set(setting, "server.url");
  if (free) lines.set(free.setting, "server.url");
  if (key) lines.set(key.setting, "KEY");
  return [...lines].map(([name, value]) => `  ${property(name)}: ${value},`).join("\n");
}

const settingSample = (name: string): string => `test-${name.toLowerCase().replaceAll("_", "-")}`;

function knownTests(call: KnownCall, api: TestedApi): string {
  const given = sampleCall(call.action);
  const of = (value: Value): unknown =>
    "parameter" in value
      ? given[value.parameter]
      : "setting" in value
        ? settingSample(value.setting)
        : value.fixed;
  const sent = (value: unknown): string => {
    if (Array.isArray(value)) return value.join(",");
    return typeof value === "string" ? value : JSON.stringify(value);
  };
  const path = call.path.replace(/\{([\w-]+)\}/g, (text, name: string) => {
    const value = call.inPath[name];
    return value ? encodeURIComponent(String(of(value))) : text;
  });
  const query = Object.fromEntries(
    Object.entries(call.query).map(([name, value]) => [name, sent(of(value))]),
  );
  const body =
    "whole" in call.body
      ? given[call.body.whole]
      : Object.fromEntries(
          Object.entries(call.body.fields).map(([name, value]) => [name, of(value)]),
        );
  const hasBody = "whole" in call.body || Object.keys(call.body.fields).length > 0;
  const expected = [
    `method: ${quote(call.method)}`,
    `path: ${quote(path || "/")}`,
    `query: ${literal(query)}`,
    ...(hasBody ? [`body: ${literal(body)}`] : []),
  ];
  const name = quote(call.action.name);
  return `describe(${name}, () => {
  const parameters = ${literal(given)};

  test(${quote(`sends ${call.method} ${call.path || "/"} and returns what the server answered`)}, async () => {
    server.answer({ body: { answer: 42 } });
    const { call, replies } = await startPlugin(plugin, { settings: settings() });
    const result = await call(${name}, parameters);
    expect(result).toMatchObject({ success: true, data: { status: 200, body: { answer: 42 } } });
    expect(result.text).toContain("42");
    expect(replies).toHaveLength(1);
    expect(server.received).toHaveLength(1);
    expect(server.received[0]).toMatchObject({
${expected.map((each) => `      ${each},`).join("\n")}
    });
${keyExpectation(api.key)}  });

  test("says what the server refused", async () => {
    server.answer({ status: 503, body: { error: ${api.key ? "`down, key was ${KEY}`" : `"down"`} } });
    const { call } = await startPlugin(plugin, { settings: settings() });
    const result = await call(${name}, parameters);
    expect(result.success).toBe(false);
    expect(result.text).toContain("503");
    expect(result.text).toContain("down");
${api.key ? "    expect(JSON.stringify(result)).not.toContain(KEY);\n" : ""}${
    call.server.secret ? "    expect(JSON.stringify(result)).not.toContain(server.url);\n" : ""
  }  });

  test("says that the server cannot be reached", async () => {
    const { call, replies } = await startPlugin(plugin, { settings: settings() });
    await server.stop();
    const result = await call(${name}, parameters);
    expect(result.success).toBe(false);
    expect(result.text).toContain("nothing answers");
    expect(replies).toHaveLength(1);
  });
${badParameters(call)}${missingSettings(call, api.specification)}});
`;
}

function providerTest({ name }: ProviderSpecification, { calls, free }: TestedApi): string {
  const call = calls[0];
  if (!call) return "";
  const given =
    call.kind === "free" && free
      ? `{ ${property(call.roles.endpoint ?? "endpoint")}: server.url }`
      : literal(sampleCall(call.action));
  return `
describe(${quote(name)}, () => {
  test("shows the latest response", async () => {
    const { call, provide } = await startPlugin(plugin, { settings: settings() });
    const before = await provide(${quote(name)});
    server.answer({ body: { answer: 42 } });
    await call(${quote(call.action.name)}, ${given});
    const { text, data } = await provide(${quote(name)});
    expect(before.text).not.toContain("42");
    expect(text).toContain("42");
    expect(data).toMatchObject({ response: { status: 200, body: { answer: 42 } } });
  });
});
`;
}
