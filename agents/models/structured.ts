import { jsonrepair, JSONRepairError } from "jsonrepair";
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
    ? await call.objection?.(fromWire(answer.data as never) as never)
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

/** Reads the JSON of an answer: the whole text, or the object in a fence or between words. */
function read(reply: TextReply, schema: z.ZodType) {
  const text = textOf(reply.blocks);
  const object = text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1) || text;
  return schema.safeParse(parse(object));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(jsonrepair(text));
  } catch (error) {
    if (!(error instanceof JSONRepairError)) throw error;
    return undefined; // no JSON at all: the schema says what was expected
  }
}
