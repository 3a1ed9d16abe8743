import { quote } from "./text.ts";

/** Source text of an expression that is put into a sentence when the plugin runs. */
export interface Code {
  code: string;
}

/** Marks an expression of the generated code, in contrast to words that are known now. */
export const code = (expression: string): Code => ({ code: expression });

/**
 * Source text of a sentence: `{line}` is replaced by the words or the expression of that name. A plain string literal
 * when nothing is left to run time.
 */
export function sentence(text: string, values: Record<string, string | Code> = {}): string {
  const parts = text.split(/(\{\w+\})/).map((part): string | Code => {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    return name === undefined ? part : (values[name] ?? part);
  });
  if (parts.every((part) => typeof part === "string")) return quote(parts.join(""));
  const escaped = parts.map((part) =>
    typeof part === "string"
      ? part.replace(/[\\`]|\$(?=\{)/g, "\\$&").replaceAll("\n", "\\n")
      : `\${${part.code}}`,
  );
  return `\`${escaped.join("")}\``;
}
