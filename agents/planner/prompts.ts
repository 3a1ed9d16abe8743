import type { Character } from "@elizaos/core";
import type { Job } from "../../shared/job.ts";
import type { Prompt } from "../models/model.ts";

/** Asks for the specification of what was wished for. */
export const planPrompt = ({ request }: Job, { system = "" }: Character): Prompt => ({
  system: [system],
  user: JSON.stringify(request),
});
