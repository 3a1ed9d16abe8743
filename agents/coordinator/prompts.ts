import type { Input, Prompt } from "../models/model.ts";

/** Asks whether a request can be begun, and what to say. */
export const acknowledgePrompt = (request: Input<"acknowledge">): Prompt => ({
  system: [],
  user: JSON.stringify(request),
});
