import { describe, expect, test } from "vitest";
import { legible } from "../../../plugin/web/parts/legible.ts";
import { causesOf, effectsOf } from "../../../plugin/web/team/causes.ts";
import { doingOf, gatesAtWork } from "../../../plugin/web/team/doing.ts";
import { isShown, messagesOf, textOf } from "../../../plugin/web/team/messages.ts";
import { makeTimeline } from "../../../plugin/web/team/timeline.ts";
import { agentNames, parseEvent, type JobEvent } from "../../../shared/events.ts";
import { foldJob } from "../../../shared/fold-job.ts";
import type { Job } from "../../../shared/job.ts";
import { blockerOf, coded, created, eventOf, planned } from "../../support/job-story.ts";
import { called } from "../../support/spending.ts";

/** A long job: rounds of calls, thoughts and code without end. */
function longStory(length: number): JobEvent[] {
  const rounds = Array.from({ length }, (_, index): JobEvent => {
    const kinds = [
      () => eventOf("model:called", called(), "coder"),
      () => eventOf("agent:thought", { text: `Thought ${index}` }, "coder"),
      () => eventOf("gate:started", { iteration: 1, gate: "build" }, "tester"),
      () => eventOf("model:called", called({ usd: 0.2 }), "tester"),
    ];
    return (kinds[index % kinds.length] ?? created)();
  });
  return [created(), ...rounds].slice(0, length);
}

const causedBy = (event: JobEvent, cause: JobEvent): JobEvent =>
  parseEvent({ ...event, cause: cause.id });

const jobOf = (events: JobEvent[]): Job => {
  const job = foldJob(events);
  if (!job) throw new Error("The story has no beginning.");
  return job;
};

const doing = (events: JobEvent[]) =>
  Object.fromEntries(
    agentNames.map((agent) => [agent, doingOf(agent, jobOf(events), events).text] as const),
  );

describe("the time of a job", () => {
  const events = longStory(5000);

  test("every moment is the fold of the events until then, in whatever order one looks", () => {
    const jobAt = makeTimeline();
    for (const count of [777, 0, 1, 4999, 50, 49, 51, 5000, 9000, 100]) {
      expect(jobAt(events, count)).toEqual(foldJob(events.slice(0, count)));
    }
  });

  test("another job, and one that grew, are seen as they are", () => {
    const jobAt = makeTimeline();
    jobAt(events, 5000);
    const other = [created(2), planned()];
    expect(jobAt(other, 2)).toEqual(foldJob(other));
    const grown = [...other, ...longStory(200).slice(1)];
    expect(jobAt(grown, 200)).toEqual(foldJob(grown.slice(0, 200)));
  });

  test("a step through 5,000 events takes less than 50 ms with all that is shown of it", () => {
    const jobAt = makeTimeline();
    const messages = messagesOf(events);
    jobAt(events, events.length);
    const steps = [4321, 17, 2500, 4999, 1234, 3333];
    const began = performance.now();
    for (const count of steps) {
      const past = events.slice(0, count);
      const job = jobAt(events, count);
      if (job) for (const agent of agentNames) doingOf(agent, job, past);
      messages.filter(
        (each) =>
          each.index < count &&
          isShown(each, { agent: undefined, calls: true, bookkeeping: false }),
      );
    }
    expect((performance.now() - began) / steps.length).toBeLessThan(50);
  });
});

describe("messages", () => {
  const story = [
    created(),
    eventOf("plan:requested", {}),
    eventOf("model:called", called(), "planner"),
    planned(),
    eventOf("commit:requested", { kind: "plan", iteration: 0 }),
    eventOf("job:hinted", { text: "Use a map.", to: ["coder"] }),
    eventOf("checks:failed", { reason: "The disk is full." }, "tester"),
  ];
  const messages = messagesOf(story);

  test("requests go to who answers them, answers to the coordinator, hints to whom they are for", () => {
    expect(messages.map(({ kind, from, to }) => `${kind}: ${from} > ${to}`)).toEqual([
      "note: coordinator > coordinator",
      "request: coordinator > planner",
      "call: planner > planner",
      "answer: planner > coordinator",
      "bookkeeping: coordinator > coordinator",
      "note: coordinator > coder",
      "failure: tester > coordinator",
    ]);
  });

  test("an agent, calls and bookkeeping can be looked at alone or left out", () => {
    const shown = (filter: Parameters<typeof isShown>[1]) =>
      messages.filter((each) => isShown(each, filter)).map(({ index }) => index);
    expect(shown({ agent: undefined, calls: true, bookkeeping: true })).toHaveLength(7);
    expect(shown({ agent: undefined, calls: false, bookkeeping: false })).toEqual([0, 1, 3, 5, 6]);
    expect(shown({ agent: "planner", calls: true, bookkeeping: false })).toEqual([1, 2, 3]);
  });

  test("a call says what it took, or why it failed", () => {
    const [fine, failed] = [
      called({ minutes: 0.05 }),
      called({ failure: { kind: "overloaded", message: "Too busy." } }),
    ].map((call) => textOf(eventOf("model:called", call, "coder")));
    expect(fine).toBe("claude-opus-5-5 for code: 1k tokens, $0.10, 3.0 s");
    expect(failed).toBe("claude-opus-5-5 for code: overloaded: Too busy.");
  });
});

