import { sameName } from "../../../shared/names.ts";
import type { Components } from "./components-of.ts";
import type { Outcome } from "./interview.ts";
import type { Shape, Started } from "./protocol.ts";

/** Registered, and with all of its methods. */
export function serviceTrouble(
  { name, methods }: Components["services"][number],
  shape: Shape,
  started: Started,
): string | undefined {
  const found = shape.services.find(
    (each) => sameName(each.name, name) || sameName(each.type, name.replace(/_?service$/i, "")),
  );
  if (!found) return absent("service", name, shape.services);
  const service = started.services.find(({ type }) => type === found.type);
  if (!service) return `The service ${name} is not registered in the agent.`;
  const lacking = methods.filter((method) => !service.methods.includes(method));
  return lacking.length > 0
    ? `The service ${name} has no method ${lacking.join(", ")}.`
    : undefined;
}

/** What is wrong with what a component did, as a sentence about it. */
export function complaint<Kind extends "validate" | "call" | "provide">(
  what: string,
  outcome: Outcome<Kind>,
  trouble: (answer: { value?: unknown }) => string | undefined,
): string | undefined {
  if ("threw" in outcome) return `${what} threw ${outcome.threw}; expected an answer.`;
  const wrong = trouble(outcome.answer);
  return wrong && `${what} ${wrong}`;
}

/** That the plugin lacks a component. */
export function absent(kind: string, name: string, all: { name: string }[]): string {
  const names = all.map((each) => each.name).join(", ") || "none";
  return `The ${kind} ${name} is not registered in the agent; the plugin brings: ${names}.`;
}

/** An action's answer that says why it did nothing; ElizaOS takes one without a sentence for a success. */
export const isRefusal = (value: unknown): boolean =>
  isObject(value) && value.success === false && Boolean(value.text || value.error);

/** An action's answer, whatever it says. */
export const isResult = (value: unknown): boolean =>
  (isObject(value) && value.success === true) || isRefusal(value);

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

export const print = (value: unknown): string =>
  (JSON.stringify(value) ?? String(value)).slice(0, 300);
