import { withHiddenShown } from "../../../shared/hidden-characters.ts";

// eslint-disable-next-line no-control-regex -- what colours a terminal is what is looked for
const TERMINAL = /\u001b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|.)/g;

/** Text of models and plugins with all that is in it to be seen: no colours of a terminal, hidden characters by number. */
export const legible = (text: string): string => withHiddenShown(text.replace(TERMINAL, ""));
