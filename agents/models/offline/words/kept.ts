import type { Aspects } from "./aspects.ts";
import { fieldOf, type Field, isFieldWord } from "./field.ts";
import { genericNouns, knownNoun, pluralOf, sameThing, singularOf } from "./nouns.ts";
import { type Operation, past, verbForm } from "./operations.ts";
import type { Named } from "./phrase.ts";
import type { Statement } from "./request.ts";

/** One operation that was asked for, with the verb people used. */
export interface Wish {
  operation: Operation;
  said: string;
  /** For "mark as read": what it is marked as. */
  status?: string;
  /** For "increase the quantity": what changes. */
  field?: string;
  plural: boolean;
}

/** One kind of thing a plugin keeps, and what is wanted with it. */
export interface Kept extends Aspects {
  noun: string;
  whole?: string;
  wishes: Wish[];
  fields: Field[];
  /** Whether the fields are our guess. */
  assumedFields: boolean;
  assumedWishes: string[];
  /** Labels of fields that lists and totals are narrowed by. */
  by: string[];
}

const weightOf = (statement: Statement, next: Statement | undefined): number => {
  if (statement.kind === "noun") {
    // "and for orders (number, amount, date)": what has properties of its own is kept.
    const described =
      next?.kind === "fields" && next.phrases.length > 1 && knownNoun(statement.named.noun);
    return statement.named.whole ? 3 : described ? 2.5 : knownNoun(statement.named.noun) ? 1 : 0;
  }
  if (statement.kind !== "verb") return 0;
  return statement.operation === "manage" ? 3 : statement.operation === "add" ? 2.5 : 2;
};

/** Words for the plugin rather than for what it keeps: nobody manages "habit trackers". */
const NO_WHOLE =
  /(tracker|manager|management|tracking|keeper|organi[sz]er|planner|collector|recorder|scheduler|saver|overview|history|repository|storage?|box|bank|table|index|registry|register|archive|database|items?|entr(y|ies)|data)$/;

/** The things a request wants kept, in reading order; empty when it names none. */
export function thingsKept(statements: Statement[]): Kept[] {
  const candidates = statements.flatMap((statement, at) => {
    const named =
      statement.kind === "noun"
        ? [statement.named]
        : statement.kind === "verb"
          ? statement.objects
          : [];
    return named.map((each) => ({
      ...each,
      weight: each.whole && statement.kind === "verb" ? 3 : weightOf(statement, statements[at + 1]),
      at,
      kind: statement.kind,
    }));
  });
  const properties = statements.flatMap((each) => (each.kind === "fields" ? each.phrases : []));
  const plain = candidates.filter(
    ({ noun, whole }) =>
      whole !== undefined ||
      (!genericNouns.has(noun) && !(isFieldWord(noun) && properties.includes(noun))),
  );
  const things = plain.filter(({ noun }) => !isFieldWord(noun) || knownNoun(noun));
  const pool =
    things.length > 0
      ? things
      : plain.length > 0
        ? plain
        : candidates.filter(({ noun }) => /item|product|entry|thing/.test(noun));
  const wishes = statements.some(({ kind }) => kind === "verb");
  const strongest = Math.max(...pool.map(({ weight }) => weight), 0);
  if (strongest === 0 && !wishes) return [];
  const threshold = strongest >= 2.5 ? 2.5 : strongest;
  let chosen = pool.filter(({ weight }) => weight >= threshold);
  // Nothing but bare nouns: those named first, as far as they are enumerated together.
  if (threshold < 2) chosen = chosen.filter(({ at }, index) => at - (chosen[0]?.at ?? 0) === index);
  const kept: Kept[] = [];
  for (const { noun, whole } of chosen) {
    const same = kept.find((each) => sameThing(each.noun, noun));
    if (same) {
      if (whole && !same.whole && !NO_WHOLE.test(whole)) same.whole = whole;
      continue;
    }
    kept.push({
      noun,
      ...(whole && !NO_WHOLE.test(whole) && { whole }),
      wishes: [],
      fields: [],
      assumedFields: false,
      assumedWishes: [],
      dated: false,
      when: [],
      sums: [],
      by: [],
    });
  }
  return kept.slice(0, 6);
}

