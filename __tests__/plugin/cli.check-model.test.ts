import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeFolder } from "../../shared/files.ts";
import { preparedDataFolder, run } from "../support/command-line.ts";
import { writeAll } from "../support/demonstrations/words.ts";
import { startMessagesServer } from "../support/messages-server.ts";
import { TEST_KEY } from "../support/scripted-job.ts";
import { greeter } from "../support/specifications.ts";

// A language model writes the tests of a plugin that somebody else wrote; only its words are a script.
let root = "";
let dataDir = "";

beforeAll(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), "plugin-dynamic-check-model-"));
  dataDir = preparedDataFolder(root);
});
afterAll(() => fs.rmSync(root, { recursive: true, force: true }));

/** What only somebody knows who read the plugin's files. */
const INSIDE = "zanzibar";
const TESTS = `import { expect, test } from "vitest";
import plugin from "../index.js";
import { startPlugin } from "./support.js";

test("[AC-1] greets a person by name", async () => {
  const { call } = await startPlugin(plugin);
  const { success, text } = await call("greet", { name: "Ada" });
  expect(success).toBe(true);
  expect(text).toContain("Ada");
});

test.each([{}, { name: 5 }])("[AC-2] refuses %j", async (parameters) => {
  const { call } = await startPlugin(plugin);
  const { success, text = "" } = await call("greet", parameters);
  expect(success).toBe(false);
  expect(text).not.toBe("");
});
`;

const pluginThatSays = (greeting: string) => ({
  "package.json": JSON.stringify({ name: "@acme/plugin-hello", version: "0.1.0" }),
  "src/index.ts": `import type { Plugin } from "@elizaos/core";

const ${INSIDE} = (name: string): string => ${greeting};

const plugin: Plugin = {
  name: "plugin-hello",
  description: "Says hello",
  actions: [
    {
      name: "greet",
      description: "Says hello",
      validate: () => Promise.resolve(true),
      handler(_runtime, _message, _state, options) {
        const { name } = (options?.["parameters"] ?? {}) as { name?: unknown };
        const isName = typeof name === "string" && name !== "";
        return Promise.resolve(
          isName ? { success: true, text: ${INSIDE}(name) } : { success: false, text: "Who is it?" },
        );
      },
    },
  ],
};

export default plugin;
`,
});

/** Checks a plugin with tests of the scripted model. */
async function check(greeting: string) {
  const folder = fs.mkdtempSync(path.join(root, "plugin-"));
  writeFolder(path.join(folder, INSIDE), pluginThatSays(greeting));
  const spec = path.join(folder, "spec.json");
  fs.writeFileSync(spec, JSON.stringify(greeter));
  const server = await startMessagesServer({
    replies: {
      tester: [
        { tools: writeAll({ "src/__tests__/greet.test.ts": TESTS }) },
        { text: "Tests of greet." },
      ],
    },
  });
  try {
    const { code, json } = await run(
      ["check", path.join(folder, INSIDE), "--spec", spec, "--data", dataDir, "--json"],
      {
        env: {
          PLUGIN_MODEL: "anthropic",
          ANTHROPIC_API_KEY: TEST_KEY,
          ANTHROPIC_BASE_URL: server.url,
          ANTHROPIC_ENDPOINT: "anthropic",
        },
      },
    );
    return { code, lines: json(), seen: server.seen };
  } finally {
    await server.close();
  }
}

test.each([
  ["an honest plugin passes", "`Hello, ${name}!`", 0, ["passed", "passed"]],
  ["a plugin with a bug does not", "`Hello, ${name.length}!`", 1, ["failed", "passed"]],
])(
  "with tests that a language model wrote %s, and the model never saw its code",
  async (_title, greeting, exitCode, results) => {
    const { code, lines, seen } = await check(greeting);
    expect(code, JSON.stringify(lines.at(-1))).toBe(exitCode);
    expect(lines.find(({ type }) => type === "acceptance:written")).toMatchObject({
      files: ["src/__tests__/greet.test.ts"],
      dropped: [],
      untested: [],
    });
    const { criteria } = lines.at(-1) as { criteria: { result: string }[] };
    expect(criteria.map(({ result }) => result)).toEqual(results);

    expect(seen.map(({ role }) => role)).toEqual(["tester", "tester"]);
    for (const { raw } of seen) {
      const words = raw.toString("utf8");
      expect(words).toContain("Say hello to a person");
      expect(words).not.toContain(INSIDE);
    }
  },
);

test("agents' own models are refused in a sentence that says what to use instead", async () => {
  const folder = fs.mkdtempSync(path.join(root, "plugin-"));
  writeFolder(folder, pluginThatSays("name"));
  const spec = path.join(folder, "spec.json");
  fs.writeFileSync(spec, JSON.stringify(greeter));
  const { code, stderr } = await run(["check", folder, "--spec", spec, "--data", dataDir], {
    env: { PLUGIN_MODEL: "eliza" },
  });
  expect(code).toBe(2);
  expect(stderr).toContain(
    "a check starts none. Use PLUGIN_MODEL=anthropic or offline for check --spec.",
  );
});
