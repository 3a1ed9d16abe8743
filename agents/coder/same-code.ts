import type { Files } from "../../shared/files.ts";
import { typescript } from "../core-api/typescript.ts";

const CODE = /\.[cm]?[jt]sx?$/;

/** Whether two versions of a plugin do the same: comments, spaces and line breaks do not count. */
export function isSameCode(one: Files, other: Files): boolean {
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => {
      const [before, after] = [one[name], other[name]];
      if (before === undefined || after === undefined || before === after) return before === after;
      return essence(name, before) === essence(name, after);
    })
  );
}

function essence(name: string, text: string): string {
  return CODE.test(name) ? tokensOf(text).join("\n") : text.replaceAll(/\s+/g, " ").trim();
}

/** The words of a source text. A template or regular expression is cut as if it were code, but both versions alike. */
function tokensOf(text: string): string[] {
  const { createScanner, ScriptTarget, SyntaxKind } = typescript();
  const scanner = createScanner(ScriptTarget.ESNext, true);
  scanner.setText(text);
  const tokens: string[] = [];
  while (scanner.scan() !== SyntaxKind.EndOfFileToken) tokens.push(scanner.getTokenText());
  return tokens;
}
