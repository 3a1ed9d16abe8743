import { expect, test } from "vitest";
import { defineAgent, listen, type Agent, type Turn } from "../../agents/agent.ts";
import { conduct } from "../../agents/coordinator/conduct.ts";
import { EventBus } from "../../shared/event-bus.ts";
import type { EventType, JobEvent } from "../../shared/events.ts";
import { Jobs } from "../../shared/jobs.ts";
import { greeter } from "../support/specifications.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const written = { tree: "a", summary: "written", files: ["src/index.ts"], character: "c" };
const planner = defineAgent({
  name: "planner",
  answers: {
    "plan:requested": () =>
      Promise.resolve({ specification: greeter, assumptions: [], character: "p" }),
  },
});
/** Says that it recorded what it is given to say, whatever it was asked for. */
const recording = (kind?: "tests") =>
  defineAgent({
    name: "coordinator",
    answers: {
      "commit:requested": (asked) =>
        Promise.resolve({ kind: kind ?? asked.kind, iteration: asked.iteration, commit: "c0ffee" }),
    },
  });
const writing = (later: number) =>
  defineAgent({
    name: "coder",
    answers: {
      "code:requested": ({ iteration }) =>
        Promise.resolve({ iteration: iteration + later, ...written }),
    },
  });

/** Begins a job among these agents and waits for an event of it, or for the end. */
async function begin(agents: unknown[], until: EventType, unwritable?: EventType) {
  const jobs = new Jobs(temporaryFolder());
  const bus = new EventBus((event) => {
    if (event.type === unwritable) throw new Error("The disk is full.");
    jobs.record(event);
  });
  const find = (jobId: string) => jobs.find(jobId);
  const jobId = jobs.newId();
  const { signal } = new AbortController();
  const outcome = new Promise<JobEvent>((resolve, reject) => {
    bus.subscribe("*", (event) => {
      if (event.type === until || event.type === "job:finished") resolve(event);
    });
    const broken = (_jobId: string, error: unknown) =>
      reject(error instanceof Error ? error : new Error(String(error)));
    const turn = () => ({ signal }) as Turn;
    for (const agent of agents as Agent[])
      listen(agent, { bus, find, turn, working: () => undefined, broken });
    conduct(bus, { find, locate: () => null, broken });
  });
  const asked = { description: "greet", notes: [], maxIterations: 2, model: "offline" };
  bus.publish("job:created", { jobId, agent: "coordinator" }, asked);
  return outcome.finally(() => jobs.close());
}

test("an answer that was asked for takes the job on", async () => {
  const event = await begin([planner, recording(), writing(0)], "code:completed");
  expect(event).toMatchObject({ type: "code:completed", iteration: 1 });
});

test("an answer of another round ends the job with what came and what was expected", async () => {
  const event = await begin([planner, recording(), writing(1)], "checks:requested");
  expect(event).toMatchObject({
    type: "job:finished",
    status: "failed",
    reason:
      "Unexpected trouble of the coder: Error: It answered code:requested (iteration 1) with code:completed (iteration 2), and the request is still open. This is a bug; please report it.",
  });
});

test("an answer to something else than was asked ends the job, and does not go round for ever", async () => {
  const event = await begin([planner, recording("tests"), writing(0)], "code:requested");
  expect(event).toMatchObject({
    type: "job:finished",
    status: "failed",
    reason: expect.stringContaining(
      "It answered commit:requested (plan, iteration 0) with commit:completed (tests, iteration 0)",
    ) as string,
  });
});

test("a request that cannot be recorded is told to whoever waits for the job", async () => {
  await expect(begin([planner], "code:requested", "commit:requested")).rejects.toThrow(
    "The disk is full.",
  );
});

test("an agent that finds the disk full fails with what helps, not with a bug", async () => {
  const full = Object.assign(new Error("ENOSPC: no space left on device, write"), {
    code: "ENOSPC",
  });
  const failing = defineAgent({
    name: "planner",
    answers: { "plan:requested": () => Promise.reject(full) },
  });
  expect(await begin([failing], "job:finished")).toMatchObject({
    status: "failed",
    reason:
      "The disk is full: free some disk space, then try again. (ENOSPC: no space left on device, write)",
  });
});
