import { z } from "zod";

const Texts = z.record(z.string(), z.string());

/** A plugin to be type-checked, and to be built when that is wanted. */
export const CompileQuestion = z.object({
  /** All of the plugin's files, by their paths. */
  files: Texts,
  /** Source file that the bundle begins with; without one nothing is built. */
  entry: z.string().optional(),
});
export type CompileQuestion = z.infer<typeof CompileQuestion>;

export const CompileAnswer = z.object({
  /** What the compiler would print of source and tests, and of the declarations; empty when nothing is wrong. */
  types: z.string(),
  declarations: z.string(),
  /** What the bundler says when it cannot make a bundle. */
  bundle: z.string(),
  /** What was built, by paths inside `dist`; empty when something is wrong. */
  built: Texts,
});
export type CompileAnswer = z.infer<typeof CompileAnswer>;

export const LintQuestion = z.object({ files: Texts, folders: z.array(z.string()) });
export type LintQuestion = z.infer<typeof LintQuestion>;

/** ESLint's results, as its formatter `json` writes them; or why it could not look at the code. */
export const LintAnswer = z.union([
  z.object({ results: z.unknown() }),
  z.object({ failed: z.string() }),
]);
export type LintAnswer = z.infer<typeof LintAnswer>;
