import { sameName } from "../../../../../shared/names.ts";
import type {
  ActionSpecification,
  EnvironmentVariable,
  Parameter,
  PluginSpecification,
} from "../../../../../shared/specification.ts";
import { neededNames, spaced } from "../../code/roles.ts";
import { addressIn, methodIn, type Address } from "./address.ts";
import type { KnownCall, Value } from "./calls.ts";
import {
  addressVariables,
  baseIn,
  declaredServer,
  fallbackOf,
  hostServer,
  type Key,
  type Server,
} from "./servers.ts";

/** The request an action makes, where address and place of every parameter can be told. */
export function knownCall(
  action: ActionSpecification,
  specification: PluginSpecification,
  key: Key | undefined,
): KnownCall | undefined {
  const variables = addressVariables(specification);
  const address =
    addressIn(
      action.description,
      variables.map(({ name }) => name),
    ) ??
    wholeAddress(action, specification) ??
    onlyAddress(
      specification,
      variables.map(({ name }) => name),
    );
  if (!address) return undefined;
  const server = serverOf(address, variables, specification);
  if (!server) return undefined;
  return distribute(action, specification, key, { address: withoutBase(address, server), server });
}

/** The server an address belongs to: a declared variable where one fits, else the host that is written. */
function serverOf(
  { variable: written, origin }: Address,
  variables: EnvironmentVariable[],
  specification: PluginSpecification,
): Server | undefined {
  const base = baseIn(specification.description) ?? wellKnownBase(specification);
  const variable = variables.find(({ name }) => name === written);
  if (variable) return declaredServer(variable, base);
  if (origin === undefined) {
    const [first] = variables;
    return first ? declaredServer(first, base) : base ? hostServer(base) : undefined;
  }
  const own = variables.find((each) => fallbackOf(each)?.startsWith(origin) ?? true);
  const address = base?.startsWith(origin) ? base : origin;
  return own ? declaredServer(own, address) : hostServer(address);
}

/** A base address may have a path of its own, which an absolute address in a description repeats. */
function withoutBase(address: Address, { fallback }: Server): Address {
  if (!address.origin || !fallback?.startsWith(address.origin)) return address;
  const path = fallback.slice(address.origin.length);
  return path && address.path.startsWith(path)
    ? { ...address, path: address.path.slice(path.length) }
    : address;
}

/** A variable such as WEBHOOK_URL is the whole address of the one thing that can be done with it. */
function wholeAddress(
  action: ActionSpecification,
  specification: PluginSpecification,
): Address | undefined {
  const [variable, ...others] = addressVariables(specification);
  if (!variable || others.length > 0) return undefined;
  const whole =
    /WEBHOOK|ENDPOINT|HOOK/.test(variable.name) ||
    /\b(web ?hook|endpoint)\b/i.test(variable.description);
  const speaks = /\b(web ?hook|endpoint|send|post|notif|publish|call|submit|trigger)/i.test(
    `${spaced(action.name)} ${action.description}`,
  );
  return whole && speaks && !variable.name.includes("BASE")
    ? { variable: variable.name, path: "", query: [] }
    : undefined;
}

/** With a single action, the plugin's own description may be where the address stands. */
function onlyAddress(specification: PluginSpecification, variables: string[]): Address | undefined {
  if (specification.actions.length !== 1) return undefined;
  const address = addressIn(specification.description, variables);
  return address && (address.path !== "" || address.query.length > 0) ? address : undefined;
}

const WELL_KNOWN: [RegExp, string][] = [
  [/\bGITHUB_/, "https://api.github.com"],
  [/\bGITLAB_/, "https://gitlab.com/api/v4"],
];

function wellKnownBase({ environmentVariables }: PluginSpecification): string | undefined {
  const names = environmentVariables.map(({ name }) => name).join(" ");
  return WELL_KNOWN.find(([called]) => called.test(names))?.[1];
}

const KEY_NAME = /^(api_?key|key|appid|app_id|token|access_token|auth)$/i;

