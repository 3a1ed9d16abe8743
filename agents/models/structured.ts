import { jsonrepair } from "jsonrepair";
import { z } from "zod";
import { ModelError } from "../../shared/errors.ts";
import { complete, type Completion } from "./complete.ts";
import type { Desk } from "./desk.ts";
import {
  purposes,
  type FormPurpose,
  type Prompt,
  type Question,
  type TextSource,
} from "./model.ts";
import { textOf, type Message, type TextReply } from "./text-model.ts";
import { thoughtsIn, wordsBefore } from "./thoughts.ts";

/** Characters: repairing takes more than twice as long for twice as much. */
const MOST_REPAIRED = 65_536;

/** Asks for an answer in a given form; one that misses it, or that cannot be used, is sent back once with what is wrong. */
export async function askForm(
  { model }: TextSource,
  call: Question<FormPurpose>,
  prompt: Prompt,
  desk: Desk,
): Promise<unknown> {
  const { wire, fromWire } = purposes[call.purpose];
  const form = z.toJSONSchema(wire) as Record<string, unknown>;
  const { format } = model.abilities(call.role);
  const request: Completion = {
    role: call.role,
    system: prompt.system,
    messages: [
      { role: "user", content: format ? prompt.user : `${prompt.user}\n\n${asJson(form)}` },
    ],
    ...(format ? { format: form } : {}),
    settings: desk.settings,
    signal: call.signal,
  };
  const first = await complete(model, request, desk.line(call.purpose));
  hear(first, desk);
  const answer = read(first, wire);
  const objection = answer.success
    ? await call.objection?.(fromWire(answer.data as never))
    : z.prettifyError(answer.error);
  if (answer.success && !objection) return fromWire(answer.data as never);

  const again = { ...request, messages: [...request.messages, ...repair(first, objection)] };
  const second = await complete(model, again, desk.line(call.purpose));
  hear(second, desk);
  const repaired = read(second, wire);
  if (repaired.success) return fromWire(repaired.data as never);
  throw new ModelError(
    "bad-answer",
    `The model ${second.model} answered the ${call.role}'s "${call.purpose}" twice in a form that cannot be used: ${z.prettifyError(repaired.error)}`,
  );
}

const hear = (reply: TextReply, desk: Desk): void =>
  [...thoughtsIn(reply), ...wordsBefore(reply, "{")].forEach(desk.thought);

const asJson = (form: Record<string, unknown>): string =>
  `Answer with one JSON object and nothing else. It has to fit this JSON schema:\n${JSON.stringify(form)}`;

function repair(reply: TextReply, why = ""): Message[] {
  const problem = `That answer cannot be used:\n${why}\nAnswer again with the whole JSON object, corrected, and nothing else.`;
  return [
    { role: "assistant", content: reply.blocks },
    { role: "user", content: problem },
  ];
}

const read = (reply: TextReply, schema: z.ZodType) =>
  schema.safeParse(readJson(textOf(reply.blocks)));

/**
 * The JSON of an answer: the whole text, or the object in a fence or between words, mended where that can be done.
 * `undefined` when there is none; then the schema says what was expected.
 */
export function readJson(text: string): unknown {
  const object = text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1) || text;
  try {
    return JSON.parse(object);
  } catch {
    // not as it stands
  }
  // What takes so much longer to repair than to write is no answer in a form.
  if (object.length > MOST_REPAIRED) return undefined;
  try {
    return JSON.parse(jsonrepair(object));
  } catch {
    // Besides its own error, the library overflows the stack on what is nested deeply, and repairs some texts into no JSON.
    return undefined;
  }
}