describe("what an agent does", () => {
  const begun = [created(), eventOf("plan:requested", {})];

  test("who was asked works, the coordinator waits for it, the others have nothing to do", () => {
    expect(doing(begun)).toEqual({
      coordinator: "Waits for the planner.",
      planner: "Turns the request into a specification.",
      coder: "Has nothing to do.",
      tester: "Has nothing to do.",
      reviewer: "Has nothing to do.",
    });
  });

  test("two at work are both waited for, and findings are counted", () => {
    const findings = [blockerOf("build", "red"), blockerOf("lint", "red")];
    const both = [
      ...begun,
      planned(),
      eventOf("tests:requested", { iteration: 1 }),
      eventOf("code:requested", { iteration: 1, findings }),
    ];
    expect(doing(both)).toMatchObject({
      coordinator: "Waits for the tester and the coder.",
      tester: "Writes acceptance tests.",
      coder: "Mends 2 findings.",
    });
  });

  test("gates at the same time are all named until each has its verdict", () => {
    const gates = [
      eventOf("checks:requested", { iteration: 1 }),
      eventOf("gate:started", { iteration: 1, gate: "build" }, "tester"),
      eventOf("gate:started", { iteration: 1, gate: "lint" }, "tester"),
    ];
    expect(gatesAtWork(gates)).toEqual(["build", "lint"]);
    const gate = { name: "build", status: "passed", summary: "ok", durationMs: 1 } as const;
    const done = eventOf("gate:completed", { iteration: 1, gate: { ...gate, findings: [] } });
    expect(gatesAtWork([...gates, done])).toEqual(["lint"]);
    expect(doing([...begun, planned(), ...gates]).tester).toBe("Runs the gates: build, lint.");
  });

  test("a call that is made again is told of", () => {
    const failure = { kind: "overloaded", message: "Too busy.", retryInMs: 4000 } as const;
    const again = [...begun, eventOf("model:called", called({ failure }), "planner")];
    expect(doing(again).planner).toContain("(overloaded); it is asked again after 4 s.");
  });

  test("a job that waits for a person, and one that is over, say so", () => {
    const waiting = eventOf("job:waiting", {
      ...{ kind: "approval", reason: "The plan waits.", request: "commit:requested" },
    });
    expect(doing([...begun, planned(), waiting]).coordinator).toBe("Waits for a person.");
    const over = eventOf("job:finished", {
      ...{ status: "cancelled", reason: "Cancelled.", plugin: null, iterations: 0, commit: null },
    });
    expect(doing([...begun, over])).toMatchObject({
      coordinator: "Ended the job: cancelled.",
      planner: "Is done.",
    });
  });
});

test("causes are followed back, effects are found, and a chain that bites its tail ends", () => {
  const first = created();
  const second = causedBy(eventOf("plan:requested", {}), first);
  const third = causedBy(coded(), second);
  const all = [first, second, third];
  const byId = new Map(all.map((each) => [each.id, each]));
  expect(causesOf(third, byId)).toEqual([second, first]);
  expect(effectsOf(first, all)).toEqual([second]);
  const biting = causedBy(first, third);
  byId.set(first.id, biting);
  expect(causesOf(third, byId)).toEqual([second, biting]);
});

test("texts of others paint nothing and hide nothing", () => {
  expect(legible("\u001b[31mred\u001b[0m\r\nnext\u001b]8;;http://x\u0007link")).toBe(
    "red\nnextlink",
  );
  expect(legible("a\u202eb\u0000c\u200dd")).toBe("a⟨U+202E⟩b⟨U+0000⟩c\u200dd");
});
