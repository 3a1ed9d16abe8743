import { z } from "zod";
import { ModelError } from "../../shared/errors.ts";
import {
  purposes,
  type Answer,
  type AnsweringSource,
  type ModelCall,
  type Purpose,
} from "./model.ts";

/** The one way to a model: puts the call to the source and checks what comes back. */
export async function ask<Name extends Purpose>(
  source: AnsweringSource,
  call: ModelCall<Name>,
): Promise<Answer<Name>> {
  call.signal.throwIfAborted();
  const answer = await source.answer(call);
  call.signal.throwIfAborted();
  const result = purposes[call.purpose].answer.safeParse(answer);
  if (result.success) return result.data as Answer<Name>;
  throw new ModelError(
    "bad-answer",
    `The ${source.name} model answered the ${call.role}'s "${call.purpose}" in an unexpected form: ${z.prettifyError(result.error)}`,
  );
}
