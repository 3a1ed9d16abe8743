import { z } from "zod";
import type { ToolDefinition } from "../text-model.ts";
import type { DraftFiles, Outcome } from "./draft-files.ts";
import { plainText } from "./plain-text.ts";

interface Tool {
  definition: ToolDefinition;
  run: (draft: DraftFiles, input: unknown, signal: AbortSignal) => Promise<Outcome>;
}

function tool<Input>(
  name: string,
  description: string,
  Schema: z.ZodType<Input>,
  run: (draft: DraftFiles, input: Input, signal: AbortSignal) => Promise<Outcome>,
): Tool {
  const { properties, required } = z.toJSONSchema(Schema, { io: "input" });
  return {
    definition: { name, description, input_schema: { type: "object", properties, required } },
    run: async (draft, input, signal) => {
      const result = Schema.safeParse(input);
      if (result.success) return run(draft, result.data, signal);
      const problems = z.prettifyError(result.error);
      return { done: false, message: `The input of ${name} cannot be used:\n${problems}` };
    },
  };
}

const path = z.string().describe("Path from the plugin's root, such as src/index.ts");

const tools: Tool[] = [
  tool(
    "write_file",
    "Write a whole file: a new one, or one of which more than a third changes. Content that is there already is replaced.",
    z.object({ path, content: z.string().describe("The whole content of the file") }),
    (draft, { path, content }, signal) => draft.write(path, content, signal),
  ),
  tool(
    "str_replace",
    "Replace one piece of a file. Put all the changes you know of into one turn, as parallel calls; each call has to leave a file that parses.",
    z.object({
      path,
      old_str: z
        .string()
        .describe("The text as it is in the file now, with enough of it to be there only once"),
      new_str: z.string().describe("What takes its place"),
    }),
    (draft, { path, old_str, new_str }, signal) => draft.replace(path, old_str, new_str, signal),
  ),
  tool("delete_file", "Delete a file.", z.object({ path }), (draft, { path }) =>
    draft.delete(path),
  ),
  tool(
    "dispute_test",
    "Say that a red test asks for something else than the specification. You cannot change it; its writer judges it by the specification alone. Mend the code wherever the code is wrong.",
    z.object({
      test: z.string().describe("Name of the test, as the finding has it"),
      clause: z.string().describe("Words of the specification that it offends, to the letter"),
      reason: z.string().describe("One sentence"),
    }),
    (draft, dispute) => Promise.resolve(draft.dispute(dispute)),
  ),
  tool(
    "check",
    "Type check of the whole plugin with the files as they are now. Can be run three times.",
    z.object({}),
    (draft, _input, signal) => draft.check(signal),
  ),
];

/** The tools with which a model works on a draft; the same bytes every time, since they begin every prompt. */
export const draftTools: ToolDefinition[] = tools.map(({ definition }) => definition);

/** Runs a tool call. What is wrong with the call is told to the model and not thrown; an aborted signal is thrown. */
export async function runTool(
  draft: DraftFiles,
  name: string,
  input: unknown,
  signal: AbortSignal,
): Promise<{ content: string; isError: boolean }> {
  signal.throwIfAborted();
  const outcome = await call(draft, name, input, signal);
  signal.throwIfAborted();
  const advice =
    !outcome.done && outcome.rewrite ? "\nRewrite the whole file with write_file." : "";
  return { content: plainText(outcome.message + advice), isError: !outcome.done };
}

async function call(
  draft: DraftFiles,
  name: string,
  input: unknown,
  signal: AbortSignal,
): Promise<Outcome> {
  const found = tools.find(({ definition }) => definition.name === name);
  if (found) return found.run(draft, input, signal);
  const names = tools.map(({ definition }) => definition.name).join(", ");
  return { done: false, message: `There is no tool "${name}". The tools are ${names}.` };
}
