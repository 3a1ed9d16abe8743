import type { SourceFile } from "../../blueprint.ts";

/** The one file of a generated plugin that talks to the network. */
export const transportFile: SourceFile = {
  path: "src/http.ts",
  content: `/** Time a server has for its whole answer. */
const TIMEOUT_MS = 10_000;
/** Longer answers are refused, so that no server can fill the agent's memory. */
const MAXIMUM_BYTES = 1_000_000;
const MAXIMUM_REDIRECTS = 5;
const EXCERPT_LENGTH = 300;

export type Method = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface HttpRequest {
  method: Method;
  url: URL;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  body?: unknown;
  /** How the address is shown to people; without it the URL up to its query. */
  shown?: string;
  /** Texts that must never be shown, such as keys. */
  secrets?: string[];
}

export interface HttpResponse {
  method: Method;
  url: string;
  status: number;
  /** Parsed JSON where it is JSON, else the text. */
  body: unknown;
  /** When it arrived, as an ISO 8601 date. */
  at: string;
}

/** What became of a request; a failure says in one sentence why, and has a response when the server sent one. */
export type Outcome =
  | { ok: true; response: HttpResponse }
  | { ok: false; text: string; response?: HttpResponse };

/** Sends one request and waits for the whole answer. Never throws. */
export async function send(request: HttpRequest): Promise<Outcome> {
  const { method, url, shown = \`\${url.origin}\${url.pathname}\`, secrets = [] } = request;
  const target = \`\${method} \${shown}\`;
  try {
    const answer = await follow(request, AbortSignal.timeout(TIMEOUT_MS));
    const text = hide(await readText(answer), secrets);
    const body = parse(text);
    const response = { method, url: shown, status: answer.status, body, at: new Date().toISOString() };
    if (!answer.ok) {
      const status = \`\${answer.status} \${answer.statusText}\`.trim();
      return { ok: false, text: \`\${target} answered \${status}\${reasonIn(text)}.\`, response };
    }
    const type = answer.headers.get("content-type") ?? "";
    if (type.includes("json") && text !== "" && typeof body === "string" && !text.startsWith('"')) {
      return { ok: false, text: \`\${target} answered with JSON that cannot be read.\`, response };
    }
    return { ok: true, response };
  } catch (error) {
    return { ok: false, text: \`\${target} failed: \${hide(reason(error), secrets)}.\` };
  }
}

/** One part of a path, written so that it can neither leave its place nor become a query. */
export function segment(value: string | number | boolean): string {
  const text = String(value);
  if (["", ".", ".."].includes(text)) throw new Error(\`"\${text}" cannot be part of an address\`);
  return encodeURIComponent(text);
}

/** Adds query parameters; lists are written with commas, and what is undefined is left out. */
export function addQuery(url: URL, query: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    const isPlain = typeof value !== "object" || value === null;
    url.searchParams.set(
      name,
      isPlain ? String(value) : Array.isArray(value) ? value.join(",") : JSON.stringify(value),
    );
  }
}

/** The beginning of an answer, short enough for a chat. */
export function excerpt(body: unknown, length = EXCERPT_LENGTH): string {
  const text = typeof body === "string" ? body : (JSON.stringify(body) ?? "");
  const single = text.replace(/\\s+/g, " ").trim();
  return single.length > length ? \`\${single.slice(0, length)}…\` : single;
}

async function follow(request: HttpRequest, signal: AbortSignal, redirects = 0): Promise<Response> {
  const { method, url, headers = {}, body, secrets = [] } = request;
  const hasBody = body !== undefined;
  const answer = await fetch(url, {
    method,
    headers: {
      accept: "application/json, text/plain;q=0.9, */*;q=0.5",
      ...(hasBody && { "content-type": "application/json" }),
      ...headers,
    },
    ...(hasBody && { body: JSON.stringify(body) }),
    redirect: "manual",
    signal,
  });
  const location = answer.headers.get("location");
  if (answer.status < 300 || answer.status >= 400 || !location) return answer;
  await answer.body?.cancel();
  const next = new URL(location, url);
  if (!isWeb(next)) throw new Error("it redirects to an address that is not on the web");
  const upgraded = next.hostname === url.hostname && next.protocol === "https:";
  const trusted = next.origin === url.origin || upgraded;
  if (!trusted && (secrets.length > 0 || hasBody || Object.keys(headers).length > 0)) {
    throw new Error(\`it redirects to \${next.host}, and only requests without a key go on to another host\`);
  }
  if (redirects === MAXIMUM_REDIRECTS) throw new Error("it redirects too often");
  const keepsMethod = answer.status > 303 || method === "GET" || method === "HEAD";
  const onward: HttpRequest = keepsMethod
    ? { ...request, url: next }
    : { method: "GET", url: next, headers, secrets };
  return follow(onward, signal, redirects + 1);
}

/** Whether an address can be reached by HTTP. */
export function isWeb({ protocol }: URL): boolean {
  return protocol === "http:" || protocol === "https:";
}

async function readText(answer: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of answer.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAXIMUM_BYTES) throw new Error(\`the answer is larger than \${MAXIMUM_BYTES} bytes\`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function parse(text: string): unknown {
  if (text.trim() === "") return null;
  try {
    return JSON.parse(text);
  } catch {
    return text; // not every server speaks JSON
  }
}

function reasonIn(text: string): string {
  const start = excerpt(text);
  return start === "" ? "" : \`: \${start}\`;
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return \`no answer within \${TIMEOUT_MS / 1000} seconds\`;
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  const code = "code" in cause ? String(cause.code) : "";
  if (code === "ECONNREFUSED") return "nothing answers at that address";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "there is no such host";
  return cause.message || code;
}

function hide(text: string, secrets: string[]): string {
  return secrets
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    .filter((secret) => secret !== "")
    .reduce((rest, secret) => rest.replaceAll(secret, "[secret]"), text);
}
`,
};
