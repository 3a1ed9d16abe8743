/**
 * What hides, or turns text around: control characters, direction marks, what has no width, halves of characters. Joiners
 * stay, without which some scripts and emoji cannot be written.
 */
const HIDDEN = /(?![\t\n\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** A text with its hidden characters by their numbers: `⟨U+202E⟩`. */
export const withHiddenShown = (text: string): string =>
  text.replaceAll("\r\n", "\n").replace(HIDDEN, numbered);

function numbered(character: string): string {
  const code = character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0");
  return `⟨U+${code}⟩`;
}
