import { ModelType, type IAgentRuntime, type Plugin } from "@elizaos/core";
import type { AgentName } from "../../../shared/events.ts";
import { currentIteration, type Job } from "../../../shared/job.ts";
import { phaseOf } from "../../../shared/phase.ts";
import { chat, type JobSummary } from "./chat.ts";
import { readMessage, replyXml } from "./eliza-prompt.ts";

/** Below every provider plugin: whoever brings a real model is asked instead. */
export const CHAT_PRIORITY = -1000;

/** Whose voice a runtime is, and what it can talk about. */
export interface ChatSurroundings {
  agentOf: (runtime: IAgentRuntime) => AgentName;
  /** Newest first. */
  jobsOf: (runtime: IAgentRuntime) => Job[];
  /** Whether the person in a conversation was asked what their plugin should do, and has not said so yet. */
  isAsked?: (runtime: IAgentRuntime, prompt: string) => boolean;
}

/** The part of an ElizaOS plugin that lets agents without a model of their own chat: the offline model behind its text models. */
export function offlineChat({
  agentOf,
  jobsOf,
  isAsked = () => false,
}: ChatSurroundings): Required<Pick<Plugin, "models" | "priority">> {
  const answer = (
    runtime: IAgentRuntime,
    { prompt = "" }: { prompt?: string },
  ): Promise<string> => {
    const message = readMessage(prompt);
    // Titles, reflections and other chores of the client: nothing worth saying.
    if (!message) return Promise.resolve("");
    const reply = chat({
      agent: agentOf(runtime),
      message,
      isAnswer: isAsked(runtime, prompt),
      characterName: runtime.character.name,
      jobs: jobsOf(runtime).map(summarize),
    });
    return Promise.resolve(replyXml(reply));
  };
  return {
    priority: CHAT_PRIORITY,
    models: { [ModelType.TEXT_SMALL]: answer, [ModelType.TEXT_LARGE]: answer },
  };
}

function summarize(job: Job): JobSummary {
  const iteration = currentIteration(job);
  const gates = iteration?.gates.map(
    ({ name, status, summary }) => `${name} ${status}: ${summary}`,
  );
  const findings = [
    ...(iteration?.gates.flatMap((gate) => gate.findings) ?? []),
    ...(iteration?.review?.findings ?? []),
  ];
  return {
    id: job.id,
    plugin: job.plan?.specification.name,
    status: job.status,
    waitsFor: job.waiting?.kind,
    phase: phaseOf(job),
    iteration: iteration?.number ?? 0,
    findings: findings.map(({ message, file }) => (file ? `${file}: ${message}` : message)),
    reviewSummary: iteration?.review?.summary,
    decisions: [
      ...(job.plan?.assumptions ?? []),
      ...(iteration?.code ? [`Iteration ${iteration.number}: ${iteration.code.summary}`] : []),
      ...(gates ?? []),
    ],
  };
}
