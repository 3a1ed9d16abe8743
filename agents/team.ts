import type { Character, IAgentRuntime, Plugin } from "@elizaos/core";
import type { Config } from "../shared/config.ts";
import { EventBus } from "../shared/event-bus.ts";
import { agentNames, type AgentName } from "../shared/events.ts";
import { isFinished, type Job } from "../shared/job.ts";
import { Jobs } from "../shared/jobs.ts";
import { readPrices, type Prices } from "../shared/prices.ts";
import { watchRequests } from "../shared/process-requests.ts";
import { redactor } from "../shared/redact.ts";
import { readSpecification } from "../shared/read-specification.ts";
import { Repository } from "../shared/repository.ts";
import { maskSecrets } from "../shared/secrets.ts";
import { listen, type Agent, type Turn } from "./agent.ts";
import type { Begun, CreateOptions } from "./begun.ts";
import { Cast } from "./cast.ts";
import { agentId, characterHash, CharacterFiles } from "./characters.ts";
import { coder } from "./coder/coder.ts";
import { conduct, goOn, type LocatePlugin } from "./coordinator/conduct.ts";
import { coordinator } from "./coordinator/coordinator.ts";
import { Desks, commissionOf } from "./desks.ts";
import { Endings } from "./endings.ts";
import { estimateFor } from "./estimate.ts";
import { locatePlugin, Versions } from "./finished-plugins.ts";
import type { AgentHost } from "./host.ts";
import { ask } from "./models/ask.ts";
import { budgetOf, type Budget } from "./models/budget.ts";
import type { ChatVoice } from "./models/agent-chat.ts";
import type { Desk } from "./models/desk.ts";
import { loadProvider } from "./models/eliza/find-provider.ts";
import type { ModelSource, PluginRequest } from "./models/model.ts";
import { allowPackages } from "./packages/consent.ts";
import { planner } from "./planner/planner.ts";
import { reviewer } from "./reviewer/reviewer.ts";
import { startAgents } from "./start-agents.ts";
import { runChecks, type RunChecks } from "./tester/checks.ts";
import { keepReady } from "./tester/readiness.ts";
import { tester } from "./tester/tester.ts";
import type { TeamOptions } from "./team-options.ts";
import { TimeLimit } from "./time-limit.ts";
import { Waits, type ContinueOptions } from "./waiting.ts";

const agents = [coordinator, planner, coder, tester, reviewer] as Agent[];

export type { Begun, CreateOptions } from "./begun.ts";

/** The five agents at work on one data folder. */
export class Team {
  readonly config: Config;
  readonly bus: EventBus;
  readonly jobs: Jobs;
  readonly prices: Prices;
  readonly budget: Budget;
  readonly #gates: RunChecks;
  readonly #cast: Cast;
  readonly #desks: Desks;
  readonly #versions: Versions;
  readonly #endings: Endings;
  readonly #waits: Waits;
  readonly #timeLimit: TimeLimit;
  readonly #stops = new Map<string, AbortController>();
  readonly #unsubscribes: (() => void)[];
  /** Turns that have not ended yet. */
  readonly #turns = new Set<Promise<unknown>>();
  #host: AgentHost | undefined;

