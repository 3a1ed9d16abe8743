import { z } from "zod";
import { ModelError } from "../../shared/errors.ts";
import type { Desk } from "./desk.ts";
import {
  purposes,
  type AnsweringSource,
  type Answer,
  type Prompt,
  type FilesPurpose,
  type FormPurpose,
  type Purpose,
  type Question,
  type TextSource,
} from "./model.ts";
import { harder } from "./settings.ts";
import { askForm } from "./structured.ts";
import { writeFiles } from "./write-files.ts";

/** The one way to a model: puts the question to the source and checks what comes back. */
export async function ask<Name extends Purpose>(
  question: Question<Name>,
  desk: Desk,
): Promise<Answer<Name>> {
  const { source } = desk;
  question.signal.throwIfAborted();
  const answer =
    "model" in source
      ? await askText(source, question, question.harder ? atMoreEffort(desk) : desk)
      : await askSource(source, question, desk);
  question.signal.throwIfAborted();
  const result = purposes[question.purpose].answer.safeParse(desk.redact(answer));
  if (result.success) return result.data as Answer<Name>;
  throw new ModelError(
    "bad-answer",
    `The ${source.name} model answered the ${question.role}'s "${question.purpose}" in an unexpected form: ${z.prettifyError(result.error)}`,
  );
}

const atMoreEffort = (desk: Desk): Desk => ({ ...desk, settings: harder(desk.settings) });

async function askSource<Name extends Purpose>(
  source: AnsweringSource,
  question: Question<Name>,
  desk: Desk,
): Promise<unknown> {
  const { stem: key, stream } = desk.line(question.purpose);
  const thoughts: string[] = [];
  const think = (text: string): void => {
    thoughts.push(text);
    stream({ kind: "thinking", block: 0, text });
  };
  const answer = await source.answer({ ...question, key, think });
  if (thoughts.length > 0) desk.thought(thoughts.join(""));
  desk.keep({ key, purpose: question.purpose, thoughts, answer });
  return answer;
}

/** A prompt that is too long for the model is rendered once more without what can be spared. */
async function askText<Name extends Purpose>(
  source: TextSource,
  question: Question<Name>,
  desk: Desk,
): Promise<unknown> {
  const put = (prompt: Prompt): Promise<unknown> => {
    const { draft } = question;
    return draft
      ? writeFiles(source, { ...(question as Question<FilesPurpose>), draft }, prompt, desk)
      : askForm(source, question as Question<FormPurpose>, prompt, desk);
  };
  try {
    return await put(desk.redact(question.prompt({ compact: false })));
  } catch (error) {
    if (!(error instanceof ModelError) || error.kind !== "context") throw error;
    return put(desk.redact(question.prompt({ compact: true }))); // any other trouble is the caller's to handle
  }
}
