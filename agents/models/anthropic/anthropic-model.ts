import type { Anthropic, AnthropicError } from "@anthropic-ai/sdk";
import type { EndpointKind } from "../../../shared/config.ts";
import { ModelError } from "../../../shared/errors.ts";
import type { AgentName } from "../../../shared/events.ts";
import { debug } from "../../../shared/log.ts";
import type { Secret } from "../../../shared/secret.ts";
import type { Listener, TextModel, TextReply } from "../text-model.ts";
import {
  type Attempt,
  cancelled,
  complaintOf,
  isApiError,
  masked,
  modelErrorOf,
  UNAVAILABLE,
} from "./failures.ts";
import { idleGuard } from "./idle-guard.ts";
import { messageEvents } from "./message-events.ts";
import { sdk } from "./sdk.ts";
import {
  type Endpoint,
  type Feature,
  featuresNamedIn,
  idAt,
  profiles,
  readEndpoint,
} from "./profile.ts";
import { deltaOf, replyOf } from "./reply.ts";
import { bodyOf, featuresOf } from "./request.ts";
import { UsageMeter } from "./usage-meter.ts";

export const DEFAULT_MODEL = "claude-opus-5-5";

export interface AnthropicModelOptions {
  key: Secret | undefined;
  /** Another endpoint that speaks the Messages API. */
  baseUrl?: string | undefined;
  /** Model of all agents, whatever their characters say. */
  model?: string | undefined;
  /** A connection on which nothing came for so long, in milliseconds, is dead. */
  idleMs: number;
  /** Whose endpoint it is, where the address does not tell. */
  endpoint?: EndpointKind | undefined;
  /** Values besides the key that no message may hold. */
  secrets?: readonly Secret[] | undefined;
  log?: ((line: string) => void) | undefined;
}

/**
 * Models behind the Messages API: Anthropic's own, or any server that speaks it. What an endpoint says it does not
 * understand is left out from then on. Throws a ConfigError when the address cannot be used.
 */
export function anthropicModel(options: AnthropicModelOptions): TextModel {
  const { baseUrl, model, endpoint: kind, secrets = [], log = debug("anthropic") } = options;
  const endpoint = readEndpoint(baseUrl, kind);
  const key = options.key?.reveal().trim() || undefined;
  const client = clientFor(endpoint, key, options.idleMs);
  const hidden = [key ?? "", ...secrets.map((each) => each.reveal())].filter(isTelling);
  /** What turned out not to be understood, by model. */
  const refused = new Map<string, Set<Feature>>();
  const modelOfRole = new Map<AgentName, string>();
  if (baseUrl && baseUrl !== endpoint.address) log(`${baseUrl} is used as ${endpoint.address}`);

  const modelFor: TextModel["modelFor"] = ({ name }) => model ?? name ?? DEFAULT_MODEL;
  const understood = (name: string): Feature[] =>
    profiles[endpoint.kind].features.filter((feature) => !refused.get(name)?.has(feature));

  return {
    modelFor,
    abilities(role) {
      const known = understood(modelOfRole.get(role) ?? model ?? DEFAULT_MODEL);
      return { tools: known.includes("tools"), format: known.includes("format") };
    },
    async attempt(request, listener) {
      const name = modelFor(request.settings);
      const { signal } = request;
      const { address } = endpoint;
      const attempt: Attempt = { address, model: name, signal, secrets: hidden };
      modelOfRole.set(request.role, name);
      if (signal.aborted) throw cancelled(attempt);
      if (!client) throw withoutKey(key);
      for (;;) {
        const sent = featuresOf(request, understood(name));
        const body = bodyOf(request, idAt(endpoint.kind, name), sent);
        try {
          return await send(client, body, { signal, listener, name });
        } catch (error) {
          if (!(error instanceof sdk().AnthropicError)) throw error; // the listener's own
          const failure = modelErrorOf(error, attempt);
          const complaint = complaintOf(error, hidden);
          log(masked(`${request.key}: ${failure.message} (${requestIdOf(error)})`, hidden));
          const named = isAboutRequest(error, failure) ? featuresNamedIn(complaint, sent) : [];
          if (named.length === 0) throw failure;
          log(`${name} at ${address} is asked without ${named.join(" and ")} from now on`);
          refused.set(name, new Set([...(refused.get(name) ?? []), ...named]));
        }
      }
    },
  };
}

