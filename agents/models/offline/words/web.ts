import type { ActionSpecification, EnvironmentVariable } from "../../../../shared/specification.ts";
import { kebab } from "../../../../shared/names.ts";
import { callDetails } from "./call-details.ts";
import { actionOf } from "./endpoint-action.ts";
import { type Parts, type Topic, text } from "./topic.ts";

const ADDRESS = /https?:\/\/[^\s"'`<>()|\\,]+/i;
const CALL =
  /\b(get|post|put|patch|delete)s?\s+(?:(?:from|to|on|at|against|request(?:s)? to)\s+)?(https?:\/\/[^\s"'`<>()|\\,]+|\/[\w{}:.<>-][^\s"'`()|\\,]*)/gi;
const GENERAL =
  /\b(any|arbitrary|external|some|different|all kinds of|other|third-party|a|an|the|our|my)\s+(\w+\s+){0,2}(rest\s*)?(apis?|http (requests?|endpoints?|apis?|services?)|rest (services?|endpoints?)|urls?|web ?hooks?|endpoints?)\b|\b(rest|http|web|json) (api|client|requests?|calls?)\b|\bapi (calls?|requests?|client|integration)\b|\bcalls? (external )?apis\b/i;
const URL_VARIABLE = /\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*_(?:URL|URI|ENDPOINT|HOST|WEBHOOK)\b/;
const KEY_VARIABLE = /\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*_(?:KEY|TOKEN|SECRET|PAT|JWT)\b/;

const isWeb = (clause: string): boolean =>
  ADDRESS.test(clause) ||
  new RegExp(CALL.source, "i").test(clause) ||
  (GENERAL.test(clause) &&
    /\b(call|request|query|fetch|get|send|post|make|use|integrat|talk|connect|invoke|hit|plugin|client|access)\w*\b/i.test(
      clause,
    )) ||
  (URL_VARIABLE.test(clause) &&
    !/DATABASE|POSTGRES|PG_|DB_/.test(clause) &&
    /\b(call|request|fetch|get|send|post|notify|publish|submit|trigger|query)\w*\b/i.test(clause));

/** Requests over HTTP: named ones to one server, or any. */
export const web: Topic = {
  asks: isWeb,
  continues: (clause) =>
    /\b(endpoints?|method|body|headers?|last response|response|json|status code|timeout|key|token|bearer|requests?|query)\b|^\W*(that |which |to |it |i need (a plugin )?(to|that) )?(connects?|talks?|integrates?|interfaces?|works?|wraps?|communicates?)\b[^.;]{0,60}[.;:!]?$/i.test(
      clause,
    ),
  parts(clauses, request): Parts {
    const found = [...clauses.matchAll(CALL)];
    const calls = found.map((each, at) => {
      const [whole, method = "GET", target = ""] = each;
      const previous = found[at - 1];
      const before = clauses.slice(previous ? endOf(previous) : 0, each.index);
      const after = clauses.slice(each.index + whole.length, found[at + 1]?.index);
      return {
        method: method.toUpperCase(),
        target: trimmed(target),
        details: callDetails(before, after, method.toUpperCase()),
      };
    });
    const address = ADDRESS.exec(clauses)?.[0];
    const key = KEY_VARIABLE.exec(request)?.[0];
    const variable = URL_VARIABLE.exec(request)?.[0];
    if (calls.length === 0 && address && pathOf(trimmed(address)) !== "")
      calls.push({
        method: methodOf(clauses),
        target: trimmed(address),
        details: callDetails(
          "",
          clauses.slice(clauses.indexOf(address) + address.length),
          methodOf(clauses),
        ),
      });
    if (calls.length === 0 && variable && /WEBHOOK|HOOK|ENDPOINT/.test(variable))
      return webhook(variable, clauses, key);
    if (calls.length === 0) return anyCall(address && trimmed(address), key, variable);
    const base =
      calls.map(({ target }) => originOf(target)).find(Boolean) ??
      (address && originOf(trimmed(address)) + pathOf(trimmed(address)));
    const slug = slugOf(base, key, variable, request);
    const setting = variable ?? `${slug.replaceAll("-", "_").toUpperCase()}_BASE_URL`;
    const actions = calls.map(({ method, target, details }) =>
      actionOf(method, pathOf(target) || "/", { setting, clauses: request, key, details }),
    );
    const variables: EnvironmentVariable[] = [
      {
        name: setting,
        description: `Address of the ${slug} API`,
        required: base === undefined,
        sensitive: false,
        ...(base && { default: base }),
      },
    ];
    if (key) variables.push(keyVariable(key, slug));
    return {
      slug,
      subject: slug === "api" ? "a REST API" : `the ${slug} API`,
      actions: unique(actions),
      providers: [{ name: "apiResponse", description: "Provides latest API response data" }],
      environmentVariables: variables,
      assumptions: key ? [keySent(key, clauses)] : [],
    };
  },
};

const endOf = (found: RegExpExecArray): number => found.index + found[0].length;
const trimmed = (address: string): string => address.replace(/[.,;:!?]+$/, "");
const originOf = (address: string): string | undefined => /^https?:\/\/[^/?#]+/i.exec(address)?.[0];
const pathOf = (address: string): string =>
  address.replace(/^https?:\/\/[^/?#]+/i, "").replace(/\/+$/, "");

const methodOf = (clauses: string): string =>
  /\b(post|send|submit|create|publish)s?\b/i.test(clauses)
    ? "POST"
    : /\b(delete|remove)s?\b/i.test(clauses)
      ? "DELETE"
      : "GET";

const keySent = (key: string, clauses: string): string =>
  /\bheader|\bbearer|\bquery/i.test(clauses)
    ? `The value of ${key} is sent the way you described.`
    : `The value of ${key} is sent as a bearer token in the Authorization header.`;

const keyVariable = (name: string, slug: string): EnvironmentVariable => ({
  name,
  description: `Key of the ${slug} API`,
  required: true,
  sensitive: true,
});

function slugOf(
  base: string | undefined,
  key: string | undefined,
  variable: string | undefined,
  request: string,
): string {
  const host = base ? new URL(base).hostname : "";
  const labels = host
    .split(".")
    .filter(
      (label) =>
        !/^(www|api|v\d+|com|org|net|io|dev|app|test|example|co|uk|de|local|localhost|\d+)$/.test(
          label,
        ),
    );
  const named = (key ?? variable ?? "").replace(
    /_(API_)?(KEY|TOKEN|SECRET|PAT|JWT)$|_(BASE_)?(URL|URI|ENDPOINT|HOST|WEBHOOK)$/g,
    "",
  );
  const spoken = /\b(?:the|our|my) ([A-Z][\w-]+) (?:REST )?API\b/.exec(request)?.[1];
  return kebab(labels.at(-1) ?? "") || kebab(named) || kebab(spoken ?? "") || "api";
}

function webhook(variable: string, clauses: string, key: string | undefined): Parts {
  const slug = kebab(variable.replace(/_(URL|URI)$/, ""));
  const name = /\bnotif/i.test(clauses) ? "sendNotification" : "sendMessage";
  return {
    slug,
    subject: `messages to the address in ${variable}`,
    actions: [
      {
        name,
        description: `POST {${variable}}: send a text as JSON`,
        parameters: { text: text("What to send") },
      },
    ],
    environmentVariables: [
      {
        name: variable,
        description: "Address that receives the messages",
        required: true,
        sensitive: true,
      },
      ...(key ? [keyVariable(key, slug)] : []),
    ],
  };
}

/** An action for whatever endpoint the caller names. */
function anyCall(
  address: string | undefined,
  key: string | undefined,
  variable: string | undefined,
): Parts {
  const base = variable ?? (address && "API_BASE_URL");
  const slug = address || key || variable ? slugOf(address, key, variable, "") : "api";
  const endpoint = base ? `Path at the address in ${base}, or a whole URL` : "URL to call";
  return {
    slug,
    subject: slug === "api" ? "external REST APIs" : `the ${slug} API`,
    actions: [
      {
        name: "callApi",
        description: `Make an API request to any endpoint and return the answer${base ? `; addresses without a host go to {${base}}` : ""}`,
        parameters: {
          endpoint: text(endpoint),
          method: {
            type: "string",
            description: "HTTP method, GET by default",
            enum: ["GET", "POST", "PUT", "PATCH", "DELETE"],
            required: false,
          },
          body: { type: "object", description: "Optional JSON body", required: false },
        },
      },
    ],
    providers: [{ name: "apiResponse", description: "Provides latest API response data" }],
    environmentVariables: [
      ...(base
        ? [
            {
              name: base,
              description: `Address of the ${slug} API`,
              required: address === undefined,
              sensitive: false,
              ...(address && { default: address }),
            },
          ]
        : []),
      ...(key ? [keyVariable(key, slug)] : []),
    ],
  };
}

function unique(actions: ActionSpecification[]): ActionSpecification[] {
  return actions.filter(({ name }, at) => actions.findIndex((each) => each.name === name) === at);
}
