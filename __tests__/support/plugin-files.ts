import type { Files } from "../../shared/files.ts";
import { scaffold } from "../../agents/scaffold.ts";
import { greeter } from "./specifications.ts";

const ACTION = `import type { Action } from "@elizaos/core";
import { z } from "zod";
import { readParameters } from "./parameters.js";

const Parameters = z.object({ name: z.string().min(1) });

export const greetAction: Action = {
  name: "greet",
  description: "Say hello to a person",
  parameters: { name: { type: "string", description: "Who", required: true } },
  validate: () => Promise.resolve(true),
  async handler(_runtime, message, state, options, callback, responses) {
    const parameters = readParameters(Parameters, { message, state, options, responses });
    if (!parameters.ok) return { success: false, text: parameters.text };
    const text = \`Hello, \${parameters.value.name}!\`;
    await callback?.({ text });
    return { success: true, text };
  },
};
`;

const INDEX = `import type { Plugin } from "@elizaos/core";
import { greetAction } from "./greet.js";

export const greeterPlugin: Plugin = {
  name: "@elizaos/plugin-greeter",
  description: "Greets people by name",
  actions: [greetAction],
};

export default greeterPlugin;
`;

const TEST = `import { expect, test } from "vitest";
import plugin from "../index.js";
import { startPlugin } from "./support.js";

test("greets by name", async () => {
  const { call } = await startPlugin(plugin);
  expect(await call("greet", { name: "Ada" })).toMatchObject({ success: true, text: "Hello, Ada!" });
});

test("asks for the name", async () => {
  const { call } = await startPlugin(plugin);
  expect(await call("greet", {})).toMatchObject({ success: false });
});
`;

/** A whole plugin that greets, with whatever a test wants to be different. */
export const greeterFiles = (changes: Files = {}): Files => ({
  ...scaffold(greeter),
  "README.md": "# Greeter\n\n`greet` says hello.\n",
  "src/index.ts": INDEX,
  "src/greet.ts": ACTION,
  "src/__tests__/greet.test.ts": TEST,
  ...changes,
});
