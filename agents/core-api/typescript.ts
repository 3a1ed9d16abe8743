import { createRequire } from "node:module";
import type TypeScript from "typescript";

let loaded: typeof TypeScript | undefined;

/** The compiler's own parser. It takes a moment to load, and most commands never read a line of TypeScript. */
export const typescript = (): typeof TypeScript =>
  (loaded ??= createRequire(import.meta.url)("typescript") as typeof TypeScript);

/** Parses one file; nothing is resolved or checked, and comments stay text. Nodes know their parents on request. */
export function parse(file: string, text: string, setParentNodes = false): TypeScript.SourceFile {
  const { JSDocParsingMode, ScriptTarget, createSourceFile } = typescript();
  const options = {
    languageVersion: ScriptTarget.ESNext,
    jsDocParsingMode: JSDocParsingMode.ParseNone,
  };
  return createSourceFile(file, text, options, setParentNodes);
}
