import bootstrap from "@elizaos/plugin-bootstrap";
import type { Character, IAgentRuntime, Plugin } from "@elizaos/core";
import { watchCancelRequests } from "../shared/cancel-requests.ts";
import type { Config } from "../shared/config.ts";
import { EventBus } from "../shared/event-bus.ts";
import { agentNames, type AgentName, type Origin } from "../shared/events.ts";
import { isFinished, type Job } from "../shared/job.ts";
import { Jobs } from "../shared/jobs.ts";
import { readSpecification } from "../shared/read-specification.ts";
import { Repository } from "../shared/repository.ts";
import { maskSecrets } from "../shared/secrets.ts";
import { listen, type Agent, type Turn } from "./agent.ts";
import { Cast } from "./cast.ts";
import { agentId, characterHash, CharacterFiles } from "./characters.ts";
import { coder } from "./coder/coder.ts";
import { conduct, goOn, type LocatePlugin } from "./coordinator/conduct.ts";
import { acknowledgePrompt } from "./coordinator/prompts.ts";
import { coordinator } from "./coordinator/coordinator.ts";
import type { AgentHost } from "./host.ts";
import { ask } from "./models/ask.ts";
import { chooseModel } from "./models/choose-model.ts";
import type { Acknowledgement, AnsweringSource, PluginRequest } from "./models/model.ts";
import { locatePlugin, Versions } from "./finished-plugins.ts";
import { offlineChat } from "./models/offline/offline-chat.ts";
import { planner } from "./planner/planner.ts";
import { reviewer } from "./reviewer/reviewer.ts";
import { tester } from "./tester/tester.ts";

const agents = [coordinator, planner, coder, tester, reviewer] as Agent[];

export interface CreateOptions {
  origin?: Origin;
  maxIterations?: number;
}

/** A job that began, with the first words to the user; or why none began. */
export type Begun =
  | { kind: "started"; job: Job; text: string; notes: string[] }
  | Exclude<Acknowledgement, { kind: "start" }>;

export interface TeamOptions {
  config: Config;
  /** Character files given for this run, by agent. */
  characters?: Partial<Record<AgentName, string>>;
}

/** The five agents at work on one data folder. */
export class Team {
  readonly config: Config;
  readonly bus: EventBus;
  readonly jobs: Jobs;
  readonly model: AnsweringSource;
  readonly #cast: Cast;
  readonly #versions: Versions;
  readonly #stops = new Map<string, AbortController>();
  readonly #broken = new Map<string, (error: unknown) => void>();
  readonly #unsubscribes: (() => void)[];
  /** Turns that have not ended yet. */
  readonly #turns = new Set<Promise<void>>();
  #host: AgentHost | undefined;

