import { pathToFileURL } from "node:url";
import { AgentRuntime, stringToUuid, type Plugin } from "@elizaos/core";
import { migratedDatabase } from "../../migrated-database.ts";
import { findPlugin } from "./find-plugin.ts";
import { LoadOrder, type LoadReport } from "./report.ts";
import { componentsOf } from "./components-of.ts";
import { tryPlugin } from "./try-plugin.ts";
import { fakeSettings } from "./fake-settings.ts";

/** Time for everything a plugin starts; a service that hangs must not hang the check. */
const START_MS = 20_000;

const input: Buffer[] = [];
for await (const chunk of process.stdin) input.push(chunk as Buffer);
const order = LoadOrder.parse(JSON.parse(Buffer.concat(input).toString()));

const report = await check(order).catch((error: unknown): LoadReport => ({
  checked: 0,
  problems: [`The agent with the plugin did not start: ${String(error)}`],
}));
process.stdout.write(`\n${order.nonce}${JSON.stringify(report)}\n`, () => process.exit(0));

async function check(order: LoadOrder): Promise<LoadReport> {
  const { entry, database, specification, componentsKnown } = order;
  const plugin = findPlugin((await import(pathToFileURL(entry).href)) as Record<string, unknown>);
  if (typeof plugin === "string") return { checked: 0, problems: [plugin] };
  const id = stringToUuid("plugin-dynamic:load-check");
  const agentDatabase = await migratedDatabase({ dataDir: database }, [plugin]);
  const runtime = new AgentRuntime({
    agentId: id,
    character: { id, name: "Load check", bio: [], settings: fakeSettings(specification) },
    adapter: agentDatabase.adapterFor(id),
    plugins: [plugin],
  });
  await within(START_MS, "The agent", runtime.initialize({ skipMigrations: true }));
  const problems = await startServices(runtime, plugin);
  const components = componentsKnown ? specification : componentsOf(plugin);
  const tried = await tryPlugin(runtime, plugin, components);
  await within(START_MS, "Stopping the agent", runtime.stop());
  return { checked: tried.checked, problems: [...problems, ...tried.problems] };
}

async function startServices(runtime: AgentRuntime, plugin: Plugin): Promise<string[]> {
  const started = (plugin.services ?? []).map(async ({ name, serviceType }) => {
    try {
      const loading = runtime.getServiceLoadPromise(serviceType as never);
      await within(START_MS, `The service ${name}`, loading);
      return [];
    } catch (error) {
      return [`The service ${name} did not start: ${String(error)}`]; // a finding like any other
    }
  });
  return (await Promise.all(started)).flat();
}

async function within<Value>(
  milliseconds: number,
  what: string,
  work: Promise<Value>,
): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`${what} took longer than ${milliseconds / 1000} s.`)),
      milliseconds,
    );
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
