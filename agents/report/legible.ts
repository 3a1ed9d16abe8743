import { stripVTControlCharacters } from "node:util";
import { withoutSecrets } from "../../shared/redact.ts";

/**
 * What hides, or turns text around: control characters, direction marks, what has no width, halves of characters. Joiners
 * stay, without which some scripts and emoji cannot be written.
 */
const HIDDEN = /(?![\t\n\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** A text of others with all that is in it to be seen: no colours of a terminal, no secrets, hidden characters by number. */
export const legible = (text: string): string =>
  withoutSecrets(stripVTControlCharacters(text).replaceAll("\r\n", "\n")).replace(HIDDEN, numbered);

function numbered(character: string): string {
  const code = character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0");
  return `⟨U+${code}⟩`;
}
