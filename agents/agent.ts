import type { Character } from "@elizaos/core";
import { diskTrouble } from "../shared/disk-trouble.ts";
import { PluginCreationError } from "../shared/errors.ts";
import type { Config } from "../shared/config.ts";
import type { EventBus } from "../shared/event-bus.ts";
import type { owners } from "../shared/events.ts";
import {
  completedType,
  failedType,
  type AgentName,
  type CompletedType,
  type Estimate,
  type JobEvent,
  type Payload,
  type RequestType,
} from "../shared/events.ts";
import { isFinished, type Job } from "../shared/job.ts";
import { debug } from "../shared/log.ts";
import { isStillWanted } from "../shared/next-requests.ts";
import { reached } from "../shared/reached.ts";
import type { Repository } from "../shared/repository.ts";
import type { PluginSpecification } from "../shared/specification.ts";
import type { Answer, Purpose, Question as ModelQuestion } from "./models/model.ts";
import type { RunChecks } from "./tester/checks.ts";
import { waitFor } from "./waiting.ts";

/** What an agent has at hand during one turn. */
export interface Turn {
  job: Job;
  /** The job that this one goes on from, if it is still there. */
  parent: Job | undefined;
  /** The character it speaks with in this turn. */
  character: Character;
  /** Fingerprint of that character. */
  hash: string;
  signal: AbortSignal;
  /** Turns of the job that were stopped and have not come to their end; they may still be writing. */
  before?: Promise<unknown> | undefined;
  /** Asks the model in the agent's character. */
  ask: <Name extends Purpose>(question: Question<Name>) => Promise<Answer<Name>>;
  /** Publishes an event of its own work, such as a gate's verdict. */
  report: <Type extends "gate:started" | "gate:completed">(
    type: Type,
    payload: Payload<Type>,
  ) => void;
  /** The repository of the planned plugin. */
  repository: () => Promise<Repository>;
  /** The wanted version of a plugin, or the next patch that no release and no other job has; nobody else gets it. */
  reserveVersion: (pluginName: string, wanted: string) => Promise<string>;
  /** What a job for this specification is expected to take; nothing where a model costs nothing. */
  estimate: (specification: PluginSpecification) => Estimate | undefined;
  /** The process's settings. */
  config: Config;
  /** Runs every gate on a plugin's folder. */
  runChecks: RunChecks;
  /** The job's own folder. */
  folder: string;
}

/** What an agent wants to know; the rest of the call is its turn's. */
export type Question<Name extends Purpose> = Pick<
  ModelQuestion<Name>,
  "purpose" | "input" | "prompt" | "draft" | "objection" | "harder"
>;

type Perform<Type extends RequestType> = (
  request: JobEvent<Type>,
  turn: Turn,
) => Promise<Payload<CompletedType<Type>>>;

/** An agent: a name, and how it answers the requests that are its own. */
export interface Agent<Name extends AgentName = AgentName> {
  name: Name;
  answers: { [Type in OwnedBy<Name>]: Perform<Type> };
}

/** Requests that an agent owns. */
type OwnedBy<Name extends AgentName> = {
  [Type in RequestType]: (typeof owners)[Type] extends Name ? Type : never;
}[RequestType];

export const defineAgent = <Name extends AgentName>(agent: Agent<Name>): Agent<Name> => agent;

/** What agents share: the bus, and a turn for each request. */
export interface Surroundings {
  bus: EventBus;
  find: (jobId: string) => Job | undefined;
  /** Prepares a turn; throws when the job's folder or the agent's character cannot be used. */
  turn: (agent: AgentName, job: Job, cause: string) => Turn;
  /** Told of every turn that begins, so that nobody leaves before it has ended. */
  working: (turn: Promise<void>, jobId: string) => void;
  /** Told when not even a failure can be recorded, as on a full disk. */
  broken: (jobId: string, error: unknown) => void;
}

const log = debug("agent");

/** Lets an agent answer its requests on the bus. Returns the way out. */
export function listen(agent: Agent, surroundings: Surroundings): () => void {
  const unsubscribes = Object.keys(agent.answers).map((type) =>
    surroundings.bus.subscribe(type as RequestType, (request) => {
      surroundings.working(
        answer(agent, request, surroundings).catch((error: unknown) =>
          surroundings.broken(request.jobId, error),
        ),
        request.jobId,
      );
    }),
  );
  return () => unsubscribes.forEach((unsubscribe) => unsubscribe());
}

async function answer(
  agent: Agent,
  request: JobEvent<RequestType>,
  { bus, find, turn: turnFor }: Surroundings,
): Promise<void> {
  const { jobId, type } = request;
  const stamp = { jobId, agent: agent.name, cause: request.id };
  const job = find(jobId);
  if (!job || isFinished(job) || job.stopped) return;
  reached(`turn ${type}`, jobId);
  const turn = turnFor(agent.name, job, request.id);
  if (turn.before) await turn.before;
  if (turn.signal.aborted) return;
  try {
    const perform = (agent.answers as Record<string, Perform<RequestType>>)[type];
    const payload = await perform?.(request, turn);
    if (!payload || turn.signal.aborted) return;
    const completed = bus.publish(completedType(type), stamp, payload);
    const after = find(jobId);
    if (after && isStillWanted(after, request)) throw new Error(missed(request, completed));
  } catch (error) {
    // Whatever broke, it broke because the job was stopped, or goes on after the next start.
    if (turn.signal.aborted) return;
    const wait = waitFor(error, type, jobId);
    if (wait) {
      bus.publish("job:waiting", stamp, wait);
      return;
    }
    const known = error instanceof PluginCreationError ? error : diskTrouble(error);
    if (!known) log("a bug in the %s: %o", agent.name, error);
    const reason = known
      ? known.message
      : `Unexpected trouble of the ${agent.name}: ${String(error)}`;
    bus.publish(failedType(type), stamp, { reason });
  }
}

/** An answer that leaves its request open: nobody would ever ask again, or everybody for ever. */
const missed = (request: JobEvent<RequestType>, answer: JobEvent): string =>
  `It answered ${shown(request)} with ${shown(answer)}, and the request is still open. This is a bug; please report it.`;

function shown(event: JobEvent): string {
  const kind = "kind" in event ? [event.kind] : [];
  const iteration = "iteration" in event ? [`iteration ${event.iteration}`] : [];
  const which = [...kind, ...iteration].join(", ");
  return which ? `${event.type} (${which})` : event.type;
}
