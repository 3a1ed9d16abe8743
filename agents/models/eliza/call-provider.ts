import {
  EventType,
  ModelType,
  runWithStreamingContext,
  type Character,
  type GenerateTextParams,
  type IAgentRuntime,
  type TextStreamResult,
} from "@elizaos/core";
import { isRecord } from "../../../shared/findings.ts";
import { noUsage, type Usage } from "../../../shared/usage.ts";

export interface ProviderCall {
  runtime: IAgentRuntime;
  /** Name of the plugin that is to answer. */
  provider: string;
  params: GenerateTextParams & { stream: boolean };
  /** Settings that the agents do not carry, such as the provider's key. */
  environment: Environment;
  delta: (text: string) => void;
}

/** Variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface ProviderAnswer {
  text: string;
  /** Why the model stopped, in the words of ElizaOS; unknown where the provider does not stream. */
  finish: string | undefined;
  usage: Usage | undefined;
}

/** A setting of the agent, or of the environment; empty ones count as unset. */
export const settingOf = (
  runtime: IAgentRuntime,
  environment: Environment,
  name: string,
): string | undefined => runtime.getSetting(name)?.toString() || environment[name] || undefined;

/** One call of a provider plugin's large text model through ElizaOS. Throws whatever the plugin throws. */
export async function callProvider(call: ProviderCall): Promise<ProviderAnswer> {
  let counted: Usage | undefined;
  const view = viewOf(call, (usage) => (counted = usage));
  // Outside of any chat that this may run in: what a model writes for us is not for the person who chats.
  const result: unknown = await runWithStreamingContext(undefined, () =>
    view.useModel(ModelType.TEXT_LARGE, call.params, call.provider),
  );
  if (typeof result === "string") return { text: result, finish: undefined, usage: counted };
  if (!isRecord(result) || !("textStream" in result)) {
    throw new Error("it answered with neither a text nor a stream of it");
  }
  const streamed = await read(result as unknown as TextStreamResult, call.delta);
  return { ...streamed, usage: streamed.usage ?? counted };
}

const BROKEN = "the stream ended before the answer did";

/**
 * Reads a stream to its end. The AI SDK under most provider plugins lets a stream end quietly whatever went wrong, and
 * dumps the reason to the console; what is left of it is a rejected or an unknown reason to finish.
 */
async function read(
  { textStream, text, usage, finishReason }: TextStreamResult,
  delta: (text: string) => void,
): Promise<ProviderAnswer> {
  // Rejections belong to the stream's failure, which is told below; text is not needed at all.
  const ending = Promise.allSettled([usage, finishReason, text]);
  const parts: string[] = [];
  for await (const part of textStream) {
    parts.push(part);
    delta(part);
  }
  // Only now: where reading throws, these may never settle.
  const [counts, finish] = await ending;
  if (finish.status === "rejected") throw new Error(BROKEN, { cause: finish.reason });
  const counted = counts.status === "fulfilled" ? usageOf(counts.value) : undefined;
  const isUnknown = finish.value === "unknown" && !counted;
  if (finish.value === "error" || isUnknown) throw new Error(BROKEN);
  return { text: parts.join(""), finish: finish.value, usage: counted };
}

const usageOf = (
  counts: { promptTokens: number; completionTokens: number } | undefined,
): Usage | undefined =>
  counts && counts.promptTokens + counts.completionTokens > 0
    ? { ...noUsage, input: counts.promptTokens, output: counts.completionTokens }
    : undefined;

/**
 * The agent's runtime as this one call shows it to the provider: without the character's system text, which our prompt
 * holds already and which may be another agent's; with settings from the environment for plugins that do not look there;
 * and with an ear for the usage that plugins report.
 */
function viewOf(
  { runtime, environment }: ProviderCall,
  used: (usage: Usage) => void,
): IAgentRuntime {
  const character: Character = { ...runtime.character };
  delete character.system;
  const getSetting: IAgentRuntime["getSetting"] = (name) =>
    runtime.getSetting(name) ?? environment[name] ?? null;
  const emitEvent = (
    event: string,
    payload: { tokens?: { prompt: number; completion: number } } = {},
  ) => {
    const { prompt = 0, completion = 0 } = payload.tokens ?? {};
    const usage = usageOf({ promptTokens: prompt, completionTokens: completion });
    if (event === String(EventType.MODEL_USED) && usage) used(usage);
    return runtime.emitEvent(event, payload as never);
  };
  const replaced = new Map<string | symbol, unknown>([
    ["character", character],
    ["getSetting", getSetting],
    ["emitEvent", emitEvent],
    // Unbound, so that it hands this view to the plugin.
    ["useModel", Reflect.get(runtime, "useModel")],
  ]);
  return new Proxy(runtime, {
    get(target, name) {
      if (replaced.has(name)) return replaced.get(name);
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
}
