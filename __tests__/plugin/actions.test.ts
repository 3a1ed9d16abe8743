import fs from "node:fs";
import path from "node:path";
import bootstrap from "@elizaos/plugin-bootstrap";
import {
  stringToUuid,
  type ActionResult,
  type Content,
  type IAgentRuntime,
  type Memory,
  type State,
} from "@elizaos/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { elizaosHost, type AgentHost } from "../../agents/host.ts";
import { prepareDatabase } from "../../agents/database.ts";
import byDefault, {
  createPluginDynamic,
  dynamicPlugin,
  pluginDynamic,
  type PluginCreationService,
} from "../../plugin/index.ts";
import { fixture } from "../support/cases.ts";
import { waitFor } from "../support/spending.ts";
import { lastingDataFolder, sharedDataFolder } from "../support/data-folder.ts";

const dataDir = lastingDataFolder();
const state: State = { values: {}, data: {}, text: "" };
let host: AgentHost;
let runtime: IAgentRuntime;
let second: IAgentRuntime;
let service: PluginCreationService;

beforeAll(async () => {
  const database = path.join(dataDir, "stranger-db");
  const prepared = await prepareDatabase(sharedDataFolder(), new AbortController().signal);
  fs.cpSync(prepared, database, { recursive: true });
  host = await elizaosHost({ dataDir: database });
  const plugin = createPluginDynamic({ workspace: dataDir, maxIterations: 2, timeout: 600_000 });
  const agents = ["Ada", "Bob"].map((name) => ({
    character: { id: stringToUuid(name), name, bio: "A stranger", settings: {} },
    plugins: [bootstrap, plugin],
  }));
  const runtimes = await host.start(agents);
  [runtime, second] = runtimes as [IAgentRuntime, IAgentRuntime];
  service = (await runtime.getServiceLoadPromise("plugin_creation")) as PluginCreationService;
});

afterAll(async () => {
  await service.team.close();
  await host.stop();
});

const message = (text: string): Memory => ({
  entityId: stringToUuid("me"),
  roomId: stringToUuid("a room"),
  content: { text, source: "test" },
});

/** Calls an action as ElizaOS does; its result and everything it replied. */
async function call(name: string, text: string, parameters?: Record<string, unknown>) {
  const action = runtime.actions.find((each) => each.name === name);
  const replies: Content[] = [];
  const reply = (content: Content): Promise<Memory[]> => {
    replies.push(content);
    return Promise.resolve([]);
  };
  const options = parameters ? { parameters } : {};
  const result = await action?.handler(runtime, message(text), state, options, reply, []);
  return { ...(result as ActionResult), replies };
}

const provide = async (name: string): Promise<string> => {
  const provider = runtime.providers.find((each) => each.name === name);
  return (await provider?.get(runtime, message(""), state))?.text ?? "";
};

test("the service is configured by its options and shared by all agents of the process", async () => {
  expect(service.team.config).toMatchObject({ dataDir, maxIterations: 2, jobTimeoutMs: 600_000 });
  const other = (await second.getServiceLoadPromise("plugin_creation")) as PluginCreationService;
  expect(other.team).toBe(service.team);
});

test("the plugin has the names under which people and ElizaOS look for it", () => {
  expect([dynamicPlugin, byDefault]).toEqual([pluginDynamic, pluginDynamic]);
  expect(pluginDynamic.name).toBe("@elizaos/plugin-dynamic");
});

test("without a job, status and cancel are available and say so", async () => {
  for (const name of ["checkPluginCreationStatus", "cancelPluginCreation"]) {
    const action = runtime.actions.find((each) => each.name === name);
    expect(await action?.validate(runtime, message("hello"), state)).toBe(true);
  }
  expect((await call("checkPluginCreationStatus", "status?")).text).toContain(
    "no plugin creation job yet",
  );
  expect((await call("cancelPluginCreation", "cancel")).text).toBe(
    "No plugin is being created at the moment.",
  );
  expect((await call("continuePluginCreation", "yes, go on")).text).toBe(
    "No plugin creation is waiting.",
  );
  expect(await provide("plugin_creation_status")).toBe("No active plugin creation jobs");
});

test("capabilities name the model and why it was chosen", async () => {
  const text = await provide("plugin_creation_capabilities");
  expect(text).toContain("up to 2 iterations");
  expect(text).toContain("The offline model is at work");
});

test("a specification given as parameters starts a job at once and is replied to once", async () => {
  const { success, text, replies, data } = await call(
    "createPlugin",
    "please",
    fixture("weather") as Record<string, unknown>,
  );
  expect(success).toBe(true);
  expect(replies.map((each) => each.text)).toEqual([text]);
  const jobId = String(data?.jobId);
  expect(text).toContain(`Plugin creation job started with ID: ${jobId}.`);
  expect(service.active().map(({ id }) => id)).toEqual([jobId]);
  expect(await provide("plugin_creation_status")).toContain(`Job ${jobId}`);
  const paused = await call("pausePluginCreation", "pause it");
  expect(paused.text).toBe(`Job ${jobId} is paused. Say "go on", and it goes on where it stood.`);
  expect((await call("pausePluginCreation", `pause ${jobId}`)).text).toBe(
    `Job ${jobId} stands still already.`,
  );
  expect((await call("continuePluginCreation", "go on")).text).toBe(`Job ${jobId} goes on.`);
  const cancelled = await call("cancelPluginCreation", "x", { jobId });
  expect(cancelled.text).toBe("Plugin creation job has been cancelled.");
});

