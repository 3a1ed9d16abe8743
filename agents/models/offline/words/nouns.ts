import pluralize from "pluralize";

/** What people usually keep of one kind of thing, when they do not say it themselves. */
export interface KnownNoun {
  /** Words for one of them; the first is the one actions are named after. */
  words: string[];
  /** Fields in plain words, the one that tells them apart first; "?" marks optional ones. */
  fields: string[];
  /** What the whole is called: "todo list". */
  whole?: string;
  /** One can be done with them: they have an open and a completed state. */
  completable?: boolean;
}

/** One row per kind of thing. */
export const knownNouns: KnownNoun[] = [
  {
    words: ["todo", "task", "chore", "to-do", "errand"],
    fields: ["title"],
    whole: "todo list",
    completable: true,
  },
  { words: ["note", "memo"], fields: ["title", "content?"] },
  { words: ["bookmark", "link", "url"], fields: ["url", "title?", "tags?"] },
  {
    words: ["expense", "spending", "expenditure", "cost"],
    fields: ["amount", "category?", "description?", "date?"],
  },
  { words: ["income", "earning"], fields: ["amount", "source?", "date?"] },
  { words: ["purchase", "transaction", "payment"], fields: ["title", "amount", "date?"] },
  { words: ["reminder", "alert"], fields: ["text", "due time"] },
  { words: ["habit"], fields: ["name", "description?"] },
  { words: ["recipe", "cocktail"], fields: ["title", "ingredients?", "instructions?"] },
  { words: ["contact"], fields: ["name", "email?", "phone?"], whole: "address book" },
  { words: ["birthday", "anniversary"], fields: ["name", "date"] },
  { words: ["book", "novel"], fields: ["title", "author?"] },
  {
    words: ["movie", "film", "show", "series", "anime", "documentary"],
    fields: ["title", "year?"],
  },
  { words: ["song", "album", "record", "track"], fields: ["title", "artist?"] },
  { words: ["game"], fields: ["title", "platform?"] },
  { words: ["podcast", "episode", "article", "paper", "video"], fields: ["title", "url?"] },
  { words: ["quote", "quotation", "saying"], fields: ["text", "author?"] },
  {
    words: ["joke", "idea", "fact", "thought", "wish", "compliment", "question", "tip"],
    fields: ["text"],
  },
  { words: ["event", "appointment", "meeting"], fields: ["title", "date time", "location?"] },
  { words: ["goal", "resolution", "milestone"], fields: ["title", "deadline?"], completable: true },
  {
    words: ["shopping item", "grocery item"],
    fields: ["name", "quantity?"],
    whole: "shopping list",
  },
  {
    words: ["item", "product", "article of stock", "supply", "grocery"],
    fields: ["name", "quantity?"],
  },
  { words: ["meal", "food", "dish", "snack"], fields: ["name", "calories?", "date?"] },
  { words: ["workout", "exercise", "training", "run"], fields: ["name", "duration?", "date?"] },
  { words: ["debt", "loan"], fields: ["person", "amount", "description?"] },
  { words: ["plant"], fields: ["name", "location?"] },
  { words: ["medication", "medicine", "pill"], fields: ["name", "dose?", "time?"] },
  { words: ["bug", "issue", "ticket"], fields: ["title", "description?"], completable: true },
  {
    words: [
      "customer",
      "client",
      "lead",
      "member",
      "employee",
      "student",
      "guest",
      "patient",
      "supplier",
      "user",
    ],
    fields: ["name", "email?"],
  },
  { words: ["word", "term"], fields: ["term", "meaning?"], whole: "vocabulary" },
  { words: ["flashcard"], fields: ["question", "answer"] },
  { words: ["trip", "journey"], fields: ["destination", "date?"] },
  { words: ["subscription", "bill", "invoice"], fields: ["name", "amount?", "due date?"] },
  { words: ["counter"], fields: ["name", "value (number)"] },
  { words: ["water intake", "intake"], fields: ["amount", "date?"] },
  { words: ["drink"], fields: ["name", "amount?", "date?"] },
  { words: ["night"], fields: ["hours", "date?"] },
  { words: ["post", "page", "document"], fields: ["title", "content?"] },
  { words: ["time entry"], fields: ["activity", "hours", "date?"] },
  { words: ["kanban card"], fields: ["title", "description?"] },
  { words: ["dream"], fields: ["text", "date?"] },
  { words: ["key value pair", "setting", "preference", "variable"], fields: ["key", "value"] },
  { words: ["project"], fields: ["name", "description?"] },
  { words: ["entry"], fields: ["text", "date?"], whole: "journal" },
  { words: ["score"], fields: ["player", "points"] },
  { words: ["place", "restaurant", "city", "country", "location"], fields: ["name", "notes?"] },
  { words: ["snippet"], fields: ["title", "code"] },
  { words: ["order"], fields: ["title", "quantity?"] },
  { words: ["poll"], fields: ["question", "options"] },
  { words: ["measurement", "weight", "reading"], fields: ["value (number)", "date?"] },
  {
    words: ["feedback", "message", "comment", "review", "complaint", "suggestion"],
    fields: ["text", "author?"],
  },
  { words: ["mood"], fields: ["mood", "note?", "date?"] },
  {
    words: [
      "pet",
      "animal",
      "dog",
      "cat",
      "car",
      "tool",
      "wine",
      "beer",
      "coffee",
      "collectible",
      "stamp",
      "coin",
      "puzzle",
      "toy",
    ],
    fields: ["name", "description?"],
  },
];

