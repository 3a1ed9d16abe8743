import { isDeepStrictEqual } from "node:util";
import { PluginCreationError } from "../../shared/errors.ts";
import { assertWritable, type Files } from "../../shared/files.ts";
import type { Question, Turn } from "../agent.ts";
import type { Answer, Draft, Input } from "../models/model.ts";
import { examineTests, type Examined, type TryOut } from "./examine-tests.ts";
import { testsPrompt } from "./prompts.ts";

/** Tests that are good enough to judge a plugin. */
export interface WrittenTests extends Omit<Examined, "findings"> {
  summary: string;
}

export interface TestWriting extends TryOut, Pick<Turn, "character"> {
  ask: (question: Question<"tests">) => Promise<Answer<"tests">>;
  input: Input<"tests">;
  /** What the writer works on, for files as they stand. */
  draftFor: (files: Files) => Draft;
}

/**
 * Acceptance tests, written blind and examined before there is any code. What is wrong with them their writer mends once;
 * what is wrong then is told with them. Throws a sentence when not one of them proves anything.
 */
export async function writeTests(writing: TestWriting): Promise<WrittenTests> {
  const { input } = writing;
  const first = await answered(input, writing);
  let examined = await examineTests(first.files, writing);
  let { summary } = first;
  if (examined.findings.length > 0) {
    const second = await answered(
      { ...input, findings: examined.findings, files: first.files },
      writing,
    );
    // A model that works from data has nothing else to say.
    const isNews = !isDeepStrictEqual(second.files, first.files);
    if (isNews) examined = await examineTests(second.files, writing);
    summary = second.summary;
  }
  const { files, dropped, untested, unproven } = examined;
  const isEmpty = !Object.keys(files).some((file) => file.endsWith(".test.ts"));
  if (isEmpty && dropped && dropped.length > 0) {
    throw new PluginCreationError(
      "Not one of the tests proves anything: all of them pass without the plugin, and so they did when the tester had been told.",
    );
  }
  return { files, summary, dropped, untested, unproven };
}

async function answered(
  input: Input<"tests">,
  { ask, character, draftFor }: TestWriting,
): Promise<{ files: Files; summary: string }> {
  const { files, summary } = await ask({
    purpose: "tests",
    input,
    prompt: (options) => testsPrompt(input, character, options),
    draft: draftFor(input.files ?? {}),
  });
  const written: Files = Object.fromEntries(files.map(({ path, content }) => [path, content]));
  assertWritable("tester", written);
  return { files: written, summary };
}
