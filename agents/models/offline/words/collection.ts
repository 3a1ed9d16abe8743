import type {
  ActionSpecification,
  Parameter,
  ProviderSpecification,
} from "../../../../shared/specification.ts";
import { camel, elizaName, pascal } from "../../../../shared/names.ts";
import type { Field } from "./field.ts";
import { pluralOf } from "./nouns.ts";
import type { Kept, Wish } from "./kept.ts";
import { actionVerb } from "./operations.ts";
import { filtersFor, searchedIn } from "./filters.ts";
import { labelsOf, numberAction, parametersOf, rankedAction, rankingOf } from "./number-action.ts";
import { complete } from "./complete.ts";
import { listed, withArticle } from "./english.ts";

/** A collection as components of a specification. */
export interface CollectionParts {
  actions: ActionSpecification[];
  providers: ProviderSpecification[];
  assumptions: string[];
}

/** Verbs that say on their own what a thing is afterwards. */
const TELLING = new Set(
  "pay return lend borrow archive star pin favorite favourite close resolve approve reject accept decline start pause resume publish lock unlock".split(
    " ",
  ),
);

/** The actions and the provider for one kind of thing. */
export function collectionParts(given: Kept): CollectionParts {
  const kept = complete(given);
  const actions = kept.wishes.flatMap((wish) => actionFor(wish, kept) ?? []);
  const dates = kept.fields.some(({ parameter }) =>
    (parameter.description ?? "").includes("ISO 8601"),
  );
  const plural = pluralOf(kept.noun);
  for (const when of dates ? kept.when : []) {
    actions.push({
      name: camel(`list ${when} ${plural}`),
      description: `List ${when === "today" ? `today's` : when} ${plural}`,
      parameters: {},
    });
  }
  const ranking = rankedAction(kept);
  if (ranking) actions.push(ranking);
  const assumptions: string[] = remarksOn(kept);
  if (kept.assumedWishes.length > 0) {
    const verbs = listed(kept.assumedWishes.map((each) => each));
    assumptions.push(
      `You did not name ${kept.assumedWishes.length > 1 ? "these actions" : "this action"} for ${plural}, which I take for granted: ${verbs}.`,
    );
  }
  if (kept.assumedFields) {
    assumptions.push(
      `You did not say what belongs to ${withArticle(kept.noun)}; I chose ${listed(kept.fields.map(({ label }) => label))}.`,
    );
  }
  return { actions, providers: [providerFor(kept)], assumptions };
}

/** What a person may expect that the plugin does in another way. */
function remarksOn({ noun, when, warns }: Kept): string[] {
  const plural = pluralOf(noun);
  return [
    ...(warns
      ? [
          `Nobody is warned unasked: ask for the ${plural} of which little is left, with the most there may be.`,
        ]
      : []),
    ...(when.includes("upcoming") && /birthday|anniversary/.test(noun)
      ? [
          `Upcoming are ${plural} whose date is today or later, so give the date of the next one; dates do not repeat by themselves.`,
        ]
      : []),
  ];
}

const optional = (field: Field): boolean => field.parameter.required !== true;

/** "a title and an optional due date (ISO 8601 date)". */
function fieldList(fields: Field[]): string {
  return listed(
    fields.map((field) => {
      const text = (field.parameter.description ?? field.label).replace(/^.(?![A-Z])/, (first) =>
        first.toLowerCase(),
      );
      const label = optional(field) ? `optional ${text}` : text;
      return field.parameter.type === "array" || field.label.endsWith("s")
        ? label
        : withArticle(label);
    }),
  );
}

