import type { Finding } from "../../../shared/results.ts";
import type { Parameter, PluginSpecification } from "../../../shared/specification.ts";
import { blocker } from "../gate.ts";
import { componentsOf, type Components } from "./components-of.ts";
import { fakeSettings } from "./fake-settings.ts";
import {
  absent,
  complaint,
  isObject,
  isRefusal,
  isResult,
  print,
  serviceTrouble,
} from "./complaints.ts";
import { Interrupted, type Interview } from "./interview.ts";
import { judgeEffects, judgeStop } from "./judge-effects.ts";
import type { Shape, Started } from "./protocol.ts";
import { rightValues, wrongValues } from "./try-values.ts";

/** A plugin to be tried. */
export interface Subject {
  /** Absolute path of the built plugin. */
  entry: string;
  specification: PluginSpecification;
  /** False when the plugin's own components are to be tried, whatever they are. */
  componentsKnown: boolean;
  /** How long each service may take to start. */
  serviceMs: number;
}

/** What was found out. */
export interface Judged {
  /** Components that there have to be, and that were tried. */
  tried: number;
  findings: Finding[];
  /** Why no more was tried, if the process with the plugin stopped answering. */
  interrupted?: Interrupted;
}

/** Starts the plugin in an agent that is prepared, and tries every component. */
export async function judgePlugin(interview: Interview, subject: Subject): Promise<Judged> {
  const judge = new Judge(interview, subject);
  try {
    await judge.judge();
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    return { tried: judge.tried, findings: judge.findings, interrupted: error };
  }
  return { tried: judge.tried, findings: judge.findings };
}

class Judge {
  readonly findings: Finding[] = [];
  tried = 0;
  readonly #interview: Interview;
  readonly #subject: Subject;

  constructor(interview: Interview, subject: Subject) {
    this.#interview = interview;
    this.#subject = subject;
  }

  async judge(): Promise<void> {
    const shape = await this.#load();
    const started = shape && (await this.#start());
    if (!started) return;
    const { specification, componentsKnown } = this.#subject;
    const components = componentsKnown ? specification : componentsOf(shape);
    await this.#tryActions(components, shape, started);
    await this.#tryProviders(components, shape, started);
    for (const { name } of components.evaluators) {
      this.#add(
        started.evaluators.includes(name)
          ? await this.#tryValidate("evaluators", name)
          : absent("evaluator", name, shape.evaluators),
      );
    }
    for (const service of components.services) this.#add(serviceTrouble(service, shape, started));
    await this.#readAgain(shape);
    await this.#stop();
  }

