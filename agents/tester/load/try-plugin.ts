import {
  stringToUuid,
  type Action,
  type IAgentRuntime,
  type Memory,
  type Plugin,
  type Service,
  type State,
} from "@elizaos/core";
import { sameName } from "../../../shared/names.ts";
import type { Parameter, PluginSpecification } from "../../../shared/specification.ts";

const state: State = { values: {}, data: {}, text: "" };

const message: Memory = {
  id: stringToUuid("plugin-dynamic:load-check:message"),
  entityId: stringToUuid("plugin-dynamic:load-check:user"),
  roomId: stringToUuid("plugin-dynamic:load-check:room"),
  content: { text: "load check", source: "plugin-dynamic" },
};

/** What there has to be. */
export type Components = Pick<
  PluginSpecification,
  "actions" | "providers" | "evaluators" | "services"
>;

interface Tried {
  checked: number;
  problems: string[];
}

/** Looks up every component in the running agent and calls it. */
export async function tryPlugin(
  runtime: IAgentRuntime,
  plugin: Plugin,
  { actions, providers, evaluators, services }: Components,
): Promise<Tried> {
  const problems: (string | undefined)[] = [];
  for (const { name, parameters } of actions) {
    const action = runtime.actions.find((each) => each.name === name);
    problems.push(
      action
        ? await tryAction(runtime, action, parameters)
        : absent("action", name, plugin.actions),
    );
  }
  for (const { name } of providers) {
    const provider = runtime.providers.find((each) => each.name === name);
    problems.push(
      provider
        ? await attempt(`The provider ${name}`, async () => {
            const result: unknown = await provider.get(runtime, message, state);
            return isObject(result) && ("text" in result || "values" in result || "data" in result)
              ? undefined
              : `gave ${print(result)}; expected an object with text, values or data.`;
          })
        : absent("provider", name, plugin.providers),
    );
  }
  for (const { name } of evaluators) {
    const evaluator = runtime.evaluators.find((each) => each.name === name);
    problems.push(
      evaluator
        ? await attempt(`The evaluator ${name}`, () => tryValidate(runtime, evaluator))
        : absent("evaluator", name, plugin.evaluators),
    );
  }
  for (const { name, methods } of services)
    problems.push(tryService(runtime, plugin, name, methods));
  return {
    checked: problems.length,
    problems: problems.filter((problem) => problem !== undefined),
  };
}

/** Available without a throw, and deaf to parameters that cannot be right. */
async function tryAction(
  runtime: IAgentRuntime,
  action: Action,
  parameters: Record<string, Parameter>,
): Promise<string | undefined> {
  return attempt(`The action ${action.name}`, async () => {
    const trouble = await tryValidate(runtime, action);
    if (trouble || Object.keys(parameters).length === 0) return trouble;
    const bad = Object.entries(parameters).map(([name, { type }]) => [name, wrongValue(type)]);
    const options = { parameters: Object.fromEntries(bad) as Record<string, unknown> };
    const result = await action.handler(
      runtime,
      message,
      state,
      options,
      () => Promise.resolve([]),
      [],
    );
    if (isObject(result) && result.success === false && (result.text || result.error))
      return undefined;
    return `was called with ${print(options.parameters)} and answered ${print(result)}; expected success: false with a sentence.`;
  });
}

async function tryValidate(
  runtime: IAgentRuntime,
  { validate }: Pick<Action, "validate">,
): Promise<string | undefined> {
  const answer: unknown = await validate(runtime, message, state);
  return typeof answer === "boolean"
    ? undefined
    : `validates to ${print(answer)}; expected a boolean.`;
}

function tryService(
  runtime: IAgentRuntime,
  plugin: Plugin,
  name: string,
  methods: string[],
): string | undefined {
  const found = plugin.services?.find(
    (each) =>
      sameName(each.name, name) || sameName(each.serviceType, name.replace(/_?service$/i, "")),
  );
  if (!found) return absent("service", name, plugin.services);
  const service = runtime.getService<Service>(found.serviceType);
  if (!service) return `The service ${name} is not registered in the agent.`;
  const lacking = methods.filter(
    (method) => typeof (service as unknown as Record<string, unknown>)[method] !== "function",
  );
  return lacking.length > 0
    ? `The service ${name} has no method ${lacking.join(", ")}.`
    : undefined;
}

async function attempt(
  what: string,
  work: () => Promise<string | undefined>,
): Promise<string | undefined> {
  try {
    const trouble = await work();
    return trouble ? `${what} ${trouble}` : undefined;
  } catch (error) {
    return `${what} threw ${String(error)}; expected an answer.`; // a throw is what is looked for here
  }
}

function absent(kind: string, name: string, all: { name: string }[] = []): string {
  const names = all.map((each) => each.name).join(", ") || "none";
  return `The ${kind} ${name} is not registered in the agent; the plugin brings: ${names}.`;
}

/** A value that no parameter of the type can take. */
const wrongValue = (type: Parameter["type"]): unknown =>
  type === "object" ? "not an object" : { unexpected: true };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

const print = (value: unknown): string => (JSON.stringify(value) ?? String(value)).slice(0, 300);
