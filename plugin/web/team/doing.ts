import type { AgentName, JobEvent, RequestType } from "../../../shared/events.ts";
import { currentIteration, type Job } from "../../../shared/job.ts";
import { owners } from "../../../shared/requests.ts";
import type { GateName } from "../../../shared/results.ts";

/** What an agent does at a moment of a job. */
export interface Doing {
  /** `idle` has nothing to do, `waiting` could not do anything. */
  state: "working" | "waiting" | "idle" | "over";
  text: string;
}

/**
 * What an agent does, read from the job and from the events that led to it.
 * @param events those that the job is folded from.
 */
export function doingOf(agent: AgentName, job: Job, events: JobEvent[]): Doing {
  if (job.finished) return { state: "over", text: overText(agent, job) };
  if (job.stopped) return { state: "waiting", text: "Stops." };
  const own = job.inFlight.filter((request) => owners[request] === agent);
  const [request] = own;
  if (request) return workingAt(request, agent, job, events);
  if (job.waiting) return { state: "waiting", text: waitsFor(agent, job) };
  if (agent !== "coordinator") return { state: "idle", text: "Has nothing to do." };
  const others = [...new Set(job.inFlight.map((each) => owners[each]))];
  return others.length > 0
    ? { state: "waiting", text: `Waits for the ${others.join(" and the ")}.` }
    : { state: "working", text: "Decides what comes next." };
}

function workingAt(request: RequestType, agent: AgentName, job: Job, events: JobEvent[]): Doing {
  const again = retryOf(agent, events);
  const text = `${WORDS[request](job, events)}${again ? ` ${again}` : ""}`;
  return { state: "working", text };
}

const WORDS: Record<RequestType, (job: Job, events: JobEvent[]) => string> = {
  "plan:requested": ({ edits }) =>
    edits.length > 0 ? "Changes the plan as asked." : "Turns the request into a specification.",
  "tests:requested": ({ judging }) =>
    judging ? `Judges ${count(judging.length, "disputed test")}.` : "Writes acceptance tests.",
  "code:requested"(job) {
    const findings = currentIteration(job)?.findings.length ?? 0;
    return findings > 0 ? `Mends ${count(findings, "finding")}.` : "Writes the plugin.";
  },
  "checks:requested"(_job, events) {
    const gates = gatesAtWork(events);
    return gates.length > 0 ? `Runs the gates: ${gates.join(", ")}.` : "Gets the gates ready.";
  },
  "review:requested": () => "Reads the code and the results.",
  "commit:requested": () => "Records it in git.",
};

/** Gates that have begun and have no verdict yet; some run at the same time. */
export function gatesAtWork(events: JobEvent[]): GateName[] {
  const open = new Set<GateName>();
  const begun = events.findLastIndex(({ type }) => type === "checks:requested");
  for (const event of begun < 0 ? [] : events.slice(begun)) {
    if (event.type === "gate:started") open.add(event.gate);
    else if (event.type === "gate:completed") open.delete(event.gate.name);
  }
  return [...open];
}

/** That the agent's last call failed and is made again; nothing when it was answered. */
function retryOf(agent: AgentName, events: JobEvent[]): string | undefined {
  const last = events.findLast((event) => event.agent === agent);
  if (last?.type !== "model:called" || last.failure?.retryInMs === undefined) return undefined;
  const seconds = Math.max(1, Math.round(last.failure.retryInMs / 1000));
  return `The model did not answer (${last.failure.kind}); it is asked again after ${seconds} s.`;
}

function waitsFor(agent: AgentName, { waiting }: Job): string {
  const isPersonal = waiting?.until === undefined;
  if (agent !== "coordinator") return "Stands still.";
  return isPersonal ? "Waits for a person." : "Waits until the time has come.";
}

const overText = (agent: AgentName, { finished }: Job): string =>
  agent === "coordinator" ? `Ended the job: ${finished?.status}.` : "Is done.";

const count = (number: number, noun: string): string =>
  `${number} ${noun}${number === 1 ? "" : "s"}`;
