import { createRequire } from "node:module";
import type Nlp from "compromise";

const require = createRequire(import.meta.url);

/** Reads English. Loaded at the first sentence, and as the one file that `require` gives: `import` would open 436. */
export const nlp = (sentence: string): ReturnType<typeof Nlp> =>
  (require("compromise") as typeof Nlp)(sentence);
