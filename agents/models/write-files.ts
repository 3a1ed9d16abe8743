import { ModelError } from "../../shared/errors.ts";
import { maskSecrets } from "../../shared/secrets.ts";
import { complete, type Completion } from "./complete.ts";
import type { Desk } from "./desk.ts";
import { DraftFiles } from "./drafts/draft-files.ts";
import { draftTools, runTool } from "./drafts/draft-tools.ts";
import { parseProtocol } from "./drafts/parse-protocol.ts";
import { applySteps, protocolInstructions, protocolTag } from "./drafts/text-protocol.ts";
import type { Answer, Draft, FilesPurpose, Prompt, Question, TextSource } from "./model.ts";
import { textOf, type Block, type Message, type TextReply, type ToolResult } from "./text-model.ts";
import { thoughtsIn, wordsBefore } from "./thoughts.ts";

/** Turns of one conversation. Most of the work is done in the first two; what is left then is for the gates. */
const MOST_TURNS = 8;
/** Answers in the text protocol that may be asked to be completed or mended. */
const MOST_REPAIRS = 2;
const LONGEST_SUMMARY = 72;

type Written = Answer<"code">;
type WritingCall = Question<FilesPurpose> & { draft: Draft };

/** Lets a model write files: with tools where it has them, else in sections of plain text. */
export async function writeFiles(
  source: TextSource,
  call: WritingCall,
  prompt: Prompt,
  desk: Desk,
): Promise<Written> {
  const written = source.model.abilities(call.role).tools
    ? await withTools(source, call, prompt, desk)
    : undefined;
  // A model that cannot get one tool call right is not lost: it can still write.
  return written ?? inSections(source, call, prompt, desk);
}

/** The conversation with tools; `undefined` when no call of the model led to anything. */
async function withTools(
  { model }: TextSource,
  call: WritingCall,
  prompt: Prompt,
  desk: Desk,
): Promise<Written | undefined> {
  const draft = new DraftFiles(call.draft);
  const messages: Message[] = [{ role: "user", content: prompt.user }];
  const request: Completion = { ...base(call, prompt, desk), messages, tools: draftTools };
  // A model may write what is there already; that it did something is what counts.
  let worked = false;
  let reminded = false;
  for (let turn = 1; turn <= MOST_TURNS; turn++) {
    const reply = await complete(
      model,
      { ...request, messages: [...messages] },
      desk.line(call.purpose),
    );
    hear(reply, desk);
    // An endpoint can turn out not to know tools at all.
    if (!model.abilities(call.role).tools) return undefined;
    const calls = reply.blocks.filter((block) => block.type === "tool_use");
    if (calls.length > 0) {
      const results = await runAll(draft, calls, call.signal);
      worked ||= results.some(({ is_error }) => !is_error);
      messages.push({ role: "assistant", content: reply.blocks });
      messages.push({ role: "user", content: [...results, ...wordsAfter(reply, turn)] });
    } else if (reply.stop === "max_tokens") {
      messages.push(...goOn(reply));
    } else if (!worked && !reminded) {
      reminded = true;
      messages.push(...sayTo(reply, "No file was written or changed. Use the tools to do it."));
    } else {
      return worked ? result(draft, textOf(reply.blocks)) : undefined;
    }
  }
  return worked ? result(draft, "") : undefined;
}

async function runAll(
  draft: DraftFiles,
  calls: Extract<Block, { type: "tool_use" }>[],
  signal: AbortSignal,
): Promise<ToolResult[]> {
  const results: ToolResult[] = [];
  for (const { id, name, input } of calls) {
    const { content, isError } = await runTool(draft, name, input, signal);
    const failed = isError ? { is_error: true } : {};
    results.push({ type: "tool_result", tool_use_id: id, content, ...failed });
  }
  return results;
}

/** What the model has to know besides the results of its tools. */
function wordsAfter({ stop }: TextReply, turn: number): { type: "text"; text: string }[] {
  const cut =
    stop === "max_tokens" ? ["Your answer was cut off here. Go on in smaller steps."] : [];
  const last = turn === MOST_TURNS - 1 ? ["One turn is left: finish with the one line."] : [];
  return [...cut, ...last].map((text) => ({ type: "text", text }));
}

