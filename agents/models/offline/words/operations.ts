/** What can be done with a collection of things, in the words of this model. */
export type Operation =
  | "manage"
  | "add"
  | "list"
  | "get"
  | "find"
  | "update"
  | "complete"
  | "mark"
  | "remove"
  | "clear"
  | "count"
  | "total"
  | "average"
  | "adjust"
  | "pick";

/** Verbs in their base form; the first is the one that other verbs of the row are called by in a plugin. */
const VERBS: Record<Operation, string> = {
  manage:
    "manage track organize organise maintain administer handle keep monitor curate collect remember follow memorize memorise journal",
  add: "add create save log record register store insert enter put note capture submit append schedule set make post write bookmark file upload define open plan extend leave",
  list: "list show display view see enumerate print browse overview read tell return give present output",
  get: "get fetch retrieve inspect recall",
  find: "find search filter query lookup locate",
  update:
    "update edit change modify rename adjust correct revise amend alter rate tag reschedule move assign reassign",
  complete: "complete finish tick check",
  mark: "mark pay return archive star pin favorite favourite borrow lend water feed close resolve approve reject accept decline publish confirm invite reserve ship deliver start pause resume lock unlock",
  remove: "remove delete erase drop discard forget cancel destroy",
  clear: "clear empty reset purge",
  count: "count tally",
  total: "total sum",
  average: "average",
  adjust: "increase increment decrease decrement raise lower restock",
  pick: "pick choose suggest draw shuffle",
};

/** Verbs people may expect to see again in the name of an action. */
const OWN_NAMES = new Set(
  "add create save log record register list show get find search update edit complete remove delete clear count pick suggest cancel open schedule set write submit plan".split(
    " ",
  ),
);

/** Nouns that stand for an operation: "removal of items". */
const NOUNS: Record<string, Operation> = {
  addition: "add",
  creation: "add",
  insertion: "add",
  removal: "remove",
  deletion: "remove",
  retrieval: "get",
  modification: "update",
  completion: "complete",
  listing: "list",
  overview: "list",
  lookup: "find",
};

export interface VerbForm {
  operation: Operation;
  base: string;
  form: "base" | "third" | "gerund" | "past" | "noun";
}

const forms = new Map<string, VerbForm>();

/** The forms of a regular English verb: [third person, gerund, past]. */
export function conjugate(base: string): [string, string, string] {
  const doubled =
    /^(put|set|get|drop|tag|log|plan|cut|pin|star|sum|ship|dig|forget|submit|run|hit|chat|stop|flip|refer)$/.test(
      base,
    )
      ? base + base.slice(-1)
      : base;
  const third = /(s|x|ch|sh|o)$/.test(base)
    ? `${base}es`
    : /[^aeiou]y$/.test(base)
      ? `${base.slice(0, -1)}ies`
      : `${base}s`;
  const stem = /[^e]e$/.test(base) && base !== "be" ? base.slice(0, -1) : doubled;
  const past = /[^aeiou]y$/.test(base) ? `${base.slice(0, -1)}ied` : `${stem}ed`;
  return [third, base === "see" ? "seeing" : `${stem}ing`, past];
}

const PAST: Record<string, string> = {
  pay: "paid",
  lend: "lent",
  feed: "fed",
  read: "read",
  buy: "bought",
  sell: "sold",
  ship: "shipped",
};

/** "lend" → "lent": what things are after somebody did that to them. */
export const past = (base: string): string => PAST[base] ?? conjugate(base)[2];

/** "add" → "adding": also for verbs that are no operation. */
export const gerund = (base: string): string => conjugate(base)[1];

for (const [operation, line] of Object.entries(VERBS) as [Operation, string][]) {
  for (const base of line.split(" ")) {
    const [third, ing, past] = conjugate(base);
    forms.set(base, { operation, base, form: "base" });
    forms.set(third, { operation, base, form: "third" });
    forms.set(ing, { operation, base, form: "gerund" });
    forms.set(past, { operation, base, form: "past" });
  }
}
for (const [noun, operation] of Object.entries(NOUNS)) {
  const [base = operation] = VERBS[operation].split(" ");
  forms.set(noun, { operation, base, form: "noun" });
}

/** The operation a word can stand for, with its base form; whether it does is a matter of its place. */
export const verbForm = (word: string): VerbForm | undefined => forms.get(word);

/** The verb an action is named after: what the person said when it is a usual name, else the usual one. */
export function actionVerb(operation: Operation, said: string): string {
  if (OWN_NAMES.has(said)) return said;
  const [usual = said] = VERBS[operation].split(" ");
  return operation === "mark" ? said : usual;
}
