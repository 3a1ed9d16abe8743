import { onTestFinished } from "vitest";
import {
  anthropicModel,
  type AnthropicModelOptions,
} from "../../../../agents/models/anthropic/anthropic-model.ts";
import type {
  Delta,
  Listener,
  TextModel,
  TextReply,
  TextRequest,
} from "../../../../agents/models/text-model.ts";
import { ModelError } from "../../../../shared/errors.ts";
import { Secret } from "../../../../shared/secret.ts";
import type { Usage } from "../../../../shared/usage.ts";
import {
  startMessagesServer,
  type MessagesServer,
  type ServerReply,
} from "../../../support/messages-server.ts";

/** A key of the real length and form. */
export const KEY = `sk-ant-api03-${"Zk3".repeat(24)}-AA`;

interface Setup {
  server: MessagesServer;
  model: TextModel;
  /** What the model noted. */
  notes: string[];
}

/** The model in front of a scripted server, which says these replies one after the other. */
export async function setUp(
  replies: ServerReply[] = [],
  options: Partial<AnthropicModelOptions> = {},
): Promise<Setup> {
  const server = await startMessagesServer();
  onTestFinished(() => server.close());
  server.push(...replies);
  const notes: string[] = [];
  const model = anthropicModel({
    key: new Secret(KEY),
    baseUrl: server.url,
    idleMs: 5000,
    endpoint: "anthropic",
    log: (line) => notes.push(line),
    ...options,
  });
  return { server, model, notes };
}

export const aRequest = (changes: Partial<TextRequest> = {}): TextRequest => ({
  key: "coder/1/0/0",
  role: "coder",
  system: ["You write plugins.\n# Your role: coder\nWrite well.", "Rules of the house."],
  messages: [{ role: "user", content: "Write a todo list." }],
  settings: {},
  signal: new AbortController().signal,
  ...changes,
});

export interface Heard extends Listener {
  deltas: Delta[];
  usages: Usage[];
}

/** A listener that remembers. */
export function heard(): Heard {
  const deltas: Delta[] = [];
  const usages: Usage[] = [];
  return {
    deltas,
    usages,
    delta: (delta) => deltas.push(delta),
    usage: (usage) => usages.push(usage),
  };
}

export const attempt = (
  model: TextModel,
  request: TextRequest = aRequest(),
  listener: Listener = heard(),
): Promise<TextReply> => model.attempt(request, listener);

/** The ModelError that an attempt ends with. */
export async function failureOf(attempted: Promise<unknown>): Promise<ModelError> {
  const error: unknown = await attempted.then(
    () => new Error("The attempt succeeded."),
    (reason: unknown) => reason,
  );
  if (error instanceof ModelError) return error;
  throw error;
}
