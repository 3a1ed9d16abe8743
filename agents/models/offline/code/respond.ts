import type { SourceFile } from "../blueprint.ts";

/** The file behind every action: reads and checks parameters, does the work, replies once, never throws. */
export const respondFile: SourceFile = {
  path: "src/respond.ts",
  content: `import type { ActionResult, HandlerCallback, Media } from "@elizaos/core";
import type { z } from "zod";
import { readParameters, type Call } from "./parameters.js";

/** What an action did, in words for people and as data for other components. */
export interface Answer extends ActionResult {
  text: string;
  /** Pictures and files that are sent with the words. */
  attachments?: Media[];
}

/** An action's call together with the way to reply to it. */
export interface Conversation extends Call {
  callback?: HandlerCallback | undefined;
}

/** An answer that says in one sentence why nothing was done. */
export function failure(text: string): Answer {
  return { success: false, text, error: text };
}

/**
 * Checks the parameters, does the work with them and replies exactly once. Never throws: bad parameters and
 * trouble on the way become an answer with \`success: false\` and a sentence.
 */
export async function respond<Shape extends z.ZodRawShape>(
  action: string,
  parameters: z.ZodObject<Shape>,
  conversation: Conversation,
  work: (values: z.infer<z.ZodObject<Shape>>) => Promise<Answer>,
): Promise<ActionResult> {
  const read = readParameters(parameters, conversation);
  const { attachments, ...answer } = read.ok
    ? await work(read.value).catch((error: unknown) => failure(sentence(error)))
    : failure(read.text);
  await conversation.callback?.({
    text: answer.text,
    actions: [action],
    ...(attachments && { attachments }),
  });
  return { ...answer, values: answer.values ?? {}, data: { actionName: action, ...answer.data } };
}

function sentence(error: unknown): string {
  return \`That did not work: \${error instanceof Error ? error.message : String(error)}\`;
}
`,
};
