import type { PluginSpecification } from "../../../shared/specification.ts";

/** Values for declared variables, so that components which need them are available; they lead nowhere. */
export function fakeSettings({
  environmentVariables,
}: PluginSpecification): Record<string, string> {
  return Object.fromEntries(
    environmentVariables
      .filter((each) => each.required)
      .map(({ name, description }) => [name, fake(name, description)]),
  );
}

function fake(name: string, description: string): string {
  if (/postgres|DATABASE_URL/i.test(`${name} ${description}`)) {
    return "postgres://nobody:fake@127.0.0.1:9/nothing";
  }
  if (/URL|ENDPOINT|HOST/.test(name)) return "http://127.0.0.1:9";
  if (/SIZE|PORT|LIMIT|TIMEOUT|COUNT|MAX|MIN/.test(name)) return "1";
  return `fake-${name.toLowerCase()}`;
}
