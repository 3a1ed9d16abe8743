import type { Files } from "../../shared/files.ts";
import { isNodeModule, packageOf } from "../../shared/npm-package.ts";
import type { Finding } from "../../shared/results.ts";
import type { PluginSpecification } from "../../shared/specification.ts";
import { typescript } from "../core-api/typescript.ts";
import { HOST_PACKAGES, TOOLS } from "../toolchain.ts";

/** Rule of the findings about packages that nobody declared. */
export const UNDECLARED_PACKAGE = "undeclared-package";

/** Tests may use the tools; strangers keep them in other places than we do. */
const TEST = /(?:^|\/)(?:__tests__|tests?)\/|\.(?:test|spec)\.[cm]?[jt]sx?$/;

const SOURCE = /^(?!eslint\.config|vitest\.).*\.[cm]?[jt]sx?$/;

/**
 * Imports of packages that the specification does not declare. Here they may well be found, among our tools or in a
 * `node_modules` above the data folder; where the plugin is used they are not.
 */
export function undeclaredImports(
  files: Files,
  { name, dependencies }: Pick<PluginSpecification, "name" | "dependencies">,
): Finding[] {
  const declared = new Set([...HOST_PACKAGES, name, ...Object.keys(dependencies)]);
  return Object.entries(files)
    .filter(([file]) => SOURCE.test(file))
    .flatMap(([file, text]) =>
      typescript()
        .preProcessFile(text, true, true)
        .importedFiles.flatMap(({ fileName, pos }): Finding[] => {
          const wanted = packageOf(fileName);
          if (wanted === undefined || isNodeModule(fileName) || declared.has(wanted)) return [];
          if (TEST.test(file) && TOOLS.includes(wanted)) return [];
          const line = text.slice(0, pos).split("\n").length;
          const message = `The package ${wanted} is imported, and the specification does not declare it. Do without it: there are ${[...declared].filter((each) => each !== name).join(", ")} and the modules of Node.`;
          return [
            { from: "build", severity: "blocker", message, file, line, rule: UNDECLARED_PACKAGE },
          ];
        }),
    );
}
