import type { ProviderSpecification } from "../../../../../shared/specification.ts";
import type { SourceFile, Wiring } from "../../blueprint.ts";
import { doc, key, quote } from "../../code/text.ts";
import { providerConstant, providerWiring } from "../../code/context.ts";

/** The file that keeps the newest response in the agent's own storage. */
export function lastResponseFile(plugin: string): SourceFile {
  return {
    path: "src/last-response.ts",
    content: `import type { IAgentRuntime } from "@elizaos/core";
import type { HttpResponse } from "./http.js";

const KEY = ${quote(`${plugin}:last-response`)};

/** Keeps a response for the agent's context; only the newest one is kept. */
export async function keepResponse(runtime: IAgentRuntime, response: HttpResponse): Promise<void> {
  await runtime.setCache(KEY, response);
}

/** The newest response, of whatever status, if there was one. */
export async function lastResponse(runtime: IAgentRuntime): Promise<HttpResponse | undefined> {
  return (await runtime.getCache<HttpResponse>(KEY)) ?? undefined;
}
`,
  };
}

const FIELDS: [RegExp, string][] = [
  [/^(http ?)?(status( code)?|code)$/, "last?.status ?? null"],
  [/^(url|endpoint|address|uri)$/, "last?.url ?? null"],
  [/^method$/, "last?.method ?? null"],
  [/^(success|ok|successful)$/, "last === undefined ? null : last.status < 400"],
  [/(\b(at|time|timestamp)$|^last (updated?|fetched|called|request)$)/, "last?.at ?? null"],
  [/(^| )(body|data|responses?|results?|payload|content|items|json)$/, "last?.body ?? null"],
];

/** A provider's file that shows the newest response. */
export function responseProvider({
  name,
  description,
  dataStructure = {},
}: ProviderSpecification): {
  file: SourceFile;
  wiring: Wiring;
} {
  const wiring = providerWiring(name);
  const fields = Object.keys(dataStructure);
  const expressions = fields.map((field) => {
    const words = field
      .replace(/([a-z\d])([A-Z])/g, "$1 $2")
      .replaceAll("_", " ")
      .toLowerCase();
    const known = FIELDS.find(([called]) => called.test(words))?.[1];
    return `${key(field)}: ${known ?? `fieldOf(last?.body, ${quote(field)})`},`;
  });
  const reads = expressions.some((each) => each.includes("fieldOf("));
  const structure = fields.length > 0;
  const content = `import type { Provider } from "@elizaos/core";
import { excerpt } from "../http.js";
import { lastResponse } from "../last-response.js";

const EXCERPT_LENGTH = 2000;

${doc(description || "The newest response of the API.")}
export const ${providerConstant(name)}: Provider = {
  name: ${quote(name)},
  description: ${quote(description)},
  get: async (runtime) => {
    const last = await lastResponse(runtime);
${structure ? `    const fields = {\n${expressions.map((each) => `      ${each}`).join("\n")}\n    };\n` : ""}    const text = last
      ? \`Latest response, \${last.at}: \${last.method} \${last.url} answered \${last.status}.\\n\${excerpt(last.body, EXCERPT_LENGTH)}\`
      : "There is no response yet.";
    return {
      text,
      values: { ${structure ? "...fields, " : ""}hasResponse: last !== undefined },
      data: { ${structure ? "...fields, " : ""}response: last ?? null },
    };
  },
};
${
  reads
    ? `
/** A field of an answer, wherever at its top level it is. */
function fieldOf(body: unknown, name: string): unknown {
  const isObject = typeof body === "object" && body !== null;
  return isObject ? ((body as Record<string, unknown>)[name] ?? null) : null;
}
`
    : ""
}`;
  return { file: { path: `src/${wiring.file}`, content }, wiring };
}
