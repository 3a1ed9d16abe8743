import type { PluginSpecification } from "../../../../shared/specification.ts";
import type { Blueprint, Component, Rendering, RenderOptions } from "../blueprint.ts";
import { actionWiring } from "../code/action.ts";
import { spaced } from "../code/roles.ts";
import { settingsFile } from "../code/settings.ts";
import { callFile } from "./http/action-source.ts";
import { apiFile, endpointFile, exchangeFile } from "./http/api-source.ts";
import { callOf, pluginKey, type Call } from "./http/calls.ts";
import { apiReadme } from "./http/readme.ts";
import { lastResponseFile, responseProvider } from "./http/response-source.ts";
import { defaultServer, type Key, type Server } from "./http/servers.ts";
import { testServerFile } from "./http/test-server-source.ts";
import { apiTests } from "./http/test-source.ts";
import { transportFile } from "./http/transport-source.ts";

/** Requests to servers whose address, method and key the specification tells. */
export const http: Blueprint = {
  name: "http",
  matches(specification, open) {
    const found = pluginKey(specification);
    if (!found) return undefined;
    const claimed = new Map<Component, Call>();
    for (const component of open) {
      if (component.kind !== "action") continue;
      const call = callOf(component.specification, specification, found.key);
      if (call) claimed.set(component, call);
    }
    if (claimed.size === 0) return undefined;
    const alone = claimed.size === specification.actions.length;
    const providers = open.flatMap((each) =>
      each.kind === "provider" && (alone || isAboutResponses(each.specification)) ? [each] : [],
    );
    const calls = [...claimed.values()];
    const parts = {
      specification,
      calls,
      key: found.key,
      providers: providers.map((each) => each.specification),
    };
    return {
      components: [...claimed.keys(), ...providers],
      render: (options) => render(parts, options),
    };
  },
};

const isAboutResponses = ({ name, description }: { name: string; description: string }): boolean =>
  /\b(api|http|responses?|requests?|fetched|endpoint|remote|server)\b/i.test(
    `${spaced(name)} ${description}`,
  );

interface Parts {
  specification: PluginSpecification;
  calls: Call[];
  key: Key | undefined;
  providers: PluginSpecification["providers"];
}

function render(
  { specification, calls, key, providers }: Parts,
  options: RenderOptions,
): Rendering {
  const constants = serverConstants(calls);
  const servers = [...constants.values()].map(({ server }) => server);
  const free = calls.some(({ kind }) => kind === "free") ? defaultServer(specification) : undefined;
  const shown = providers.map(responseProvider);
  return {
    source: [
      transportFile,
      settingsFile,
      lastResponseFile(specification.name),
      exchangeFile(key),
      ...(servers.length > 0 ? [apiFile([...constants.values()], key)] : []),
      ...(free ? [endpointFile(free, key)] : []),
      ...calls.map((call) => callFile(call, specification, constants, options)),
      ...shown.map(({ file }) => file),
    ],
    wiring: [
      ...calls.map(({ action }) => actionWiring(action.name)),
      ...shown.map(({ wiring }) => wiring),
    ],
    tests: [testServerFile, apiTests({ specification, calls, servers, key, free, providers })],
    readme: apiReadme(calls, { servers, key, free }),
  };
}

/** The servers that known calls go to, each with the constant that holds it. */
function serverConstants(calls: Call[]): Map<string, { constant: string; server: Server }> {
  const known = new Map<string, { constant: string; server: Server }>();
  for (const call of calls) {
    if (call.kind === "free" || known.has(call.server.setting)) continue;
    const constant = known.size === 0 ? "SERVER" : `SERVER_${known.size + 1}`;
    known.set(call.server.setting, { constant, server: call.server });
  }
  return known;
}
