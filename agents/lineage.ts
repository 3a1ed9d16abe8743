import crypto from "node:crypto";
import type { Config } from "../shared/config.ts";
import { PluginCreationError } from "../shared/errors.ts";
import type { EventBus } from "../shared/event-bus.ts";
import type { JobEvent, Parent, Payload } from "../shared/events.ts";
import type { Job } from "../shared/job.ts";
import type { Jobs } from "../shared/jobs.ts";
import { forkOf, journalOfFork, retryOf, type ForkPoint } from "../shared/lineage.ts";
import { isApproved } from "../shared/loop/decide.ts";
import { Repository } from "../shared/repository.ts";
import { maskSecrets } from "../shared/secrets.ts";
import type { Begun, CreateOptions } from "./begun.ts";
import type { Desks } from "./desks.ts";
import type { Versions } from "./finished-plugins.ts";
import { refuse } from "./models/offline/misuse.ts";
import { isCalled } from "./models/offline/words/lineage.ts";

export interface LineageMeans {
  bus: EventBus;
  jobs: Jobs;
  desks: Desks;
  versions: Versions;
  config: Pick<Config, "dataDir" | "maxIterations">;
  /** Told of a job before anybody works on it. */
  watch: (jobId: string) => void;
  /** Number of a job in the line, if it stands in one. */
  placeOf: (jobId: string) => number | undefined;
}

/** Begins jobs that go on from other jobs. */
export class Lineage {
  readonly #means: LineageMeans;

  constructor(means: LineageMeans) {
    this.#means = means;
  }

  /**
   * Does a failed or cancelled job once more, with the same request and limits, for whoever asked for it. A fork begins
   * again where it began. Throws a sentence when there is nothing to be tried again.
   */
  async retry(jobId: string, { origin }: CreateOptions = {}): Promise<Begun> {
    const job = this.#means.jobs.get(jobId);
    const again = retryOf(job);
    const asked = job.origin ?? origin;
    const { how, iteration = 1, hint, jobId: before = "" } = job.parent ?? {};
    if (how === "fork") return this.fork(before, { iteration, hint }, { ...again, origin: asked });
    if (how === "improve") {
      const wish = job.request.description ?? "";
      return this.improve(before, wish, { ...again, origin: asked });
    }
    const created = this.#created(job, { ...again, origin: asked });
    return this.#started(this.#begin([created]), `Job ${job.id} is tried once more.`);
  }