/** Without a key there is no client for Anthropic's own endpoint; others may do without. */
function clientFor(
  { address, official, kind }: Endpoint,
  key: string | undefined,
  idleMs: number,
): Anthropic | undefined {
  if ((!key && official) || (key && !isSendable(key))) return undefined;
  const apiKey = key ?? "none";
  const patienceMs = Math.max(idleMs, profiles[kind].minimumIdleMs);
  return new (sdk().Anthropic)({
    apiKey,
    baseURL: address,
    // Many servers look for the key where older clients put it.
    defaultHeaders: official ? {} : { "x-api-key": apiKey },
    maxRetries: 0,
    /** Until the headers; from there on the guard watches. */
    timeout: patienceMs,
    middleware: [messageEvents, idleGuard(patienceMs)],
    // A redirect would take prompt and key to an address that nobody named.
    fetchOptions: { redirect: "manual" },
    openTelemetry: false,
    logLevel: "off",
  });
}

/** Shorter values hide nothing, and to mask them would tear words apart. */
const isTelling = (value: string): boolean => value.length >= 4;

/** Whether a key can stand in a header. */
const isSendable = (key: string): boolean => /^[\x21-\x7e]+$/.test(key);

const withoutKey = (key: string | undefined): ModelError =>
  new ModelError(
    "auth",
    key
      ? `${UNAVAILABLE} the key holds characters that no key has, such as a space or a line break. Check ANTHROPIC_API_KEY.`
      : `${UNAVAILABLE} there is no key. Check ANTHROPIC_API_KEY.`,
  );

/** Whether the endpoint may have meant a part of the request that can be left out. */
const isAboutRequest = (error: AnthropicError, { kind }: ModelError): boolean =>
  isApiError(error) &&
  [400, 404, 422].includes(error.status ?? 0) &&
  kind !== "context" &&
  kind !== "billing";

const requestIdOf = (error: AnthropicError): string =>
  (isApiError(error) && error.requestID) || "no request id";

interface Sending {
  signal: AbortSignal;
  listener: Listener;
  name: string;
}

async function send(
  client: Anthropic,
  body: Anthropic.MessageCreateParamsStreaming,
  { signal, listener, name }: Sending,
): Promise<TextReply> {
  const stream = client.messages.stream(body, { signal });
  const meter = new UsageMeter(JSON.stringify(body));
  /** What came of each tool call's input, as text. */
  const inputs = new Map<number, string>();
  let begun = false;
  try {
    for await (const event of stream) {
      if (event.type === "message_start") {
        begun = true;
        meter.begin(event.message.usage);
        listener.usage(meter.usage());
      } else if (event.type === "message_delta") {
        meter.end(event.usage);
        listener.usage(meter.usage());
      } else if (event.type === "content_block_delta") {
        const delta = deltaOf(event);
        if (!delta) continue;
        if (delta.kind === "input")
          inputs.set(delta.block, (inputs.get(delta.block) ?? "") + delta.text);
        meter.wrote(delta.text);
        listener.delta(delta);
      }
    }
    return replyOf(await stream.finalMessage(), { inputs, usage: meter.usage(), name });
  } catch (error) {
    const [complete] = stream.receivedMessages;
    // What breaks after the message's end takes nothing away from it.
    if (complete && error instanceof sdk().AnthropicError && !signal.aborted) {
      return replyOf(complete, { inputs, usage: meter.usage(), name });
    }
    if (begun && error instanceof sdk().AnthropicError) listener.usage(meter.usage());
    throw error;
  }
}
