import type { AgentName, EventType, JobEvent } from "../../../shared/events.ts";
import { exchangeText } from "../../../shared/exchange-text.ts";
import { owners } from "../../../shared/requests.ts";
import { tokensText, usdText } from "../../../shared/spending.ts";
import { totalTokens } from "../../../shared/usage.ts";
import { durationText } from "./numbers.ts";

/** What a message is, for filters and for the eye. */
export type Kind =
  "request" | "answer" | "failure" | "gate" | "thought" | "note" | "call" | "bookkeeping";

/** An event as a message from one agent to another, or to itself. */
export interface Message {
  event: JobEvent;
  /** How many events came before it. */
  index: number;
  kind: Kind;
  from: AgentName;
  to: AgentName;
}

export interface Filter {
  /** Only messages from or to this agent. */
  agent: AgentName | undefined;
  calls: boolean;
  bookkeeping: boolean;
}

const BOOKKEEPING: readonly EventType[] = [
  "gate:started",
  "checks:completed",
  "commit:requested",
  "commit:completed",
  "character:swapped",
];

export const messagesOf = (events: JobEvent[], from = 0): Message[] =>
  events.slice(from).map((event, index) => messageOf(event, from + index));

export const isShown = ({ kind, from, to }: Message, { agent, calls, bookkeeping }: Filter) =>
  (agent === undefined || from === agent || to === agent) &&
  (calls || kind !== "call") &&
  (bookkeeping || kind !== "bookkeeping");

function messageOf(event: JobEvent, index: number): Message {
  const from = event.agent;
  return { event, index, kind: kindOf(event), from, to: receiverOf(event) };
}

function kindOf({ type }: JobEvent): Kind {
  if (BOOKKEEPING.includes(type)) return "bookkeeping";
  if (type === "model:called") return "call";
  if (type === "agent:thought") return "thought";
  if (type === "gate:completed") return "gate";
  if (type.startsWith("job:")) return "note";
  if (type.endsWith(":requested")) return "request";
  if (type.endsWith(":completed")) return "answer";
  return type.endsWith(":failed") ? "failure" : "note";
}

/** Requests go to who answers them, answers to the coordinator; all else an agent says to itself. */
function receiverOf(event: JobEvent): AgentName {
  const { type, agent } = event;
  if (type in owners) return owners[type as keyof typeof owners];
  if (event.type === "job:hinted") return event.to[0] ?? agent;
  const [subject = "", verb = ""] = type.split(":");
  const isAnswer = `${subject}:requested` in owners && /^(completed|failed)$/.test(verb);
  return isAnswer ? "coordinator" : agent;
}

/** What the job's room is told, and words for what it is not told: one or more lines, the first one tells most. */
export function textOf(event: JobEvent): string {
  switch (event.type) {
    case "model:called": {
      const { purpose, model, usage, usd, durationMs, failure } = event;
      const cost = usd === null ? "price unknown" : usdText(usd);
      const facts = [tokensText(totalTokens(usage)) + " tokens", cost, durationText(durationMs)];
      const end = failure ? `${failure.kind}: ${failure.message}` : facts.join(", ");
      return `${model} for ${purpose}: ${end}`;
    }
    case "commit:requested":
      return `Record the ${event.kind} in git.`;
    case "gate:started":
      return `${event.gate} begins.`;
    case "checks:completed":
      return `All gates are through: ${event.report.verdict}.`;
    default:
      return exchangeText(event) ?? event.type;
  }
}
