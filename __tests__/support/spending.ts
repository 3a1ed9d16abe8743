import type { AgentName, Payload } from "../../shared/events.ts";
import type { Spent } from "../../shared/spending.ts";
import { noUsage, type Usage } from "../../shared/usage.ts";

/** What an attempt used: 1000 tokens in and 100 out, unless something else is said. */
export const used = (parts: Partial<Usage> = {}): Usage => ({
  ...noUsage,
  input: 1000,
  output: 100,
  ...parts,
});

interface Call {
  agent?: AgentName;
  iteration?: number;
  model?: string;
  usd?: number | null;
  usage?: Partial<Usage>;
  minutes?: number;
  failure?: Payload<"model:called">["failure"];
}

/** An attempt at a model, as the payload of its event. */
export const called = ({
  iteration = 1,
  model = "claude-opus-5-5",
  usd = 0.1,
  usage = {},
  minutes = 0.5,
  failure,
}: Call = {}): Payload<"model:called"> => ({
  key: "coder/1/1/1",
  purpose: "code",
  iteration,
  model,
  usd,
  usage: used(usage),
  durationMs: minutes * 60_000,
  failure,
});

/** The same as it stands in a job. */
export function spent(call: Call = {}, at = new Date().toISOString()): Spent {
  const { iteration, model, usd, usage, durationMs, failure } = called(call);
  const { agent = "coder" } = call;
  return { at, agent, iteration, model, usd, usage, durationMs, failed: failure !== undefined };
}

/** A wait as an agent publishes it. */
export const waitFor = (
  request: Payload<"job:waiting">["request"],
  until?: string,
): Payload<"job:waiting"> =>
  until === undefined
    ? { kind: "budget", scope: "job", reason: "The job's budget does not reach.", request }
    : { kind: "rate-limit", reason: "The model is asked too often.", until, request };
