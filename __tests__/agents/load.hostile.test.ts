import { expect, test } from "vitest";
import { loadGate, problems, type GateOptions } from "../support/load-gate.ts";
import { specificationWith } from "../support/specifications.ts";

const waving = specificationWith({
  actions: [{ name: "wave", description: "x", parameters: {} }],
});

interface Parts {
  /** Statements of the module. */
  module?: string;
  handler?: string;
  start?: string;
  stop?: string;
}

/** A plugin with an action and a service that do as told. */
const plugin = ({ module = "", handler = "", start = "", stop = "" }: Parts): string => `${module}
class Waves {
  static serviceType = "waves";
  capabilityDescription = "x";
  static async start(runtime) { const service = new Waves(); ${start} return service; }
  async stop() { ${stop} }
}
const wave = {
  name: "wave", description: "x", similes: [], examples: [], validate: async () => true,
  handler: async (runtime) => { ${handler} return { success: true, text: "👋" }; },
};
const plugin = { name: "plugin-waves", description: "x", actions: [wave], services: [Waves] };
export default plugin;
`;

const tried = (parts: Parts, options: Pick<GateOptions, "timeoutMs"> = {}): Promise<string[]> =>
  problems(plugin(parts), { specification: waving, ...options });

test("a plugin that does nothing of all this is green", async () => {
  expect(await tried({})).toEqual([]);
});

test("a plugin that ends the process is told when it did", async () => {
  expect(await tried({ module: "process.exit(0);" })).toEqual([
    "The plugin ended the process while it was imported (exit code 0); it runs inside an agent and must never end it.",
  ]);
  expect(await tried({ handler: "process.exit(3);" })).toEqual([
    expect.stringContaining("ended the process while the action wave was called (exit code 3)"),
  ]);
  const later = 'setTimeout(() => { throw new Error("later"); }); await new Promise(() => {});';
  expect(await tried({ stop: later })).toEqual([
    expect.stringMatching(/ended the process while the agent stopped \(exit code \d\).*later/s),
  ]);
  expect(await tried({ start: 'process.kill(process.pid, "SIGKILL");' })).toEqual([
    expect.stringContaining("ended the process while the agent started (killed)"),
  ]);
});

test("a plugin that hangs is ended, and told where it did", async () => {
  const forEver = "for (;;);";
  const short = { timeoutMs: 36_000 };
  const found = await Promise.all([
    tried({ module: "await new Promise(() => {});" }, short),
    tried({ handler: forEver }, short),
    tried({ stop: forEver }, short),
  ]);
  expect(found).toEqual([
    [expect.stringContaining("ran into the time limit of 12 s while it was imported")],
    [expect.stringContaining("time limit of 12 s while the action wave was called")],
    [expect.stringContaining("time limit of 12 s while the agent stopped")],
  ]);
});

test("a line of ten megabytes ends the check", async () => {
  const handler = 'process.stdout.write("x".repeat(10_000_000)); await new Promise(() => {});';
  const { summary, findings } = await loadGate(plugin({ handler }), { specification: waving });
  expect(summary).toBe("stopped");
  expect(findings.map(({ message }) => message)).toEqual([
    "The load check printed more than is allowed; print less.",
  ]);
});

test("whatever the import changes for everybody is named, and nothing more is tried", async () => {
  const module = `
    import { AgentRuntime } from "@elizaos/core";
    import fs from "node:fs";
    Object.prototype.polluted = true;
    Array.prototype.first = function () { return this[0]; };
    AgentRuntime.prototype.useModel = async () => "yes";
    AgentRuntime.prototype.composeState = async () => ({ values: {}, data: {}, text: "" });
    fs.readFileSync = () => "";
    globalThis.fetch = async () => new Response("mine");
    globalThis.waves = [];
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
    process.chdir("/");`;
  const found = await tried({ module });
  const changed = (owner: string, ...what: string[]) =>
    `The plugin changes ${owner} (${what.join(", ")}), which it shares with everything else in the process; keep what is its own in modules and services.`;
  expect(found.slice().sort()).toEqual(
    [
      changed("Object.prototype", '"polluted" added'),
      changed("Array.prototype", '"first" added'),
      changed("AgentRuntime.prototype", '"composeState" changed', '"useModel" changed'),
      changed("fs", '"readFileSync" changed'),
      changed("the global object", '"fetch" changed', '"waves" added'),
      "The plugin changes environment variables of the process (NODE_TLS_REJECT_UNAUTHORIZED); expected it to read the agent's settings and to set nothing.",
      "The plugin changes the working directory of the process.",
    ].sort(),
  );
});

