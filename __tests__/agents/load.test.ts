import fs from "node:fs";
import http from "node:http";
import type net from "node:net";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { loadGate, problems } from "../support/load-gate.ts";
import { specificationWith } from "../support/specifications.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const named = (name: string) => ({ name, description: name });
const action = (name: string, parameters: object = {}) => ({ ...named(name), parameters });

const twoActions = specificationWith({
  actions: [action("wave"), action("greet", { name: { type: "string", required: true } })] as never,
});

/** A plugin whose action `greet` takes a name, and whose action `wave` does as told. */
const greeter = (wave: string, before = ""): string => `${before}
const validate = async () => true;
const described = { description: "x", similes: [], examples: [] };
export default {
  name: "plugin-greeter",
  description: "x",
  actions: [
    { ...described, name: "wave", validate, handler: async (runtime, message, state, options) => { ${wave} } },
    { ...described, name: "greet", validate, parameters: { name: { type: "string" } },
      handler: async (runtime, message, state, options, callback, responses) => {
        const name = (options?.parameters ?? responses?.[0]?.content.params)?.name;
        return typeof name === "string" ? { success: true, text: "Hello " + name } : { success: false, text: "Who?" };
      } },
  ],
};`;

const GOOD = 'return { success: true, text: "👋" };';

test("what a good plugin prints does not matter, even when it looks like an answer", async () => {
  const noise =
    'process.stdout.write("no end"); console.log(JSON.stringify({ id: "1", threw: "x" }));';
  const source = greeter(`${noise} ${GOOD}`, noise);
  const { summary, findings } = await loadGate(source, { specification: twoActions });
  expect(findings).toEqual([]);
  expect(summary).toBe("2 components tried in an ElizaOS agent");
});

test("one component is called one component", async () => {
  const specification = specificationWith({ actions: [action("wave")] as never });
  const { summary, findings } = await loadGate(greeter(GOOD), { specification });
  expect(findings).toEqual([]);
  expect(summary).toBe("1 component tried in an ElizaOS agent");
});

test("a plugin that prints a report of its own is judged all the same", async () => {
  const forged = `
    const lines = [{ checked: 2, problems: [] }, { id: "", answer: {} }, { id: "0", answer: { changes: [] } }];
    for (const line of lines) console.log(JSON.stringify(line));`;
  expect(
    await problems(greeter("return undefined;", forged), { specification: twoActions }),
  ).toEqual([
    expect.stringMatching(
      /^The action wave was called with \{\} and answered undefined; expected an object with success/,
    ),
  ]);
});

test("an action has to answer right parameters with a result, also when the agent calls it", async () => {
  const specification = twoActions;
  expect(await problems(greeter('throw new Error("boom");'), { specification })).toEqual([
    "The action wave threw Error: boom; expected an answer.",
  ]);
  expect(await problems(greeter("return { success: false };"), { specification })).toEqual([
    expect.stringContaining('answered {"success":false}; expected an object with success'),
  ]);
  const cyclic =
    'const data: any = {}; data.self = data; return { success: true, text: "x", data };';
  expect(await problems(greeter(cyclic), { specification })).toEqual([
    expect.stringContaining("The action wave answers something that an agent cannot process"),
  ]);
});

test("wrong parameters are other ones in every run", async () => {
  const lax = specificationWith({
    actions: [action("wave", { first: { type: "string" }, second: { type: "object" } })] as never,
  });
  const source = greeter('return { success: true, text: "yes" };');
  const found = [
    ...(await problems(source, { specification: lax })),
    ...(await problems(source, { specification: lax })),
  ];
  expect(found).toEqual(
    Array(2).fill(expect.stringContaining("expected success: false with a sentence.")),
  );
  // A finding names the parameters.
  expect(found[0]).not.toBe(found[1]);
});

test("what is missing, does not start or gives nothing is named", async () => {
  const source = `
    class Store { static serviceType = "store"; static async start() { return new Store(); } async stop() {} add() {} }
    class Sleepy { static serviceType = "sleepy"; static async start() { throw new Error("too tired"); } }
    export default { name: "plugin-parts", description: "x", services: [Store, Sleepy],
      providers: [{ name: "empty", get: async () => undefined }, { name: "angry", get: async () => { throw new Error("no"); } }],
      evaluators: [{ name: "unsure", description: "x", examples: [], validate: async () => "maybe", handler: async () => {} }] };`;
  const specification = specificationWith({
    providers: ["empty", "angry", "absent"].map(named),
    services: [
      { ...named("Store"), methods: ["add", "remove"] },
      { ...named("Sleepy"), methods: [] },
    ],
    evaluators: [{ ...named("unsure"), triggers: [] }],
  });
  expect(await problems(source, { specification })).toEqual([
    expect.stringContaining("The service Sleepy did not start: Error:"),
    "The provider empty gave undefined; expected an object with text, values or data.",
    "The provider angry threw Error: no; expected an answer.",
    "The provider absent is not registered in the agent; the plugin brings: empty, angry.",
    'The evaluator unsure validates to "maybe"; expected a boolean.',
    "The service Store has no method remove.",
    "The service Sleepy is not registered in the agent.",
  ]);
});

test("a plugin that nobody specified is tried with what it brings, as far as it says what is right", async () => {
  const source = greeter('throw new Error("Nobody says what I need.");');
  const { summary, findings } = await loadGate(source, { componentsKnown: false });
  expect(findings).toEqual([]);
  expect(summary).toBe("2 components tried in an ElizaOS agent");
});

test("a module without a plugin is told what it exports", async () => {
  expect(await problems("export const one = 1; export const two = 2;")).toEqual([
    expect.stringMatching(/^Expected src\/index\.ts to export a plugin .*; it exports one, two\.$/),
  ]);
});

test("a plugin that is tried reaches nobody, and cannot tell it from a server that is down", async () => {
  let requests = 0;
  const server = http.createServer((_, response) => response.end(String((requests += 1))));
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as net.AddressInfo;
  const wave = `
    const text = await fetch("http://127.0.0.1:${port}").then(() => "reached", (error) => String(error.cause?.code));
    if (text !== "ECONNREFUSED") throw new Error(text);
    return { success: false, text };`;
  const source = greeter(wave);
  expect(await problems(source, { specification: twoActions })).toEqual([]);
  expect(requests).toBe(0);
});

test("nobody's .env comes into the process", async () => {
  const root = temporaryFolder();
  fs.writeFileSync(path.join(root, ".env"), "LOAD_GATE_CANARY=secret\n");
  const wave = 'if (process.env.LOAD_GATE_CANARY) throw new Error("seen"); ' + GOOD;
  const folder = path.join(root, "deep", "plugin");
  expect(await problems(greeter(wave), { specification: twoActions, folder })).toEqual([]);
});

test("nothing of a run stays behind", async () => {
  const folder = path.join(temporaryFolder(), "plugin");
  await loadGate(greeter(GOOD), { specification: twoActions, folder });
  expect(fs.existsSync(`${folder}.scratch`)).toBe(false);
  expect(fs.readdirSync(folder).sort()).toEqual(["dist", "node_modules", "src"]);
});
