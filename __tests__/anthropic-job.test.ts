import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { AgentName, JobEvent } from "../shared/events.ts";
import { lastingDataFolder } from "./support/data-folder.ts";
import { weather } from "./support/demonstrations/weather.ts";
import { scriptedJob, type ScriptedJob } from "./support/scripted-job.ts";

let done: ScriptedJob;
let events: JobEvent[] = [];

beforeAll(async () => {
  done = await scriptedJob(weather, lastingDataFolder());
  events = done.team.jobs.events(done.job.id);
}, 600_000);
afterAll(async () => {
  await done.team.close();
  await done.server.close();
});

const of = <Type extends JobEvent["type"]>(type: Type, agent?: AgentName): JobEvent<Type>[] =>
  events.filter(
    (event) => event.type === type && (agent === undefined || event.agent === agent),
  ) as JobEvent<Type>[];

const git = (...args: string[]): string =>
  execFileSync("git", args, { cwd: done.job.finished?.plugin?.directory, encoding: "utf8" }).trim();

test("a red test, a rejecting review, an approval: three iterations with real gates", () => {
  const { job } = done;
  expect(job.finished).toMatchObject({ status: "completed", iterations: 3 });
  const gates = job.iterations.map(
    (each) => each.gates.find(({ name }) => name === "test")?.status,
  );
  expect(gates).toEqual(["failed", "passed", "passed"]);
  expect(job.iterations.map(({ review }) => review?.verdict)).toEqual([
    undefined,
    "revise",
    "approve",
  ]);
});

test("what the agents thought is in the event log, streamed before it was finished", () => {
  for (const agent of ["planner", "tester", "coder", "reviewer"] as const) {
    expect(of("agent:thought", agent)).not.toEqual([]);
  }
});

test("every attempt is in the log with its usage and its price, and git tells what an iteration cost", () => {
  const calls = of("model:called");
  // A connection that breaks before the server sees a request is an attempt of its own: told of, free, and tried again.
  const unseen = calls.filter(({ failure }) => failure?.kind === "transport");
  for (const { usage, failure } of unseen) {
    expect(failure?.retryInMs).toBeGreaterThan(0);
    expect(usage.output).toBe(0);
  }
  const answered = calls.filter((call) => !unseen.includes(call));
  expect(answered).toHaveLength(done.server.seen.length);
  for (const { usage, usd, failure } of answered) {
    expect(failure).toBeUndefined();
    expect(usage.output).toBeGreaterThan(0);
    expect(usd).toBeGreaterThan(0);
  }
  const trailers = git("log", "-1", "--format=%(trailers)");
  expect(trailers).toMatch(/^Model: claude-opus-5-5$/m);
  expect(trailers).toMatch(/^Cost: \$0\.\d{4}$/m);
});

test("later calls of an agent in one iteration begin with the same bytes", () => {
  const prefix = (raw: Buffer): string => {
    const text = raw.toString("utf8");
    return text.slice(0, text.indexOf('"messages":'));
  };
  for (const role of ["tester", "coder"] as const) {
    const bodies = done.server.seen
      .filter((each) => each.role === role)
      .map(({ raw }) => prefix(raw));
    expect(bodies.length).toBeGreaterThan(1);
    expect(bodies[0]?.length).toBeGreaterThan(5000);
    expect(new Set(bodies).size).toBe(1);
  }
});

test("the tester is never shown any code, the coder never any test", () => {
  const bodiesOf = (role: AgentName) =>
    done.server.seen.filter((each) => each.role === role).map(({ raw }) => raw.toString("utf8"));
  expect(bodiesOf("coder").join()).not.toContain("weather.test.ts\\n");
  for (const body of bodiesOf("tester")) expect(body).not.toContain("src/open-meteo.ts");
});

test("each agent is asked for with its character's model and effort", () => {
  const asked = (role: AgentName) => done.server.seen.find((each) => each.role === role)?.body;
  expect(asked("tester")).toMatchObject({ model: "claude-sonnet-5-5", max_tokens: 32_000 });
  expect(asked("reviewer")).toMatchObject({
    model: "claude-opus-5-5",
    output_config: { effort: "medium" },
    thinking: { type: "adaptive", display: "summarized" },
  });
});