/** The same conversation without tools: sections of text, and at most a few rounds in which they are mended. */
async function inSections(
  { model }: TextSource,
  call: WritingCall,
  prompt: Prompt,
  desk: Desk,
): Promise<Written> {
  const draft = new DraftFiles(call.draft);
  const first = desk.line(call.purpose);
  const tag = protocolTag(first.stem);
  const edits = desk.settings.edits === true && Object.keys(call.draft.files).length > 0;
  const disputes = call.draft.writer === "coder" && Object.keys(call.draft.files).length > 0;
  const user = `${prompt.user}\n\n${protocolInstructions(tag, { edits, disputes })}`;
  const messages: Message[] = [{ role: "user", content: user }];
  let summary = "";
  let line = first;
  for (let repair = 0; ; repair++) {
    const reply = await complete(
      model,
      { ...base(call, prompt, desk), messages: [...messages] },
      line,
    );
    [...thoughtsIn(reply), ...wordsBefore(reply, `@@${tag}`)].forEach(desk.thought);
    const answer = parseProtocol(textOf(reply.blocks), tag);
    const problems = [...answer.problems, ...(await applySteps(draft, answer.steps, call.signal))];
    summary = answer.summary ?? summary;
    if (!answer.complete) problems.push("The answer ended before its DONE line.");
    const worked = draft.changed.length > 0 || draft.disputes.length > 0;
    if (!worked) problems.push("No file was written or changed.");
    if (problems.length === 0) return result(draft, summary);
    if (repair < MOST_REPAIRS) {
      messages.push(...sayTo(reply, mendSections(problems)));
      line = desk.line(call.purpose);
    } else if (worked || Object.keys(call.draft.files).length > 0) {
      return result(draft, summary); // what is wrong with it, or that nothing changed, others will say
    } else {
      throw new ModelError(
        "bad-answer",
        `The model ${reply.model} wrote no file in ${repair + 1} answers: ${problems.join(" ")}`,
      );
    }
  }
}

const mendSections = (problems: string[]): string =>
  [
    "Some of that could not be used:",
    ...problems.map((problem) => `- ${problem}`),
    "Send the sections that are missing or wrong again, in the same form, then SUMMARY and DONE.",
  ].join("\n");

const base = ({ role, signal }: WritingCall, { system }: Prompt, { settings }: Desk) => ({
  role,
  system,
  settings,
  signal,
});

const hear = (reply: TextReply, desk: Desk): void => thoughtsIn(reply).forEach(desk.thought);

const goOn = (reply: TextReply): Message[] =>
  sayTo(reply, "Your answer was cut off before a tool was called. Go on in smaller steps.");

/** Answers a reply; one of which nothing but thinking is there cannot be sent back. */
function sayTo(reply: TextReply, text: string): Message[] {
  const said = reply.blocks.some(({ type }) => type === "text");
  return [
    ...(said ? [{ role: "assistant" as const, content: reply.blocks }] : []),
    { role: "user", content: text },
  ];
}

function result(draft: DraftFiles, words: string): Written {
  const files = Object.entries(draft.files).map(([path, content]) => ({ path, content }));
  const summary = subject(words) || subject(`change ${draft.changed.join(", ")}`);
  return { files, summary, ...(draft.disputes.length > 0 && { disputes: draft.disputes }) };
}

/** The line of an answer that a commit can begin with: models like to add a sentence, a dash or a fence. */
function subject(words: string): string {
  const lines = maskSecrets(words, { prose: true })
    .split("\n")
    .map((line) => line.replace(/^[\s#>*`-]+|[\s.*`]+$/g, ""));
  const line = lines.findLast((each) => each !== "") ?? "";
  return line.length <= LONGEST_SUMMARY ? line : `${line.slice(0, LONGEST_SUMMARY - 1).trimEnd()}…`;
}