test("a yes lets the job go on that waits, and says what it may use now", async () => {
  const { data } = await call("createPlugin", "please", fixture("weather") as Record<string, unknown>); // prettier-ignore
  const jobId = String(data?.jobId);
  const { bus, jobs } = service.team;
  const stamp = { jobId, agent: "planner" } as const;
  bus.publish("job:waiting", stamp, { ...waitFor("plan:requested"), scope: "day" });
  expect(await provide("plugin_creation_status")).toContain("The job's budget does not reach.");
  const { success, text, replies } = await call("continuePluginCreation", "yes, go on");
  expect(success).toBe(true);
  expect(text).toBe(
    `Job ${jobId} goes on, even if all jobs of today use $40.00, 20M tokens, 480 minutes in all.`,
  );
  expect(replies.map((each) => each.text)).toEqual([text]);
  expect(jobs.get(jobId)).toMatchObject({ status: "running", raised: { job: 0, day: 1 } });
  const again = await call("continuePluginCreation", "go on", { jobId });
  expect(again).toMatchObject({ success: false, text: `Job ${jobId} does not wait: running.` });
  service.cancel(jobId);
});

test("plain words given to createPlugin are taken as a description", async () => {
  const { success, text, data } = await call("createPlugin", "I need a plugin that flips a coin");
  expect([success, text]).toEqual([true, expect.stringContaining("flipping")]);
  service.cancel(String(data?.jobId));
});

test("what is wrong with a specification is the reply, and the result is a failure", async () => {
  const bad = { ...fixture("weather"), name: "../etc" };
  const { success, text, replies } = await call("createPlugin", "x", bad);
  expect(success).toBe(false);
  expect(text).toContain("Invalid plugin name");
  expect(replies).toHaveLength(1);
});

/** The id of a job that was begun and ended at once. */
async function cancelledJob(): Promise<string> {
  const { data } = await call("createPlugin", "I need a plugin that flips a coin");
  const jobId = String(data?.jobId);
  service.cancel(jobId);
  await service.team.finished(jobId);
  return jobId;
}

test('"try again" does the newest job once more that failed or was cancelled', async () => {
  const jobId = await cancelledJob();
  const { success, text, data, replies } = await call("retryPluginCreation", "try again");
  expect(text).toBe(
    `Job ${jobId} is tried once more.\nJob ID: ${String(data?.jobId)}. Use checkPluginCreationStatus to monitor progress.`,
  );
  expect([success, replies.length]).toEqual([true, 1]);
  const again = service.team.jobs.get(String(data?.jobId));
  expect(again).toMatchObject({ parent: { jobId, how: "retry" } });
  expect(again.request).toEqual(service.team.jobs.get(jobId).request);
  const running = await call("retryPluginCreation", `retry job ${again.id}`);
  expect(running).toMatchObject({
    success: false,
    text: `Job ${again.id} is still at work: running. Cancel it first, or let it go on.`,
  });
  service.cancel(again.id);
});

test("a fork asks for what it needs, and says what is not there", async () => {
  const jobId = await cancelledJob();
  const asked = await call("forkPluginCreation", `fork job ${jobId}`);
  expect(asked).toMatchObject({
    success: false,
    text: `From which iteration? For example: fork job ${jobId} from iteration 1: what should be different.`,
  });
  const absent = await call("forkPluginCreation", `fork job ${jobId} from iteration 4`);
  expect(absent.text).toBe(
    `Job ${jobId} has no iteration 4 in git to go on from. It has recorded none.`,
  );
});

test("an improvement needs a released plugin, and says which there are", async () => {
  const absent = await call("improvePlugin", "improve plugin-todo: add a complete action");
  expect(absent).toMatchObject({
    success: false,
    text: 'There is no released plugin "plugin-todo". None was released yet.',
  });
  const asked = await call("improvePlugin", "add a complete action");
  expect(asked.text).toContain("Which plugin should be different, and how?");
  const byModel = { plugin: "@elizaos/plugin-todo", wish: "add a complete action" };
  const chosen = await call("improvePlugin", "do it", byModel);
  expect(chosen.text).toContain('There is no released plugin "@elizaos/plugin-todo".');
});

test("two jobs are compared by their ids, and only by ids that are there", async () => {
  const [one, other] = [await cancelledJob(), await cancelledJob()];
  const { success, text } = await call("comparePluginCreations", `compare ${one} and ${other}`);
  expect(success).toBe(true);
  expect(text).toMatch(new RegExp(`^\`\`\`\n +Job ${one} +Job ${other}\n`));
  expect(text).toMatch(/\nStatus +cancelled +cancelled\n/);
  const absent = await call("comparePluginCreations", `compare ${one} and zzzzz9`);
  expect(absent).toMatchObject({ success: false, text: expect.stringContaining('no job "zzzzz9"') as string }); // prettier-ignore
  const asked = await call("comparePluginCreations", "compare them");
  expect(asked.text).toBe("Which two jobs? For example: compare abc123 and def456.");
});
