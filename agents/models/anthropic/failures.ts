import type { APIError, AnthropicError } from "@anthropic-ai/sdk";
import { ModelError, type ModelErrorKind } from "../../../shared/errors.ts";
import { maskSecrets } from "../../../shared/secrets.ts";
import { IdleError } from "./idle-guard.ts";
import { ForeignAnswer } from "./message-events.ts";
import { sdk } from "./sdk.ts";

/** What an attempt was, for sentences about its failure. */
export interface Attempt {
  address: string;
  model: string;
  signal: AbortSignal;
  /** Values that no message may hold. */
  secrets: readonly string[];
}

/** How every message about a key that is missing or wrong begins. */
export const UNAVAILABLE = "AI code generation not available:";

/** Whatever the SDK threw, as the one kind of error that the rest of the product knows. */
export function modelErrorOf(error: AnthropicError, attempt: Attempt): ModelError {
  const cause = new Error(masked(chainOf(error).map(String).join(" <- "), attempt.secrets));
  if (attempt.signal.aborted) return cancelled(attempt, cause);
  const { kind, sentence } = isAnswer(error)
    ? ofAnswer(error, attempt)
    : ofConnection(error, attempt);
  const retryAfterMs = retryAfter(error);
  return new ModelError(kind, maskSecrets(sentence), { cause, retryAfterMs });
}

export const cancelled = ({ signal, secrets }: Attempt, cause?: Error): ModelError => {
  const { reason } = signal as { reason: unknown };
  const why = reason instanceof Error ? reason.message : String(reason);
  return new ModelError(
    "cancelled",
    `The call of the model was cancelled: ${masked(why, secrets)}`,
    {
      cause,
    },
  );
};

/** What an endpoint says about its error, with nothing in it that has to stay hidden. */
export function complaintOf(error: AnthropicError, secrets: readonly string[]): string {
  if (!isApiError(error)) return "";
  if (isPage(error.headers)) return "an HTML page";
  if (isRedirect(error.status)) return "a redirect";
  const body: ErrorBody = error.error;
  const inner = body?.error;
  const words =
    (typeof inner === "object" ? inner?.message : inner) ?? body?.message ?? body?.detail ?? body;
  const text = typeof words === "string" ? words : words ? JSON.stringify(words) : error.message;
  const plain = text.replace(`${error.status} `, "").replace(/\s+/g, " ").trim();
  return masked(plain, secrets);
}

type ErrorBody =
  | { error?: { message?: unknown } | string | null; message?: unknown; detail?: unknown }
  | undefined;

/** A text with nothing in it that has to stay hidden. */
export const masked = (text: string, secrets: readonly string[]): string =>
  maskSecrets(secrets.reduce((rest, secret) => rest.replaceAll(secret, "[secret]"), text));

/** The SDK's class has its fields' types as parameters, which `instanceof` knows nothing of. */
export const isApiError = (error: AnthropicError): error is APIError =>
  error instanceof sdk().APIError;

/** An error that the endpoint sent: as an answer, or as an event in the middle of one. */
const isAnswer = (error: AnthropicError): error is APIError =>
  isApiError(error) && (error.status !== undefined || error.error !== undefined);

interface Verdict {
  kind: ModelErrorKind;
  sentence: string;
}

function ofAnswer(error: APIError, attempt: Attempt): Verdict {
  const complaint = complaintOf(error, attempt.secrets);
  const kind = kindOf(error, complaint);
  const retryable = ["rate-limited", "overloaded", "transport"].includes(kind);
  const forbidden = retryable && error.headers?.get("x-should-retry") === "false";
  return {
    kind: forbidden ? "bad-request" : kind,
    sentence:
      sentenceOf(kind, { error, complaint, attempt }) +
      (forbidden ? " It says that asking again will not help." : ""),
  };
}

function kindOf({ status, type, errorCode, headers }: APIError, complaint: string): ModelErrorKind {
  const code = status ?? statuses[type ?? ""] ?? 500;
  if (code === 402 || errorCode?.includes("spend_limit") || UNPAID.test(complaint)) {
    return "billing";
  }
  if (code === 401 || code === 403) return "auth";
  if (code === 429) return "rate-limited";
  if (code === 503 || code === 529 || type === "overloaded_error") return "overloaded";
  if (code === 404) return UNKNOWN_MODEL.test(complaint) ? "bad-request" : "incompatible";
  if (code < 400 || code === 405 || code === 501) return "incompatible";
  if (code === 408 || code === 409 || code >= 500) return "transport";
  if (isPage(headers)) return "incompatible";
  return TOO_LONG.test(complaint) ? "context" : "bad-request";
}

