import { ModelType, type IAgentRuntime, type Plugin, type Provider } from "@elizaos/core";
import { PluginCreationError } from "../../shared/errors.ts";
import type { AgentName } from "../../shared/events.ts";
import { withoutSecrets } from "../../shared/redact.ts";
import type { Usage } from "../../shared/usage.ts";
import { offlineChat, type ChatSurroundings } from "./offline/offline-chat.ts";
import { recentWork } from "./recent-work.ts";
import type { ModelSettings } from "./settings.ts";
import { textOf, type TextModel } from "./text-model.ts";

/** ElizaOS asks for small answers, such as titles of chats, and for large ones. */
export type ChatSize = "small" | "large";

/** The model that a team's agents chat through. */
export interface ChatVoice {
  model: TextModel;
  settingsOf: (agent: AgentName, size: ChatSize) => ModelSettings;
  /** Told what each answer cost, also one that never came. */
  onUsage: (agent: AgentName, model: string, usage: Usage) => void;
}

export interface ModelChatOptions extends ChatSurroundings {
  /** What an agent speaks with at this moment; without a voice the offline model answers. */
  voiceOf: (runtime: IAgentRuntime) => ChatVoice | undefined;
}

/** A person who chats does not wait longer. */
const LONGEST_MS = 120_000;

/**
 * The part of an ElizaOS plugin that lets agents without a model of their own chat: through a text model of ours, and
 * through the offline model when there is none or it fails. They know what they did lately.
 */
export function modelChat({
  voiceOf,
  ...surroundings
}: ModelChatOptions): Required<Pick<Plugin, "models" | "priority" | "providers">> {
  const offline = offlineChat(surroundings);
  const answer =
    (size: ChatSize) =>
    async (runtime: IAgentRuntime, params: ChatParams): Promise<string> => {
      const voice = voiceOf(runtime);
      const text = voice && (await speak(voice, size, runtime, params));
      return text || withoutModel(runtime, params);
    };
  const withoutModel = async (runtime: IAgentRuntime, params: ChatParams): Promise<string> =>
    (await offline.models[ModelType.TEXT_LARGE]?.(runtime, params)) as string;

  async function speak(
    { model, settingsOf, onUsage }: ChatVoice,
    size: ChatSize,
    runtime: IAgentRuntime,
    { prompt }: ChatParams,
  ): Promise<string> {
    const role = surroundings.agentOf(runtime);
    const { system } = runtime.character;
    let used: Usage | undefined;
    try {
      const settings = settingsOf(role, size);
      const request = {
        key: `${role}/chat`,
        role,
        system: system ? [system] : [],
        messages: [{ role: "user" as const, content: prompt }],
        settings,
        signal: AbortSignal.timeout(LONGEST_MS),
      };
      const usage = (known: Usage): void => void (used = known);
      try {
        const reply = await model.attempt(request, { delta: () => undefined, usage });
        used = reply.usage;
        return textOf(reply.blocks);
      } finally {
        if (used) onUsage(role, model.modelFor(settings), used);
      }
    } catch (error) {
      if (!(error instanceof PluginCreationError)) throw error;
      // The person gets an answer in any case, from what the agents know without a model.
      const told = withoutSecrets(error.message);
      runtime.logger.warn(`The ${role} chats without its model. ${told}`);
      return "";
    }
  }

  return {
    priority: offline.priority,
    models: { [ModelType.TEXT_SMALL]: answer("small"), [ModelType.TEXT_LARGE]: answer("large") },
    providers: [work(surroundings)],
  };
}

interface ChatParams {
  prompt: string;
}

/** What the agent did lately, as part of every prompt it chats from. */
const work = ({ agentOf, jobsOf }: ChatSurroundings): Provider => ({
  name: "plugin_creation_work",
  description: "What this agent did lately on the plugins that its team builds",
  get(runtime) {
    const told = recentWork(agentOf(runtime), jobsOf(runtime));
    const text = told ? `# What I did lately\n${told}` : "";
    return Promise.resolve({ text });
  },
});