function actionFor(wish: Wish, kept: Kept): ActionSpecification | undefined {
  const { noun } = kept;
  const plural = pluralOf(noun);
  const key = kept.fields[0];
  const one = withArticle(noun);
  const byLabel =
    key?.parameter.type === "string" &&
    !/\bdate\b/.test(key.label) &&
    kept.fields[0]?.label !== "text"
      ? ` or its exact ${key.label}`
      : "";
  const found = `found by its id${byLabel}. Fails when no such ${noun} exists.`;
  const id = {
    id: { type: "string", description: `Id${byLabel} of the ${noun}`, required: true },
  } satisfies Record<string, Parameter>;
  const verb = actionVerb(wish.operation, wish.said);
  const action = (
    name: string,
    description: string,
    parameters: Record<string, Parameter> = {},
  ): ActionSpecification => ({
    name: elizaName("action", name)
      ? name.replace(/^[a-z]+/, wish.operation === "update" ? "edit" : `${verb}One`)
      : name,
    description,
    parameters,
  });
  const own = (operation: string, thing: string) => camel(`${operation} ${thing}`);
  switch (wish.operation) {
    case "manage":
      return;
    case "add": {
      const fields = kept.fields.map((field, index) => ({
        ...field,
        parameter: { ...field.parameter, required: field.parameter.required ?? index === 0 },
      }));
      return action(
        own(verb, noun),
        `${pascal(verb)} ${one} with ${fieldList(fields)}.${rulesFor(fields)} The result data contains the new ${noun} with its id.`,
        parametersOf(fields),
      );
    }
    case "list": {
      const filters = filtersFor(kept);
      const note =
        filters.length > 0 ? `, optionally filtered by ${listed(labelsOf(filters))}` : "";
      return action(
        own(verb, plural),
        `List ${plural}${kept.order ? `, ${kept.order}` : rankingOf(kept)}${note}`,
        parametersOf(filters),
      );
    }
    case "get":
      if (wish.plural) return actionFor({ ...wish, operation: "list" }, kept);
      return action(own(verb, noun), `Get ${one}, ${found}`, id);
    case "find":
      return action(
        own(verb, plural),
        `Find ${plural} by part of the ${searchedIn(kept)} (case-insensitive)`,
        {
          query: { type: "string", description: "Text to look for", required: true },
        },
      );
    case "update": {
      const single = onlyFieldOf(wish.said, kept);
      if (single)
        return action(own(wish.said, noun), `Set the ${single.label} of ${one}, ${found}`, {
          ...id,
          [single.name]: { ...single.parameter, required: true },
        });
      const fields = kept.fields.map((field) => ({
        ...field,
        parameter: {
          ...field.parameter,
          required: false,
          description: `New ${field.parameter.description?.replace(/^./, (first) => first.toLowerCase()) ?? field.label}`,
        },
      }));
      return action(
        own(verb, noun),
        `Change the ${listed(
          kept.fields.map(({ label }) => label),
          "or",
        )} of ${one}, found by its id. Only the given fields change. Fails when no such ${noun} exists.`,
        {
          id: { ...id.id, description: `Id of the ${noun}` },
          ...parametersOf(fields),
        },
      );
    }
    case "complete":
      return action(own("complete", noun), `Mark ${one} as complete, ${found}`, id);
    case "adjust":
      // Without a number, what is taken out is gone.
      return (
        numberAction(wish, kept) ??
        (/^(decrease|decrement|lower)$/.test(wish.said)
          ? actionFor({ ...wish, operation: "remove", said: "remove" }, kept)
          : undefined)
      );
    case "average":
    case "total":
      return numberAction(wish, kept) ?? actionFor({ ...wish, operation: "count" }, kept);
    case "mark": {
      const status = wish.status ?? wish.said;
      const known = wish.said !== "mark" && TELLING.has(wish.said);
      const name = known ? own(wish.said, noun) : camel(`mark ${noun} as ${status}`);
      return action(name, `Mark ${one} as ${status}, ${found}`, id);
    }
    case "remove":
      return action(own(verb, noun), `Remove ${one}, ${found}`, id);
    case "clear":
      return wish.status
        ? action(own(`${verb} ${wish.status}`, plural), `Remove all ${wish.status} ${plural}`)
        : action(own(verb, plural), `Remove all ${plural}`);
    case "count":
      return action(own("count", plural), `Count the ${plural}`, parametersOf(filtersFor(kept)));
    case "pick":
      return action(camel(`pick random ${noun}`), `Pick a random ${noun}`);
    default:
      return wish.operation satisfies never;
  }
}

/** "rate" and "assign" change one field, and no other. */
const onlyFieldOf = (said: string, { fields }: Kept): Field | undefined => {
  const label = { rate: "rating", assign: "assignee", reassign: "assignee" }[said];
  return fields.find((each) => each.label === label);
};

function rulesFor(fields: Field[]): string {
  const [key] = fields;
  const rules: string[] = [];
  if (key?.parameter.type === "string" && key.parameter.required)
    rules.push(` The ${key.label} must not be empty.`);
  const email = fields.find(({ label }) => /^e-?mail/.test(label));
  if (email) rules.push(" The e-mail address must be valid.");
  return rules.join("");
}

function providerFor({ noun, wishes, fields }: Kept): ProviderSpecification {
  const plural = pluralOf(noun);
  const completes = wishes.some(({ operation }) => operation === "complete");
  const key = pluralOf(fields[0]?.label ?? "title");
  const name = camel(completes ? `pending ${plural}` : plural);
  return {
    name: elizaName("provider", name) ? camel(`kept ${plural}`) : name,
    description: completes
      ? `Shows the number of pending ${plural} and their ${key}`
      : `Shows the number of ${plural} and the five added last`,
  };
}