  constructor({ config, characters = {} }: TeamOptions) {
    this.config = config;
    this.model = chooseModel(config);
    this.jobs = new Jobs(config.dataDir);
    this.#versions = new Versions(config.dataDir);
    this.bus = new EventBus((event) => this.jobs.record(event));
    const files = new CharacterFiles(config.dataDir, characters);
    this.#cast = new Cast(files, (agent, character) => this.#tellOfSwap(agent, character));
    const find = (jobId: string): Job | undefined => this.jobs.find(jobId);
    const surroundings = {
      bus: this.bus,
      find,
      turn: (agent: AgentName, job: Job, cause: string) => this.#turn(agent, job, cause),
      working: (turn: Promise<void>) => this.#keepTurn(turn),
      broken: (jobId: string, error: unknown) => this.#breakOff(jobId, error),
    };
    this.#unsubscribes = [
      ...agents.map((agent) => listen(agent, surroundings)),
      conduct(this.bus, find, this.#locate),
      this.bus.subscribe("job:stopped", ({ jobId }) => this.#stops.get(jobId)?.abort()),
      this.bus.subscribe("job:finished", ({ jobId }) => {
        this.#stops.get(jobId)?.abort();
        this.#stops.delete(jobId);
        this.#versions.release(jobId);
      }),
      watchCancelRequests(config.dataDir, (jobId) => {
        if (find(jobId)) this.cancel(jobId, "Cancelled from the command line.");
      }),
    ];
  }

  /**
   * Starts the team's ElizaOS agents on a host.
   * @param lead the coordinator's own plugins, or the agent that already is the coordinator.
   */
  async startAgents(host: AgentHost, lead: Plugin[] | IAgentRuntime): Promise<void> {
    this.#host = host;
    const names = agentNames.filter((name) => Array.isArray(lead) || name !== "coordinator");
    const runtimes = await host.start(
      names.map((name) => ({
        character: this.character(name),
        plugins: [
          bootstrap,
          ...(Array.isArray(lead) && name === "coordinator" ? lead : [this.#chat]),
        ],
      })),
    );
    if (!Array.isArray(lead)) this.#cast.join("coordinator", lead);
    for (const runtime of runtimes) this.#cast.join(this.agentOf(runtime), runtime);
  }

  /** Which of the five a runtime is; a stranger's agent with our plugin is the coordinator. */
  agentOf(runtime: IAgentRuntime): AgentName {
    return agentNames.find((name) => agentId(name) === runtime.agentId) ?? "coordinator";
  }

  runtimeOf(agent: AgentName): IAgentRuntime | undefined {
    return this.#cast.runtimeOf(agent);
  }

  /** Goes on with every job that a crash or a stop left unfinished. */
  resume(): Job[] {
    const unfinished = this.jobs.active();
    for (const job of unfinished) {
      this.#watch(job);
      this.#versions.keep(job);
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
    const character = this.character("coordinator");
    const answer = await ask(this.model, {
      role: "coordinator",
      purpose: "acknowledge",
      input: asked,
      prompt: () => acknowledgePrompt(asked, character),
      character,
      signal: AbortSignal.timeout(this.config.jobTimeoutMs),
      think: () => undefined, // there is no job yet that the thought could belong to
    });
    if (answer.kind !== "start") return answer;
    const jobId = this.jobs.newId();
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

  /** Ends a job that cannot go on for a reason outside of it. */
  fail(jobId: string, reason: string): boolean {
    return this.#stop(jobId, "failed", reason);
  }

  /** Resolves with the job once it is over; rejects when not even its end can be recorded. */
  finished(jobId: string): Promise<Job> {
    const job = this.jobs.get(jobId);
    if (isFinished(job)) return Promise.resolve(job);
    return new Promise((resolve, reject) => {
      const unsubscribe = this.bus.subscribe("job:finished", (event) => {
        if (event.jobId !== jobId) return;
        unsubscribe();
        resolve(this.jobs.get(jobId));
      });
      this.#broken.set(jobId, reject);
    });
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
    await Promise.all(this.#turns);
    this.jobs.close();
    await this.#host?.stop();
  }

  /** Lets the agents besides the coordinator talk about their work. */
  readonly #chat: Plugin = {
    name: "plugin-dynamic-chat",
    description: "Talks about the plugins that this team builds",
    ...offlineChat({
      agentOf: (runtime) => this.agentOf(runtime),
      jobsOf: () => this.jobs.all(),
    }),
  };

  readonly #locate: LocatePlugin = (job) => locatePlugin(this.config.dataDir, job);

  #watch(job: Job): void {
    if (!this.#stops.has(job.id)) this.#stops.set(job.id, new AbortController());
    const limit = this.config.jobTimeoutMs;
    const timer = setTimeout(
      () => this.#stop(job.id, "failed", `The job's time limit of ${limit / 1000} s is used up.`),
      limit,
    );
    timer.unref();
    this.#stops.get(job.id)?.signal.addEventListener("abort", () => clearTimeout(timer));
  }

  #stop(jobId: string, status: "cancelled" | "failed", reason: string): boolean {
    const job = this.jobs.get(jobId);
    if (isFinished(job) || job.stopped) return false;
    this.bus.publish("job:stopped", { jobId, agent: "coordinator" }, { status, reason });
    return true;
  }

  #keepTurn(turn: Promise<void>): void {
    this.#turns.add(turn);
    void turn.finally(() => this.#turns.delete(turn));
  }

  #breakOff(jobId: string, error: unknown): void {
    this.#stops.get(jobId)?.abort();
    const reject = this.#broken.get(jobId);
    if (reject) reject(error);
    else process.emitWarning(`Job ${jobId} broke off: ${String(error)}`);
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
    return {
      job,
      character,
      hash: characterHash(character),
      signal,
      config: this.config,
      folder: this.jobs.folderOf(job.id),
      repository: () => Repository.open(this.config.dataDir, job.plan?.specification.name ?? ""),
      reserveVersion: (plugin, wanted) => this.#versions.reserve(job.id, plugin, wanted),
      report: (type, payload) => {
        if (!signal.aborted) this.bus.publish(type, stamp, payload);
      },
      ask: async (question) => {
        const thoughts: string[] = [];
        const think = (delta: string): void => {
          thoughts.push(delta);
          this.bus.think({ jobId: job.id, agent, kind: "thinking", delta });
        };
        const call = { role: agent, ...question, character, signal, think };
        const answer = await ask(this.model, call);
        const text = thoughts.join("");
        if (text) this.bus.publish("agent:thought", stamp, { text });
        return answer;
      },
    };
  }
}
