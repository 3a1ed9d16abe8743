import type { Character } from "@elizaos/core";
import type { Input, Prompt } from "../models/model.ts";

/** Draft. */
export const codePrompt = (input: Input<"code">, { system = "" }: Character): Prompt => ({
  system: [system],
  user: JSON.stringify(input),
});
