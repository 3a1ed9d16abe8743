import { camel, wordsOf } from "../../../../shared/names.ts";
import type { ActionSpecification, Parameter } from "../../../../shared/specification.ts";
import type { CallDetails } from "./call-details.ts";
import { verbForm } from "./operations.ts";
import { pluralOf, singularOf } from "./nouns.ts";
import { text } from "./topic.ts";

/** `GET /orders/{id}` → getOrder, `POST /orders` → createOrder. */
export function actionOf(
  method: string,
  path: string,
  about: { setting: string; clauses: string; key: string | undefined; details: CallDetails },
): ActionSpecification {
  const { setting, clauses, key, details } = about;
  const [way = "/", search = ""] = path.split("?", 2);
  const marked = way.replace(/:([A-Za-z]\w*)/g, "{$1}").replace(/<([\w-]+)>/g, "{$1}");
  const segments = marked
    .split("/")
    .filter((part) => part !== "" && !/^(api|v\d+|rest)$/.test(part));
  const last = segments.at(-1) ?? "";
  // `POST /tickets/{id}/close` does something with a ticket.
  const called =
    method === "GET" ? /^(search|find|count)$/.test(last) : segments.at(-2)?.startsWith("{");
  const does = called && segments.length > 1 && verbForm(last)?.form === "base" ? last : undefined;
  if (does) segments.pop();
  const fixed = segments.filter((part) => !part.startsWith("{"));
  const one = segments.at(-1)?.startsWith("{") ?? false;
  // `GET /jokes/random` gets a random joke.
  const [kind, whole] =
    fixed.length > 1 &&
    /^(random|latest|current|today|top|popular|newest|recent)$/.test(fixed.at(-1) ?? "")
      ? [fixed.pop(), fixed.at(-1)]
      : [undefined, fixed.at(-1)];
  const several = !/^(random|latest|current|today|newest)$/.test(kind ?? "random");
  const resource = [
    kind,
    ...wordsOf(kind && !several ? singularOf(whole ?? "") : (whole ?? "resource")),
  ]
    .filter(Boolean)
    .join(" ");
  const owner =
    fixed.length > 1 && segments.at(-2)?.startsWith("{")
      ? singularOf(wordsOf(fixed.at(-2) ?? "").join(" "))
      : "";
  const many = resource === pluralOf(resource);
  // `POST /send` names what it does, not what it is about.
  const single =
    resource === details.verb ? (details.fields.at(-1)?.label ?? "request") : singularOf(resource);
  const thing = (plural: boolean) => [owner, plural ? resource : single].filter(Boolean).join(" ");
  const parameters: Record<string, Parameter> = {};
  for (const [, name = ""] of marked.matchAll(/\{([\w-]+)\}/g)) {
    parameters[camel(name)] = text(`${name === "id" ? `Id of the ${single}` : name} in the path`);
  }
  for (const [, name = "", value = ""] of search.matchAll(/([\w-]+)=([^&]*)/g)) {
    if (value === "" || /^[{<:.]/.test(value))
      parameters[camel(value.replace(/[^\w]/g, "") || name)] = text(`${name} to ask for`);
  }
  const body: Parameter = {
    type: "object",
    description: "JSON body of the request",
    required: method === "POST" || method === "PUT",
  };
  if (details.fields.length > 0) {
    for (const { name, parameter } of details.fields) parameters[name] ??= parameter;
  } else if (!does && (method === "POST" || method === "PUT" || method === "PATCH"))
    parameters.body = body;
  const verb =
    does ??
    details.verb ??
    {
      GET: one || !many ? "get" : "list",
      POST: many && !one ? "create" : "post",
      PUT: "replace",
      PATCH: "update",
      DELETE: "delete",
    }[method] ??
    "call";
  const plural = /^(list|find|search)$/.test(verb) || (!one && method !== "POST" && many);
  const how = key
    ? ` ${/\b(bearer|header|query)\b[^.;]*/i.test(clauses) ? sentenceAbout(clauses, key) : `The key in {${key}} is sent as a bearer token in the Authorization header.`}`
    : "";
  return {
    name: camel(`${verb} ${thing(plural)}`),
    description: `${method} {${setting}}${marked}${search ? `?${search}` : ""}: ${verb} ${plural ? thing(true) : `one ${thing(false)}`} and return the JSON answer.${how}`,
    parameters,
  };
}

/** What the request itself says about how a key is sent, shortened to that. */
const sentenceAbout = (clauses: string, key: string): string => {
  const [, header] = /\b(X-[\w-]+|Authorization)\b/i.exec(clauses) ?? [];
  const [, query] = /query (?:parameter|string)\s+["'`]?(\w+)/i.exec(clauses) ?? [];
  if (/\bbearer\b/i.test(clauses))
    return `The key in {${key}} is sent as a bearer token in the Authorization header.`;
  if (query) return `The key in {${key}} is sent as query parameter ${query}.`;
  return header
    ? `The key in {${key}} is sent in the header ${header}.`
    : `The key in {${key}} is sent in the header X-API-Key.`;
};
