import {
  logger,
  type Action,
  type ActionExample,
  type ActionResult,
  type HandlerOptions,
  type IAgentRuntime,
  type Memory,
  type State,
} from "@elizaos/core";
import { PluginCreationError } from "../../shared/errors.ts";
import type { Origin } from "../../shared/events.ts";
import { withoutSecrets } from "../../shared/redact.ts";
import { serviceOf, type PluginCreationService } from "../services/plugin-creation-service.ts";

/** What an action got from its caller, whichever way this version of ElizaOS passed it. */
export interface Request {
  service: PluginCreationService;
  /** What the person wrote. */
  text: string;
  /** Parameters that a model chose, if it did. */
  parameters: Record<string, unknown>;
  origin: Origin;
}

interface Definition {
  name: string;
  description: string;
  similes: string[];
  parameters?: Record<string, { type: string; description: string; required: boolean }>;
  /** What a person writes, and what the agent answers. */
  examples: [string, string][];
  /** Does it and returns the reply; an expected error becomes the reply too. */
  perform: (request: Request) => Promise<Reply>;
}

interface Reply {
  success: boolean;
  text: string;
  data?: Record<string, unknown>;
}

/** An action is a translation: chat in, one call, words out. Replies exactly once, since ElizaOS shows only the first. */
export const defineAction = ({
  perform,
  examples,
  parameters = {},
  ...facts
}: Definition): Action => ({
  ...facts,
  parameters,
  examples: examples.map(([asked, answered]) => example(facts.name, asked, answered)),
  validate: () => Promise.resolve(true),
  async handler(runtime, message, state, options, callback, responses): Promise<ActionResult> {
    const { success, text, data } = await attempt(runtime, () =>
      perform({
        service: serviceOf(runtime),
        text: message.content.text ?? "",
        parameters: parametersOf(state, options, responses),
        origin: { agentId: runtime.agentId, roomId: message.roomId, entityId: message.entityId },
      }),
    );
    await callback?.({ text, actions: [facts.name], source: message.content.source });
    return { success, text, data: { actionName: facts.name, ...data } };
  },
});

async function attempt(runtime: IAgentRuntime, work: () => Promise<Reply>): Promise<Reply> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof PluginCreationError) {
      return { success: false, text: withoutSecrets(error.message) };
    }
    const told = withoutSecrets(String(error instanceof Error ? error.stack : error));
    logger.error(
      { src: "plugin:dynamic", agentId: runtime.agentId, error: told },
      "A bug in an action",
    );
    const text = `Something went wrong that should not: ${withoutSecrets(String(error))}`;
    return { success: false, text };
  }
}

function parametersOf(
  state: State | undefined,
  options: HandlerOptions | undefined,
  responses: Memory[] | undefined,
): Record<string, unknown> {
  const places = [options?.parameters, state?.data.actionParams, responses?.[0]?.content.params];
  const found = places.map(asObject).find((value) => value !== undefined);
  return found ?? {};
}

function asObject(value: unknown): Record<string, unknown> | undefined {
  if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  if (typeof value !== "string") return undefined;
  try {
    return asObject(JSON.parse(value));
  } catch {
    return undefined; // a model wrote something else there; the next place is tried
  }
}

const example = (action: string, asked: string, answered: string): ActionExample[] => [
  { name: "{{user}}", content: { text: asked } },
  { name: "{{agent}}", content: { text: answered, actions: [action] } },
];
