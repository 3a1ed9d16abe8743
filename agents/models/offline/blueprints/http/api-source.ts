import type { SourceFile } from "../../blueprint.ts";
import { key as property, literal, quote } from "../../code/text.ts";
import type { Key, Server } from "./servers.ts";

/** The file that sends a request and puts its outcome into words. */
export function exchangeFile(key: Key | undefined): SourceFile {
  const content = `import type { IAgentRuntime } from "@elizaos/core";
import { excerpt, send, type HttpRequest } from "./http.js";
import { keepResponse } from "./last-response.js";
import { failure, type Answer } from "./respond.js";
${key ? `import { setting } from "./settings.js";\n` : ""}
const EXCERPT_LENGTH = 1000;

/** Sends a request, keeps the response for the agent's context and says what came of it. */
export async function exchange(runtime: IAgentRuntime, request: HttpRequest): Promise<Answer> {
  const outcome = await send(request);
  const { response } = outcome;
  if (response) await keepResponse(runtime, response);
  if (!outcome.ok) return { ...failure(outcome.text), data: { ...response } };
  const { method, url, status, body } = outcome.response;
  const said = body === null ? "." : \`: \${inWords(body)}\`;
  return {
    success: true,
    text: \`\${method} \${url} answered \${status}\${said}\`,
    values: { status },
    data: { ...outcome.response },
  };
}

/** The beginning of an answer; a list starts with how long it is. */
function inWords(body: unknown): string {
  const start = excerpt(body, EXCERPT_LENGTH);
  if (!Array.isArray(body)) return start;
  return \`\${body.length} \${body.length === 1 ? "entry" : "entries"}: \${start}\`;
}
${key ? withKey(key) : ""}`;
  return { path: "src/exchange.ts", content };
}

function withKey({ setting, place, name, prefix }: Key): string {
  const value = prefix ? `\`${prefix}\${key}\`` : "key";
  const put =
    place === "query"
      ? `  request.url.searchParams.set(${quote(name)}, key);
  return { ...request, secrets };`
      : `  return { ...request, headers: { ...request.headers, ${property(name)}: ${value} }, secrets };`;
  return `
/** Adds the key from ${setting}, if it is set, and has it hidden wherever the answer repeats it. */
export function withKey(runtime: IAgentRuntime, request: HttpRequest): HttpRequest {
  const key = setting(runtime, ${quote(setting)});
  if (key === undefined) return request;
  const secrets = [...(request.secrets ?? []), key];
${put}
}
`;
}

/** The file through which actions call a server whose address is known. */
export function apiFile(
  servers: { constant: string; server: Server }[],
  key: Key | undefined,
): SourceFile {
  const constants = servers.map(
    ({ constant, server: { setting, fallback, secret } }) =>
      `export const ${constant}: Server = ${literal({ setting, fallback, secret: secret || undefined })};`,
  );
  const request = `{ method, url, body, shown, secrets: server.secret ? [base] : [] }`;
  const content = `import type { IAgentRuntime } from "@elizaos/core";
import { exchange${key ? ", withKey" : ""} } from "./exchange.js";
import { addQuery, isWeb, type Method } from "./http.js";
import { failure, type Answer } from "./respond.js";
import { setting } from "./settings.js";

/** A server: the setting with its address, and the address that holds without it. */
export interface Server {
  setting: string;
  fallback?: string;
  /** The address itself must not be shown, as with webhooks. */
  secret?: boolean;
}

${constants.join("\n")}

export interface ApiCall {
  server: Server;
  method: Method;
  /** Empty, or starts with a slash. */
  path: string;
  query?: Record<string, unknown>;
  /** Sent as JSON. */
  body?: unknown;
}

/** Calls a server and says what it answered; every trouble becomes a sentence. */
export async function callApi(runtime: IAgentRuntime, call: ApiCall): Promise<Answer> {
  const { server, method, path, query = {}, body } = call;
  const base = setting(runtime, server.setting) ?? server.fallback;
  if (base === undefined) {
    return failure(\`I do not know the server yet: set \${server.setting} to its address.\`);
  }
${
  key?.required
    ? `  if (setting(runtime, ${quote(key.setting)}) === undefined) {
    return failure(${quote(`The key is missing: set ${key.setting}.`)});
  }
`
    : ""
}  const address = \`\${base.includes("://") ? base : \`https://\${base}\`}\`.replace(/\\/+$/, "") + path;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !isWeb(url)) {
    return failure(\`\${server.setting} must be a web address such as https://api.example.com.\`);
  }
  addQuery(url, query);
  const shown = server.secret ? \`{\${server.setting}}\${path}\` : \`\${url.origin}\${url.pathname}\`;
  const answer = await exchange(runtime, ${key ? `withKey(runtime, ${request})` : request});
  return answer.success && isWebPage(answer.data?.["body"])
    ? { ...failure(\`\${method} \${shown} answered with a web page instead of data.\`) }
    : answer;
}

function isWebPage(body: unknown): boolean {
  return typeof body === "string" && /^\\s*<(!doctype|html)\\b/i.test(body);
}
`;
  return { path: "src/api.ts", content };
}

