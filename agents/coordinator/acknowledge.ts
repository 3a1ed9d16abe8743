import type { Character } from "@elizaos/core";
import { ask } from "../models/ask.ts";
import type { Desk } from "../models/desk.ts";
import type { Acknowledgement, PluginRequest } from "../models/model.ts";
import { acknowledge as inShort } from "../models/offline/acknowledge.ts";
import { refusal } from "../models/offline/misuse.ts";
import { acknowledgePrompt } from "./prompts.ts";

/** The first words to a request: that a job begins, or a question, or why none begins. */
export function acknowledge(
  request: PluginRequest,
  character: Character,
  desk: Desk,
  signal: AbortSignal,
): Promise<Acknowledgement> {
  // Plain requests for harm are refused before any model is paid to read them.
  const reason = refusal(request);
  if (reason) return Promise.resolve({ kind: "refuse", reason });
  // A specification is clear enough, and so is the plugin that is to change; no language model has to be paid to say so.
  if (!("description" in request) && "model" in desk.source) {
    return Promise.resolve({ kind: "start", text: inShort(request) });
  }
  return ask(
    {
      role: "coordinator",
      purpose: "acknowledge",
      input: request,
      prompt: () => acknowledgePrompt(request, character),
      character,
      signal,
    },
    desk,
  );
}
