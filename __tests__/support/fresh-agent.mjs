// A fresh ElizaOS agent with one plugin: reads what to call from standard input and prints what came back.
import { AgentRuntime, stringToUuid } from "@elizaos/core";
import bootstrap from "@elizaos/plugin-bootstrap";
import { createDatabaseAdapter } from "@elizaos/plugin-sql";

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const { entry, database, settings, calls } = JSON.parse(Buffer.concat(chunks).toString());
const { default: plugin } = await import(entry);
const agentId = stringToUuid("a fresh agent");
const runtime = new AgentRuntime({
  character: {
    id: agentId,
    name: "Fresh",
    bio: [],
    settings: { EMBEDDING_DIMENSION: 384, ...settings },
  },
  adapter: createDatabaseAdapter({ dataDir: database }, agentId),
  plugins: [bootstrap, plugin],
});
await runtime.initialize({ skipMigrations: true });
for (const { serviceType } of plugin.services ?? [])
  await runtime.getServiceLoadPromise(serviceType);
const message = (text) => ({
  id: crypto.randomUUID(),
  entityId: stringToUuid("user"),
  roomId: stringToUuid("room"),
  content: { text },
});
const results = [];
for (const { action, provider, parameters } of calls) {
  const replies = [];
  const component = (action ? runtime.actions : runtime.providers).find(
    ({ name }) => name === (action ?? provider),
  );
  const result = action
    ? await component.handler(
        runtime,
        message(action),
        undefined,
        { parameters },
        async (reply) => {
          replies.push(reply);
          return [];
        },
      )
    : await component.get(runtime, message(""), { values: {}, data: {}, text: "" });
  results.push({ ...result, replies });
}
process.stdout.write(`\n${JSON.stringify(results)}\n`, () => process.exit(0));
