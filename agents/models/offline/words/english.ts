/** Capital abbreviations that are read as words, or begin with the sound of a consonant. */
const SPOKEN =
  /^(GIF|JSON|NASA|PIN|RAM|SIM|URL|UUID|UI|USB|UTC|UK|US|EU|NATO|FAQ|LAN|NAS|REST|SQL|CRUD|RSS)$/;

/** "an" before the sound of a vowel, else "a". */
export function articleFor(text: string): "a" | "an" {
  const [word = ""] = /[\p{L}\p{N}]+/u.exec(text) ?? [];
  if (/^[A-Z]{2,}s?$/.test(word)) {
    if (/^(SQL|RSS|FAQ)$/.test(word)) return "an";
    return /^[AEFHILMNORSX]/.test(word) && !SPOKEN.test(word) ? "an" : "a";
  }
  if (/^(8|11|18|80)/.test(word)) return "an";
  if (/^(hour|honest|honou?r|heir)/i.test(word)) return "an";
  if (/^(uni([^nm]|$)|use|usu|user|util|euro|eul|one|once|ubiq|ura)/i.test(word)) return "a";
  return /^[aeiou]/i.test(word) ? "an" : "a";
}

/** "an expense", "a todo". */
export const withArticle = (text: string): string => `${articleFor(text)} ${text}`;

/** "a", "a and b", "a, b, and c". */
export function listed(parts: string[], word = "and"): string {
  if (parts.length < 3) return parts.join(` ${word} `);
  return `${parts.slice(0, -1).join(", ")}, ${word} ${parts.at(-1)}`;
}