  /**
   * Begins a job with everything that another one had at the end of an iteration, also one that is still at work. Throws a
   * sentence when nobody could go on from there.
   */
  async fork(
    jobId: string,
    { iteration, hint: words, reviewAgain }: ForkPoint,
    { origin, maxIterations }: CreateOptions = {},
  ): Promise<Begun> {
    const { jobs, desks, versions } = this.#means;
    const parent = jobs.get(jobId);
    const reason = words && refuse(words);
    if (reason) return { kind: "refuse", reason };
    const isDeaf = "answer" in desks.source && words !== undefined;
    if (isDeaf && parent.iterations.some((each) => each.number === iteration && isApproved(each))) {
      return {
        kind: "refuse",
        reason: `${DEAF} Iteration ${iteration} was approved, so there is nothing else to do.`,
      };
    }
    const hint = isDeaf || !words ? undefined : maskSecrets(words);
    const events = jobs.events(jobId);
    const fork = forkOf(events, { iteration, hint, reviewAgain });
    const notes = isDeaf ? [...parent.notes, `${DEAF} The job goes on without it.`] : parent.notes;
    const limits = { maxIterations: Math.max(maxIterations ?? 0, fork.maxIterations) };
    const created = this.#created(
      { ...parent, notes },
      { ...fork, ...limits, origin: origin ?? parent.origin },
    );
    const { name, version: wanted } = specificationOf(parent);
    const version = await versions.reserve(created.jobId, name, wanted);
    const newId = (): string => crypto.randomUUID();
    const job = this.#begin(journalOfFork(events, { created, version, reviewAgain, newId }));
    const asked = hint ? `, and is asked: ${hint}` : "";
    return this.#started(
      job,
      `Job ${job.id} goes on from iteration ${iteration} of job ${jobId}${asked}.`,
    );
  }

  /**
   * Begins a job for the next version of a released plugin.
   * @param target name of the plugin, or the id of a job that released it.
   */
  async improve(
    target: string,
    words: string,
    { origin, maxIterations = this.#means.config.maxIterations }: CreateOptions = {},
  ): Promise<Begun> {
    const { jobs, desks } = this.#means;
    const wish = maskSecrets(words).trim();
    const { job, commit, notes } = await releaseOf(target, jobs.all(), this.#means.config.dataDir);
    const released = specificationOf(job);
    if (wish === "")
      return { kind: "ask", question: `What should be different in ${released.name}?` };
    const parent: Parent = { jobId: job.id, how: "improve", commit };
    const request = { released, wish };
    const jobId = jobs.newId();
    const answer = await desks.acknowledge({ jobId, request, maxIterations, parent });
    if (answer.kind !== "start") return answer;
    const asked = { request: { description: wish, specification: released }, notes };
    const created = this.#created(asked, { maxIterations, parent, origin }, jobId);
    return this.#started(this.#begin([created]), answer.text);
  }

  #created(
    { request, notes }: Pick<Job, "request" | "notes">,
    {
      maxIterations,
      parent,
      origin,
    }: Pick<Payload<"job:created">, "maxIterations" | "parent" | "origin">,
    jobId: string = this.#means.jobs.newId(),
  ): JobEvent<"job:created"> {
    const { bus, desks } = this.#means;
    const stamp = { jobId, agent: "coordinator" } as const;
    const model = desks.source.name;
    const payload = { ...request, notes, maxIterations, model, origin, parent };
    return bus.stamped("job:created", stamp, payload);
  }

  #started(job: Job, text: string): Begun {
    const place = this.#means.placeOf(job.id);
    return { kind: "started", job, text, notes: job.notes, place };
  }

  /** Records a job's past, then tells of it; whoever conducts asks for what comes next. */
  #begin([created, ...past]: [JobEvent<"job:created">, ...JobEvent[]]): Job {
    const { bus, jobs, watch } = this.#means;
    if (past.length > 0) jobs.adopt([created, ...past]);
    else jobs.record(created);
    watch(created.jobId);
    bus.announce(created);
    return jobs.get(created.jobId);
  }
}

const DEAF =
  "The offline model builds from blueprints and cannot follow a hint; a language model can.";

function specificationOf({ id, plan }: Job) {
  if (plan) return plan.specification;
  throw new PluginCreationError(`Job ${id} has no plan yet, so there is nothing to go on from.`);
}

interface FoundRelease {
  job: Job;
  commit: string;
  /** What people should know of it. */
  notes: string[];
}

/** The release that a target means: that of a job, or the newest of a plugin. Throws a sentence when there is none. */
async function releaseOf(target: string, jobs: Job[], dataDir: string): Promise<FoundRelease> {
  const released = jobs.filter(({ status, commits }) => status === "completed" && commits.release);
  const nameOf = (job: Job): string => specificationOf(job).name;
  const named = jobs.find(({ id }) => id === target.toLowerCase());
  const own = named
    ? released.filter(({ id }) => id === named.id)
    : released.filter((job) => isCalled(nameOf(job), target));
  const names = [...new Set(own.map(nameOf))];
  const [name = ""] = names;
  if (names.length > 1) {
    throw new PluginCreationError(`"${target}" can be ${names.join(" or ")}: say the whole name.`);
  }
  if (names.length === 0) {
    const known = [...new Set(released.map(nameOf))];
    const there = known.length > 0 ? `There are: ${known.join(", ")}.` : "None was released yet.";
    const what = named
      ? `Job ${named.id} has released nothing (${named.status}).`
      : `There is no released plugin "${target}".`;
    throw new PluginCreationError(`${what} ${there}`);
  }
  const main = await (await Repository.open(dataDir, name)).head("main");
  const newest = released.find((job) => nameOf(job) === name && job.commits.release === main);
  const job = named ? own[0] : (newest ?? own[0]);
  const commit = job?.commits.release;
  if (!job || !commit) throw new Error(`${name} was released by nobody.`);
  const isOld = newest !== undefined && newest.id !== job.id;
  const old = `${name} ${specificationOf(newest ?? job).version} is newer than what job ${job.id} released; what came with it is not in this version.`;
  return { job, commit, notes: isOld ? [old] : [] };
}
