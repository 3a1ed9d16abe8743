import type { ActionSpecification } from "../../../../shared/specification.ts";
import { camel, kebab, wordsOf } from "../../../../shared/names.ts";
import type { SourceFile, Wiring } from "../blueprint.ts";
import { doc, indent, key, list, literal, quote } from "./text.ts";

/** One exchange that shows a model when an action is meant. */
export interface Example {
  user: string;
  agent: string;
}

/** Everything an action file is made of; the rest is the same for all actions. */
export interface ActionParts {
  action: ActionSpecification;
  /** Names of the parameters a call must give. */
  required: string[];
  /** Source text of the zod object, from `zodSource`. */
  schema: string;
  /** Names people and models may use for it beside its own name in SCREAMING_CASE. */
  similes?: string[];
  examples?: Example[];
  /** Whole import lines beside those for core, zod and `respond`. */
  imports?: string[];
  /** Names imported from `../respond.js` beside `respond` and `Answer`, such as `failure`. */
  fromRespond?: string[];
  /** Types imported from core beside `Action` and `IAgentRuntime`. */
  fromCore?: string[];
  /** Statements between the parameters and the action, such as constants. */
  before?: string;
  /**
   * Statements of the function that does the work and returns `Promise<Answer>`; it sees `runtime` and what
   * `takes` names.
   */
  body: string;
  /** Pattern for the checked parameters, such as `{ title, dueDate }`; empty when the body uses none. */
  takes?: string;
  /** Whether the body uses `runtime`. */
  usesRuntime?: boolean;
  /** Names the work's function must not have, because the file imports them. */
  avoid?: string[];
  /** Expression for availability, with `runtime` in scope; `true` without it. */
  available?: string;
  /** Whole functions after the body, for its longer thoughts. */
  after?: string;
}

/** Name of the constant that holds an action: `addTodo` → `addTodoAction`. */
export function actionConstant(name: string): string {
  return wordsOf(name).at(-1) === "action" ? camel(name) : `${camel(name)}Action`;
}

/** Where an action is written and how `src/index.ts` reaches it. */
export function actionWiring(name: string): Wiring {
  return {
    kind: "action",
    exportName: actionConstant(name),
    file: `actions/${kebab(name)}.ts`,
  };
}

/** The text of an action's file around the function that does the work. */
export function actionFile(parts: ActionParts): SourceFile {
  const { action, required, schema, takes = "", usesRuntime = true } = parts;
  const work = functionName(action.name, parts.avoid);
  const core = ["type Action", ...(parts.fromCore ?? []).map((each) => `type ${each}`)];
  if (usesRuntime) core.push("type IAgentRuntime");
  const respondNames = [...(parts.fromRespond ?? []), "respond", "type Answer"];
  const types = core.map((each) => each.replace("type ", ""));
  const given = [usesRuntime ? "runtime" : "", takes ? "values" : ""].filter(Boolean).join(", ");
  const signature = [
    usesRuntime ? "runtime: IAgentRuntime" : "",
    takes ? `${takes}: z.infer<typeof parameters>` : "",
  ].filter(Boolean);
  const { available } = parts;
  const content = `${[
    `import type ${list("{", types.sort(), "}")} from "@elizaos/core";`,
    `import { z } from "zod";`,
    ...[`import ${list("{", respondNames, "}")} from "../respond.js";`, ...(parts.imports ?? [])],
  ].join("\n")}

const parameters = ${schema};
${parts.before ? `\n${parts.before.trim()}\n` : ""}
${doc(action.description || `The action ${action.name}.`)}
export const ${actionConstant(action.name)}: Action = {
  name: ${quote(action.name)},
  ${indent(list("similes: [", similes(parts).map(quote), "],")).trim()}
  description: ${quote(action.description)},
  ${indent(parameterRecord(action, required)).trim()}
  ${indent(exampleList(parts)).trim()}
  validate: (${available?.includes("runtime") ? "runtime" : ""}) => Promise.resolve(${available ?? "true"}),
  handler: (${usesRuntime ? "runtime" : "_runtime"}, message, state, options, callback, responses) =>
    respond(
      ${quote(action.name)},
      parameters,
      { message, state, options, responses, callback },
      (${takes ? "values" : ""}) => ${work}(${given}),
    ),
};

async function ${work}${list("(", signature, ")", 64)}: Promise<Answer> {
${indent(parts.body.trim())}
}
${parts.after ? `\n${parts.after.trim()}\n` : ""}`;
  return { path: `src/${actionWiring(action.name).file}`, content };
}

const RESERVED = new Set(
  "action answer await break case catch class const continue debugger default delete do else enum export extends false finally for function if implements import in instanceof interface let new null package parameters private protected public respond return static super switch this throw true try typeof var void while with yield z".split(
    " ",
  ),
);

/** A function's name for an action's work that clashes with nothing else in the file. */
function functionName(name: string, avoid: string[] = []): string {
  const own = camel(name);
  return RESERVED.has(own) || avoid.includes(own) || own === actionConstant(name)
    ? `${own}Now`
    : own;
}

function similes({ action, similes: more = [] }: ActionParts): string[] {
  const screaming = wordsOf(action.name).join("_").toUpperCase();
  return [...new Set([screaming, ...more])].filter((each) => each !== action.name);
}

function parameterRecord({ parameters }: ActionSpecification, required: string[]): string {
  const lines = Object.entries(parameters).map(([name, { type, description, enum: choices }]) => {
    const text =
      description ?? `The ${wordsOf(name).join(" ")}${choices ? `: ${choices.join(", ")}` : ""}`;
    return `${key(name)}: ${literal({ type, description: text, required: required.includes(name) })}`;
  });
  return lines.length === 0
    ? "parameters: {},"
    : `parameters: {\n${lines.map((each) => `  ${each},`).join("\n")}\n},`;
}

function exampleList({ action, examples = [] }: ActionParts): string {
  if (examples.length === 0) return "examples: [],";
  const exchanges = examples.map(
    ({ user, agent }) =>
      `  [\n    { name: "{{user}}", content: { text: ${quote(user)} } },\n    {\n      name: "{{agent}}",\n      content: { text: ${quote(agent)}, actions: [${quote(action.name)}] },\n    },\n  ],`,
  );
  return `examples: [\n${exchanges.join("\n")}\n],`;
}
