import { ModelError, type ModelErrorKind } from "../../../shared/errors.ts";
import { isRecord } from "../../../shared/findings.ts";
import { maskSecrets } from "../../../shared/secrets.ts";

/**
 * Whatever a provider plugin threw, as the one kind of error that the rest of the product knows. Plugins throw what their
 * SDKs throw: a status in one of several fields, in an inner error, or only in the message.
 */
export function providerFailure(error: unknown, provider: string): ModelError {
  const chain = chainOf(error);
  const kind = kindOf(chain);
  const words = shortened(maskSecrets(wordsOf(chain)));
  return new ModelError(kind, sentenceOf(kind, provider, words), {
    cause: error,
    retryAfterMs: retryAfter(chain),
  });
}

/** What one of the errors says about itself. */
interface Layer {
  name: string;
  message: string;
  status: number | undefined;
  /** Codes of the network or the endpoint. */
  codes: string;
  body: string;
  headers: Record<string, unknown>;
}

/** An error, what it was caused by, and the last of several tries; outermost first. */
function chainOf(error: unknown): Layer[] {
  const seen = new Set<unknown>();
  const layers: Layer[] = [];
  for (let each = error; each instanceof Error && !seen.has(each);) {
    seen.add(each);
    layers.push(layerOf(each));
    each = "lastError" in each ? each.lastError : each.cause;
  }
  return layers.length > 0 ? layers : [layerOf(new Error(String(error)))];
}

function layerOf(error: Error): Layer {
  const { statusCode, status, code, data, responseBody, responseHeaders } = error as Fields;
  const inner = isRecord(data) && isRecord(data.error) ? data.error : {};
  return {
    name: error.name,
    message: error.message,
    status: [statusCode, status].find((value) => typeof value === "number"),
    codes: [code, inner.code, inner.type].filter((each) => typeof each === "string").join(" "),
    body: typeof responseBody === "string" ? responseBody : "",
    headers: isRecord(responseHeaders) ? responseHeaders : {},
  };
}

/** Where SDKs put what they know of an error. */
type Fields = Partial<
  Record<"statusCode" | "status" | "code" | "data" | "responseBody" | "responseHeaders", unknown>
>;

/** The endpoint's own words where there are some: of the innermost error that knows a status, else the outermost. */
const wordsOf = (chain: Layer[]): string =>
  (chain.findLast(({ status }) => status !== undefined) ?? chain[0])?.message ?? "";

const STATUS_IN_WORDS = /\b(?:error|status|code|HTTP)\W{1,3}([45]\d\d)\b/i;

function kindOf(chain: Layer[]): ModelErrorKind {
  const text = chain
    .map(({ name, message, codes, body }) => [name, message, codes, body])
    .join(" ");
  const told = chain.map(({ status }) => status).findLast((status) => status !== undefined);
  const status = told ?? Number(STATUS_IN_WORDS.exec(text)?.[1] ?? 0);
  if (chain.some(({ name }) => name === "AI_LoadAPIKeyError")) return "auth";
  if (status === 402 || UNPAID.test(text)) return "billing";
  if (status === 401 || status === 403 || NO_KEY.test(text)) return "auth";
  if (status === 429) return "rate-limited";
  if (status === 503 || status === 529) return "overloaded";
  if (status === 413 || (status > 0 && TOO_LONG.test(text))) return "context";
  if (status === 404) return UNKNOWN_MODEL.test(text) ? "bad-request" : "incompatible";
  if (status === 405 || status === 501 || (status >= 200 && status < 400)) {
    return BROKEN_OFF.test(text) ? "transport" : "incompatible";
  }
  if (status >= 500 || status === 408 || status === 409) return "transport";
  return status > 0 ? "bad-request" : "transport";
}

const UNPAID = /insufficient_quota|credit balance|billing_(?:error|hard_limit)/i;
const NO_KEY =
  /(?:incorrect|invalid|missing|no) api[ _-]?key|api[ _-]?key (?:is )?(?:not set|missing|invalid|not valid)/i;
const TOO_LONG =
  /context_length|context (?:length|limit|window|size)|maximum context|prompt is too long|too many (?:input )?tokens/i;
const UNKNOWN_MODEL = /\bmodel\b/i;
/** The connection broke under an answer that had begun well. */
const BROKEN_OFF = /terminated|ECONNRESET|UND_ERR|socket|aborted/i;

function sentenceOf(kind: ModelErrorKind, provider: string, words: string): string {
  const said = words ? ` (${words})` : "";
  switch (kind) {
    case "auth":
      return `AI code generation not available: the endpoint of the ElizaOS plugin "${provider}" does not accept its key${said}. Check the plugin's key and address.`;
    case "billing":
      return `The account behind the ElizaOS plugin "${provider}" cannot pay for this call${said}. Check its credit and its spending limits.`;
    case "rate-limited":
      return `The endpoint of the ElizaOS plugin "${provider}" has had too many requests from this account${said}.`;
    case "overloaded":
      return `The endpoint of the ElizaOS plugin "${provider}" is overloaded${said}.`;
    case "context":
      return `The prompt does not fit into the context window of the model of the ElizaOS plugin "${provider}"${said}.`;
    case "incompatible":
      return `The endpoint of the ElizaOS plugin "${provider}" does not speak the protocol that the plugin expects${said}. Check the plugin's address.`;
    case "bad-request":
      return `The endpoint of the ElizaOS plugin "${provider}" says that the request is wrong${said}. Check the plugin's model, and temperature and maxTokens in settings.model of the characters.`;
    default:
      return `The ElizaOS plugin "${provider}" brought no complete answer${said}.`;
  }
}

const MOST_WORDS = 300;
const shortened = (text: string): string => {
  const line = text.replace(/\s+/g, " ").trim().replace(/\.$/, "");
  return line.length > MOST_WORDS ? `${line.slice(0, MOST_WORDS)}…` : line;
};

/** When the endpoint may be asked again, by its headers: milliseconds, seconds, or a date. */
function retryAfter(chain: Layer[]): number | undefined {
  const headers = chain.findLast(({ status }) => status !== undefined)?.headers ?? {};
  const exact = Number(headers["retry-after-ms"] ?? Number.NaN);
  if (exact >= 0) return exact;
  const after = headers["retry-after"];
  if (typeof after !== "string") return undefined;
  const ms = /^\d/.test(after) ? Number(after) * 1000 : Date.parse(after) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}
