import type { Reply, Said } from "../scenario.ts";

/** One conversation of an agent with its model, from the question to the last answer. */
export interface Conversation {
  /** Tokens of what is asked: the specification, findings, files. */
  asked: number;
  replies: Reply[];
}

/** What a tool answers, in tokens. */
const TOOL_RESULT = 40;
/** Input behind the last cache breakpoint, in tokens. */
const UNCACHED = 12;

const tokens = (text = ""): number => Math.ceil(text.length / 3.6);

/**
 * The replies of all conversations of a role, with the usage that an endpoint with a prompt cache reports: the first
 * call writes the static part into the cache, later ones read it, and so does each turn what the turns before it wrote.
 */
export function metered(staticTokens: number, conversations: Conversation[]): Reply[] {
  let isStaticCached = false;
  return conversations.flatMap(({ asked, replies }) => {
    let context = staticTokens + asked;
    let cached = isStaticCached ? staticTokens : 0;
    return replies.map((reply): Reply => {
      if ("status" in reply) return reply;
      const { output, thinking } = written(reply);
      const usage = usageOf({ read: cached, write: context - cached, output, thinking });
      isStaticCached = true;
      cached = context;
      // What was cut or refused is no part of the conversation, and another model answers from a cache of its own.
      if (reply.refusal) cached = 0;
      else if (!reply.trouble?.cutAfter) {
        context += output + TOOL_RESULT * (reply.tools?.length ?? 0);
      }
      return { ...reply, usage };
    });
  });
}

function written({ thinking, text, tools }: Said): { output: number; thinking: number } {
  const thought = tokens(thinking);
  const called = tools?.map(({ input }) => tokens(JSON.stringify(input)) + TOOL_RESULT) ?? [];
  const output = called.reduce((sum, each) => sum + each, thought + tokens(text));
  return { output, thinking: thought };
}

interface Counts {
  read: number;
  write: number;
  output: number;
  thinking: number;
}

const usageOf = ({ read, write, output, thinking }: Counts): Record<string, unknown> => ({
  input_tokens: UNCACHED,
  cache_read_input_tokens: read,
  cache_creation_input_tokens: write,
  cache_creation: { ephemeral_5m_input_tokens: write, ephemeral_1h_input_tokens: 0 },
  output_tokens: output,
  output_tokens_details: { thinking_tokens: thinking },
});
