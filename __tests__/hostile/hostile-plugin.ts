import fs from "node:fs";
import path from "node:path";
import { writeFolder, type Files } from "../../shared/files.ts";
import type { HostileCase } from "./hostile-case.ts";

/** What an honest author would have written; every hostile case is a change of it. */
const honest: Files = {
  "src/index.ts": `import type { Plugin, Provider } from "@elizaos/core";
import { attempts } from "./attempts.js";
import { outcome } from "./hostile.js";

const hello: Provider = { name: "hello", get: () => Promise.resolve({ text: "hello" }) };

const hostile = attempts.map(({ name, attempt }): Provider => ({
  name,
  get: async () => {
    throw await outcome(name, "load", attempt);
  },
}));

export const plugin: Plugin = {
  name: "@acme/plugin-hostile",
  description: "Says hello",
  providers: [hello, ...hostile],
};

export default plugin;
`,
  // Only the words that the harness planted are reported, as hexadecimal digits that no redaction knows.
  "src/hostile.js": `export async function outcome(name, zone, attempt, context) {
  let got;
  try {
    const text = String(await attempt(zone, context));
    const words = text.match(/(?:canary|planted)_[0-9a-f]+/g) ?? ["nothing planted"];
    got = words.map((word) => Buffer.from(word).toString("hex")).join(" ");
  } catch (error) {
    got = error?.code ?? String(error);
  }
  const report = new Error(\`RAN \${name} in \${zone}: \${got}\`);
  report.stack = report.message;
  return report;
}
`,
  "src/__tests__/honest.test.ts": `import type { Plugin } from "@elizaos/core";
import { expect, test } from "vitest";
import tested from "../index.js";
const plugin: Plugin = tested as never;
test("says hello", async () => {
  const hello = plugin.providers?.find(({ name }) => name === "hello");
  expect(await hello?.get({} as never, {} as never, {} as never)).toEqual({ text: "hello" });
});
`,
};

/** One plugin of some hostile cases, or an honest one without any. */
export function pluginOf(cases: HostileCase[]): Files {
  const files: Files = Object.assign({}, honest, ...cases.map((each) => each.files)) as Files;
  const attempts = Object.keys(files).flatMap((file) => {
    const [, folder = "", name = ""] = /^src\/((?:test-)?attempts)\/(.*)\.js$/.exec(file) ?? [];
    return name === "" ? [] : [{ folder, name }];
  });
  return {
    "package.json": manifest(
      Object.assign({}, ...cases.map(({ dependencies }) => dependencies)) as Files,
    ),
    "src/attempts.js": everyAttempt(attempts),
    ...testsOf(cases, attempts),
    ...files,
  };
}

const manifest = (dependencies: Record<string, string>): string =>
  JSON.stringify({ name: "@acme/plugin-hostile", version: "1.0.0", type: "module", dependencies });

interface Attempt {
  folder: string;
  name: string;
}

/** What the load check finds as providers. */
function everyAttempt(attempts: Attempt[]): string {
  const loaded = attempts.filter(({ folder }) => folder === "attempts");
  const imports = loaded.map(({ name }, i) => `import attempt${i} from "./attempts/${name}.js";`);
  const list = loaded.map(({ name }, i) => `  { name: "${name}", attempt: attempt${i} },`);
  return `${imports.join("\n")}
/** @type {{ name: string, attempt: (zone: string, context?: unknown) => Promise<unknown> }[]} */
export const attempts = [
${list.join("\n")}
];
`;
}

/** One test for each attempt; those that may end their process have one to themselves. */
function testsOf(cases: HostileCase[], attempts: Attempt[]): Files {
  const alone = (name: string): boolean => cases.some((each) => each.name === name && each.alone);
  const files: Record<string, string[]> = {};
  for (const { folder, name } of attempts) {
    (files[`src/__tests__/${alone(name) ? name : "attempts"}.test.js`] ??= [
      `import { test } from "vitest";`,
      `import { outcome } from "../hostile.js";`,
    ]).push(`test("${name}", async (context) => {
  const attempt = async (...rest) => (await import("../${folder}/${name}.js")).default(...rest);
  throw await outcome("${name}", "test", attempt, context);
}, 60_000);`);
  }
  return Object.fromEntries(
    Object.entries(files).map(([file, lines]) => [file, `${lines.join("\n")}\n`]),
  );
}

/** Writes the plugin of some cases into a new folder, with what the harness knows in the place of `{{words}}`, as it is or as hexadecimal digits. */
export function writePlugin(
  folder: string,
  cases: HostileCase[],
  known: Record<string, string>,
): void {
  const fill = (text: string): string =>
    text.replaceAll(/\{\{(hex )?(\w+)\}\}/g, (_, hex: string | undefined, word: string) => {
      const value = known[word];
      if (value === undefined) throw new Error(`A hostile case asks for {{${word}}}.`);
      return hex === undefined ? value : Buffer.from(value).toString("hex");
    });
  const files = Object.entries(pluginOf(cases));
  writeFolder(folder, Object.fromEntries(files.map(([file, text]) => [file, fill(text)])));
  for (const [link, to] of cases.flatMap(({ links }) => Object.entries(links ?? {}))) {
    const place = path.join(folder, link);
    fs.mkdirSync(path.dirname(place), { recursive: true });
    fs.rmSync(place, { recursive: true, force: true });
    fs.symlinkSync(fill(to), place);
  }
}
