import path from "node:path";
import { Service, type IAgentRuntime } from "@elizaos/core";
import { lineageWish, type LineageWish } from "../../agents/models/offline/words/lineage.ts";
import type { Begun, CreateOptions, Team } from "../../agents/team.ts";
import type { ContinueOptions } from "../../agents/waiting.ts";
import type { Config } from "../../shared/config.ts";
import { PluginCreationError } from "../../shared/errors.ts";
import { isFinished, type Job } from "../../shared/job.ts";
import { reportProgress } from "../progress.ts";
import { OpenQuestions } from "./open-questions.ts";
import { processTeam } from "./process-team.ts";

/** Settings of the service; what is not given comes from the environment. */
export interface ServiceOptions {
  /** Most rounds of writing, checking and reviewing a job may take; 5 when not given. */
  maxIterations?: number;
  /** Time limit of a job, in milliseconds. */
  timeout?: number;
  /** Folder for jobs, repositories and finished plugins. */
  workspace?: string;
}

declare module "@elizaos/core" {
  interface ServiceTypeRegistry {
    PLUGIN_CREATION: "plugin_creation";
  }
}

/** What actions, providers and other plugins reach by `runtime.getService("plugin_creation")`. */
export class PluginCreationService extends Service {
  static override serviceType = "plugin_creation";
  override capabilityDescription =
    "Builds new ElizaOS plugins with a team of agents, from a specification or a description";
  readonly #questions = new OpenQuestions();
  #team: Team | undefined;
  #unsubscribe: (() => void) | undefined;

  /** The team behind the service. */
  get team(): Team {
    if (this.#team) return this.#team;
    throw new PluginCreationError("The plugin creation service has not been started.");
  }

  /** Connects the service with the team of this process. */
  attach(team: Team): this {
    this.#team = team;
    this.#unsubscribe = reportProgress(team, this.runtime);
    return this;
  }

  /**
   * Begins a job, or says why none begins; what answers a question is taken together with the wish before it. Throws a SpecificationError that lists every problem.
   */
  create(
    request: { specification: unknown } | { description: string },
    options: CreateOptions = {},
  ): Promise<Begun> {
    const { origin } = options;
    if (!("description" in request) || !origin) return this.team.create(request, options);
    return this.#questions.begin(origin, request.description, (description) =>
      this.team.create({ description }, options),
    );
  }

  /** Whether the conversation in a prompt has a wish in it that was answered with a question. */
  isAsked(prompt: string): boolean {
    return this.#questions.isOpenIn(prompt);
  }

  /** All jobs, newest first. */
  jobs(): Job[] {
    return this.team.jobs.all();
  }

  /** The job whose id a text names, else the newest one, of those that `wanted` lets through. */
  jobNamedIn(text: string, wanted: (job: Job) => boolean = () => true): Job | undefined {
    const words = new Set(text.toLowerCase().match(/[a-z0-9]{6}/g));
    const jobs = this.jobs();
    return jobs.find(({ id }) => words.has(id)) ?? jobs.find(wanted);
  }

  /** Stops a job; false when it was over already. */
  cancel(jobId: string): boolean {
    return this.team.cancel(jobId);
  }

  /** Lets a job stand still until somebody says that it may go on; false when it does already, or is over. */
  pause(jobId: string): boolean {
    return this.team.pause(jobId);
  }

  /**
   * Lets a waiting job go on, with its budget raised or its packages allowed if it waits for that; false when it does not
   * wait.
   */
  continue(jobId: string, options?: ContinueOptions): boolean {
    return this.team.continue(jobId, options);
  }

  /** Number of a job in the line, from 1; nothing when it does not wait for a place among the jobs at work. */
  placeOf(jobId: string): number | undefined {
    return this.team.queue.placeOf(jobId);
  }

  /** What a text wants of jobs and plugins that are there already. */
  wishIn(text: string): LineageWish | undefined {
    const all = this.jobs();
    const plugins = all.flatMap(({ plan }) => (plan ? [plan.specification.name] : []));
    return lineageWish(text, { jobs: all.map(({ id }) => id), plugins });
  }

  active(): Job[] {
    return this.jobs().filter((job) => !isFinished(job));
  }

  override stop(): Promise<void> {
    this.#unsubscribe?.();
    return Promise.resolve();
  }
}

/** The service class with its settings closed in; ElizaOS starts it once per agent, all share one team. */
export function creationService({
  maxIterations,
  timeout,
  workspace,
}: ServiceOptions): typeof PluginCreationService {
  const overrides: Partial<Config> = {
    ...(maxIterations === undefined ? {} : { maxIterations }),
    ...(timeout === undefined ? {} : { jobTimeoutMs: timeout }),
    ...(workspace === undefined ? {} : { dataDir: path.resolve(workspace) }),
  };
  return class ConfiguredService extends PluginCreationService {
    static override async start(runtime: IAgentRuntime): Promise<PluginCreationService> {
      return new ConfiguredService(runtime).attach(await processTeam(runtime, overrides));
    }
  };
}

/** The agent's service; throws the sentence that the README's troubleshooting begins with. */
export function serviceOf(runtime: IAgentRuntime): PluginCreationService {
  const service = runtime.getService<PluginCreationService>("plugin_creation");
  if (service) return service;
  throw new PluginCreationError(
    'Plugin creation service not available. Check that "@elizaos/plugin-dynamic" is in the agent\'s plugins and look for its error in the log; right after a start it may need a few seconds.',
  );
}
