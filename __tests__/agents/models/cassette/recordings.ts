import path from "node:path";
import { ModelError } from "../../../../shared/errors.ts";
import { noUsage, type Usage } from "../../../../shared/usage.ts";
import { readCassette, type Cassette } from "../../../../agents/models/cassette/cassette.ts";
import {
  CASSETTE_FILE,
  Recorder,
  type RecorderOptions,
} from "../../../../agents/models/cassette/recorder.ts";
import type {
  Abilities,
  Block,
  Delta,
  TextModel,
  TextReply,
  TextRequest,
} from "../../../../agents/models/text-model.ts";

/** What a scripted model does in one attempt. */
export interface Script {
  deltas?: Delta[];
  usage?: Usage;
  reply?: Partial<TextReply>;
  failure?: ModelError;
  abilities?: Abilities;
}

export const text = (words: string, block = 0): Delta => ({ kind: "text", block, text: words });

export const usageOf = (output: number): Usage => ({ ...noUsage, input: 100, output });

/** A model that does for every key what its script says. */
export function scriptedModel(scripts: Record<string, Script>): TextModel {
  let abilities: Abilities = { tools: true, format: true };
  return {
    abilities: () => abilities,
    modelFor: ({ name }) => name ?? "model-1",
    async attempt({ key, signal }, listener) {
      const script = scripts[key];
      if (!script) throw new Error(`The test has no script for ${key}.`);
      script.deltas?.forEach((delta) => listener.delta(delta));
      if (script.usage) listener.usage(script.usage);
      if (signal.aborted) throw new ModelError("cancelled", "stopped");
      if (script.failure) {
        abilities = script.abilities ?? abilities;
        throw script.failure;
      }
      return {
        blocks: [{ type: "text", text: `answer to ${key}` }],
        stop: "end_turn",
        usage: script.usage ?? noUsage,
        model: "model-1",
        ...script.reply,
      };
    },
  };
}

export function requestOf(key: string, change: Partial<TextRequest> = {}): TextRequest {
  return {
    key,
    role: key.split("/")[0] as TextRequest["role"],
    system: ["You write plugins."],
    messages: [{ role: "user", content: "Write one." }],
    settings: { maxTokens: 1000 },
    signal: new AbortController().signal,
    ...change,
  };
}

export const optionsOf = (change: Partial<RecorderOptions> = {}): RecorderOptions => ({
  source: "anthropic",
  request: { description: "a todo list" },
  maxIterations: 5,
  ...change,
});

/** Everything that an attempt let its caller see. */
export interface Seen {
  events: unknown[];
  reply?: TextReply;
  failure?: { kind: string; message: string; category: string | undefined };
}

export async function attempt(model: TextModel, request: TextRequest): Promise<Seen> {
  const events: unknown[] = [];
  try {
    const reply = await model.attempt(request, {
      delta: (delta) => events.push(delta),
      usage: (usage) => events.push(usage),
    });
    return { events, reply };
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    const { kind, message, category } = error;
    return { events, failure: { kind, message, category } };
  }
}

/** Records an attempt for each script and returns what was seen and what was written. */
export async function record(
  folder: string,
  scripts: Record<string, Script>,
  { options = {}, requests = {} }: Recording = {},
): Promise<{ seen: Seen[]; cassette: Cassette; recorder: Recorder }> {
  const recorder = new Recorder(folder, optionsOf(options));
  const model = recorder.record(scriptedModel(scripts));
  const seen: Seen[] = [];
  for (const key of Object.keys(scripts)) {
    seen.push(await attempt(model, requestOf(key, requests[key])));
  }
  return { seen, cassette: readCassette(path.join(folder, CASSETTE_FILE)), recorder };
}

interface Recording {
  options?: Partial<RecorderOptions>;
  requests?: Record<string, Partial<TextRequest>>;
}

export const toolUse = (input: unknown): Block => ({
  type: "tool_use",
  id: "toolu_1",
  name: "write_file",
  input,
});