  constructor({ config, characters = {}, environment = {}, gates = runChecks }: TeamOptions) {
    this.config = config;
    this.#gates = gates;
    const redact = redactor(config.secrets);
    this.prices = readPrices(config.prices);
    this.jobs = new Jobs(config.dataDir);
    this.#versions = new Versions(config.dataDir);
    this.bus = new EventBus((event) => this.jobs.record(event), redact);
    this.budget = budgetOf(config, this.jobs, this.bus);
    this.#endings = new Endings(this.bus, this.jobs, config.dataDir);
    const files = new CharacterFiles(config.dataDir, characters);
    this.#cast = new Cast(files, (agent, character) => this.#tellOfSwap(agent, character));
    this.#desks = new Desks({
      config,
      bus: this.bus,
      jobs: this.jobs,
      budget: this.budget,
      prices: this.prices,
      cast: this.#cast,
      redact,
      environment,
    });
    const find = (jobId: string): Job | undefined => this.jobs.find(jobId);
    const surroundings = {
      bus: this.bus,
      find,
      turn: (agent: AgentName, job: Job, cause: string) => this.#turn(agent, job, cause),
      working: (turn: Promise<void>) => this.#keepTurn(turn),
      broken: (jobId: string, error: unknown) => this.#breakOff(jobId, error),
    };
    const allow = allowPackages.bind(undefined, config.dataDir);
    this.#waits = new Waits({ ...surroundings, allow });
    this.#timeLimit = new TimeLimit(this.bus, config.jobTimeoutMs, this.fail.bind(this));
    this.#unsubscribes = [
      ...agents.map((agent) => listen(agent, surroundings)),
      conduct(this.bus, { ...surroundings, locate: this.#locate }),
      ...(gates === runChecks
        ? [keepReady({ bus: this.bus, jobs: this.jobs, config, model: () => this.model })]
        : []),
      this.bus.subscribe("job:stopped", ({ jobId }) => this.#stops.get(jobId)?.abort()),
      this.bus.subscribe("job:finished", ({ jobId }) => {
        this.#stops.get(jobId)?.abort();
        this.#stops.delete(jobId);
        this.#versions.release(jobId);
        this.#keepTurn(Promise.all([this.#desks.end(this.jobs.get(jobId)), this.report(jobId)]));
      }),
      watchRequests(config.dataDir, {
        cancel: (jobId) => find(jobId) && this.cancel(jobId, "Cancelled from the command line."),
        continue: (jobId) => find(jobId) && this.continue(jobId),
        without: (jobId) => find(jobId) && this.continue(jobId, { without: true }),
      }),
    ];
  }

  /**
   * Starts the team's ElizaOS agents on a host.
   * @param lead the coordinator's own plugins, or the agent that already is the coordinator.
   */
  async startAgents(host: AgentHost, lead: Plugin[] | IAgentRuntime): Promise<void> {
    this.#host = host;
    const { modelProvider } = this.config;
    const provider = modelProvider ? await loadProvider(modelProvider, process.cwd()) : undefined;
    const chat = this.#desks.chat((runtime) => this.agentOf(runtime));
    const character = (name: AgentName): Character => this.character(name);
    const runtimes = await startAgents({ host, lead, chat, provider, character });
    if (!Array.isArray(lead)) this.#cast.join("coordinator", lead);
    for (const runtime of runtimes) this.#cast.join(this.agentOf(runtime), runtime);
    this.#desks.choose(); // only now it shows whether the agents bring a model of their own
  }

  /** What the coordinator chats with, where the team's model is for that as well. */
  voice(): ChatVoice | undefined {
    return this.#desks.voice();
  }

  /** The model source that does the work. */
  get model(): ModelSource {
    return this.#desks.source;
  }

  /** Which of the five a runtime is; a stranger's agent is the coordinator. */
  agentOf(runtime: IAgentRuntime): AgentName {
    return agentNames.find((name) => agentId(name) === runtime.agentId) ?? "coordinator";
  }

  runtimeOf(agent: AgentName): IAgentRuntime | undefined {
    return this.#cast.runtimeOf(agent);
  }

  /** Goes on with jobs that a crash or a stop left unfinished: with all of them, unless some are named. */
  resume(unfinished: Job[] = this.jobs.active()): Job[] {
    for (const job of unfinished) {
      this.#watch(job);
      this.#versions.keep(job);
      this.#waits.arm(job.id);
      goOn(this.bus, job, this.#locate);
    }
    return unfinished;
  }

  /** Begins a job for a specification (any form people write) or a description; or says why not. */
  async create(
    request: { specification: unknown } | { description: string },
    { origin, maxIterations = this.config.maxIterations }: CreateOptions = {},
  ): Promise<Begun> {
    const read = "specification" in request ? readSpecification(request.specification) : undefined;
    const asked: PluginRequest = read
      ? { specification: read.specification }
      : { description: maskSecrets((request as { description: string }).description) };
    const jobId = this.jobs.newId();
    const answer = await this.#desks.acknowledge({ jobId, request: asked, maxIterations });
    if (answer.kind !== "start") return answer;
    const notes = read?.notes ?? [];
    this.#stops.set(jobId, new AbortController());
    this.bus.publish(
      "job:created",
      { jobId, agent: "coordinator" },
      { ...asked, notes, maxIterations, model: this.model.name, origin },
    );
    const job = this.jobs.get(jobId);
    this.#watch(job);
    return { kind: "started", job, text: answer.text, notes };
  }

  /** Stops a job; what it has committed stays on its branch. Returns false when it was over already. */
  cancel(jobId: string, reason = "Cancelled by the user."): boolean {
    return this.#stop(jobId, "cancelled", reason);
  }

  /** Lets a waiting job go on, with its budget raised if it waits for that. Returns false when it does not wait. */
  continue(jobId: string, options?: ContinueOptions): boolean {
    const job = this.jobs.get(jobId);
    // Another process may have left it behind.
    if (job.waiting && !this.#stops.has(jobId)) this.resume([job]);
    return this.#waits.continue(jobId, options);
  }

  /** Ends a job that cannot go on for a reason outside of it. */
  fail(jobId: string, reason: string): boolean {
    return this.#stop(jobId, "failed", reason);
  }

  /** Resolves with the job once it is over; rejects when not even its end can be recorded. */
  finished(jobId: string): Promise<Job> {
    return this.#endings.of(jobId);
  }

  /** The file with the report of a finished job, once it is written; nothing when it could not be. */
  report(jobId: string): Promise<string | undefined> {
    return this.#endings.report(jobId);
  }

  /** The character an agent speaks with now. */
  character(agent: AgentName): Character {
    return this.#cast.character(agent);
  }

  /** Gives an agent another character from its next turn on, and keeps it for later starts. */
  swap(agent: AgentName, value: unknown, source = "The character"): Character {
    return this.#cast.swap(agent, value, source);
  }

  /** Stops every agent where it stands; unfinished jobs go on at the next start. */
  async close(): Promise<void> {
    for (const stop of this.#stops.values()) stop.abort();
    for (const unsubscribe of this.#unsubscribes) unsubscribe();
    this.#waits.close();
    this.#timeLimit.close();
    await Promise.all(this.#turns);
    this.jobs.close();
    await this.#host?.stop();
  }

  readonly #locate: LocatePlugin = (job) => locatePlugin(this.config.dataDir, job);

  #watch(job: Job): void {
    if (!this.#stops.has(job.id)) this.#stops.set(job.id, new AbortController());
    this.#timeLimit.watch(job);
  }

  #stop(jobId: string, status: "cancelled" | "failed", reason: string): boolean {
    const job = this.jobs.get(jobId);
    if (isFinished(job) || job.stopped) return false;
    this.bus.publish("job:stopped", { jobId, agent: "coordinator" }, { status, reason });
    return true;
  }

  #keepTurn(turn: Promise<unknown>): void {
    this.#turns.add(turn);
    void turn.finally(() => this.#turns.delete(turn));
  }

  #breakOff(jobId: string, error: unknown): void {
    this.#stops.get(jobId)?.abort();
    this.#endings.breakOff(jobId, error);
  }

  #tellOfSwap(of: AgentName, character: Character): void {
    const swapped = { of, name: character.name, hash: characterHash(character) };
    for (const { id } of this.jobs.active()) {
      this.bus.publish("character:swapped", { jobId: id, agent: "coordinator" }, swapped);
    }
  }

  #turn(agent: AgentName, job: Job, cause: string): Turn {
    this.#cast.refresh(agent);
    const character = this.character(agent);
    const signal = this.#stops.get(job.id)?.signal ?? AbortSignal.abort();
    const stamp = { jobId: job.id, agent, cause };
    let desk: Desk | undefined;
    return {
      job,
      character,
      hash: characterHash(character),
      signal,
      estimate: (specification) => estimateFor(this, job, specification),
      config: this.config,
      runChecks: this.#gates,
      folder: this.jobs.folderOf(job.id),
      repository: () => Repository.open(this.config.dataDir, job.plan?.specification.name ?? ""),
      reserveVersion: (plugin, wanted) => this.#versions.reserve(job.id, plugin, wanted),
      report: (type, payload) => {
        if (!signal.aborted) this.bus.publish(type, stamp, payload);
      },
      ask: async (question) => {
        desk ??= this.#desks.take({ ...commissionOf(job), agent, character, cause });
        return ask({ role: agent, ...question, character, signal }, desk);
      },
    };
  }
}