/** The file behind actions that call whatever address they are given. */
export function endpointFile({ setting, fallback }: Server, key: Key | undefined): SourceFile {
  const content = `import type { IAgentRuntime } from "@elizaos/core";
import { exchange${key ? ", withKey" : ""} } from "./exchange.js";
import { addQuery, isWeb${key ? ", type HttpRequest" : ""} } from "./http.js";
import { failure, type Answer } from "./respond.js";
import { setting } from "./settings.js";

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] as const;

export interface EndpointCall {
  /** A complete web address, or a path at the server of ${setting}. */
  endpoint: string;
  method?: string | undefined;
  query?: Record<string, unknown> | undefined;
  headers?: Record<string, unknown> | undefined;
  /** Sent as JSON; a text must be JSON already. */
  body?: unknown;
}

/** Calls any address and says what it answered; every trouble becomes a sentence. */
export async function callEndpoint(runtime: IAgentRuntime, call: EndpointCall): Promise<Answer> {
  const { endpoint, method: wanted = "GET", query = {}, headers = {} } = call;
  const method = METHODS.find((each) => each === wanted.trim().toUpperCase());
  if (!method) return failure(\`"\${wanted}" is no method I know; use one of \${METHODS.join(", ")}.\`);
  const base = setting(runtime, ${quote(setting)})${fallback ? ` ?? ${quote(fallback)}` : ""};
  const url = addressOf(endpoint.trim(), base);
  if (typeof url === "string") return failure(url);
  const body = contentOf(call.body);
  if (!body.ok) return failure("The body must be JSON, such as {\\"name\\": \\"Ada\\"}.");
  const bodiless = method === "GET" || method === "HEAD";
  if (bodiless && !isEmpty(body.value)) {
    return failure(\`A \${method} request has no body; use POST, PUT or PATCH to send one.\`);
  }
  addQuery(url, query);
  const request${key ? ": HttpRequest" : ""} = {
    method,
    url,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    body: bodiless ? undefined : body.value,
  };
${
  key
    ? `  // The key belongs to one server and never goes to another.
  const trusted = base !== undefined && URL.canParse(base) && new URL(base).origin === url.origin;
  return exchange(runtime, trusted ? withKey(runtime, request) : request);`
    : `  return exchange(runtime, request);`
}
}

/** The address to call, or a sentence about what is wrong with it. */
function addressOf(endpoint: string, base: string | undefined): URL | string {
  const complete = endpoint.includes("://") || /^[a-z]+:(?!\\d)/i.test(endpoint);
  if (!complete && base === undefined) {
    return \`"\${endpoint}" is not a complete web address: start it with https://, or set ${setting} to call its paths.\`;
  }
  const text = complete ? endpoint : \`\${base?.replace(/\\/+$/, "")}/\${endpoint.replace(/^\\/+/, "")}\`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !isWeb(url)) return \`"\${endpoint}" is not an address that starts with http:// or https://.\`;
  if (url.username || url.password) return "An address must not contain a user name or password.";
  return url;
}

function contentOf(body: unknown): { ok: true; value: unknown } | { ok: false } {
  if (typeof body !== "string") return { ok: true, value: body };
  if (body.trim() === "") return { ok: true, value: undefined };
  try {
    return { ok: true, value: JSON.parse(body) };
  } catch {
    return { ok: false };
  }
}

function isEmpty(body: unknown): boolean {
  return body === undefined || body === null || JSON.stringify(body) === "{}";
}
`;
  return { path: "src/endpoint.ts", content };
}
