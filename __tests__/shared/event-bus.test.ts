import { once } from "node:events";
import { expect, test } from "vitest";
import { EventBus } from "../../shared/event-bus.ts";
import type { JobEvent } from "../../shared/events.ts";

const stamp = { jobId: "abc123", agent: "coordinator" } as const;

test("an event is recorded before anybody receives it", () => {
  const order: string[] = [];
  const bus = new EventBus(({ type }) => order.push(`recorded ${type}`));
  bus.subscribe("plan:requested", () => order.push("received"));
  bus.publish("plan:requested", stamp, {});
  expect(order).toEqual(["recorded plan:requested", "received"]);
});

test("an event that cannot be recorded is not delivered", () => {
  const bus = new EventBus(() => {
    throw new Error("disk full");
  });
  const received: JobEvent[] = [];
  bus.subscribe("*", (event) => received.push(event));
  expect(() => bus.publish("plan:requested", stamp, {})).toThrow("disk full");
  expect(received).toEqual([]);
});

test("an event with a wrong payload is refused", () => {
  const bus = new EventBus(() => undefined);
  expect(() => bus.publish("commit:completed", stamp, { kind: "plan" } as never)).toThrow(
    "iteration",
  );
});

test("an event carries its stamp and what caused it", () => {
  const bus = new EventBus(() => undefined);
  const event = bus.publish("plan:requested", { ...stamp, cause: "earlier" }, {});
  expect(event).toMatchObject({ ...stamp, type: "plan:requested", cause: "earlier" });
  expect(event.id).toMatch(/^[0-9a-f-]{36}$/);
  expect(new Date(event.at).toISOString()).toBe(event.at);
});

test("everybody receives events in the order of publishing, even when a listener publishes", () => {
  const bus = new EventBus(() => undefined);
  const received: string[] = [];
  bus.subscribe("plan:requested", () => bus.publish("plan:failed", stamp, { reason: "no" }));
  bus.subscribe("*", ({ type }) => received.push(type));
  bus.publish("plan:requested", stamp, {});
  expect(received).toEqual(["plan:requested", "plan:failed"]);
});

test("a listener that throws is reported and does not silence the others", async () => {
  const bus = new EventBus(() => undefined);
  const received: string[] = [];
  bus.subscribe("plan:requested", () => {
    throw new Error("a bug");
  });
  bus.subscribe("plan:requested", ({ type }) => received.push(type));
  const warned = once(process, "warning");
  bus.publish("plan:requested", stamp, {});
  expect(received).toEqual(["plan:requested"]);
  expect(String((await warned)[0])).toContain("a bug");
});

test("the unsubscribe function ends it", () => {
  const bus = new EventBus(() => undefined);
  const received: string[] = [];
  const unsubscribe = bus.subscribe("*", ({ type }) => received.push(type));
  unsubscribe();
  bus.publish("plan:requested", stamp, {});
  expect(received).toEqual([]);
});

test("streamed thinking is delivered and not recorded", () => {
  const recorded: JobEvent[] = [];
  const bus = new EventBus((event) => recorded.push(event));
  const deltas: string[] = [];
  bus.watch(({ delta }) => deltas.push(delta));
  bus.think({ jobId: "abc123", agent: "coder", kind: "thinking", delta: "hmm" });
  expect(deltas).toEqual(["hmm"]);
  expect(recorded).toEqual([]);
});
