const GRAPHEMES = `/** What a reader sees as one letter, emoji and accents included. */
const letters = (text: string): string[] =>
  [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);`;

const WORDS = `/** The words of a text: runs of letters and digits, with apostrophes and hyphens inside. */
const words = (text: string): string[] => text.match(/[\\p{L}\\p{N}]+(?:['’-][\\p{L}\\p{N}]+)*/gu) ?? [];`;

const PARTS = `/** The words of a name or sentence, lower-case and without accents. */
const parts = (text: string): string[] =>
  text
    .normalize("NFD")
    .replace(/\\p{M}/gu, "")
    .replace(/([a-z\\d])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .match(/[\\p{L}\\p{N}]+/gu) ?? [];`;

/** Pieces that several functions of the file share. */
export const textPieces: Record<string, string> = {
  letters: GRAPHEMES,
  words: WORDS,
  parts: PARTS,
};