  /** Imports the plugin; nothing more is tried of one that changes its surroundings already now. */
  async #load(): Promise<Shape | undefined> {
    const { entry } = this.#subject;
    const interview = this.#interview;
    const imported = await interview.ask("import", { entry }, "while it was imported");
    if ("threw" in imported) return this.#notStarted(imported.threw);
    if (!imported.answer.found) {
      const names = imported.answer.exports.join(", ") || "nothing";
      return this.#problem(
        `Expected src/index.ts to export a plugin (an object with a name and actions, providers, services or evaluators) as default; it exports ${names}.`,
      );
    }
    await this.#lookForEffects();
    if (this.findings.length > 0) return undefined;
    const shape = await interview.ask("shape", {}, "while its components were read");
    if ("threw" in shape) return this.#notStarted(shape.threw);
    await this.#readAgain(shape.answer);
    return shape.answer;
  }

  async #start(): Promise<Started | undefined> {
    const { specification, serviceMs } = this.#subject;
    const details = { settings: fakeSettings(specification), serviceMs };
    const started = await this.#interview.ask("start", details, "while the agent started");
    if ("threw" in started) return this.#notStarted(started.threw);
    for (const { service, reason } of started.answer.failed) {
      this.#problem(`The service ${service} did not start: ${reason}`);
    }
    await this.#lookForEffects();
    return started.answer;
  }

  async #tryActions({ actions }: Components, shape: Shape, started: Started): Promise<void> {
    for (const { name, parameters } of actions) {
      if (!started.actions.includes(name)) {
        this.#add(absent("action", name, shape.actions));
        continue;
      }
      const wrong = Object.keys(parameters).length > 0;
      this.#add(
        (await this.#tryValidate("actions", name)) ??
          (wrong ? await this.#tryWrong(name, parameters) : undefined) ??
          (this.#subject.componentsKnown ? await this.#tryRight(name, parameters) : undefined),
      );
    }
  }

  /** Available without a throw. */
  async #tryValidate(kind: "actions" | "evaluators", name: string): Promise<string | undefined> {
    const what = kind === "actions" ? `The action ${name}` : `The evaluator ${name}`;
    const asked = `while ${what.replace(/^T/, "t")} was asked whether it is available`;
    const outcome = await this.#interview.ask("validate", { kind, name }, asked);
    return complaint(what, outcome, ({ value }) =>
      typeof value === "boolean" ? undefined : `validates to ${print(value)}; expected a boolean.`,
    );
  }

  /** Deaf to parameters that cannot be right. */
  async #tryWrong(name: string, declared: Record<string, Parameter>): Promise<string | undefined> {
    const parameters = wrongValues(declared);
    const asked = `while the action ${name} was called with wrong parameters`;
    const outcome = await this.#interview.ask("call", { name, parameters }, asked);
    return complaint(`The action ${name}`, outcome, ({ value }) =>
      isRefusal(value)
        ? undefined
        : `was called with ${print(parameters)} and answered ${print(value)}; expected success: false with a sentence.`,
    );
  }

  /** An answer to parameters as they are declared, whatever it is; also when the agent itself makes the call. */
  async #tryRight(name: string, declared: Record<string, Parameter>): Promise<string | undefined> {
    const what = `The action ${name}`;
    const asked = `while the action ${name} was called`;
    const few = rightValues(declared, { optional: false });
    const all = rightValues(declared, { optional: true });
    const isSame = Object.keys(few).length === Object.keys(all).length;
    for (const parameters of isSame ? [all] : [few, all]) {
      const outcome = await this.#interview.ask("call", { name, parameters }, asked);
      const trouble = complaint(what, outcome, ({ value }) =>
        isResult(value)
          ? undefined
          : `was called with ${print(parameters)} and answered ${print(value)}; expected an object with success: true, or success: false and a sentence.`,
      );
      if (trouble) return trouble;
    }
    const details = { name, parameters: all };
    const outcome = await this.#interview.ask("process", details, `${asked} by the agent`);
    return "threw" in outcome
      ? `${what} answers something that an agent cannot process: ${outcome.threw}; expected values that JSON can say.`
      : undefined;
  }

  async #tryProviders({ providers }: Components, shape: Shape, started: Started): Promise<void> {
    const before = this.findings.length;
    for (const { name } of providers) {
      if (!started.providers.includes(name)) {
        this.#add(absent("provider", name, shape.providers));
        continue;
      }
      const asked = `while the provider ${name} was asked`;
      const outcome = await this.#interview.ask("provide", { name }, asked);
      const trouble = complaint(`The provider ${name}`, outcome, ({ value }) =>
        isObject(value) && ("text" in value || "values" in value || "data" in value)
          ? undefined
          : `gave ${print(value)}; expected an object with text, values or data.`,
      );
      this.#add(trouble);
    }
    const composed = await this.#interview.ask("compose", {}, "while its context was composed");
    if ("threw" in composed && this.findings.length === before) {
      this.#problem(`The agent's context could not be composed: ${composed.threw}`);
    }
  }

  /** A plugin that is one thing for who looks at it and another for who runs it cannot be judged. */
  async #readAgain(shape: Shape): Promise<void> {
    const again = await this.#interview.ask("shape", {}, "while its components were read again");
    if ("answer" in again && JSON.stringify(again.answer) === JSON.stringify(shape)) return;
    this.#problem(
      "The plugin shows different components when it is read again; expected plain values that stay the same.",
    );
  }

  async #stop(): Promise<void> {
    const stopped = await this.#interview.ask("stop", {}, "while the agent stopped");
    if ("threw" in stopped) {
      this.#problem(`Stopping the agent threw ${stopped.threw}; expected every service to stop.`);
      return;
    }
    this.#report(judgeStop(stopped.answer));
    await this.#lookForEffects({ stopped: true });
  }

  async #lookForEffects({ stopped = false } = {}): Promise<void> {
    const effects = await this.#interview.ask("effects", {}, "while its effects were looked for");
    if ("threw" in effects) this.#problem(`Its effects could not be read: ${effects.threw}`);
    else this.#report(judgeEffects(effects.answer, { stopped }));
  }

  #notStarted(reason: string): undefined {
    this.#problem(notStarted(reason));
  }

  /** Adds what is wrong with a component, or that nothing is. */
  #add(problem: string | undefined): void {
    this.tried += 1;
    if (problem !== undefined) this.#problem(problem);
  }

  #problem(message: string): undefined {
    this.#report([blocker("load", message)]);
  }

  /** The same thing, seen twice, counts once. */
  #report(findings: Finding[]): void {
    const known = new Set(this.findings.map(({ message }) => message));
    this.findings.push(...findings.filter(({ message }) => !known.has(message)));
  }
}

export const notStarted = (reason: string): string =>
  `The agent with the plugin did not start: ${reason}`;