const UNPAID = /credit balance is too low/i;
const UNKNOWN_MODEL = /\bmodel\b|no endpoints found/i;
const TOO_LONG =
  /prompt is too long|context (?:length|limit|window|size)|maximum context|too many tokens/i;

/** The status that stands for an error's type, for errors that come as events and have none. */
const statuses: Partial<Record<string, number>> = {
  authentication_error: 401,
  permission_error: 403,
  billing_error: 402,
  invalid_request_error: 400,
  request_too_large: 413,
  not_found_error: 404,
  rate_limit_error: 429,
  overloaded_error: 529,
  api_error: 500,
  timeout_error: 408,
};

const isRedirect = (status = 400): boolean => status < 400;

const isPage = (headers: Headers | undefined): boolean =>
  headers?.get("content-type")?.includes("html") ?? false;

function sentenceOf(
  kind: ModelErrorKind,
  { error, complaint, attempt }: { error: APIError; complaint: string; attempt: Attempt },
): string {
  const { address, model } = attempt;
  const said = `${error.status ?? error.type ?? "error"}: ${shortened(complaint)}`;
  switch (kind) {
    case "auth":
      return `${UNAVAILABLE} ${address} does not accept the key (${said}). Check ANTHROPIC_API_KEY.`;
    case "billing":
      return `The account at ${address} cannot pay for this call (${said}). Check its credit and its spending limits.`;
    case "rate-limited":
      return `${address} has had too many requests from this account (${said}).`;
    case "overloaded":
      return `${address} is overloaded (${said}).`;
    case "context":
      return `The prompt does not fit into the context window of ${model} (${said}).`;
    case "incompatible":
      return notMessages(address, `it answered POST /v1/messages with ${said}`);
    case "bad-request":
      return error.status === 404
        ? `${address} does not know the model "${model}" (${said}). Set ANTHROPIC_MODEL, or settings.model.name of the character, to one that it has.`
        : `${address} says that the request is wrong (${said}).`;
    default:
      return `${address} failed (${said}).`;
  }
}

const MOST_WORDS = 300;
const shortened = (text: string): string =>
  text.length > MOST_WORDS ? `${text.slice(0, MOST_WORDS)}…` : text;

const notMessages = (address: string, what: string): string =>
  `${address} does not speak the Messages API: ${what}. Expected is the address before /v1/messages, such as https://api.anthropic.com or http://localhost:11434; leave out /v1.`;

/** No answer, or one that broke off: everything that the endpoint did not say itself. */
function ofConnection(error: AnthropicError, { address }: Attempt): Verdict {
  const chain = chainOf(error);
  const idle = chain.find((each) => each instanceof IdleError);
  const foreign = chain.find((each) => each instanceof ForeignAnswer);
  const code = chain.map(codeOf).find(Boolean);
  if (foreign) return { kind: "incompatible", sentence: notMessages(address, foreign.message) };
  if (idle) {
    const seconds = Math.round(idle.idleMs / 100) / 10;
    return transport(
      `${address} fell silent in the middle of its answer: nothing came for ${seconds} s. PLUGIN_MODEL_IDLE_MS sets how long that may last.`,
    );
  }
  if (error instanceof sdk().APIConnectionTimeoutError) {
    return transport(
      `${address} did not begin to answer in time. PLUGIN_MODEL_IDLE_MS sets how long that may take, up to the 300 s that Node allows.`,
    );
  }
  if (code === "ECONNREFUSED")
    return transport(`Nothing answers at ${address}: is the server running?`);
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return transport(`There is no way to ${address}: its name was not found (${code}).`);
  }
  if (chain.some((each) => each instanceof SyntaxError)) {
    return transport(`${address} sent something that is no JSON in the middle of its answer.`);
  }
  return transport(
    `The connection to ${address} broke before the answer was complete${code ? ` (${code})` : ""}.`,
  );
}

const transport = (sentence: string): Verdict => ({ kind: "transport", sentence });

/** An error and what it was caused by, outermost first. */
function chainOf(error: unknown): Error[] {
  const chain: Error[] = [];
  for (let each = error; each instanceof Error && !chain.includes(each); each = each.cause) {
    chain.push(each);
  }
  return chain;
}

const codeOf = (error: Error): string | undefined => {
  const { code } = error as { code?: unknown };
  return typeof code === "string" ? code : undefined;
};

/** When the endpoint may be asked again, by its headers: milliseconds, seconds, or a date. */
function retryAfter(error: AnthropicError): number | undefined {
  const headers = isApiError(error) ? error.headers : undefined;
  const exact = Number(headers?.get("retry-after-ms") ?? Number.NaN);
  if (exact >= 0) return exact;
  const after = headers?.get("retry-after");
  if (!after) return undefined;
  const milliseconds = /^\d/.test(after) ? Number(after) * 1000 : Date.parse(after) - Date.now();
  return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : undefined;
}
