import { textOf, type Message } from "../text-model.ts";

/**
 * A request as the single prompt that ElizaOS's text models take. Our system text is part of it: provider plugins send
 * only the system text of a character, if any. What is the same in every call stays in front, where caches look.
 */
export function renderPrompt(system: string[], messages: Message[]): string {
  const [only] = messages;
  const conversation = messages.length === 1 && only ? wordsOf(only) : transcript(messages);
  return [...system, conversation].filter(Boolean).join("\n\n");
}

function transcript(messages: Message[]): string {
  const turns = messages.map((message, index) => {
    const title = message.role === "user" ? "request" : "your answer";
    const place = index === messages.length - 1 ? ", to be answered now" : "";
    return `===== ${index + 1}. ${title}${place} =====\n${wordsOf(message)}`;
  });
  return ["What was said so far. Write the next answer, and nothing else.", ...turns].join("\n\n");
}

function wordsOf({ role, content }: Message): string {
  if (typeof content === "string") return content;
  if (role === "assistant") return textOf(content);
  return content.map((part) => (part.type === "text" ? part.text : part.content)).join("\n\n");
}
