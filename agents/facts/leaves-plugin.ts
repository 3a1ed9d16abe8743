import type { Files } from "../../shared/files.ts";
import type { Finding } from "../../shared/results.ts";
import { isCode } from "./file-kinds.ts";
import { readCode } from "./program.ts";
import { Resolver } from "./resolver.ts";
import { rules } from "./rules.ts";
import { references, specifiersOf, waysOut } from "./specifiers.ts";

/**
 * Imports and directives, of sources and tests, that point a compiler or bundler at files which are not the plugin's.
 * Such tools read them with our rights and print or bundle what they find: they must not be run on such a plugin.
 */
export function leavesPlugin(files: Files): Finding[] {
  const code = readCode(Object.fromEntries(Object.entries(files).filter(([file]) => isCode(file))));
  const resolver = new Resolver(code);
  const out = code.sources.flatMap((source) => {
    const file = code.nameOf(source);
    const imported = specifiersOf(source, resolver).flatMap(({ text, node }) =>
      text === undefined ? [] : [{ text, at: node.getStart(source) }],
    );
    return [...imported, ...references(source)]
      .filter(({ text }) => waysOut(text, file))
      .map(({ text, at }) =>
        found("leaves-plugin", text, file, source.getLineAndCharacterOfPosition(at).line + 1),
      );
  });
  return [
    ...styles(files),
    ...code.unreadable.map((file) => found("unreadable", "nested too deeply", file, 1)),
    ...out,
  ];
}

const STYLE_IMPORT = /(?:@import\s+(?:url\()?|\burl\()\s*["']?([^"')\s]+)/g;

/** A bundler follows style sheets as well; what they take from the web is left where it is. */
function styles(files: Files): Finding[] {
  return Object.entries(files).flatMap(([file, text]) =>
    file.endsWith(".css")
      ? [...text.matchAll(STYLE_IMPORT)]
          .filter(([, target = ""]) => !/^(?:https?|data):/.test(target) && waysOut(target, file))
          .map(({ 1: target = "", index }) =>
            found("leaves-plugin", target, file, text.slice(0, index).split("\n").length),
          )
      : [],
  );
}

const found = (
  kind: "leaves-plugin" | "unreadable",
  detail: string,
  file: string,
  line: number,
): Finding => ({
  from: "build",
  severity: "blocker",
  message: rules[kind]?.says(detail) ?? detail,
  file,
  line,
  rule: kind,
});
