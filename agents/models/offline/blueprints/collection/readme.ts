import { serviceType } from "../../code/context.ts";
import { cell } from "../../code/text.ts";
import type { Context, Operation } from "./model.ts";
import { pointers, storyOf, type Story } from "./check/story.ts";
import { predicted, type Values } from "./check/predict.ts";
import { stateIn } from "./write/texts.ts";
import { spokenName, type Writing } from "./write/writing.ts";

/** The answer to a call when the first sample record is all there is; only where it can be told exactly. */
function exchange(
  operation: Operation,
  story: Story,
): { call: Values; answer: string } | undefined {
  const { writing, given, records, collection, line, labels } = story;
  const [way] = "which" in operation ? pointers(operation, story, 0).toReversed() : [];
  switch (operation.kind) {
    case "add":
      return operation === story.add && operation.many === undefined
        ? { call: given[0] ?? {}, answer: predicted(writing, "added", { line: line(0) }) }
        : undefined;
    case "get":
      return way && { call: way.values, answer: predicted(writing, "shown", { line: line(0) }) };
    case "remove":
      return way && { call: way.values, answer: predicted(writing, "removed", { line: line(0) }) };
    case "mark": {
      const [[name = "", value] = []] = Object.entries(operation.set);
      if (!way || records[0]?.[name] === value || value === false || value === undefined)
        return undefined;
      const state = stateIn(typeof value === "string" ? value : name, writing.options.language);
      return {
        call: way.values,
        answer: predicted(writing, "marked", { line: line(0, 1, operation.set), state }),
      };
    }
    case "list": {
      const { required, listing } = operation;
      const whole =
        required.length === 0 &&
        listing.when === undefined &&
        Object.keys(listing.fixed).length === 0;
      const counted = `1 ${writing.singular}`;
      return whole
        ? { call: {}, answer: predicted(writing, "listed", { counted, lines: `- ${line(0)}` }) }
        : undefined;
    }
    case "find": {
      const [filter] = operation.listing.filters;
      const only = filter?.test === "search" && operation.required.length <= 1;
      if (!filter || !only || !filter.fields.includes(collection.label.name)) return undefined;
      const counted = `1 ${writing.singular}`;
      return {
        call: { [filter.param]: labels[0]?.slice(0, 5).toLowerCase() },
        answer: predicted(writing, "listed", { counted, lines: `- ${line(0)}` }),
      };
    }
    case "random":
    case "update":
    case "adjust":
    case "clear":
    case "count":
      return undefined;
    default:
      return operation satisfies never;
  }
}

function actionText(operation: Operation, story: Story): string {
  const { action, parameters, required } = operation;
  const shown = exchange(operation, story);
  const rows = Object.entries(parameters).map(([name, { type, description, enum: choices }]) => {
    const words = description ?? (choices ? choices.join(", ") : spokenName(name));
    return `| \`${name}\` | ${type} | ${required.includes(name) ? "yes" : "no"} | ${cell(words)} |`;
  });
  return [
    `### ${action.name}`,
    action.description,
    rows.length === 0
      ? ""
      : ["| Parameter | Type | Required | What it is |", "| --- | --- | --- | --- |", ...rows].join(
          "\n",
        ),
    shown
      ? `\`\`\`text\n${action.name} ${JSON.stringify(shown.call)}\n→ ${shown.answer}\n\`\`\``
      : "",
  ]
    .filter(Boolean)
    .join("\n\n");
}

/** The README's section about one collection: every action with a call and its answer, providers, limits. */
export function collectionReadme(writing: Writing, contexts: Context[]): string {
  const story = storyOf(writing);
  const { collection } = writing;
  const { noun, idPrefix, label, storageKey, operations } = collection;
  const title = noun.plural.charAt(0).toUpperCase() + noun.plural.slice(1);
  const unique = collection.fields.filter((field) => field.unique).map(({ name }) => `\`${name}\``);
  const providers = contexts.map(
    ({ provider }) => `- \`${provider.name}\`: ${provider.description}`,
  );
  return [
    `## ${title}`,
    `Every ${noun.singular} gets an id such as \`${idPrefix}-1\` that is never used again. Actions that need one ${noun.singular} take its id or its ${spokenName(label.name)}; when several fit they ask for the id and change nothing. Answers carry the ${noun.singular} in \`data\`, lists carry \`count\`.`,
    ...(story ? operations.map((operation) => actionText(operation, story)) : []),
    ...(providers.length > 0 ? ["### In the agent's context", providers.join("\n")] : []),
    ...collection.services.map(({ service, operations: own, lifecycle }) =>
      [
        `### ${service.name}`,
        service.description,
        `\`runtime.getService("${serviceType(service.name)}")\` has ${[...own.map(({ action }) => action.name), ...lifecycle.map(({ name }) => name)].map((name) => `\`${name}\``).join(", ")}. They work on the same ${noun.plural} and answer with \`success\`, \`text\` and \`data\`.`,
      ]
        .filter(Boolean)
        .join("\n\n"),
    ),
    "### Limits",
    [
      `- The ${noun.plural} are kept in the agent's own storage under \`${storageKey}\`: they survive a restart, and every agent has its own.`,
      `- Lists are read and written as a whole; some thousand ${noun.plural} are fine, millions are not.`,
      ...(unique.length > 0
        ? [
            `- No two ${noun.plural} have the same ${unique.join(" or ")}; capitals do not make a difference.`,
          ]
        : []),
    ].join("\n"),
  ].join("\n\n");
}
