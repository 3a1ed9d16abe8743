import type {
  Cassette,
  RecordedAnswer,
  RecordedAttempt,
} from "../../agents/models/cassette/cassette.ts";
import { roleOf } from "../../agents/models/cassette/keys.ts";
import { requestOf, type Purpose } from "../../agents/models/model.ts";
import type { Block, Message } from "../../agents/models/text-model.ts";
import { AgentName } from "../../shared/event-fields.ts";
import type { Job } from "../../shared/job.ts";
import type { Part, RecordedCall, WholeCall } from "./api/calls.ts";

/** All calls of a recording, in the order in which they were made. */
export const listedCalls = ({ attempts, answers, header }: Cassette): RecordedCall[] => [
  ...[...answers.values()].map((answer) => ofAnswer(answer, header.source)),
  ...[...attempts.values()].map(ofAttempt),
];

/**
 * One call with everything in it; nothing when the recording has no such call.
 * @param job what a source that works from data was given is read from it: recordings have prompts only.
 */
export function wholeCall(recording: Cassette, key: string, job: Job): WholeCall | undefined {
  const attempt = recording.attempts.get(key);
  if (attempt) return wholeAttempt(attempt);
  const answer = recording.answers.get(key);
  return answer && wholeAnswer(answer, recording.header.source, job);
}

const placeOf = (key: string): Pick<RecordedCall, "key" | "agent" | "iteration"> => ({
  key,
  agent: AgentName.parse(roleOf(key)),
  iteration: Number(key.split("/")[1]),
});

const ofAttempt = ({ key, model, durationMs, reply, failure }: RecordedAttempt): RecordedCall => ({
  ...placeOf(key),
  purpose: null,
  model: reply?.model ?? model,
  durationMs,
  ended: failure ? `${failure.kind}: ${failure.message}` : (reply?.stop ?? ""),
  failed: failure !== undefined,
});

const ofAnswer = ({ key, purpose }: RecordedAnswer, source: string): RecordedCall => ({
  ...placeOf(key),
  purpose,
  model: source,
  durationMs: null,
  ended: "answered",
  failed: false,
});

function wholeAttempt(attempt: RecordedAttempt): WholeCall {
  const { settings, format, system, tools = [], messages } = attempt.request;
  const given = Object.entries({ ...settings, ...(format && { format: json(format) }) });
  return {
    ...ofAttempt(attempt),
    settings: given.map(([name, value]) => ({ name, value: String(value) })),
    system,
    tools: tools.map(({ name, description, input_schema }) => ({
      name,
      description,
      schema: json(input_schema),
    })),
    messages: messages.map(sent),
    answer: attempt.reply ? said(attempt.reply) : partial(attempt),
  };
}

function said({ blocks, refusal }: NonNullable<RecordedAttempt["reply"]>): Part[] {
  const why = [refusal?.category, refusal?.explanation].filter(Boolean).join(": ");
  return [
    ...blocks.map(partOf),
    ...(why ? [{ kind: "error" as const, title: "", text: why }] : []),
  ];
}

/** What an attempt that broke off had said by then, and how it ended. */
function partial({ stream, failure }: RecordedAttempt): Part[] {
  const written = stream.map((piece) => (piece.length === 4 ? piece[3] : "")).join("");
  return [
    ...(written ? [{ kind: "text" as const, title: "before it broke off", text: written }] : []),
    { kind: "error", title: failure?.kind ?? "", text: failure?.message ?? "" },
  ];
}

function sent({ role, content }: RecordedAttempt["request"]["messages"][number]) {
  return { role, parts: typeof content === "string" ? [textPart(content)] : content.map(partOf) };
}

type Sent = Block | Exclude<Extract<Message, { role: "user" }>["content"], string>[number];

const textPart = (text: string): Part => ({ kind: "text", title: "", text });

function partOf(block: Sent): Part {
  switch (block.type) {
    case "text":
      return textPart(block.text);
    case "thinking":
      return { kind: "thinking", title: "", text: block.thinking };
    case "redacted_thinking":
      return { kind: "thinking", title: "encrypted by the endpoint", text: "" };
    case "tool_use":
      return { kind: "tool", title: block.name, text: inputText(block.input) };
    case "tool_result":
      return { kind: block.is_error ? "error" : "result", title: "", text: block.content };
    default:
      // A kind that we do not know is shown as it came.
      return { kind: "data", title: (block as { type: string }).type, text: json(block) };
  }
}

/** Texts that a tool is given stand as what they are, everything else as JSON. */
function inputText(input: unknown): string {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return json(input);
  const lines = Object.entries(input).map(([name, value]) =>
    typeof value === "string"
      ? `${name}:${value.includes("\n") ? "\n" : " "}${value}`
      : `${name}: ${json(value)}`,
  );
  return lines.join("\n");
}

function wholeAnswer(answer: RecordedAnswer, source: string, job: Job): WholeCall {
  const { key, purpose, thoughts } = answer;
  const given = givenFor(purpose, placeOf(key).iteration, job);
  return {
    ...ofAnswer(answer, source),
    settings: [],
    system: [],
    tools: [],
    messages: [
      { role: "user", parts: [{ kind: "data", title: "what it worked from", text: json(given) }] },
    ],
    answer: [
      ...thoughts.map((text): Part => ({ kind: "thinking", title: "", text })),
      { kind: "data", title: "", text: json(answer.answer) },
    ],
  };
}

/** What a source that works from data is given for each purpose, as far as the job's events have it. */
function givenFor(purpose: Purpose, iteration: number, job: Job): unknown {
  const { plan, iterations } = job;
  const planned = { specification: plan?.specification, criteria: plan?.criteria };
  const round = iterations.find(({ number }) => number === iteration);
  switch (purpose) {
    case "acknowledge":
      return requestOf(job.request);
    case "plan":
      return { ...requestOf(job.request), ...(job.edits.length > 0 && { edits: job.edits }) };
    case "tests":
      return { ...planned, language: plan?.language };
    case "judge":
      return { specification: plan?.specification, disputes: job.disputes };
    case "code":
      return { ...planned, language: plan?.language, findings: round?.findings ?? [] };
    case "review":
      return { ...planned, iteration, report: round?.report };
  }
}

const json = (value: unknown): string => JSON.stringify(value, null, 2) ?? "";
