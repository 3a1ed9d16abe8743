import { z } from "zod";
import { agentNames } from "../../../shared/events.ts";

const role = `(?:${agentNames.join("|")})`;

/** `role/iteration/call`: one logical call to a model. */
export const CallKey = z
  .string()
  .regex(new RegExp(`^${role}(?:/\\d+){2}$`), "expected a key such as coder/2/0");

/** `role/iteration/call/attempt`: one attempt of a call. */
export const AttemptKey = z
  .string()
  .regex(new RegExp(`^${role}(?:/\\d+){3}$`), "expected a key such as coder/2/0/0");

export const roleOf = (key: string): string => key.split("/")[0] ?? "";

/** `role/iteration/call` of an attempt. */
export const callOf = (key: string): string => key.split("/", 3).join("/");

/** `role/iteration`: the part of a job in which the calls of a role follow each other. */
export const phaseOf = (key: string): string => key.split("/", 2).join("/");

/** Order in which the keys of one role are used. */
export function compareKeys(one: string, other: string): number {
  const others = numbersOf(other);
  const difference = numbersOf(one).map((number, index) => number - (others[index] ?? 0));
  return difference.find((each) => each !== 0) ?? 0;
}

const numbersOf = (key: string): number[] => key.split("/").slice(1).map(Number);
