/** Letters of other scripts that look like Latin ones; only inside of words that have Latin letters as well. */
const LOOKALIKES: Record<string, string> = Object.fromEntries(
  [..."аaеeоoрpсcуyхxіiјjѕsԁdһhκkοoνvαaιiτtρpυuнhмmтtкkвb"].reduce<[string, string][]>(
    (pairs, character, index, all) =>
      index % 2 === 0 ? [...pairs, [character, all[index + 1] ?? ""]] : pairs,
    [],
  ),
);
const DIGITS: Record<string, string> = {
  "0": "o",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "€": "e",
};
/** A one stands for either. */
const ONES = ["i", "l"];

/**
 * A text as it stands, and as somebody meant it who wrote around a rule: invisible characters between letters, letters
 * of other scripts, digits for letters, letters with gaps between them. Each reading is given only when it differs.
 */
export function undisguised(text: string): string[] {
  const visible = text.normalize("NFKC").replaceAll(/(?:\p{Cf}|\p{Mn}|\u115f|\u3164)+/gu, "");
  const latin = visible.replaceAll(/[\p{L}\p{N}]+/gu, asLatin);
  const close = latin.replaceAll(SPACED, (letters) => letters.replaceAll(/[\s._*-]+/g, ""));
  const spelled = [latin, close].flatMap((each) => ONES.map((one) => withoutDigits(each, one)));
  return [...new Set([text, visible, latin, close, ...spelled])];
}

/** `k e y l o g g e r`, `r.a.n.s.o.m`: at least four single letters in a row. */
const SPACED = /(?<![\p{L}\p{N}])\p{L}(?:[\s._*-]{1,2}\p{L}){3,}(?![\p{L}\p{N}])/gu;

const asLatin = (word: string): string =>
  /[a-z]/i.test(word)
    ? [...word.toLowerCase()].map((each) => LOOKALIKES[each] ?? each).join("")
    : word;

/** Words with letters and digits in them, read as letters. */
const withoutDigits = (text: string, one: string): string =>
  text.replaceAll(/[\p{L}\d@$€!]+/gu, (word) => {
    if (!/\p{L}/u.test(word) || !/[\d@$€!]/.test(word)) return word;
    const letters = word.replaceAll(/[034579@$€]/g, (digit) => DIGITS[digit] ?? digit);
    return letters.replaceAll(/[1!](?=\p{L})|(?<=\p{L})1/gu, one);
  });
