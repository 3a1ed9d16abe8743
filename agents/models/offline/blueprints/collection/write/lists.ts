import { camel, pascal } from "../../../../../../shared/names.ts";
import { code } from "../../../code/template.ts";
import { access, indent, key, list, quote } from "../../../code/text.ts";
import type { Collection, Listing, Operation, SortOrder, Sum } from "../model.ts";
import type { Body } from "./action.ts";
import { predicate } from "./conditions.ts";
import { spokenName, type Writing } from "./writing.ts";

type Of<Kind extends Operation["kind"]> = Extract<Operation, { kind: Kind }>;

const sorter = (field: string, { variable }: Collection): string =>
  field === "createdAt" ? "added" : `(${variable}) => ${access(variable, field)}`;

function sorted(source: string, order: SortOrder, collection: Collection): string {
  return `ordered(${source}, ${sorter(order.field, collection)}${order.descending ? ", true" : ""})`;
}

/** Statements that leave the records to show in `shown`, and what stands before the action for them. */
function shownOf(
  listing: Listing,
  operation: Operation,
  collection: Collection,
): { before?: string; lines: string[] } {
  const { variable, type } = collection;
  const fits = predicate(listing, operation, collection);
  const lines = [
    fits === undefined ? "const fitting = all;" : `const fitting = all.filter(${fits});`,
  ];
  let shown = "fitting";
  let before: string | undefined;
  const { order, sortParam, directionParam, limitParam, offsetParam, limit } = listing;
  if (sortParam) {
    const entries = Object.entries(sortParam.orders).map(([name, { field, descending }]) => {
      const by =
        field === "createdAt" ? "added" : `(${variable}: ${type}) => ${access(variable, field)}`;
      return `${key(name)}: { by: ${by}, descending: ${descending} }`;
    });
    before = `/** The orders a call can ask for. */\nconst orders = ${list("{", entries, "}", 60)};`;
    const param = access("values", sortParam.param);
    const direction =
      directionParam === undefined
        ? ""
        : `${access("values", directionParam)}?.toLowerCase().startsWith("desc") ?? `;
    const optional =
      !operation.required.includes(sortParam.param) &&
      operation.parameters[sortParam.param]?.default === undefined;
    const [first = ""] = Object.keys(sortParam.orders);
    lines.push(
      `const order = orders[${optional ? `${param} ?? ${quote(order ? (Object.keys(sortParam.orders).find((name) => sortParam.orders[name]?.field === order.field) ?? first) : first)}` : param}];`,
    );
    lines.push(
      `const sorted = ${optional && !order ? `${param} === undefined ? fitting : ` : ""}ordered(fitting, order.by, ${direction}order.descending);`,
    );
    shown = "sorted";
  } else if (directionParam !== undefined) {
    const field = order?.field ?? "createdAt";
    lines.push(
      `const descending = ${access("values", directionParam)}?.toLowerCase().startsWith("desc") ?? ${order?.descending ?? false};`,
    );
    lines.push(`const sorted = ordered(fitting, ${sorter(field, collection)}, descending);`);
    shown = "sorted";
  } else if (order) {
    lines.push(`const sorted = ${sorted("fitting", order, collection)};`);
    shown = "sorted";
  }
  if (limitParam !== undefined || offsetParam !== undefined || limit !== undefined) {
    const start = offsetParam === undefined ? "0" : `start`;
    if (offsetParam !== undefined)
      lines.push(`const start = ${access("values", offsetParam)} ?? 0;`);
    const most =
      limitParam === undefined
        ? String(limit ?? "undefined")
        : `${access("values", limitParam)} ?? ${limit ?? `${shown}.length`}`;
    const end = start === "0" ? most : `start + (${most})`;
    lines.push(
      `const shown = ${shown}.slice(${start}, ${most === "undefined" ? "undefined" : end});`,
    );
  } else lines.push(`const shown = ${shown};`);
  return { ...(before !== undefined && { before }), lines };
}

