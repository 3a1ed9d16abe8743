/** What would help where only a language model could write the code. */
export const LANGUAGE_MODEL =
  "a language model that can write it, which this version does not have: it builds with the embedded model only";
