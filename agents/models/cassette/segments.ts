import crypto from "node:crypto";
import { z } from "zod";
import type { TextRequest } from "../text-model.ts";
import type { RecordedRequest } from "./recorded.ts";
import type { Scrubber } from "./scrub.ts";

/** Parts of a request, a hash each: what has changed can be named without showing it. */
export const Segments = z.object({
  /** Settings of the model, and the form of the answer. */
  params: z.string(),
  system: z.string(),
  tools: z.string(),
  messages: z.string(),
});
export type Segments = z.infer<typeof Segments>;
export type Segment = keyof Segments;

/** A request as recordings have it. It is a copy: later changes to the conversation do not reach it. */
export function recordedRequest(
  { role, settings, format, system, tools, messages }: TextRequest,
  scrubber: Scrubber,
): RecordedRequest {
  const rest = scrubber.value({ role, settings, format, system, tools }) as object;
  return canonical({
    ...rest,
    messages: messages.map((message) => scrubber.message(message)),
  }) as RecordedRequest;
}

export const segmentsOf = ({
  settings,
  format,
  system,
  tools,
  messages,
}: RecordedRequest): Segments => ({
  params: hashOf([settings, format]),
  system: hashOf(system),
  tools: hashOf(tools),
  messages: hashOf(messages),
});

/** The segments in which two requests differ. */
export const changedSegments = (one: Segments, other: Segments): Segment[] =>
  (Object.keys(one) as Segment[]).filter((segment) => one[segment] !== other[segment]);

/** Whether two values are the same but for the order of keys and for keys without a value. */
export const isSame = (one: unknown, other: unknown): boolean => hashOf(one) === hashOf(other);

const hashOf = (value: unknown): string =>
  crypto
    .createHash("sha256")
    .update(JSON.stringify(canonical(value) ?? null))
    .digest("hex")
    .slice(0, 16);

/** The value with sorted keys, without those that JSON would leave out. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(
    entries
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, each]) => [key, canonical(each)]),
  );
}