/** Shortens steps that only rename: `const fitting = all; const shown = fitting;`. */
function simplified(lines: string[]): string {
  let text = lines.join("\n");
  if (lines[0] === "const fitting = all;") {
    text = lines
      .slice(1)
      .join("\n")
      .replaceAll(/\bfitting\b/g, "all");
  }
  if (text.endsWith("const shown = sorted;")) {
    text = text.replace("\nconst shown = sorted;", "").replace("const sorted =", "const shown =");
  }
  if (text.endsWith("const shown = fitting;")) {
    text = text.replace("\nconst shown = fitting;", "").replace("const fitting =", "const shown =");
  }
  return text;
}

/** Showing the records that fit. */
export function listBody(operation: Of<"list" | "find">, writing: Writing): Body {
  const { collection, lineOf, say } = writing;
  const { variables, noun } = collection;
  const { before, lines } = shownOf(operation.listing, operation, collection);
  const steps = simplified(lines);
  const total = /\bconst fitting\b/.test(steps) ? "fitting.length" : "all.length";
  const cut =
    operation.listing.limitParam !== undefined ||
    operation.listing.limit !== undefined ||
    operation.listing.offsetParam !== undefined;
  const name = camel(noun.plural);
  const narrowed = steps !== "const shown = all;" && /filter\(|slice\(/.test(steps);
  const empty = narrowed
    ? `const text = all.length === 0 ? ${say("none")} : ${say("noFit", { count: code("all.length") })};`
    : `const text = ${say("none")};`;
  const optionalOnly =
    operation.kind === "find" && operation.required.length === 0 ? guardOf(operation, writing) : "";
  const plain = steps === "const shown = all;";
  return {
    ...(before !== undefined && { before }),
    body: `${optionalOnly}const ${plain ? "shown" : "all"} = await ${variables}.all(runtime);
${plain ? "" : `${steps}\n`}const data = { ${name === "shown" ? name : `${key(name)}: shown`}, count: shown.length${cut ? `, total: ${total}` : ""} };
const counts = { ${key(`${camel(noun.singular)}Count`)}: shown.length };
if (shown.length === 0) {
${indent(empty)}
  return { success: true, text, data, values: counts };
}
const lines = shown.map((each) => \`- \${${lineOf}(each)}\`).join("\\n");
return { success: true, text: ${say("listed", { counted: writing.counted("shown.length"), lines: code("lines") })}, data, values: counts };`,
  };
}

/** A search needs at least one thing to look for. */
function guardOf({ listing }: Of<"list" | "find">, { say }: Writing): string {
  const params = listing.filters.map(({ param }) => param);
  const none = params.map((param) => `${access("values", param)} === undefined`).join(" && ");
  const names = params.map((param) => `"${param}"`).join(" or ");
  return `if (${none}) {\n  return failure(${say("oneNeeded", { names })});\n}\n`;
}

/** Showing one record by chance. */
export function randomBody(operation: Of<"random">, writing: Writing): Body {
  const { collection, lineOf, say } = writing;
  const { variable, variables } = collection;
  const fits = predicate(operation.listing, operation, collection);
  const name = camel(collection.noun.singular);
  return {
    body: `const all = await ${variables}.all(runtime);
${fits === undefined ? "" : `const fitting = all.filter(${fits});\n`}const pool = ${fits === undefined ? "all" : "fitting"};
const ${variable} = pool[Math.floor(Math.random() * pool.length)];
if (!${variable}) return failure(${fits === undefined ? say("none") : `all.length === 0 ? ${say("none")} : ${say("noFit", { count: code("all.length") })}`});
return {
  success: true,
  text: ${say("shown", { line: code(`${lineOf}(${variable})`) })},
  data: { ${name === variable ? name : `${key(name)}: ${variable}`}, id: ${variable}.id },
  values: { ${key(`${name}Id`)}: ${variable}.id },
};`,
  };
}

/** Removing everything that fits. */
export function clearBody(operation: Of<"clear">, writing: Writing): Body {
  const { collection, say } = writing;
  const { variables, noun } = collection;
  const { confirm, listing } = operation;
  const fits = predicate(listing, operation, collection);
  const count = writing.counted("gone.length");
  const asked =
    confirm === undefined
      ? ""
      : `if (gone.length > 0 && ${access("values", confirm)} !== true) {\n  return failure(${say("confirm", { counted: count, name: `"${confirm}"` })});\n}\n`;
  return {
    body: `return ${variables}.change(runtime, (draft): Answer => {
  const gone = ${fits === undefined ? "draft.items" : `draft.items.filter(${indent(fits).trim()})`};
${indent(asked)}  draft.items = ${fits === undefined ? "[]" : "draft.items.filter((each) => !gone.includes(each))"};
  return {
    success: true,
    text: ${say("cleared", { counted: count })},
    data: { ${key(camel(noun.plural))}: gone, removed: gone.length, count: draft.items.length },
    values: { ${key(`${camel(noun.singular)}Count`)}: draft.items.length },
  };
});`,
  };
}

/** Source text of a sum over records, each counted as often as it is there. */
export function sumSource(source: string, { name, times }: Sum, variable: string): string {
  const own = access(variable, name);
  const value = times === undefined ? own : `(${own} ?? 0) * (${access(variable, times)} ?? 0)`;
  return `sum(${source}.map((${variable}) => ${value}))`;
}

/** Counting and adding up what fits. */
export function countBody(operation: Of<"count">, writing: Writing): Body {
  const { collection, say } = writing;
  const { variable, variables, noun } = collection;
  const { listing, sums, group, average } = operation;
  const fits = predicate(listing, operation, collection);
  const totals = sums.map((each) => ({
    ...each,
    total: `total${pascal(each.name)}`,
    mean: `average${pascal(each.name)}`,
  }));
  const numbers = (source: string, each: Sum): string => sumSource(source, each, variable);
  const lines = totals.flatMap(({ total, mean, ...each }) => [
    `const ${total} = ${numbers("fitting", each)};`,
    ...(average
      ? [`const ${mean} = fitting.length === 0 ? 0 : sum([${total} / fitting.length]);`]
      : []),
  ]);
  const details = totals.flatMap(({ name, total, mean }) => [
    say("sum", { field: spokenName(name), value: code(total) }),
    ...(average ? [say("average", { field: spokenName(name), value: code(mean) })] : []),
  ]);
  const names = totals.flatMap(({ total, mean }) => (average ? [total, mean] : [total]));
  const counted = say("counted", { count: code("fitting.length") });
  const groups =
    group === undefined
      ? ""
      : `const groups = [...grouped(fitting, (${variable}) => String(${access(variable, group)} ?? "–"))].map(
  ([name, members]) => ({ ${["name", "count: members.length", ...totals.map(({ total, ...each }) => `${total}: ${numbers("members", each)}`)].join(", ")} }),
);
`;
  const groupLines =
    group === undefined
      ? []
      : [
          `...groups.map(({ name, count${totals.map(({ total }) => `, ${total}`).join("")} }) => \`- \${name}: \${count}${totals.map(({ name, total }) => `, ${spokenName(name)} \${${total}}`).join("")}\`)`,
        ];
  const text = [counted, ...details, ...groupLines];
  const data = ["count: fitting.length", ...names, ...(group === undefined ? [] : ["groups"])];
  return {
    body: `const all = await ${variables}.all(runtime);
const fitting = ${fits === undefined ? "all" : `all.filter(${fits})`};
${lines.map((each) => `${each}\n`).join("")}${groups}const text = ${list("[", text, "]", 60)}.join("\\n");
return {
  success: true,
  text,
  data: { ${data.join(", ")} },
  values: { ${[`${key(`${camel(noun.singular)}Count`)}: fitting.length`, ...names].join(", ")} },
};`,
  };
}
