import { AgentRuntime, ModelType, stringToUuid, type Memory, type State } from "@elizaos/core";
import { expect, test } from "vitest";
import { modelChat } from "../../../agents/models/agent-chat.ts";
import { recentWork } from "../../../agents/models/recent-work.ts";
import type { TextModel, TextRequest } from "../../../agents/models/text-model.ts";
import { ModelError } from "../../../shared/errors.ts";
import { agentNames } from "../../../shared/events.ts";
import type { Job } from "../../../shared/job.ts";
import { noUsage } from "../../../shared/usage.ts";
import {
  blockerOf,
  checked,
  coded,
  committed,
  created,
  greenReport,
  planned,
  play,
  rejection,
  reviewed,
  tested,
} from "../../support/job-story.ts";

/** A job whose first round the reviewer sent back. */
const rejectedJob = (message = "The README lies."): Job =>
  play(
    created(),
    planned(),
    committed("plan", 0),
    tested(),
    coded(),
    committed("tests", 1),
    checked(1, greenReport),
    reviewed(1, { ...rejection, findings: [blockerOf("review", message, "README.md")] }),
    committed("iteration", 1),
  );

const used = { ...noUsage, input: 10, output: 5 };

/** The reviewer with a model that answers as told. */
async function chatting(answer: (request: TextRequest) => string | ModelError | undefined) {
  const requests: TextRequest[] = [];
  const usages: unknown[][] = [];
  const model: TextModel = {
    abilities: () => ({ tools: false, format: false }),
    modelFor: ({ name = "default" }) => name,
    attempt: async (request, { usage }) => {
      requests.push(request);
      usage({ ...used, output: 0, estimated: true });
      const text = answer(request) ?? "";
      if (text instanceof ModelError) throw text;
      return { blocks: [{ type: "text", text }], stop: "end_turn", usage: used, model: "m" };
    },
  };
  const runtime = new AgentRuntime({
    character: { id: stringToUuid("chat"), name: "Rita", bio: "Reviews", system: "Be exact." },
  });
  let chosen: TextModel | undefined = model;
  const chat = modelChat({
    agentOf: () => "reviewer",
    jobsOf: () => [rejectedJob()],
    voiceOf: () =>
      chosen && {
        model: chosen,
        settingsOf: (_agent, size) => ({ name: size === "small" ? "cheap" : "good" }),
        onUsage: (...told) => void usages.push(told),
      },
  });
  await runtime.registerPlugin({ name: "chat", description: "Chat", ...chat });
  const say = async (prompt: string, type: string = ModelType.TEXT_LARGE) =>
    runtime.getModel(type)?.(runtime, { prompt });
  return { runtime, requests, usages, say, withoutModel: () => (chosen = undefined) };
}

const question = (text: string): string =>
  `# Received Message\nAnn: ${text}\n\n# Focus your response`;

test("what ElizaOS asks goes to the model as one message, with the character's system text", async () => {
  const { requests, say, usages } = await chatting(
    () => "<response><text>Because.</text></response>",
  );
  expect(await say(question("Why did you object?"))).toBe(
    "<response><text>Because.</text></response>",
  );
  expect(requests).toMatchObject([
    {
      role: "reviewer",
      system: ["Be exact."],
      messages: [{ role: "user", content: question("Why did you object?") }],
      settings: { name: "good" },
    },
  ]);
  expect(usages).toEqual([["reviewer", "good", used]]);
});

test("small answers may come from a cheaper model", async () => {
  const { requests, say } = await chatting(() => "A title");
  expect(await say("Name this chat", ModelType.TEXT_SMALL)).toBe("A title");
  expect(requests[0]?.settings).toEqual({ name: "cheap" });
});

test("without a model the offline model answers", async () => {
  const { requests, say, withoutModel } = await chatting(() => "never");
  withoutModel();
  expect(await say(question("Why did you object?"))).toMatch(/job abc123, running/);
  expect(requests).toEqual([]);
});

test("when the model fails, the offline model answers, and what was used up is told", async () => {
  const { say, usages } = await chatting(() => new ModelError("transport", "It broke."));
  expect(await say(question("Why did you object?"))).toMatch(/job abc123, running/);
  expect(usages).toEqual([["reviewer", "good", { ...used, output: 0, estimated: true }]]);
});

test("a bug in a model is not hidden", async () => {
  const { say } = await chatting(() => {
    throw new TypeError("a bug");
  });
  await expect(say(question("Hello"))).rejects.toThrow("a bug");
});

test("the agent's own work is part of what it chats from", async () => {
  const { runtime } = await chatting(() => "");
  const provider = runtime.providers.find(({ name }) => name === "plugin_creation_work");
  const told = await provider?.get(runtime, {} as Memory, {} as State);
  expect(told?.text).toMatch(/^# What I did lately\n## .*greeter.*job abc123/);
  expect(told?.text).toContain(
    "my verdict was revise, score 40. Not yet.\n- blocker: README.md: The README lies.",
  );
});

test("every agent tells its own part of the work, in no more than 1500 characters", () => {
  const jobs = Array.from({ length: 5 }, () =>
    rejectedJob("This is a long complaint. ".repeat(30)),
  );
  const texts = agentNames.map((agent) => recentWork(agent, jobs));
  expect(texts.filter((text) => text.length > 1500)).toEqual([]);
  expect(new Set(texts).size).toBe(agentNames.length);
  expect(recentWork("coder", jobs)).toContain("Iteration 1: written");
  expect(recentWork("coder", jobs)).toContain("Iteration 1 is commit iterati");
  expect(recentWork("tester", jobs)).toContain("Iteration 1, test passed: 5 passed, 0 failed");
  expect(recentWork("tester", jobs)).toContain("My tests: written");
  expect(recentWork("coordinator", jobs)).toContain("Asked for: greet");
  expect(recentWork("reviewer", jobs)).toMatch(/…$/);
  expect(recentWork("reviewer", [])).toBe("");
});
