import type {
  ActionSpecification,
  PluginSpecification,
} from "../../../../../shared/specification.ts";
import { furtherStep, requestingVerbs } from "../../code/further.ts";
import { castRoles, spaced, type Cast, type Role } from "../../code/roles.ts";
import { knownCall } from "./known-call.ts";
import { keysOf, type Key, type Server } from "./servers.ts";

export type Method = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Where a value of a request comes from. */
export type Value = { parameter: string } | { setting: string } | { fixed: string };

/** One request, completely known from the specification. */
export interface KnownCall {
  kind: "known";
  action: ActionSpecification;
  server: Server;
  method: Method;
  /** Path with `{name}` for every entry of `inPath`. */
  path: string;
  inPath: Record<string, Value>;
  query: Record<string, Value>;
  /** The body's fields, or the one parameter that is the whole body. */
  body: { fields: Record<string, Value> } | { whole: string };
  needed: string[];
}

/** An action that calls whatever address it is given. */
export interface FreeCall {
  kind: "free";
  action: ActionSpecification;
  roles: Cast<FreeRole>;
  method: Method;
  needed: string[];
}

export type Call = KnownCall | FreeCall;

type FreeRole = "endpoint" | "method" | "body" | "headers" | "query";

const FREE_ROLES: Record<FreeRole, Role> = {
  endpoint: {
    types: ["string"],
    called: /\b(endpoint|url|uri|address|link|path|route)$/,
    strict: true,
  },
  method: { types: ["string"], called: /\b(method|verb)$/, optional: true },
  headers: { types: ["object"], called: /\bheaders?$/, optional: true },
  query: {
    types: ["object"],
    called: /^(query|params|query ?params|query parameters|search params|query string)$/,
    optional: true,
  },
  body: {
    types: ["object", "string", "array"],
    called: /\b(body|data|payload|json|content)$/,
    optional: true,
  },
};

const WEB_REQUEST = /\b(api|https?|rest|endpoint|requests?|fetch\w*|curl)\b/i;
const METHOD = /\b(GET|HEAD|POST|PUT|PATCH|DELETE)\b/;

/** The keys a plugin sends with each request; nothing when it is not said how several of them belong together. */
export function pluginKey(specification: PluginSpecification): { key?: Key } | undefined {
  const texts = [
    specification.description,
    ...specification.actions.map((each) => each.description),
  ];
  const keys = keysOf(specification, texts.join("\n"));
  return keys.length > 1 ? undefined : { ...(keys[0] && { key: keys[0] }) };
}

/** What request an action makes, where the specification tells address and method. */
export function callOf(
  action: ActionSpecification,
  specification: PluginSpecification,
  key: Key | undefined,
): Call | undefined {
  if (asksForMore(action)) return undefined;
  const known = knownCall(action, specification, key);
  // "Calls any endpoint; paths go to {API_BASE_URL}" names a server, but no address at it.
  const isPlace =
    known !== undefined && (known.path !== "" || Object.keys(known.query).length === 0);
  return isPlace ? known : (freeCall(action) ?? known);
}

/** What is to be done with a response or around a request: one request with one answer does none of it. */
const AROUND =
  /\b(cach(e|es|ed|ing)|retr(y|ies|ying)|(all|follow\w*|next) pages|until (there|no|all)|combin\w+|merg(e|es|ing)|multipl(y|ies|ied)|aggregat\w+|deduplicat\w+|summari[sz]\w+|translat\w+|xml|soap|csv|multipart|form[- ]?data|url-?encoded|graphql|web ?sockets?|stream(s|ing)?|poll(s|ing)|uploads?|oauth)\b/i;

function asksForMore({ name, description, parameters }: ActionSpecification): boolean {
  const own = Object.keys(parameters).map(spaced);
  const text = own.reduce((left, each) => left.replaceAll(each, ""), description);
  const address = /(https?:\/\/|\/|\{)\S*/g;
  return (
    AROUND.test(`${spaced(name)}. ${text}`.replace(address, "")) ||
    furtherStep(description.replace(address, ""), requestingVerbs, own) !== undefined
  );
}

function freeCall(action: ActionSpecification): FreeCall | undefined {
  const roles = castRoles(action.parameters, FREE_ROLES);
  const words = `${spaced(action.name)} ${action.description}`;
  if (!roles?.endpoint || !(WEB_REQUEST.test(words) || METHOD.test(action.description)))
    return undefined;
  const fixed = METHOD.exec(action.description) ?? METHOD.exec(spaced(action.name).toUpperCase());
  const method = roles.method ? "GET" : ((fixed?.[1] ?? (roles.body ? "POST" : "GET")) as Method);
  return { kind: "free", action, roles, method, needed: [roles.endpoint] };
}
