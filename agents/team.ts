import type { Character, IAgentRuntime, Plugin } from "@elizaos/core";
import type { Config } from "../shared/config.ts";
import { EventBus } from "../shared/event-bus.ts";
import { agentNames, type AgentName } from "../shared/events.ts";
import { isFinished, type Job } from "../shared/job.ts";
import { Jobs } from "../shared/jobs.ts";
import { readPrices, type Prices } from "../shared/prices.ts";
import { watchRequests } from "../shared/process-requests.ts";
import { hasPlace } from "../shared/queue.ts";
import { redactor } from "../shared/redact.ts";
import { listen, type Agent, type Turn } from "./agent.ts";
import { readRequest, type Begun, type CreateOptions } from "./begun.ts";
import { Cast } from "./cast.ts";
import { agentId, characterHash, CharacterFiles } from "./characters.ts";
import { coder } from "./coder/coder.ts";
import { conduct, type LocatePlugin } from "./coordinator/conduct.ts";
import { coordinator } from "./coordinator/coordinator.ts";
import { Desks } from "./desks.ts";
import { Endings } from "./endings.ts";
import { locatePlugin, tidyUp, Versions } from "./finished-plugins.ts";
import type { AgentHost } from "./host.ts";
import { limitsOf } from "./limits.ts";
import { budgetOf, type Budget } from "./models/budget.ts";
import type { ChatVoice } from "./models/agent-chat.ts";
import { Lineage } from "./lineage.ts";
import { loadProvider } from "./models/eliza/find-provider.ts";
import type { ModelSource } from "./models/model.ts";
import { allowPackages } from "./packages/consent.ts";
import { performRequest } from "./perform-request.ts";
import { pause } from "./pause.ts";
import { planner } from "./planner/planner.ts";
import { Queue } from "./queue.ts";
import { reviewer } from "./reviewer/reviewer.ts";
import { startAgents } from "./start-agents.ts";
import { editPlan, giveHint } from "./steering.ts";
import { Stops } from "./stops.ts";
import { TeamNews } from "./team-news.ts";
import { runChecks, type RunChecks } from "./tester/checks.ts";
import { keepReady } from "./tester/readiness.ts";
import { tester } from "./tester/tester.ts";
import { makeTurn } from "./make-turn.ts";
import type { TeamOptions } from "./team-options.ts";
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
  readonly queue: Queue;
  /** Begins jobs that go on from others. */
  readonly lineage: Lineage;
  /** Who plays whom. */
  readonly cast: Cast;
  readonly news = new TeamNews();
  readonly #gates: RunChecks;
  readonly #desks: Desks;
  readonly #versions: Versions;
  readonly #endings: Endings;
  readonly #waits: Waits;
  readonly #stops: Stops;
  readonly #unsubscribes: (() => void)[];
  #host: AgentHost | undefined;

  constructor({ config, characters = {}, environment = {}, gates = runChecks }: TeamOptions) {
    this.config = config;
    this.#gates = gates;
    const redact = redactor(config.secrets);
    this.prices = readPrices(config.prices);
    this.jobs = new Jobs(config.dataDir);
    tidyUp(config.dataDir, this.jobs.active());
    this.#versions = new Versions(config.dataDir);
    this.bus = new EventBus((event) => this.jobs.record(event), redact);
    this.#stops = new Stops(this.bus);
    this.budget = budgetOf(config, this.jobs, this.bus);
    this.#endings = new Endings(this.bus, this.jobs, config.dataDir);
    const files = new CharacterFiles(config.dataDir, characters);
    this.cast = new Cast(files, (agent, character) => this.#tellOfSwap(agent, character));
    const { bus, jobs, budget, prices, cast } = this;
    this.#desks = new Desks({ config, bus, jobs, budget, prices, cast, redact, environment });
    const [desks, versions] = [this.#desks, this.#versions];
    this.lineage = new Lineage({
      ...{ config, bus, jobs, desks, versions },
      watch: (jobId) => this.#stops.watch(jobId),
      placeOf: (jobId) => this.queue.placeOf(jobId),
    });
    const find = (jobId: string): Job | undefined => this.jobs.find(jobId);
    const surroundings = {
      bus: this.bus,
      find,
      turn: (agent: AgentName, job: Job, cause: string) => this.#turn(agent, job, cause),
      working: (turn: Promise<void>, jobId: string) => this.#stops.keepTurn(jobId, turn),
      broken: (jobId: string, error: unknown) => this.#breakOff(jobId, error),
    };
    const allow = allowPackages.bind(undefined, config.dataDir);
    this.#waits = new Waits({ ...surroundings, allow });
    const limits = limitsOf(config, {
      ...surroundings,
      fail: (jobId, why) => this.#endings.isBroken(jobId) || this.fail(jobId, why),
    });
    this.queue = new Queue({
      ...surroundings,
      jobs: this.jobs,
      places: config.maxConcurrentJobs,
      attends: (jobId) => this.#stops.has(jobId),
      locate: this.#locate,
    });
    this.#unsubscribes = [
      () => [this.queue, this.#endings, this.#waits, ...limits].forEach((each) => each.close()),
      ...agents.map((agent) => listen(agent, surroundings)),
      conduct(this.bus, { ...surroundings, locate: this.#locate, mayAsk: hasPlace }),
      ...(gates === runChecks
        ? [keepReady({ bus: this.bus, jobs: this.jobs, config, model: () => this.model })]
        : []),
      this.bus.subscribe("job:finished", ({ jobId }) => {
        this.#versions.release(jobId);
        const end = Promise.all([this.#desks.end(this.jobs.get(jobId)), this.report(jobId)]);
        this.#stops.keepTurn(jobId, end);
      }),
      watchRequests(
        config.dataDir,
        (request) => find(request.jobId) && performRequest(this, request),
      ),
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
    if (!Array.isArray(lead)) this.cast.join("coordinator", lead);
    for (const runtime of runtimes) this.cast.join(this.agentOf(runtime), runtime);
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
    return this.cast.runtimeOf(agent);
  }

  /** Goes on with jobs that a crash or a stop left unfinished: with all of them, unless some are named. */
  resume(unfinished: Job[] = this.jobs.active()): Job[] {
    for (const job of unfinished) {
      this.#stops.watch(job.id);
      this.#versions.keep(job);
      this.#waits.arm(job.id);
    }
    this.queue.resume(unfinished);
    return unfinished;
  }

  /** Begins a job for a specification (any form people write) or a description; or says why not. */
  async create(
    request: { specification: unknown } | { description: string },
    options: CreateOptions = {},
  ): Promise<Begun> {
    const { asked, ...facts } = readRequest(request, options, this.config);
    const { maxIterations, notes } = facts;
    const jobId = this.jobs.newId();
    const answer = await this.#desks.acknowledge({ jobId, request: asked, maxIterations });
    if (answer.kind !== "start") return answer;
    this.#stops.watch(jobId);
    const created = { ...asked, ...facts, model: this.model.name };
    this.bus.publish("job:created", { jobId, agent: "coordinator" }, created);
    const job = this.jobs.get(jobId);
    return { kind: "started", job, text: answer.text, notes, place: this.queue.placeOf(jobId) };
  }

  /** Stops a job; what it has committed stays on its branch. Returns false when it was over already. */
  cancel(jobId: string, reason = "Cancelled by the user."): boolean {
    return this.#stop(jobId, "cancelled", reason);
  }

  /** Lets a job stand still until somebody says that it may go on. Returns false when it does already, or is over. */
  pause(jobId: string): boolean {
    return pause(this.bus, this.jobs.get(jobId), this.#stops);
  }

  /** Lets a waiting job go on, with its budget raised if it waits for that. Returns false when it does not wait. */
  continue(jobId: string, options?: ContinueOptions): boolean {
    this.#takeUp(jobId);
    return this.#waits.continue(jobId, options);
  }

  /** Has a plan that waits for a yes made anew as somebody wants it. Returns false when none waits. */
  edit(jobId: string, words: string): boolean {
    return editPlan(this.bus, this.#takeUp(jobId), words);
  }

  /** Tells agents of a job how it is to be done; returns who hears of it. */
  hint(jobId: string, words: string, to?: AgentName): AgentName[] {
    return giveHint(this.bus, this.jobs.get(jobId), words, to);
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
    return this.cast.character(agent);
  }

  /** Gives an agent another character from its next turn on, and keeps it for later starts. */
  swap(agent: AgentName, value: unknown, source = "The character"): Character {
    return this.cast.swap(agent, value, source);
  }

  /** Gives an agent the character of a file, for this run only. */
  lend(agent: AgentName, file: string): Character {
    return this.cast.lend(agent, file);
  }

  /** Stops every agent where it stands; unfinished jobs go on at the next start. */
  async close(): Promise<void> {
    const stopped = this.#stops.close();
    for (const unsubscribe of this.#unsubscribes) unsubscribe();
    await stopped;
    this.jobs.close();
    await this.#host?.stop();
  }

  readonly #locate: LocatePlugin = (job) => locatePlugin(this.config.dataDir, job);

  /** A job that waits, though another process may have left it behind. */
  #takeUp(jobId: string): Job {
    const job = this.jobs.get(jobId);
    if (job.waiting && !this.#stops.has(jobId)) this.resume([job]);
    return this.jobs.get(jobId);
  }

  #stop(jobId: string, status: "cancelled" | "failed", reason: string): boolean {
    const job = this.jobs.get(jobId);
    if (isFinished(job) || job.stopped) return false;
    this.bus.publish("job:stopped", { jobId, agent: "coordinator" }, { status, reason });
    return true;
  }

  #breakOff(jobId: string, error: unknown): void {
    this.#stops.abort(jobId);
    this.#endings.breakOff(jobId, error);
    this.queue.leave(jobId);
  }

  #tellOfSwap(of: AgentName, character: Character): void {
    this.news.emit("character", of);
    const swapped = { of, name: character.name, hash: characterHash(character) };
    for (const { id } of this.jobs.active()) {
      this.bus.publish("character:swapped", { jobId: id, agent: "coordinator" }, swapped);
    }
  }

  #turn(agent: AgentName, job: Job, cause: string): Turn {
    this.cast.refresh(agent);
    const [signal, before] = [this.#stops.signalOf(job.id), this.#stops.ending(job.id)];
    const task = { agent, job, cause, signal, before, character: this.character(agent) };
    const inside = { desks: this.#desks, versions: this.#versions, runChecks: this.#gates };
    return makeTurn(task, this, inside);
  }
}
