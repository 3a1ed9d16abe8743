import { stripVTControlCharacters } from "node:util";

/** Text for a model: without colours and control characters, so that it reads the same in every run. */
export const plainText = (text: string): string =>
  stripVTControlCharacters(text.replaceAll("\r\n", "\n")).replace(/[^\P{Cc}\n\t]/gu, "");
