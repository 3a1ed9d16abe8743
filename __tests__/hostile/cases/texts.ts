import type { HostileCase } from "../hostile-case.ts";

const text = (
  name: string,
  about: string,
  [file, content]: [string, string],
  { zone = "static", findings, teeth }: TextOptions,
): HostileCase => ({
  name,
  about,
  zone,
  files: { [file]: content },
  group: "sources",
  expect: { verdict: "failed", findings },
  teeth,
});

interface TextOptions {
  zone?: "static" | "build";
  findings: RegExp[];
  teeth: HostileCase["teeth"];
}

/** Texts that get at files of this machine through the tools that read them, or hide from those tools. */
export const texts: HostileCase[] = [
  text(
    "compile-json",
    "Has the compiler name the fields of a private file in an error",
    [
      "src/compile-json.ts",
      `import secret from "{{canaryJson}}";
export const wanted: { nothing: true } = secret;
`,
    ],
    {
      zone: "build",
      findings: [/^build src\/compile-json\.ts/],
      teeth: { tool: "tsc", shows: "secret" },
    },
  ),
  text(
    "compile-reference",
    "Has the compiler read a private file and complain of its words",
    [
      "src/compile-reference.ts",
      `/// <reference path="{{canaryTs}}" />
export const compiled = true;
`,
    ],
    {
      zone: "build",
      findings: [/^build src\/compile-reference\.ts/],
      teeth: { tool: "tsc", shows: "secret" },
    },
  ),
  text(
    "no-type-check",
    "Switches the type check off for a file",
    ["src/no-type-check.ts", `// @ts-nocheck\nexport const count: number = "one";\n`],
    { findings: [/^\w+ src\/no-type-check\.ts/], teeth: { tool: "tsc", shows: "green" } },
  ),
  text(
    "no-lint",
    "Switches the linter off for a file that evaluates text",
    [
      "src/no-lint.ts",
      `/* eslint-disable */\nexport const run = (code: string): unknown => eval(code);\n`,
    ],
    { findings: [/^lint src\/no-lint\.ts/], teeth: { tool: "eslint", shows: "green" } },
  ),
  text(
    "other-direction",
    "Reads differently from what it is, by characters that nobody sees",
    [
      "src/other-direction.ts",
      `export const isAdministrator = (role: string): boolean =>
  role !== "user\u202e \u2066// only for administrators\u2069 \u2066";
`,
    ],
    { findings: [/^\w+ src\/other-direction\.ts/], teeth: { tool: "eslint", shows: "green" } },
  ),
];
