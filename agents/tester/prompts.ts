import type { Character } from "@elizaos/core";
import type { Input, Prompt } from "../models/model.ts";

/** Draft. */
export const testsPrompt = (input: Input<"tests">, { system = "" }: Character): Prompt => ({
  system: [system],
  user: JSON.stringify(input),
});
