import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { PhaseLimit } from "../../agents/phase-limit.ts";
import { EventBus } from "../../shared/event-bus.ts";
import type { EventType, Payload } from "../../shared/events.ts";
import { approval } from "../support/job-story.ts";

/** Publishes what happens in a job, and tells what took too long. */
async function tooLong(
  ...happens: { [Type in EventType]: [Type, Payload<Type>] }[EventType][]
): Promise<string[]> {
  const reasons: string[] = [];
  const bus = new EventBus(() => undefined);
  const limit = new PhaseLimit(bus, 40, (jobId, reason) => reasons.push(`${jobId}: ${reason}`));
  for (const [type, payload] of happens) {
    bus.publish(type, { jobId: "abc123", agent: "coordinator" }, payload);
  }
  await sleep(120);
  limit.close();
  return reasons;
}

const code = { iteration: 1, findings: [] };
const wait = { reason: "Wait.", request: "code:requested" };

test("every agent and what it was to do are named", async () => {
  const late = await tooLong(["code:requested", code], ["commit:requested", { kind: "plan", iteration: 0 }]); // prettier-ignore
  expect(late).toEqual([
    "abc123: The coder did not write the code within 0.04 s, the limit of one phase. PLUGIN_PHASE_TIMEOUT_MS sets another one.",
    "abc123: The coordinator did not record its work in git within 0.04 s, the limit of one phase. PLUGIN_PHASE_TIMEOUT_MS sets another one.",
  ]);
});

test("an answer, a failure, a wait, a pause and a stop end the time", async () => {
  const stop = { status: "cancelled", reason: "Enough." } as const;
  const review = { iteration: 1, review: approval, character: "r" };
  expect(await tooLong(["review:requested", { iteration: 1 }], ["review:completed", review])).toEqual([]); // prettier-ignore
  expect(await tooLong(["code:requested", code], ["code:failed", { reason: "No." }])).toEqual([]);
  expect(await tooLong(["code:requested", code], ["job:waiting", { kind: "budget", ...wait }])).toEqual([]); // prettier-ignore
  expect(await tooLong(["code:requested", code], ["job:stopped", stop])).toEqual([]);
  const pause = ["job:waiting", { kind: "pause", ...wait }] as const;
  expect(await tooLong(["tests:requested", { iteration: 1 }], ["code:requested", code], [...pause])).toEqual([]); // prettier-ignore
});

test("a wait of one agent does not end the time of another, and a new request has its own", async () => {
  const budget = ["job:waiting", { kind: "budget", ...wait }] as const;
  const late = await tooLong(["tests:requested", { iteration: 1 }], ["code:requested", code], [...budget]); // prettier-ignore
  expect(late.map((each) => each.slice(0, 30))).toEqual(["abc123: The tester did not wri"]);
  const again = await tooLong(["code:requested", code], ["code:requested", code]);
  expect(again).toHaveLength(1);
});
