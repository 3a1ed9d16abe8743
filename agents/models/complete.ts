import { ModelError } from "../../shared/errors.ts";
import type { Payload } from "../../shared/events.ts";
import { maskSecrets } from "../../shared/secrets.ts";
import { estimateTokens, noUsage, type Usage } from "../../shared/usage.ts";
import type { ModelSettings } from "./settings.ts";
import type { Delta, TextModel, TextReply, TextRequest } from "./text-model.ts";

/** Further attempts after the first one, where trying again can help. */
const RETRIES = 4;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;
/** Beyond this a call does not wait for the endpoint any more; its job does. */
const LONGEST_HINT_MS = 120_000;
/** Limit of an answer when the character sets none. */
const MAX_TOKENS = 16_000;
const LARGEST_MAX_TOKENS = 64_000;

/** An attempt that is over, as its job's log has it; what it cost is for the log to find out. */
export type Called = Omit<Payload<"model:called">, "iteration" | "usd">;

/** What a piece of a streamed answer is, or that what came so far is void because the attempt begins anew. */
export type Streamed = Delta | { kind: "restart" };

/** What surrounds one logical call: who pays, who listens, where it stands in the job. */
export interface Line {
  /** `role/iteration/call`. */
  stem: string;
  purpose: string;
  /**
   * Reserves the most that an attempt can use; throws a ModelError of kind `budget` when that is too much. The returned
   * function books what was really used.
   */
  hold: (model: string, most: Usage) => (called: Called) => void;
  stream: (streamed: Streamed) => void;
  /** Waits before the next attempt; a replay has no need to. */
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

export type Completion = Omit<TextRequest, "key">;

/**
 * One logical call: as many attempts as it takes, each of them paid for and told of. Transient trouble is tried again with
 * growing, jittered pauses, a refusal once on the fallback model, an answer without room once with more. With tools an
 * answer that was cut is returned as it is: the conversation can go on from its finished steps.
 */
export async function complete(
  model: TextModel,
  request: Completion,
  line: Line,
): Promise<TextReply> {
  const state: State = { settings: request.settings, troubles: 0, refused: false, grown: false };
  for (let attempt = 0; ; attempt++) {
    cancelIfAborted(request.signal);
    const asked = { ...request, settings: state.settings, key: `${line.stem}/${attempt}` };
    const { reply, error, book } = await tryOnce(model, asked, line);
    if (reply) {
      book();
      return reply;
    }
    const retryInMs = error instanceof ModelError ? again(error, state) : undefined;
    book(failureOf(error, retryInMs));
    if (retryInMs === undefined) throw error;
    if (retryInMs > 0) await pause(retryInMs, request.signal, line);
    line.stream({ kind: "restart" });
  }
}

/** What a call has been through so far. */
interface State {
  settings: ModelSettings;
  /** Transient troubles. */
  troubles: number;
  /** Whether the fallback model has been asked. */
  refused: boolean;
  /** Whether more room has been given. */
  grown: boolean;
}

/** Prepares the next attempt: the pause before it in milliseconds, or `undefined` when another one would not help. */
function again(error: ModelError, state: State): number | undefined {
  const { fallback } = state.settings;
  if (error.kind === "refused" && fallback && !state.refused) {
    state.refused = true;
    state.settings = { ...state.settings, name: fallback };
    return 0;
  }
  if (error instanceof TruncatedError && !state.grown) {
    state.grown = true;
    state.settings = roomier(state.settings, error);
    return 0;
  }
  const isTransient = ["rate-limited", "overloaded", "transport"].includes(error.kind);
  if (!isTransient || state.troubles >= RETRIES) return undefined;
  state.troubles += 1;
  const { retryAfterMs } = error;
  if (retryAfterMs !== undefined) return retryAfterMs <= LONGEST_HINT_MS ? retryAfterMs : undefined;
  // Up to a quarter less, so that many callers do not come back at the same moment.
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (state.troubles - 1));
  return Math.round(wait * (0.75 + Math.random() * 0.25));
}

/** An answer that was cut, and how much of it was thinking. */
class TruncatedError extends ModelError {
  readonly usage: Usage;

  constructor(message: string, usage: Usage) {
    super("truncated", message);
    this.usage = usage;
  }
}

interface Attempt {
  reply?: TextReply;
  error?: unknown;
  /** Books what was used, whatever came of it. */
  book: (failure?: Called["failure"]) => void;
}

async function tryOnce(model: TextModel, request: TextRequest, line: Line): Promise<Attempt> {
  const name = model.modelFor(request.settings);
  const settle = line.hold(name, mostOf(request));
  const started = performance.now();
  let usage = noUsage;
  const book: Attempt["book"] = (failure) => {
    const durationMs = Math.round(performance.now() - started);
    const { key } = request;
    settle({ key, purpose: line.purpose, model: name, usage, durationMs, failure });
  };
  try {
    const reply = await model.attempt(request, {
      delta: line.stream,
      usage(known) {
        usage = known;
      },
    });
    usage = reply.usage;
    const error = troubleOf(reply, request);
    return error ? { error, book } : { reply, book };
  } catch (error) {
    return { error, book }; // the caller decides whether it is tried again
  }
}

const failureOf = (error: unknown, retryInMs: number | undefined): Called["failure"] => ({
  ...(error instanceof ModelError
    ? { kind: error.kind, message: error.message }
    : { kind: "transport", message: "The attempt ended in an error of this program." }),
  ...(retryInMs === undefined ? {} : { retryInMs }),
});

/** Answers that are none. */
function troubleOf(reply: TextReply, { tools }: TextRequest): ModelError | undefined {
  switch (reply.stop) {
    case "refusal": {
      const { category, explanation } = reply.refusal ?? {};
      const why = maskSecrets(explanation ?? category ?? "it gave no reason", { prose: true });
      return new ModelError("refused", `The model ${reply.model} refuses this request: ${why}.`, {
        category: category ?? undefined,
      });
    }
    case "context":
      return new ModelError("context", `The prompt does not fit into ${reply.model}'s context.`);
    case "max_tokens":
      // With tools the finished steps are worth keeping; the conversation goes on from them.
      return tools
        ? undefined
        : new TruncatedError(
            `The answer of ${reply.model} was cut after ${reply.usage.output} tokens.`,
            reply.usage,
          );
    default:
      return undefined;
  }
}

/** The same question with more room: less effort when thinking took it, else a higher limit. */
function roomier(settings: ModelSettings, { usage }: TruncatedError): ModelSettings {
  const efforts = ["low", "medium", "high", "xhigh", "max"] as const;
  const effort = efforts[efforts.indexOf(settings.effort ?? "high") - 1];
  if (usage.thinking > 0.7 * usage.output && effort) return { ...settings, effort };
  const doubled = (settings.maxTokens ?? MAX_TOKENS) * 2;
  return { ...settings, maxTokens: Math.min(doubled, LARGEST_MAX_TOKENS) };
}

async function pause(ms: number, signal: AbortSignal, line: Line): Promise<void> {
  try {
    await line.sleep(ms, signal);
  } catch (error) {
    cancelIfAborted(signal); // whatever broke the wait, this is why
    throw error;
  }
}

function cancelIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new ModelError("cancelled", "The call to the model was cancelled.");
}

/** Upper bound of what an attempt can use. */
function mostOf({ system, messages, tools, settings }: TextRequest): Usage {
  const input = estimateTokens(JSON.stringify([system, messages, tools ?? []]));
  return { ...noUsage, input, output: settings.maxTokens ?? MAX_TOKENS, estimated: true };
}
