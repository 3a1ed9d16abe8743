import fs from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { Character, IAgentRuntime, Plugin } from "@elizaos/core";
import type { Config } from "../shared/config.ts";
import type { EventBus } from "../shared/event-bus.ts";
import type { AgentName, Parent } from "../shared/events.ts";
import { isFinished, type Job } from "../shared/job.ts";
import type { Jobs } from "../shared/jobs.ts";
import { warn } from "../shared/log.ts";
import { costOf, type Prices } from "../shared/prices.ts";
import { KnownValues, type Redact } from "../shared/redact.ts";
import { maskSecrets } from "../shared/secrets.ts";
import { totalTokens, type Usage } from "../shared/usage.ts";
import type { Cast } from "./cast.ts";
import { acknowledge } from "./coordinator/acknowledge.ts";
import { treesOf } from "./job-trees.ts";
import { modelChat, type ChatVoice } from "./models/agent-chat.ts";
import type { Budget, Settle } from "./models/budget.ts";
import { Recorder } from "./models/cassette/recorder.ts";
import { chooseModel } from "./models/choose-model.ts";
import type { Line } from "./models/complete.ts";
import type { Desk } from "./models/desk.ts";
import { providerOf } from "./models/eliza/find-provider.ts";
import {
  requestOf,
  type Acknowledgement,
  type ModelSource,
  type PluginRequest,
} from "./models/model.ts";
import { modelSettingsOf, type ModelSettings } from "./models/settings.ts";
import { ThinkingStream } from "./thinking-stream.ts";

/** Name of the plugin with which the agents besides the coordinator chat. */
const CHAT_PLUGIN = "plugin-dynamic-chat";

/** For titles of chats and other chores of the client. */
const SMALL_TALK: ModelSettings = { name: "claude-haiku-5-5", maxTokens: 2000 };

export interface DesksOptions {
  config: Config;
  bus: EventBus;
  jobs: Jobs;
  budget: Budget;
  prices: Prices;
  cast: Cast;
  redact: Redact;
  /** Settings of model providers that agents do not carry, such as OPENAI_API_KEY. */
  environment: NodeJS.ProcessEnv;
}

/** What a job is for, and how many rounds it has: a recording begins with both. */
export interface Commission {
  jobId: string;
  request: PluginRequest;
  maxIterations: number;
  /** The job that this one goes on from. */
  parent?: Parent | undefined;
}

/** Who sits down, and what for. */
export interface Sitting extends Commission {
  agent: AgentName;
  character: Character;
  /** Id of the event that led to this. */
  cause?: string | undefined;
}

/** Gives every turn of an agent its desk: the model behind the job's recording, the budget, and who listens. */
export class Desks {
  readonly #options: DesksOptions;
  readonly #recorders = new Map<string, Recorder>();
  readonly #known: KnownValues;
  #source: ModelSource;

  constructor(options: DesksOptions) {
    this.#options = options;
    this.#known = new KnownValues(options.config.secrets.map((secret) => secret.reveal()));
    this.#source = this.#chosen();
  }

  /** The model source at this moment. */
  get source(): ModelSource {
    return this.#source;
  }

