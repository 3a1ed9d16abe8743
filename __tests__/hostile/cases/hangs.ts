import { forgery, type HostileCase } from "../hostile-case.ts";

const STARTED = `try { fs.writeFileSync("{{empty}}/started", ""); } catch { /* there is a box */ }`;

const loading = (name: string, about: string, group: string, index: string): HostileCase => ({
  name,
  about,
  zone: "load",
  files: { "src/index.ts": index },
  group,
  hangs: true,
  expect: { verdict: "failed", findings: [/^load /] },
  teeth: { tool: "node", shows: "hang" },
});

/** Ways not to come to an end. */
export const hangs: HostileCase[] = [
  forgery(
    "hang-in-test",
    "Never leaves a loop in a test",
    `import fs from "node:fs";
test("hang-in-test", () => {
  expect(1).toBe(1);
  ${STARTED}
  for (;;);
});`,
    {
      group: "loop and faces",
      findings: [/^test /],
      hangs: true,
      teeth: { tool: "vitest", shows: "hang" },
    },
  ),
  forgery(
    "hang-waiting",
    "Waits for what never comes, with all the patience of the world",
    `import fs from "node:fs";
test("hang-waiting", async () => {
  expect(1).toBe(1);
  ${STARTED}
  setInterval(() => undefined, 1000);
  await new Promise(() => undefined);
}, 1_000_000_000);`,
    {
      group: "waiting and report",
      findings: [/^test /],
      hangs: true,
      teeth: { tool: "vitest", shows: "hang" },
    },
  ),
  loading(
    "hang-at-import",
    "Never leaves a loop while it is imported into an agent",
    "output and import",
    `if (!process.env.VITEST) for (;;);
export default { name: "@acme/plugin-hostile", description: "Never there", providers: [] };
`,
  ),
  loading(
    "hang-in-provider",
    "Never answers the agent",
    "message and provider",
    `const timer = (): Promise<never> => new Promise(() => { setInterval(() => undefined, 1000); });
export default {
  name: "@acme/plugin-hostile",
  description: "Never answers",
  providers: [{ name: "never", get: timer }],
};
`,
  ),
  loading(
    "hang-at-stop",
    "Has a service that never stops",
    "channel and stop",
    `import { Service, type IAgentRuntime, type Plugin } from "@elizaos/core";
class EndlessService extends Service {
  static override serviceType = "endless";
  capabilityDescription = "Never stops";
  static override start(runtime: IAgentRuntime): Promise<Service> {
    return Promise.resolve(new EndlessService(runtime));
  }
  override stop(): Promise<void> {
    return new Promise(() => { setInterval(() => undefined, 1000); });
  }
}
const plugin: Plugin = {
  name: "@acme/plugin-hostile",
  description: "Never stops",
  services: [EndlessService],
};
export default plugin;
`,
  ),
];
