import type { Parameter } from "../../../../shared/specification.ts";
import { fieldOf, type Field } from "./field.ts";
import type { Kept } from "./kept.ts";
import { knownNoun, singularOf } from "./nouns.ts";
import type { Operation } from "./operations.ts";

const CHANGES = new Set<Operation>(["add", "remove", "update", "list", "find", "get", "clear"]);

/** Completes a thing with what people take for granted: fields, and a way to put things in and see them. */
export function complete(kept: Kept): Kept {
  const known = knownNoun(kept.noun);
  // "by category" tells what to filter by, not all there is to know about an expense.
  const described = kept.fields.some(({ label }) => !kept.by.includes(label));
  const usual = known?.fields ?? (kept.fields.length > 0 ? ["name"] : ["name", "description?"]);
  const guessed =
    known || !described
      ? withDefaults(kept.fields, usual, { all: !described, words: known?.words ?? [] })
      : kept.fields;
  const own = guessed.some(
    ({ label, parameter }) => parameter.required === true || identifies(label, parameter),
  )
    ? guessed
    : [fieldOf("name"), ...guessed].filter((each) => each !== undefined);
  return {
    ...kept,
    ...wishesFor(kept, known?.completable ?? false),
    fields: keyFirst(own),
    assumedFields: !described,
  };
}

const identifies = (label: string, { type }: Parameter): boolean =>
  (type === "string" &&
    !/\b(category|genre|region|language|type|kind|size|brand|source|reason|answer|cause|result|outcome|mood|species|place|weather|method|phone|email|address|author|owner|assignee|artist|colou?r|friend name|status|priority|date|deadline|due|currency|unit|description|notes?|comment|location)\b/.test(
      label,
    )) ||
  /\b(amount|value|points|weight)\b/.test(label);

/** The fields a person named, and those without which such a thing makes no sense. */
function withDefaults(
  named: Field[],
  defaults: string[],
  { all, words }: { all: boolean; words: string[] },
): Field[] {
  const own = defaults.flatMap((phrase) => {
    const field = fieldOf(phrase.replace("?", ""));
    if (!field) return [];
    field.parameter.required = !phrase.endsWith("?");
    return [field];
  });
  if (all)
    return [
      ...own,
      ...named.filter(
        ({ label }) => !own.some((each) => singularOf(each.label) === singularOf(label)),
      ),
    ];
  let needed = own.filter(({ parameter }) => parameter.required);
  for (const field of named) {
    if (needed.some(({ label }) => label === field.label)) field.parameter.required ??= true;
  }
  const dated = named.some(({ label }) => /\b(date|time|day|deadline)$/.test(label));
  needed = needed.filter(
    ({ label }) =>
      !(dated && /\b(date|time)$/.test(label) && !named.some((each) => each.label === label)),
  );
  const covered = named.some(({ label }) =>
    needed.some(
      (each) =>
        each.label === label ||
        (/^(name|title|text)$/.test(each.label) && words.includes(label)) ||
        (/^(name|title|text|subject)$|\b(number|code|isbn|sku)$/.test(label) &&
          /^(name|title|text|url|term)$/.test(each.label)),
    ),
  );
  return covered
    ? [
        ...needed.filter(
          ({ label }) =>
            !named.some((each) => each.label === label) && /^(amount|url|date|key)$/.test(label),
        ),
        ...named,
      ]
    : [...needed.filter(({ label }) => !named.some((each) => each.label === label)), ...named];
}

const keyFirst = (fields: Field[]): Field[] => {
  const key =
    fields.find(({ label }) => /^(name|title|url|text|term)$/.test(label)) ??
    fields.find(({ label }) => /\b(number|code|sku|isbn|key)$/.test(label)) ??
    fields[0];
  return key ? [key, ...fields.filter((each) => each !== key)] : fields;
};

function wishesFor(kept: Kept, completable: boolean): Pick<Kept, "wishes" | "assumedWishes"> {
  const said = kept.wishes.filter(({ operation }) => operation !== "manage");
  const general = kept.wishes.find(({ operation }) => operation === "manage");
  const wishes = [...said];
  const assumed: string[] = [];
  const add = (operation: Operation, at = wishes.length) => {
    if (wishes.some((each) => each.operation === operation)) return;
    wishes.splice(at, 0, { operation, said: operation, plural: operation === "list" });
    assumed.push(operation);
  };
  const few = said.filter(({ operation }) => CHANGES.has(operation)).length < 2;
  // "unread books" can only be listed when books can be marked as read.
  if (kept.unmarked && !wishes.some(({ status }) => status === kept.unmarked)) {
    wishes.push({ operation: "mark", said: "mark", status: kept.unmarked, plural: false });
    assumed.push(`mark as ${kept.unmarked}`);
  }
  for (const { operation, status = "" } of said) {
    if (operation !== "clear" || status === "") continue;
    // Only what can be completed can be cleared once it is.
    if (status === "completed") {
      if (!wishes.some((each) => each.status === "done")) add("complete");
    } else if (!wishes.some((each) => each.operation === "mark" && each.status === status)) {
      wishes.push({ operation: "mark", said: "mark", status, plural: false });
      assumed.push(`mark as ${status}`);
    }
  }
  if (!wishes.some(({ operation }) => operation === "add")) add("add", 0);
  if (few) {
    if (!wishes.some(({ operation, plural }) => operation === "get" && plural)) add("list");
    if (general && /^(manage|maintain|organi[sz]e|administer|handle|curate)$/.test(general.said))
      add("update");
    if (
      completable &&
      (general || said.length === 0) &&
      !wishes.some(({ operation }) => operation === "mark")
    ) {
      add("complete");
    }
    if (kept.fields.some(({ label, parameter }) => label === "status" && parameter.enum))
      add("update");
    add("remove");
  }
  // A counter that is reset stays: its value is set.
  const counter = kept.noun.endsWith("counter");
  const usual = wishes.map((each) =>
    counter && each.operation === "clear"
      ? { ...each, operation: "update" as const, said: "set" }
      : each,
  );
  return { wishes: usual, assumedWishes: assumed };
}
