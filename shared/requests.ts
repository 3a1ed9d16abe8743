import type { AgentName, EventType } from "./events.ts";

/** Requests, by the agent that answers each. */
export const owners = {
  "plan:requested": "planner",
  "tests:requested": "tester",
  "code:requested": "coder",
  "checks:requested": "tester",
  "review:requested": "reviewer",
  "commit:requested": "coordinator",
} as const satisfies Partial<Record<EventType, AgentName>>;

export type RequestType = keyof typeof owners;
type Subject<Type extends RequestType> = Type extends `${infer Name}:requested` ? Name : never;

/** The event with which a request is answered well, or badly. */
export type CompletedType<Type extends RequestType = RequestType> = `${Subject<Type>}:completed`;
export type FailedType<Type extends RequestType = RequestType> = `${Subject<Type>}:failed`;

export const completedType = <Type extends RequestType>(request: Type): CompletedType<Type> =>
  request.replace("requested", "completed") as CompletedType<Type>;
export const failedType = <Type extends RequestType>(request: Type): FailedType<Type> =>
  request.replace("requested", "failed") as FailedType<Type>;
