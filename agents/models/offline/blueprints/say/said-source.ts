import type { PluginSpecification } from "../../../../../shared/specification.ts";
import type { SourceFile, Wiring } from "../../blueprint.ts";
import { providerConstant, providerWiring } from "../../code/context.ts";
import { spaced } from "../../code/roles.ts";
import { doc, key as property, quote } from "../../code/text.ts";

/** The file that keeps what was said last, for the agent's context. */
export function saidFile(plugin: string): SourceFile {
  return {
    path: "src/said.ts",
    content: `import type { IAgentRuntime } from "@elizaos/core";
import type { Answer } from "./respond.js";

const KEY = ${quote(`${plugin}:said`)};
const KEPT = 10;

/** Something an action said. */
export interface Said {
  action: string;
  text: string;
  /** ISO 8601. */
  at: string;
}

/** What was said lately, newest first, and how much in all. */
export interface History {
  total: number;
  entries: Said[];
}

/** What was said so far. */
export async function history(runtime: IAgentRuntime): Promise<History> {
  return (await runtime.getCache<History>(KEY)) ?? { total: 0, entries: [] };
}

/** Keeps an answer for the agent's context and gives it back. */
export async function keep(runtime: IAgentRuntime, action: string, answer: Answer): Promise<Answer> {
  const { total, entries } = await history(runtime);
  const said: Said = { action, text: answer.text, at: new Date().toISOString() };
  await runtime.setCache<History>(KEY, { total: total + 1, entries: [said, ...entries].slice(0, KEPT) });
  return answer;
}
`,
  };
}

const FIELDS: [RegExp, string][] = [
  [/\b(count|total)\b/, "total"],
  [/\b(at|time)\b/, "last?.at ?? null"],
  [/\b(history|recent|results|items|entries|greetings|answers)\b/, "entries"],
];

/** A provider's file that shows what was said last. */
export function saidProvider({
  name,
  description,
  dataStructure = {},
}: PluginSpecification["providers"][number]): {
  file: SourceFile;
  wiring: Wiring;
} {
  const wiring = providerWiring(name);
  const fields = Object.keys(dataStructure).map((field) => {
    const expression =
      FIELDS.find(([called]) => called.test(spaced(field)))?.[1] ?? "last?.text ?? null";
    return `${property(field)}: ${expression}`;
  });
  const content = `import type { Provider } from "@elizaos/core";
import { history } from "../said.js";

${doc(description || "What was said last.")}
export const ${providerConstant(name)}: Provider = {
  name: ${quote(name)},
  description: ${quote(description)},
  get: async (runtime) => {
    const { total, entries } = await history(runtime);
    const [last] = entries;
    const lines = entries.map(({ action, text }) => \`- \${action}: \${text}\`);
    return {
      text: last ? \`Said \${total} times so far; newest first:\\n\${lines.join("\\n")}\` : "Nothing has been said yet.",
      values: { lastSaid: last?.text ?? "" },
      data: { ${[...fields, "total", "entries"].join(", ")} },
    };
  },
};
`;
  return { file: { path: `src/${wiring.file}`, content }, wiring };
}
