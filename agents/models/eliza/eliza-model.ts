import type { GenerateTextParams, IAgentRuntime } from "@elizaos/core";
import { ModelError } from "../../../shared/errors.ts";
import { agentNames, type AgentName } from "../../../shared/events.ts";
import { estimateTokens, noUsage, type Usage } from "../../../shared/usage.ts";
import type { ModelSettings } from "../settings.ts";
import type { StopReason, TextModel, TextReply } from "../text-model.ts";
import { callProvider, settingOf, type Environment, type ProviderAnswer } from "./call-provider.ts";
import { providerOf } from "./find-provider.ts";
import { providerFailure } from "./provider-failure.ts";
import { renderPrompt } from "./render-prompt.ts";

/** Limit of an answer when neither the character nor ElizaOS's own settings have one; provider plugins would take 8192. */
const MAX_TOKENS = 16_000;

/** What some plugins return as an answer when their call failed. */
const PRETENDED = /^Error generating text\. Please try again later\.$/;

/** An agent's runtime with a model in it. */
interface Place {
  runtime: IAgentRuntime;
  provider: string;
}

/**
 * The language model of any ElizaOS provider plugin, reached through `runtime.useModel`. An agent without a provider
 * speaks through the coordinator's, as in a stranger's process, where only that agent has one.
 * @param environment settings that agents do not carry, such as OPENAI_API_KEY: ElizaOS gives away what they do carry.
 */
export function elizaModel(
  runtimeOf: (role: AgentName) => IAgentRuntime | undefined,
  environment: Environment = {},
): TextModel {
  const placeOf = (...roles: AgentName[]): Place | undefined => {
    for (const role of roles) {
      const runtime = runtimeOf(role);
      const provider = runtime && providerOf(runtime);
      if (provider) return { runtime, provider };
    }
    return undefined;
  };
  /** Providers that have answered. Before that nothing is streamed: a stream would not say what is wrong with a key. */
  const proven = new Set<string>();
  return {
    abilities: () => ({ tools: false, format: false }),
    modelFor: () => modelIdOf(placeOf("coordinator", ...agentNames), environment),
    async attempt({ role, system, messages, settings, signal }, listener) {
      const place = placeOf(role, "coordinator");
      if (!place) throw withoutProvider(role);
      if (signal.aborted) throw cancelled(signal);
      const { runtime, provider } = place;
      const prompt = renderPrompt(system, messages);
      const params = { ...paramsOf(place, settings), prompt, stream: proven.has(provider) };
      let written = "";
      const delta = (text: string): void => {
        if (signal.aborted) return;
        written += text;
        listener.delta({ kind: "text", block: 0, text });
      };
      try {
        const call = { runtime, provider, params, environment, delta };
        const answer = await unlessAborted(callProvider(call), signal);
        const reply = replyOf(answer, params, modelIdOf(place, environment));
        proven.add(provider);
        listener.usage(reply.usage);
        return reply;
      } catch (error) {
        const failure = error instanceof ModelError ? error : providerFailure(error, provider);
        const isCancelled = failure.kind === "cancelled";
        if (!isCancelled) proven.delete(provider);
        if (isCancelled || written) listener.usage(estimated(prompt, written));
        throw failure;
      }
    },
  };
}

const withoutProvider = (role: AgentName): ModelError =>
  new ModelError(
    "incompatible",
    `The ${role} has no language model: no plugin of its ElizaOS agent brings one (TEXT_LARGE). Add a provider plugin to the agent, such as @elizaos/plugin-openai with OPENAI_API_KEY, or name one in PLUGIN_MODEL_PROVIDER. PLUGIN_MODEL=offline works without one.`,
  );

const cancelled = ({ reason }: AbortSignal): ModelError =>
  new ModelError("cancelled", "The call of the model was cancelled.", { cause: reason as unknown });

/** Waits for a call of ElizaOS, which knows no way to stop one: once the signal aborts, it is left alone. */
async function unlessAborted<Value>(call: Promise<Value>, signal: AbortSignal): Promise<Value> {
  let abort = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(cancelled(signal));
  });
  signal.addEventListener("abort", abort);
  try {
    return await Promise.race([call, aborted]);
  } finally {
    signal.removeEventListener("abort", abort);
    call.catch(() => undefined); // nobody waits any more for what an abandoned call has to say
  }
}

/** Penalties for repetition are off: provider plugins would set 0.7, and code repeats itself. */
function paramsOf(
  { runtime }: Place,
  { temperature, maxTokens }: ModelSettings,
): Omit<GenerateTextParams, "prompt"> {
  const own = ["TEXT_LARGE_MAX_TOKENS", "DEFAULT_MAX_TOKENS"].some(
    (name) => runtime.getSetting(name) !== null,
  );
  const limit = maxTokens ?? (own ? undefined : MAX_TOKENS);
  return {
    ...(limit === undefined ? {} : { maxTokens: limit }),
    ...(temperature === undefined ? {} : { temperature }),
    frequencyPenalty: 0,
    presencePenalty: 0,
  };
}

function replyOf(
  { text, finish, usage }: ProviderAnswer,
  { prompt, maxTokens }: GenerateTextParams,
  model: string,
): TextReply {
  const isCut = finish === "length" || (!finish && usage && usage.output === maxTokens);
  const stop: StopReason = isCut
    ? "max_tokens"
    : finish === "content-filter"
      ? "refusal"
      : "end_turn";
  if (PRETENDED.test(text.trim())) throw new Error(`it says "${text.trim()}"; its log says why`);
  if (!text && stop === "end_turn") throw new Error("the answer is empty");
  return {
    blocks: [{ type: "text", text }],
    stop,
    ...(stop === "refusal" ? { refusal: { category: finish ?? null, explanation: null } } : {}),
    usage: usage ?? estimated(prompt, text),
    model,
  };
}

const estimated = (prompt: string, written: string): Usage => ({
  ...noUsage,
  input: estimateTokens(prompt),
  output: estimateTokens(written),
  estimated: true,
});

/** The model that the provider's settings name, such as OPENAI_LARGE_MODEL; else the provider, whose default nobody tells. */
function modelIdOf(place: Place | undefined, environment: Environment): string {
  if (!place) return "eliza";
  const { runtime, provider } = place;
  const name = provider.replace(/^(?:@[^/]+\/)?(?:plugin-)?/, "").toUpperCase();
  const prefixes = [name.replaceAll(/\W+/g, "_"), name.split(/\W/)[0]];
  const settings = [...prefixes.map((prefix) => `${prefix}_LARGE_MODEL`), "LARGE_MODEL"];
  const named = settings.map((setting) => settingOf(runtime, environment, setting));
  return named.find(Boolean) ?? provider;
}
