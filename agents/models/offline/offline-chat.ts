import { ModelType, type IAgentRuntime, type Plugin } from "@elizaos/core";
import type { AgentName } from "../../../shared/events.ts";
import { currentIteration, phaseOf, type Job } from "../../../shared/job.ts";
import type { Jobs } from "../../../shared/jobs.ts";
import { chat, readMessage, replyXml, type JobSummary } from "./chat.ts";

/** Below every provider plugin: whoever brings a real model is asked instead. */
const PRIORITY = -1000;

/** Lets agents without a model of their own chat: the offline model behind ElizaOS's text models. */
export function offlineChat(agentOf: (runtime: IAgentRuntime) => AgentName, jobs: Jobs): Plugin {
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
      characterName: runtime.character.name,
      jobs: jobs.all().map(summarize),
    });
    return Promise.resolve(replyXml(reply));
  };
  return {
    name: "plugin-dynamic-offline-chat",
    description: "Chat without a language model, about the plugins that this team builds",
    priority: PRIORITY,
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
