import type { Character } from "@elizaos/core";
import type { Input, Prompt } from "../models/model.ts";

/** Draft. */
export const reviewPrompt = (input: Input<"review">, { system = "" }: Character): Prompt => ({
  system: [system],
  user: JSON.stringify(input),
});