const ABBREVIATIONS: Record<string, RegExp> = {
  q: /\b(query|search|term|text|keywords?|topic|name|phrase)\b/,
  s: /\b(search|query|term|title|text)\b/,
  t: /\b(title|term|type)\b/,
  lang: /\blanguage\b/,
  limit: /\b(limit|count|max|number|amount)\b/,
  per_page: /\b(limit|count|per page)\b/,
  n: /\b(number|count|amount)\b/,
};

/** Gives every parameter its place in the request; nothing when one cannot be placed or a place stays empty. */
function distribute(
  action: ActionSpecification,
  { environmentVariables }: PluginSpecification,
  key: Key | undefined,
  { address, server }: { address: Address; server: Server },
): KnownCall | undefined {
  const free = new Set(Object.keys(action.parameters));
  const take = (place: string): Value | undefined => {
    const wanted = spaced(place);
    const candidates = [...free];
    const found =
      candidates.find((name) => sameName(name, place)) ??
      candidates.find((name) => ABBREVIATIONS[place]?.test(spaced(name))) ??
      candidates.find((name) => spaced(name).split(" ").at(-1) === wanted.split(" ").at(-1)) ??
      candidates.find((name) => spaced(name).split(" ")[0] === wanted);
    if (found !== undefined) {
      free.delete(found);
      return { parameter: found };
    }
    const variable = environmentVariables.find(({ name }) => sameName(name, place));
    return variable && { setting: variable.name };
  };
  const places = [...address.path.matchAll(/\{([\w-]+)\}/g)].map(([, name = ""]) => name);
  const inPath: Record<string, Value> = {};
  for (const place of places) {
    const value =
      take(place) ??
      (free.size === 1 && places.length === 1 ? { parameter: [...free][0] ?? "" } : undefined);
    if (!value) return undefined;
    if ("parameter" in value) {
      free.delete(value.parameter);
      if (/array|object/.test(action.parameters[value.parameter]?.type ?? "")) return undefined;
    }
    inPath[place] = value;
  }
  const query: Record<string, Value> = {};
  for (const { name, value, place } of address.query) {
    if (key && (name === key.name || (value === undefined && KEY_NAME.test(name)))) continue;
    const found = value === undefined ? take(place ?? name) : { fixed: value };
    if (found) query[name] = found;
  }
  const open = address.query.filter(
    ({ name, value }) => value === undefined && !(name in query) && !KEY_NAME.test(name),
  );
  if (open.length === 1 && free.size === 1) {
    query[open[0]?.name ?? ""] = { parameter: [...free][0] ?? "" };
    free.clear();
  }
  const method = methodIn(`${action.description} ${spaced(action.name)}`);
  const rest = Object.fromEntries(
    [...free].map((name): [string, Value] => [name, { parameter: name }]),
  );
  const carries = method === "POST" || method === "PUT" || method === "PATCH";
  if (!carries) Object.assign(query, rest);
  const needed = new Set(neededNames(action));
  for (const value of Object.values(inPath)) if ("parameter" in value) needed.add(value.parameter);
  return {
    kind: "known",
    action,
    server,
    method,
    path: address.path,
    inPath,
    query,
    body: carries ? bodyOf(rest, action.parameters, server) : { fields: {} },
    needed: Object.keys(action.parameters).filter((name) => needed.has(name)),
  };
}

function bodyOf(
  rest: Record<string, Value>,
  parameters: Record<string, Parameter>,
  { setting }: Server,
): KnownCall["body"] {
  const [name = "", ...others] = Object.keys(rest);
  if (name && others.length === 0) {
    if (
      parameters[name]?.type === "object" &&
      /\b(body|data|payload|json|item|record)$/.test(spaced(name))
    ) {
      return { whole: name };
    }
    // The two webhooks everybody has expect their one text under a name of their own.
    if (setting.includes("SLACK")) return { fields: { text: { parameter: name } } };
    if (setting.includes("DISCORD")) return { fields: { content: { parameter: name } } };
  }
  return { fields: rest };
}