  /** Chooses the source anew, once the agents are there and show whether they bring a model. */
  choose(): void {
    if (this.#provider()) this.#source = this.#chosen();
  }

  /** The first words to a request that is no job yet. */
  async acknowledge(commission: Commission): Promise<Acknowledgement> {
    const { cast, config } = this.#options;
    const character = cast.character("coordinator");
    const signal = AbortSignal.timeout(config.jobTimeoutMs);
    let begins = false;
    try {
      const desk = this.take({ ...commission, agent: "coordinator", character });
      const answer = await acknowledge(commission.request, character, desk, signal);
      begins = answer.kind === "start";
      return answer;
    } finally {
      if (!begins) this.#drop(commission.jobId);
    }
  }

  /** Work of one agent that belongs to no job: nothing of it is kept but what it cost. */
  async aside<Result>(
    commission: Commission,
    agent: AgentName,
    work: (desk: Desk, character: Character) => Promise<Result>,
  ): Promise<Result> {
    const character = this.#options.cast.character(agent);
    try {
      return await work(this.take({ ...commission, agent, character }), character);
    } finally {
      this.#drop(commission.jobId);
    }
  }

  /** Lets the agents besides the coordinator talk about their work. */
  chat(agentOf: (runtime: IAgentRuntime) => AgentName): Plugin {
    const { jobs } = this.#options;
    return {
      name: CHAT_PLUGIN,
      description: "Talks about the plugins that this team builds",
      ...modelChat({
        agentOf,
        jobsOf: () => jobs.all(),
        voiceOf: () => this.voice(),
      }),
    };
  }

  /** What the agents chat with; nothing where that is not for the team to say, or the day's budget is used up. */
  voice(): ChatVoice | undefined {
    const { cast, budget } = this.#options;
    // A provider plugin answers by itself, and recordings do not chat.
    if (!("model" in this.#source) || this.#source.name !== "anthropic" || !budget.isLeft()) {
      return undefined;
    }
    return {
      model: this.#source.model,
      settingsOf: (agent, size) =>
        size === "small" ? SMALL_TALK : modelSettingsOf(agent, cast.character(agent)),
      onUsage: (agent, model, usage) => this.#chatted(agent, model, usage),
    };
  }

  /** The desk for one turn. */
  take(sitting: Sitting): Desk {
    const { agent, character, jobId, cause } = sitting;
    const { bus, jobs } = this.#options;
    const answering = this.#source;
    const recorder = this.#recorderOf(sitting, answering);
    const iteration = jobs.find(jobId)?.iterations.length ?? 0;
    const stamp = { jobId, agent, cause };
    recorder.begin(`${agent}/${iteration}`);
    const thinking = new ThinkingStream(bus, { jobId, agent }, this.#known);
    let call = 0;
    return {
      source:
        "model" in answering
          ? { ...answering, model: recorder.record(answering.model) }
          : answering,
      settings: modelSettingsOf(agent, character),
      redact: this.#options.redact,
      line: (purpose) => ({
        stem: `${agent}/${iteration}/${call++}`,
        purpose,
        hold: (model, most) => {
          const settle = this.#hold(answering, stamp, iteration)(model, most);
          return (called) => {
            thinking.end();
            settle(called);
          };
        },
        stream: (streamed) => thinking.push(streamed),
        sleep: answering.name === "replay" ? () => Promise.resolve() : pause,
      }),
      thought: (text) => {
        if (this.#isAtWork(jobId)) bus.publish("agent:thought", stamp, { text: maskSecrets(text) });
      },
      keep: ({ key, purpose, thoughts, answer }) => {
        thinking.end();
        recorder.recordAnswer(key, purpose, thoughts, answer);
      },
    };
  }

  /** Ends a job's recording with how the job ended and with what git holds of it. */
  async end(job: Job): Promise<void> {
    const recorder = this.#recorders.get(job.id);
    this.#recorders.delete(job.id);
    if (!job.finished) return;
    try {
      recorder?.end(job.finished.status, await treesOf(this.#options.config, job));
    } catch (error) {
      // The job itself is over and well recorded; only its replays cannot compare themselves.
      warn(`The recording of job ${job.id} has no end. ${String(error)}`);
    }
  }

  /** A request led to no job; nothing of it is kept but what it cost. */
  #drop(jobId: string): void {
    this.#recorders.delete(jobId);
    const folder = this.#options.jobs.folderOf(jobId);
    if (fs.existsSync(folder)) fs.rmSync(folder, { recursive: true });
  }

  #chosen(): ModelSource {
    const { config, cast, environment } = this.#options;
    const runtimeOf = (agent: AgentName): IAgentRuntime | undefined => cast.runtimeOf(agent);
    return chooseModel(config, { runtimeOf, provider: this.#provider(), environment });
  }

  #provider(): string | undefined {
    const coordinator = this.#options.cast.runtimeOf("coordinator");
    return coordinator && providerOf(coordinator);
  }

  #chatted(agent: AgentName, model: string, usage: Usage): void {
    const { budget, prices } = this.#options;
    const usd = costOf(usage, model, prices);
    const at = new Date().toISOString();
    budget.book({ at, agent, iteration: 0, model, usage, usd, durationMs: 0, failed: false });
  }

  #recorderOf({ jobId, request, maxIterations, parent }: Sitting, { name }: ModelSource): Recorder {
    const { jobs, config } = this.#options;
    const known = this.#recorders.get(jobId);
    if (known) return known;
    const folder = jobs.folderOf(jobId);
    const recorder = new Recorder(folder, {
      source: name,
      request,
      maxIterations,
      parent,
      secrets: config.secrets.map((secret) => secret.reveal()),
      roots: { JOB: folder, DATA: config.dataDir },
    });
    this.#recorders.set(jobId, recorder);
    return recorder;
  }

  #hold(
    { name }: ModelSource,
    stamp: { jobId: string; agent: AgentName; cause: string | undefined },
    iteration: number,
  ): Line["hold"] {
    const { budget, prices, bus, config } = this.#options;
    const { jobId, agent } = stamp;
    // A recording was paid for when it was made; one that goes on live is counted as if all of it were live.
    const isFree = name === "replay" && config.replay !== "then-live";
    return (model, most) => {
      const need = { usd: costOf(most, model, prices), tokens: totalTokens(most) };
      const payer = this.#isAtWork(jobId) ? jobId : undefined;
      const settle: Settle = isFree ? () => undefined : budget.hold(payer, need);
      return (called) => {
        const usd = isFree ? 0 : costOf(called.usage, model, prices);
        if (this.#isAtWork(jobId)) {
          bus.publish("model:called", stamp, { ...called, usd, iteration });
          settle();
          return;
        }
        // No journal takes it: the request is no job yet, or the job is over already.
        const { usage, durationMs, failure } = called;
        const at = new Date().toISOString();
        const failed = failure !== undefined;
        settle({ at, agent, iteration, model, usage, usd, durationMs, failed });
      };
    };
  }

  #isAtWork(jobId: string): boolean {
    const job = this.#options.jobs.find(jobId);
    return job !== undefined && !isFinished(job);
  }
}

const pause = (ms: number, signal: AbortSignal): Promise<void> => sleep(ms, undefined, { signal });

/** What a job was commissioned for. */
export const commissionOf = ({ id, request, maxIterations, parent }: Job): Commission => ({
  jobId: id,
  request: requestOf(request),
  maxIterations,
  parent,
});
