import path from "node:path";
import { packageFolder } from "./package-folders.ts";

/** The TypeScript compiler as a program of this system: without Node around it, for one short run. */
export interface Compiler {
  argv: [string, ...string[]];
  env: Record<string, string>;
}

/** What memory it may take before it begins to tidy up; most runs are over before. */
const UNTIDY = "1GiB";

export function compiler(...args: string[]): Compiler {
  const { platform, arch } = process;
  const folder = packageFolder(
    `@typescript/typescript-${platform}-${arch}`,
    packageFolder("typescript-native"),
  );
  const program = path.join(folder, "lib", platform === "win32" ? "tsc.exe" : "tsc");
  return {
    argv: [program, ...args, "--pretty", "false", "--singleThreaded"],
    env: { GOGC: "off", GOMEMLIMIT: UNTIDY },
  };
}