/** Distributes what a request says over the things kept. Returns what no thing could take, in the request's words. */
export function distribute(statements: Statement[], kept: Kept[]): string[] {
  const left: string[] = [];
  let current: Kept[] = kept;
  const find = (named: Named): Kept | undefined =>
    kept.find(
      (each) =>
        sameThing(each.noun, named.noun) ||
        (named.whole !== undefined && each.whole === named.whole),
    );
  let waiting: Wish[] = [];
  const give = (things: Kept[], wish: Wish) => {
    for (const thing of things) {
      if (
        !thing.wishes.some(
          (each) =>
            each.operation === wish.operation &&
            each.status === wish.status &&
            (wish.operation !== "adjust" || each.said === wish.said),
        )
      )
        thing.wishes.push({ ...wish });
    }
  };
  for (const statement of statements) {
    if (statement.kind === "noun") {
      const thing = find(statement.named);
      if (thing) {
        if (waiting.length === 0) current = [thing];
        for (const wish of waiting) give([thing], wish);
      } else if (
        isFieldWord(statement.raw) &&
        kept.length === 1 &&
        current[0] &&
        knownNoun(statement.named.noun) === undefined
      ) {
        addField(current[0], statement.raw);
      }
      if (thing) waiting = [];
      continue;
    }
    if (statement.kind === "fields" || statement.kind === "by") {
      for (const phrase of alternatives(statement))
        describeThings(statement, phrase, current, give);
      continue;
    }
    const { operation, said, objects, plural, status } = statement;
    if (said === "mark" && status === undefined) {
      left.push(`mark ${statement.raw}`.trim());
      continue;
    }
    const marked = status ?? (operation === "mark" ? past(said) : undefined);
    const wish: Wish = { operation, said, plural, ...(marked && { status: marked }) };
    const things = objects.flatMap((each) => find(each) ?? []);
    const others = objects.filter((each) => !find(each));
    if (things.length > 0) {
      current = [...new Set(things)];
      bringField(current, said);
      for (const each of [...waiting, wish]) give(current, each);
      waiting = [];
    } else if (objects.length === 0 || others.every(({ noun }) => genericNouns.has(noun))) {
      // "add, remove and list todos": the object comes with the last verb; without one, everything so far is meant.
      bringField(current, said);
      if (objects.length === 0 && statement.raw === "") waiting.push(wish);
      else give(current, wish);
    }
    for (const { noun } of others.filter((each) => !genericNouns.has(each.noun))) {
      const [thing] = current;
      if (thing && isFieldWord(noun)) {
        for (const each of [...waiting, wish]) withField(thing, noun, each, give);
        waiting = [];
      } else if (
        thing?.wishes.some((each) => each.operation === operation) ||
        operation === "total" ||
        operation === "average"
      ) {
        give(current, wish);
      } else left.push(`${said} ${noun}`);
    }
  }
  for (const wish of waiting) give(current.length > 0 ? current : kept, wish);
  return left;
}

/** A verb with a field for its object: "set a due date", "increase the quantity", "show the total". */
/** Verbs that are about one property, which they bring with them. */
const BRINGS: Record<string, string> = { rate: "rating", assign: "assignee", reassign: "assignee" };

function withField(
  thing: Kept,
  noun: string,
  wish: Wish,
  give: (things: Kept[], wish: Wish) => void,
): void {
  if (/^(add|manage|update|average|adjust)$/.test(wish.operation)) addField(thing, noun);
  if (wish.operation === "adjust") give([thing], { ...wish, field: noun });
  else if (wish.operation !== "add" && wish.operation !== "manage") give([thing], wish);
}

function bringField(things: Kept[], said: string): void {
  const brought = BRINGS[said];
  for (const thing of brought ? things : []) addField(thing, brought ?? "", true);
}

/** "by name or tag" names two fields, where "with size or weight" names one. */
const alternatives = ({ kind, phrases }: Extract<Statement, { phrases: string[] }>): string[] =>
  kind === "by" ? phrases.flatMap((phrase) => phrase.split(/\s+or\s+/)) : phrases;

function describeThings(
  statement: Statement,
  phrase: string,
  current: Kept[],
  give: (things: Kept[], wish: Wish) => void,
): void {
  const form = verbForm(phrase.toLowerCase());
  if (
    statement.kind === "fields" &&
    form &&
    form.form !== "third" &&
    form.form !== "past" &&
    !/^(note|rating|tag|record)s?$/i.test(phrase)
  ) {
    give(current, {
      operation: form.operation,
      said: form.base,
      plural: form.operation === "list",
    });
    return;
  }
  const [, later] = /\b(?:marked|flagged) as (\p{L}+)/u.exec(phrase) ?? [];
  if (later) {
    give(current, { operation: "mark", said: "mark", status: later, plural: false });
    return;
  }
  for (const thing of current) {
    if (statement.kind === "by") {
      if (/^(?:a |the )?(keywords?|words?|phrase|search terms?|text)$/.test(phrase.toLowerCase()))
        give([thing], { operation: "find", said: "find", plural: true });
      const field = fieldOf(phrase.replace(/\b(?:a )?parts? of /gi, ""));
      if (
        !field ||
        /^(id|keywords?|text|words?|query|phrase|search term|part|day|week|month|year|random)$/.test(
          field.label,
        ) ||
        sameThing(field.label, thing.noun)
      )
        continue;
      thing.by.push(field.label);
      addField(thing, field.label, true);
    } else addField(thing, phrase);
  }
}

function addField(thing: Kept, phrase: string, optional = false): void {
  const field = fieldOf(phrase);
  if (
    !field ||
    singularOf(field.label) === thing.noun ||
    /^(ids?|fields?|optional)$/.test(field.label) ||
    genericNouns.has(field.label)
  )
    return;
  const same = thing.fields.some(
    (each) =>
      singularOf(each.label) === singularOf(field.label) || pluralOf(each.label) === field.label,
  );
  if (same) return;
  if (optional) field.parameter.required = false;
  thing.fields.push(field);
}
