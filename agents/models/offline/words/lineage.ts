/** What somebody wants of a job or plugin that is there already. */
export type LineageWish =
  | { kind: "retry" }
  /** Without an iteration it has to be asked for. */
  | { kind: "fork"; iteration?: number; hint?: string }
  /** `target` is a plugin, as somebody calls it, or the id of a job. */
  | { kind: "improve"; target: string; wish: string }
  | { kind: "compare"; jobs: [string, string] };

const POLITE =
  "^\\W*(?:(?:please|now|then|ok(?:ay)?|well|and|(?:can|could|would) you|let's|i(?:'d| would) like (?:you )?to|i want (?:you )?to)\\b[\\s,]*)*";
const ID = "[a-z0-9]{6}";
const JOB = `(?:(?:the |my |that )?(?:last |failed )?(?:job|plugin|creation)\\s*)?(?:${ID}\\b)?`;
const AGAIN = "(?:again|once more|once again|anew|another time)";

const RETRY = new RegExp(
  `${POLITE}(?:re-?try\\s*(?:it|that|this|${JOB})|(?:try|do|run|build)\\s*(?:it|that|this|${JOB})\\s*${AGAIN}|${AGAIN})[\\s,]*(?:please)?\\W*$`,
  "i",
);
const FORK = new RegExp(
  `${POLITE}fork\\b\\s*(?:it|that|${JOB})?(?:\\s*(?:from|at|after|with)?\\s*(?:the |its )?iteration\\s+(\\d{1,2}))?\\b\\s*(?:[:,;–-]|\\band\\b|\\bbut\\b|\\bwith(?: the)? hint\\b:?)*\\s*([\\s\\S]*)$`,
  "i",
);
const COMPARE = new RegExp(
  `${POLITE}compare\\s+(?:the )?(?:jobs?\\s+|forks?\\s+)?(${ID})\\s*(?:,|and|with|to|vs\\.?|against)\\s*(?:job\\s+|fork\\s+)?(${ID})\\b`,
  "i",
);
const NAME = "(?:@[\\w.-]{1,60}\\/)?plugin-[a-z0-9][a-z0-9-]{0,60}";
/** The name of a plugin, "the todo plugin", or the id of a job. */
const TARGET = `(?:the |my )?(?:plugin\\s+)?(${NAME}|[a-z0-9-]{2,40}(?= plugin\\b)|(?<=job\\s+)${ID}\\b)(?: plugin)?`;
const CHANGE = new RegExp(
  `${POLITE}(?:improve|change|extend|update|upgrade|enhance|modify)\\s+(?:the )?(?:job\\s+)?${TARGET}\\s*(?:[:,;–-]+|\\bso that\\b|\\bby\\b|\\bto\\b|\\bwith\\b|$)\\s*([\\s\\S]*)$`,
  "i",
);
const ADD = new RegExp(
  `${POLITE}(add\\b[\\s\\S]{1,2000}?)\\s+(?:to|in|into)\\s+${TARGET}\\W*$`,
  "i",
);
const LONGEST = 4000;

/** What is there for a message to speak of. */
export interface Known {
  /** Ids of jobs. */
  jobs: string[];
  /** Names of plugins: "the todo plugin" is one only where there is a plugin-todo. */
  plugins: string[];
}

/** What a message wants of jobs and plugins that are there already; nothing when it is about something else. */
export function lineageWish(message: string, known: Known): LineageWish | undefined {
  const text = message.replaceAll(/[’`]/g, "'").trim();
  if (text.length > LONGEST) return undefined;
  if (RETRY.test(text)) return { kind: "retry" };
  return comparing(text, known) ?? forking(text, known) ?? improving(text, known);
}

function comparing(text: string, known: Known): LineageWish | undefined {
  const [, one = "", other = ""] = COMPARE.exec(text.toLowerCase()) ?? [];
  return isJob(one, known) && isJob(other, known)
    ? { kind: "compare", jobs: [one, other] }
    : undefined;
}

function forking(text: string, known: Known): LineageWish | undefined {
  const [found, number, rest = ""] = FORK.exec(text) ?? [];
  if (found === undefined) return undefined;
  const iteration = number ? Number(number) : undefined;
  const hint = rest.trim();
  const isNamed = (text.match(/[a-z0-9]{6}/gi) ?? []).some((each) => isJob(each, known));
  // There are other things to be forked.
  if (iteration === undefined && hint && !isNamed) return undefined;
  return { kind: "fork", ...(iteration && { iteration }), ...(hint && { hint }) };
}

function improving(text: string, known: Known): LineageWish | undefined {
  const [, changed, changing = ""] = CHANGE.exec(text) ?? [];
  const [, adding = "", added] = ADD.exec(text) ?? [];
  const target = changed ?? added;
  const isMeant =
    target &&
    (IS_NAME.test(target) ||
      isJob(target, known) ||
      known.plugins.some((name) => isCalled(name, target)));
  return isMeant
    ? { kind: "improve", target, wish: (changed ? changing : adding).trim() }
    : undefined;
}

const IS_NAME = new RegExp(`^${NAME}$`, "i");

/** Words have no digits, and the ids of most jobs have one. */
const isJob = (word: string, { jobs }: Known): boolean =>
  jobs.includes(word.toLowerCase()) || /^(?=.*\d)[a-z0-9]{6}$/i.test(word);

/** Whether a plugin is called so: `todo`, `plugin-todo` and `@elizaos/plugin-todo` are one. */
export function isCalled(name: string, target: string): boolean {
  const called = target.toLowerCase();
  const bare = name.split("/").at(-1) ?? name;
  return [name, bare, bare.replace(/^plugin-/, "")].includes(called);
}
