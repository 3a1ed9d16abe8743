import { camel } from "../../../../../../shared/names.ts";
import type { SourceFile } from "../../../blueprint.ts";
import { serviceClass, serviceType, serviceWiring } from "../../../code/context.ts";
import { zodSource } from "../../../code/schema.ts";
import { doc, indent, quote } from "../../../code/text.ts";
import { lifecycleMethods } from "../../service/sources.ts";
import type { ServicePart } from "../model.ts";
import { importsOf, type Body } from "./action.ts";
import { bodyOf } from "./body.ts";
import type { Writing } from "./writing.ts";

/** What a method says about itself. */
const SAYS = {
  add: "Adds one",
  list: "Shows those that fit",
  find: "Looks for those that contain the words",
  get: "Shows one",
  random: "Shows one by chance",
  update: "Changes one",
  mark: "Changes the state of one",
  adjust: "Changes a number of one",
  remove: "Removes one",
  clear: "Removes all that fit",
  count: "Counts those that fit",
};

/** The file of a service whose methods work on the records the actions work on. */
export function recordServiceFile(part: ServicePart, writing: Writing): SourceFile {
  const { service, lifecycle, operations } = part;
  const { noun } = writing.collection;
  const className = serviceClass(service.name);
  const bodies = operations.map((operation) => ({ operation, ...bodyOf(operation, writing) }));
  const source = bodies.map(({ before, body }) => `${before ?? ""}\n${body}`).join("\n");
  const { lines } = importsOf(source, writing);
  const functionOf = (name: string): string =>
    `${camel(name)}${noun.singular
      .split(" ")
      .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
      .join("")}Now`;
  const functions = bodies.map(
    ({ operation, before, body }: Body & { operation: (typeof operations)[number] }) => {
      const { action, parameters, required } = operation;
      const own = functionOf(action.name);
      const takes = /(?<![.\w])values[.[)]/.test(`${before ?? ""}${body}`);
      return `${before ? `${before}\n\n` : ""}const ${own}Parameters = ${zodSource(parameters, { required, maximumLength: writing.options.maximumLength })};

async function ${own}(
  runtime: IAgentRuntime${takes ? `,\n  values: z.infer<typeof ${own}Parameters>` : ""},
): Promise<Answer> {
${indent(body)}
}`;
    },
  );
  const methods = bodies.map(({ operation: { action, kind } }, index) => {
    const own = functionOf(action.name);
    const takes = functions[index]?.includes("\n  values: z.infer");
    return `${doc(`${SAYS[kind]}; takes the same parameters as an action, or its first one as text.`)}
${action.name}(values?: Record<string, unknown> | string): Promise<Answer> {
  return perform(${own}Parameters, values, (${takes ? "checked" : ""}) => ${own}(this.runtime${takes ? ", checked" : ""}));
}`;
  });
  const living = lifecycleMethods(lifecycle);
  const runs = living.length > 0;
  const content = `import { Service, type IAgentRuntime } from "@elizaos/core";
import { z } from "zod";
import { failure, type Answer } from "../respond.js";
${lines.join("\n")}

${doc(service.description || `The ${noun.plural} for other parts of the agent.`)}
export class ${className} extends Service {
  static override serviceType = ${quote(serviceType(service.name))};
  override capabilityDescription = ${quote(service.description || `Keeps ${noun.plural}`)};
${runs ? "  #startedAt: number | undefined = Date.now();\n" : ""}
  static override start(runtime: IAgentRuntime): Promise<${className}> {
    return Promise.resolve(new ${className}(runtime));
  }

  /** Doing it twice does no harm; the ${noun.plural} stay where they are. */
  override stop(): Promise<void> {
${runs ? "    this.#startedAt = undefined;\n" : ""}    return Promise.resolve();
  }

${indent([...living, ...methods].join("\n\n"))}
}

/** Checks what was given, does the work and never throws for bad input. */
async function perform<Shape extends z.ZodRawShape>(
  parameters: z.ZodObject<Shape>,
  given: Record<string, unknown> | string | undefined,
  work: (values: z.infer<z.ZodObject<Shape>>) => Promise<Answer>,
): Promise<Answer> {
  const [first = "value"] = Object.keys(parameters.shape);
  const checked = parameters.safeParse(typeof given === "string" ? { [first]: given } : (given ?? {}));
  if (checked.success) return work(checked.data);
  const reasons = checked.error.issues.map(({ path, message }) => \`"\${path.join(".")}": \${message}\`);
  return failure(\`I cannot do that yet. \${reasons.join("; ")}.\`);
}

${functions.join("\n\n")}
`;
  return { path: `src/${serviceWiring(service.name).file}`, content };
}
