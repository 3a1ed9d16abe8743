const ORDINALS = new Intl.PluralRules("en", { type: "ordinal" });
const ENDINGS: Partial<Record<Intl.LDMLPluralRule, string>> = { one: "st", two: "nd", few: "rd" };

/** `2nd in line`: where a job stands that waits for a place among the jobs at work. */
export const lineText = (place: number): string =>
  `${place}${ENDINGS[ORDINALS.select(place)] ?? "th"} in line`;
