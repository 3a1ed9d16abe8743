import type { ActionSpecification, PluginSpecification } from "../../../../shared/specification.ts";
import { addressIn } from "../blueprints/http/address.ts";
import { addressVariables } from "../blueprints/http/servers.ts";
import { literal, quote } from "../code/text.ts";

/** What a description says of an address: its path, what stands in its query, and what has to be filled in there. */
export function addressLines(
  action: ActionSpecification,
  specification: PluginSpecification,
): string[] {
  const names = addressVariables(specification).map(({ name }) => name);
  const { path = "", query = [] } = addressIn(action.description, names) ?? {};
  if (path === "") return [];
  const pattern = path
    .split(/\{[\w-]+\}/)
    .map((each) => each.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"))
    .join("[^/]+");
  const own = query.filter(({ name }) => !(name in action.parameters));
  const fixed = Object.fromEntries(
    own.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])),
  );
  const filled = query
    .filter(({ name, value }) => value === undefined && action.parameters[name]?.required !== false)
    .map(({ name }) => name);
  const open =
    filled.length > 0
      ? `, ...Object.fromEntries(${literal(filled)}.map((each) => [each, expect.stringMatching(/./)]))`
      : "";
  return [
    `const asked = server.received.find(({ path }) => /${pattern}\\/?$/.test(path));`,
    `expect(asked, ${quote(`nothing was asked of ${path}`)}).toBeDefined();`,
    ...(query.length > 0
      ? [`expect(asked?.query).toMatchObject({ ...${literal(fixed)}${open} });`]
      : []),
  ];
}
