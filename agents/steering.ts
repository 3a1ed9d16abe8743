import type { EventBus } from "../shared/event-bus.ts";
import type { AgentName } from "../shared/events.ts";
import { isFinished, type Hint, type Job } from "../shared/job.ts";
import { maskSecrets } from "../shared/secrets.ts";
import { fenced } from "./guide/fence.ts";
import { message } from "./guide/material.ts";
import { hintedAgents, hintWords } from "./models/offline/words/steering.ts";
import type { RenderPrompt } from "./models/model.ts";

/** Whether a job has a plan that somebody may still want to be different. */
export const isEditable = ({ waiting, stopped }: Job): boolean =>
  waiting?.kind === "approval" && !stopped;

/**
 * Has the plan of a job made anew as somebody wants it. Returns false when none waits for a yes, or nothing was said.
 */
export function editPlan(bus: EventBus, job: Job, words: string): boolean {
  const text = maskSecrets(words).trim();
  if (!isEditable(job) || text === "") return false;
  bus.publish("job:edited", { jobId: job.id, agent: "coordinator" }, { text });
  return true;
}

/**
 * Has agents hear at their next turn how it is to be done: whoever is named in `to` or in the words, else whose work they
 * speak of. Returns who that is; nobody when the job is over, or nothing was said.
 */
export function giveHint(bus: EventBus, job: Job, words: string, to?: AgentName): AgentName[] {
  const text = maskSecrets(hintWords(words)).trim();
  if (isFinished(job) || job.stopped || text === "") return [];
  const agents = to ? [to] : hintedAgents(words);
  bus.publish("job:hinted", { jobId: job.id, agent: "coordinator" }, { text, to: agents });
  return agents;
}

const HINTS =
  "The person for whom this is made said while it was at work how they want it done. Do it that way as far as your rules, the form of your answer and the specification allow.";

/** The same prompt, with what somebody said to this agent behind it; without a hint it is the same byte for byte. */
export const withHints =
  (render: RenderPrompt, agent: AgentName, hints: Hint[]): RenderPrompt =>
  (options) => {
    const prompt = render(options);
    const own = hints.filter(({ to }) => to.includes(agent)).map(({ text }) => text);
    if (own.length === 0) return prompt;
    const said = agent === "tester" ? own.map(withoutCode) : own;
    const list = fenced("hints, oldest first", said.map((text) => `- ${text}`).join("\n"));
    return { ...prompt, user: message(prompt.user, HINTS, list) };
  };

const CODE = [/```[\s\S]*?(?:```|$)/g, /`[^`\n]*[;{}=()][^`\n]*`/g, /^.*(?:[;{}]\s*$|=>).*$/gm];

/** Tests are written without a look at the code, also where a person quotes it. */
const withoutCode = (text: string): string =>
  CODE.reduce((rest, shape) => rest.replace(shape, "(code left out)"), text);
