import type { IAgentRuntime } from "@elizaos/core";

export interface TableRoute {
  method: string;
  /** A path with every parameter filled in. */
  path: string;
}

/** What a path's parameters stand for, by name. */
export type Parameters = Record<string, string>;

/** What of express's router is looked at; the `handle` of a mounted router has a stack of its own. */
interface Layer {
  route?: { path: string | string[]; methods: Record<string, boolean> };
  handle: { stack?: Layer[] };
  match: (path: string) => unknown;
}

/** Where `@elizaos/server` mounts its routers: express keeps that in a function only, so the places are tried. */
const MOUNTS =
  "/api /agents /messaging /media /channels /memory /audio /server /debug /tee /system /config /env /version".split(
    " ",
  );
const ANY = "00000000-0000-4000-8000-000000000000";

/** Every route that an express application has mounted, in routers within routers. */
export function mountedRoutes(application: unknown, parameters: Parameters = {}): TableRoute[] {
  const { router } = application as { router: { stack: Layer[] } };
  const found = router.stack.flatMap((layer) => routesOf(layer, ""));
  const routes = found.map(({ method, path }) => ({ method, path: filled(path, parameters) }));
  return [...new Map(routes.map((each) => [`${each.method} ${each.path}`, each])).values()];
}

/** Routes that the plugins of running agents brought along, at the root and below `/api`. */
export const pluginRoutes = (runtimes: IAgentRuntime[]): TableRoute[] =>
  runtimes.flatMap(({ routes }) =>
    routes.flatMap(({ type, path }) =>
      ["", "/api"].map((root) => ({ method: type, path: filled(root + path, {}) })),
    ),
  );

function routesOf(layer: Layer, prefix: string): TableRoute[] {
  const { route, handle } = layer;
  if (route) {
    const methods = Object.keys(route.methods).map((name) => name.toUpperCase());
    return [route.path]
      .flat()
      .flatMap((path) => methods.map((method) => ({ method, path: prefix + path })));
  }
  if (!handle.stack) return [];
  const mount = layer.match("/nowhere") ? "" : MOUNTS.find((place) => layer.match(place));
  if (mount === undefined) throw new Error(`A router is mounted in "${prefix}" at another place.`);
  return handle.stack.flatMap((each) => routesOf(each, prefix + mount));
}

const filled = (path: string, parameters: Parameters): string =>
  path
    .replace(/:(\w+)/g, (_, name: string) => parameters[name] ?? ANY)
    .replace(/\*$/, "anything")
    .replace(/(?<=.)\/$/, "");
