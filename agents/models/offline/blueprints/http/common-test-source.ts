import type { PluginSpecification } from "../../../../../shared/specification.ts";
import { wrongSample } from "../../code/samples.ts";
import { requiredSettings } from "../../code/settings.ts";
import { key as property, literal, quote } from "../../code/text.ts";
import type { Call } from "./calls.ts";
import type { Key } from "./servers.ts";

/** What a test expects of the key: that it arrived, and that nothing shows it. */
export function keyExpectation(key: Key | undefined): string {
  if (!key) return "";
  const value = key.prefix ? `\`${key.prefix}\${KEY}\`` : "KEY";
  return key.place === "query"
    ? `    expect(server.received[0]?.query[${quote(key.name)}]).toBe(KEY);\n    expect(JSON.stringify(result)).not.toContain(KEY);\n`
    : `    expect(server.received[0]?.headers[${quote(key.name.toLowerCase())}]).toBe(${value});\n    expect(JSON.stringify(result)).not.toContain(KEY);\n`;
}

/** Calls that must be refused before anything is sent. */
export function badParameters({ action, needed }: Call): string {
  const [first] = needed.length > 0 ? needed : Object.keys(action.parameters);
  if (first === undefined) return "";
  const field = action.parameters[first];
  const calls = [
    ...(needed.length > 0 ? [{}] : []),
    ...(field ? [{ [first]: wrongSample(field) }] : []),
  ];
  return `
  test("sends nothing without good parameters", async () => {
    const { call } = await startPlugin(plugin, { settings: settings() });
    for (const bad of ${literal(calls)}) {
      const result = await call(${quote(action.name)}, bad);
      expect(result.success).toBe(false);
      expect(result.text).toContain(${quote(first)});
    }
    expect(server.received).toEqual([]);
  });
`;
}

/** An action without what it needs to be set says that it is not available. */
export function missingSettings({ action }: Call, specification: PluginSpecification): string {
  const required = requiredSettings(specification);
  if (required.length === 0) return "";
  return `
  test(${quote(`is available only with ${required.join(" and ")}`)}, async () => {
    const complete = await startPlugin(plugin, { settings: settings() });
    expect(await complete.available(${quote(action.name)})).toBe(true);
    const { available } = await startPlugin(plugin, { settings: { ...settings(), ${property(required[0] ?? "")}: "" } });
    expect(await available(${quote(action.name)})).toBe(false);
  });
`;
}