/** Things whose name alone says what is kept in them: "address book" keeps contacts. */
export const wholes: Record<string, string> = {
  "address book": "contact",
  "contact book": "contact",
  "phone book": "contact",
  "contact list": "contact",
  "shopping list": "shopping item",
  "grocery list": "grocery item",
  "groceries list": "grocery item",
  "grocery shopping list": "grocery item",
  "todo list": "todo",
  "task list": "task",
  "bucket list": "wish",
  "wish list": "wish",
  "packing list": "item",
  "reading list": "book",
  "reading log": "book",
  "watch list": "movie",
  "guest list": "guest",
  "play list": "song",
  "check list": "item",
  "price list": "product",
  "waiting list": "guest",
  "mailing list": "contact",
  "cook book": "recipe",
  "recipe book": "recipe",
  "household book": "expense",
  "guest book": "entry",
  "log book": "entry",
  "phrase book": "phrase",
  "gym log": "workout",
  "training log": "workout",
  "workout log": "workout",
  "food log": "meal",
  "food diary": "meal",
  "meal plan": "meal",
  "meal planner": "meal",
  "sleep log": "night",
  "sleep tracker": "night",
  "sleep diary": "night",
  "time log": "time entry",
  "time tracker": "time entry",
  "time tracking": "time entry",
  "dream journal": "dream",
  "dream diary": "dream",
  "travel diary": "trip",
  "travel journal": "trip",
  "water tracker": "water intake",
  "water intake": "water intake",
  "mood tracker": "mood",
  "score board": "score",
  "book shelf": "book",
  "wine cellar": "wine",
  "phone list": "contact",
  "time spent": "time entry",
  "kanban board": "kanban card",
  wishlist: "wish",
  watchlist: "movie",
  checklist: "item",
  playlist: "song",
  cookbook: "recipe",
  guestbook: "entry",
  logbook: "entry",
  inventory: "item",
  stock: "item",
  warehouse: "product",
  pantry: "item",
  fridge: "item",
  journal: "entry",
  diary: "entry",
  budget: "expense",
  ledger: "transaction",
  vocabulary: "word",
  glossary: "term",
  dictionary: "word",
  calendar: "event",
  agenda: "event",
  schedule: "event",
  library: "book",
  "knowledge base": "article",
  faq: "question",
  faqs: "question",
  leaderboard: "score",
  scoreboard: "score",
  scorekeeper: "score",
  crm: "customer",
  portfolio: "holding",
  garden: "plant",
  groceries: "grocery item",
  shopping: "shopping item",
  finances: "expense",
  spending: "expense",
  spendings: "expense",
};

/** Words that name the whole and follow what is in it: "habit tracker", "collection of quotes". */
export const containers = new Set(
  "list lists tracker trackers manager log logs book collection inventory catalog catalogue database archive registry register directory organizer organiser keeper journal diary library planner notebook tracking management overview history repository store storage box bank logbook board backlog table index scheduler collector recorder saver".split(
    " ",
  ),
);

/** What "what I …" means, by the verb. */
export const doneThings: Record<string, string> = {
  spend: "expense",
  spent: "expense",
  pay: "expense",
  eat: "meal",
  ate: "meal",
  cook: "meal",
  buy: "purchase",
  bought: "purchase",
  need: "item",
  read: "book",
  watch: "movie",
  watched: "movie",
  learn: "lesson",
  learned: "lesson",
  drink: "drink",
  drank: "drink",
  earn: "income",
  lend: "loan",
  lent: "loan",
  owe: "debt",
  owes: "debt",
  owed: "debt",
  do: "activity",
  did: "activity",
  feel: "mood",
  weigh: "weight",
  sleep: "night",
  run: "run",
  promise: "promise",
  think: "thought",
};

/** Words that can stand for whatever a plugin keeps. */
export const genericNouns = new Set(
  "item items entry entries record records element elements thing things object objects something everything data them it those these one ones product products piece pieces stuff all content contents".split(
    " ",
  ),
);

pluralize.addIrregularRule("movie", "movies");
pluralize.addIrregularRule("cookie", "cookies");
pluralize.addUncountableRule("feedback");
pluralize.addUncountableRule("series");

const byWord = new Map(knownNouns.flatMap((row) => row.words.map((word) => [word, row] as const)));

/** What is known about a kind of thing; compound words by their last part ("book order" by "order"). */
export function knownNoun(singular: string): KnownNoun | undefined {
  return byWord.get(singular) ?? byWord.get(singular.split(" ").at(-1) ?? singular);
}

/** Whether two words mean the same kind of thing ("task" and "todo"). */
export function sameThing(a: string, b: string): boolean {
  if (a === b) return true;
  const row = byWord.get(a);
  const people = ["contact", "person", "friend", "people"];
  return (
    (row !== undefined && row.words.slice(0, 4).includes(b) && row.words[0] === "todo") ||
    (people.includes(a) && people.includes(b)) ||
    a.endsWith(` ${b}`) ||
    b.endsWith(` ${a}`)
  );
}

/** The singular of a phrase: only its last word changes. */
export function singularOf(phrase: string): string {
  const words = phrase.split(" ");
  const last = words.pop() ?? phrase;
  return [...words, /(ss|us|is)$/.test(last) ? last : pluralize.singular(last)].join(" ");
}

/** The plural of a phrase: only its last word changes. */
export function pluralOf(phrase: string): string {
  const words = phrase.split(" ");
  const last = words.pop() ?? phrase;
  return [...words, pluralize.plural(last)].join(" ");
}
