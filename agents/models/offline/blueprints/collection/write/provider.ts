import { camel, kebab, pascal } from "../../../../../../shared/names.ts";
import type { ProviderSpecification } from "../../../../../../shared/specification.ts";
import type { SourceFile } from "../../../blueprint.ts";
import { providerConstant } from "../../../code/context.ts";
import { code } from "../../../code/template.ts";
import { access, doc, indent, key, list, literal, quote } from "../../../code/text.ts";
import type { Context } from "../model.ts";
import { predicate, storeNames } from "./conditions.ts";
import { sumSource } from "./lists.ts";
import { stateIn } from "./texts.ts";
import { spokenName, type Writing } from "./writing.ts";

/** "pending", "pinned", "upcoming": how the shown records are called when not all are shown. */
export function stateWord({ listing }: Context, language?: string): string | undefined {
  const [name, value] = Object.entries(listing.fixed)[0] ?? [];
  const state = typeof value === "string" ? value : (name ?? listing.when?.is);
  return state === undefined ? undefined : stateIn(state, language);
}

/** Source text of the value of one declared data field. */
function held({ holds, of = "" }: Context["structure"][number], { collection }: Writing): string {
  const { variable, label, statusField } = collection;
  const values = {
    count: "fitting.length",
    records: "shown",
    newest: "fitting.at(-1)",
    labels: `shown.map((${variable}) => ${access(variable, label.name)})`,
    status: `all.filter((${variable}) => ${access(variable, statusField)} === ${quote(of)}).length`,
    sum: `sum(fitting.map((${variable}) => ${access(variable, of)}))`,
    time: "fitting.at(-1)?.createdAt",
    empty: "fitting.length === 0",
  };
  return values[holds];
}

const SCALARS = new Set(["count", "status", "sum", "time", "empty"]);

/** Statements that show one collection; `alone` adds a plain count, which several collections could not share. */
function showing(context: Context, writing: Writing, alone: boolean): string {
  const { listing, lists, labels, perStatus, sums, structure } = context;
  const { collection, lineOf, say, options, singular, plural } = writing;
  const { variable, variables, noun, label, statusField } = collection;
  const fits = predicate(listing, { parameters: {}, required: [] }, collection);
  const state = stateWord(context, options.language);
  const count = `${camel(noun.singular)}Count`;
  const order = listing.order;
  const by =
    order?.field === "createdAt"
      ? "added"
      : `(${variable}) => ${access(variable, order?.field ?? "")}`;
  const sorted = order ? `ordered(fitting, ${by}${order.descending ? ", true" : ""})` : "fitting";
  const totals = sums.map((each) => ({ ...each, total: `total${pascal(each.name)}` }));
  const statuses = perStatus.map((status) => ({ status, own: `${camel(status)}Count` }));
  const statements = [
    `const all = await ${variables}.all(runtime);`,
    `const fitting = ${fits === undefined ? "all" : `all.filter(${fits})`};`,
    `const shown = ${sorted}.slice(0, ${listing.limit ?? 50});`,
    ...totals.map(
      ({ total, ...each }) => `const ${total} = ${sumSource("fitting", each, variable)};`,
    ),
    ...statuses.map(
      ({ status, own }) =>
        `const ${own} = all.filter((${variable}) => ${access(variable, statusField)} === ${quote(status)}).length;`,
    ),
  ];
  const own = new Set([count, camel(noun.plural), "count"]);
  const extra = structure.filter(
    ({ name }) => !own.has(name) && !totals.some(({ total }) => total === name),
  );
  const scalars = extra
    .filter(({ holds }) => SCALARS.has(holds))
    .map((each) => `${key(each.name)}: ${held(each, writing)}`);
  const others = extra
    .filter(({ holds }) => !SCALARS.has(holds))
    .map((each) => `${key(each.name)}: ${held(each, writing)}`);
  const numbers = [...totals.map(({ total }) => total), ...statuses.map((each) => each.own)];
  const nameOf = `(${variable}) => ${access(variable, label.name)}`;
  const phrase =
    state === undefined || options.language?.startsWith("en") === false
      ? [singular, plural]
      : [`${state} ${singular}`, `${state} ${plural}`];
  const counted = `counted(fitting.length, ${phrase.map((each) => quote(each)).join(", ")})`;
  const latest = order?.field === "createdAt" && order.descending && listing.limit !== 50;
  const head =
    latest && lists
      ? `\`\${${counted}}. ${writing.texts.latest}:\``
      : lists
        ? `\`\${${counted}}:\``
        : `\`\${${counted}}.\``;
  const line = labels
    ? `\`- \${${access(variable, label.name)}}\``
    : `\`- \${${lineOf}(${variable})}\``;
  const sentences = [
    head,
    ...(lists ? [`...shown.map((${variable}) => ${line})`] : []),
    ...(lists && !latest
      ? [
          `...(fitting.length > shown.length ? [${say("more", { count: code("fitting.length - shown.length") })}] : [])`,
        ]
      : []),
    ...totals.map(({ name, total }) => say("sum", { field: spokenName(name), value: code(total) })),
    ...statuses.map(
      ({ status, own: each }) => `\`${stateIn(status, options.language)}: \${${each}}\``,
    ),
  ];
  const empty = state === undefined ? say("none") : say("noneSo", { state });
  const body = `${statements.join("\n")}
const text =
  ${statuses.length > 0 ? "all" : "fitting"}.length === 0
    ? ${empty}
    : ${indent(list("[", sentences, "]", 60), 4).trim()}.join("\\n");
return {
  text,
  values: ${indent(list("{", [`${key(count)}: fitting.length`, `${key(camel(noun.plural))}: shown.map(${nameOf}).join(", ")`, ...numbers, ...scalars], "}", 84)).trim()},
  data: ${indent(list("{", [...(alone ? ["count: fitting.length"] : []), `${key(camel(noun.plural))}: shown`, ...numbers, ...scalars, ...others], "}", 84)).trim()},
};`;
  return body;
}

