/** Lines of a conversation as messages: one line each, but a JSON object that began goes on until its braces close. */
export async function* messagesOf(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let message = "";
  for await (const line of lines) {
    message = message ? `${message}\n${line}` : line.trim();
    if (isOpen(message)) continue;
    if (message) yield message.trim();
    message = "";
  }
  if (message) yield message.trim();
}

/** Whether more has to follow: an announced specification, or an object with open braces. A blank line ends both. */
function isOpen(message: string): boolean {
  if (/\n\s*$/.test(message)) return false;
  const outsideTexts = message.replaceAll(/"(?:[^"\\\n]|\\.)*"/g, "");
  const depth = [...outsideTexts].reduce(
    (open, character) => open + (character === "{" ? 1 : character === "}" ? -1 : 0),
    0,
  );
  return depth > 0 || (depth === 0 && !message.includes("{") && message.endsWith(":"));
}
