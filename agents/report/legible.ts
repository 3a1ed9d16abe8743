import { stripVTControlCharacters } from "node:util";
import { withHiddenShown } from "../../shared/hidden-characters.ts";
import { withoutSecrets } from "../../shared/redact.ts";

/** A text of others with all that is in it to be seen: no colours of a terminal, no secrets, hidden characters by number. */
export const legible = (text: string): string =>
  withHiddenShown(withoutSecrets(stripVTControlCharacters(text).replaceAll("\r\n", "\n")));