/** The file of a provider that shows what one or several collections hold. */
export function providerFile(
  provider: ProviderSpecification,
  parts: { context: Context; writing: Writing }[],
): SourceFile {
  const alone = parts.length === 1;
  const bodies = parts.map(({ context, writing }) => showing(context, writing, alone));
  const imports = parts.flatMap(({ writing }, index) => {
    const { lineOf, collection, file } = writing;
    const names = [lineOf, collection.variables].filter((name) =>
      new RegExp(`(?<![.\\w])${name}(?!\\w)`).test(bodies[index] ?? ""),
    );
    return [`import ${list("{", names, "}")} from "../${file}.js";`];
  });
  const shows = parts.map(({ writing }) => `show${pascal(writing.collection.noun.plural)}`);
  const content = `import type { ${alone ? "Provider" : "IAgentRuntime, Provider, ProviderResult"} } from "@elizaos/core";
${imports.join("\n")}
import ${list("{", storeNames(bodies.join("\n")), "}")} from "../store.js";

${doc(provider.description || `Shows what the plugin keeps.`)}
export const ${providerConstant(provider.name)}: Provider = {
  name: ${literal(provider.name)},
  description: ${literal(provider.description)},
  get: async (runtime) => {
${
  alone
    ? indent(bodies.join(""), 4)
    : `    const parts = await Promise.all([${shows.map((each) => `${each}(runtime)`).join(", ")}]);
    return {
      text: parts.map(({ text }) => text).join("\\n\\n"),
      values: Object.assign({}, ...parts.map(({ values }) => values)),
      data: Object.assign({}, ...parts.map(({ data }) => data)),
    };`
}
  },
};
${alone ? "" : bodies.map((body, index) => `\nasync function ${shows[index] ?? ""}(runtime: IAgentRuntime): Promise<ProviderResult> {\n${indent(body)}\n}\n`).join("")}`;
  return { path: `src/providers/${kebab(provider.name)}.ts`, content };
}