test("built-in functions that lie from the import on do not hide what it changes", async () => {
  const module = `
    const { stringify } = JSON;
    JSON.stringify = (value, ...rest) => value?.answer?.changes ? stringify({ ...value, answer: { ...value.answer, changes: [] } }) : stringify(value, ...rest);
    Reflect.ownKeys = () => [];
    Object.getOwnPropertyDescriptor = () => undefined;
    Object.is = () => true;`;
  expect(await tried({ module })).toEqual(
    expect.arrayContaining([
      expect.stringContaining('changes JSON ("stringify" changed)'),
      expect.stringContaining('changes Reflect ("ownKeys" changed)'),
    ]),
  );
});

test("a plugin that reads the questions and answers them itself is found out", async () => {
  const module = `
    process.stdin.on("data", (chunk) => {
      for (const line of String(chunk).trim().split("\\n")) {
        const { id, ask } = JSON.parse(line);
        if (ask === "call") process.stdout.write("\\n" + JSON.stringify({ id, answer: { value: { success: true } } }) + "\\n");
      }
    });`;
  expect(await tried({ module, handler: "return undefined;" })).toEqual([
    expect.stringMatching(/^The plugin changes what the process says while the action wave/),
  ]);
});

test("what a service changes while it starts is found as well", async () => {
  const start = "globalThis.theService = service; process.emitWarning = () => {};";
  expect(await tried({ start })).toEqual([
    expect.stringContaining('the global object ("theService" added)'),
    expect.stringContaining('process ("emitWarning" changed)'),
  ]);
});

test("a plugin that is another one when it is read again is red", async () => {
  const again =
    "The plugin shows different components when it is read again; expected plain values that stay the same.";
  const module = `
    let reads = 0;
    Promise.resolve().then(() => Object.defineProperty(plugin, "actions", {
      enumerable: true, get: () => ((reads += 1) < 4 ? [wave] : []),
    }));`;
  expect(await tried({ module })).toContain(again);
  expect(await tried({ handler: 'plugin.description = "another";' })).toEqual([again]);
});

test("what still runs after the agent stopped is named", async () => {
  const module =
    'import http from "node:http"; import { setInterval as every } from "node:timers";';
  const start = `
    every(() => {}, 50).unref();
    await new Promise((resolve) => http.createServer().listen(0, "127.0.0.1", resolve));
    process.on("SIGUSR2", () => {});`;
  expect(await tried({ module, start })).toEqual([
    "A timer is still running after the agent stopped: clear it in stop().",
    "A server still listens after the agent stopped: close it in stop().",
    "The plugin still listens to the process (SIGUSR2) after the agent stopped: remove the listeners in stop().",
  ]);
});

test("what is ended in stop(), and a time limit that nobody waits for, is nothing to complain about", async () => {
  const module = `
    import http from "node:http";
    const onSignal = () => {};`;
  const start = `
    service.timer = setInterval(() => {}, 50);
    service.server = http.createServer();
    await new Promise((resolve) => service.server.listen(0, "127.0.0.1", resolve));
    process.on("SIGUSR2", onSignal);`;
  const stop = `
    clearInterval(this.timer);
    await new Promise((resolve) => this.server.close(resolve));
    process.off("SIGUSR2", onSignal);`;
  const handler = `
    await fetch("http://127.0.0.1:9", { signal: AbortSignal.timeout(60_000) }).catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 10));`;
  expect(await tried({ module, start, stop, handler })).toEqual([]);
});
