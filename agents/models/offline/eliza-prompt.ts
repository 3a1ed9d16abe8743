import type { ChatReply } from "./chat.ts";

// How ElizaOS puts a conversation into a prompt, and how it reads the reply.

/**
 * The user's last message in a prompt of ElizaOS's default message template, without the sender's name; empty when the
 * prompt holds none.
 */
export function readMessage(prompt: string): string {
  const start = prompt.lastIndexOf("# Received Message");
  if (start < 0) return "";
  const block = prompt.slice(start + "# Received Message".length);
  const end = block.lastIndexOf("# Focus your response");
  return (end < 0 ? block : block.slice(0, end)).replace(/^\s*[^\n:]{1,200}:[ \t]?/, "").trim();
}

/** A reply in the XML that ElizaOS reads replies from. */
export function replyXml({ thought, actions, text }: ChatReply): string {
  return `<response>
  <thought>${escaped(thought)}</thought>
  <actions>${escaped(actions.join(","))}</actions>
  <providers></providers>
  <text>${escaped(text)}</text>
</response>`;
}

/** "&" first: ElizaOS turns the others back before it. */
const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
