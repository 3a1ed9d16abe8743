import { isFieldWord } from "./field.ts";
import { type Operation, verbForm } from "./operations.ts";
import { isFrame, isGrammar } from "./phrase.ts";
import type { Token } from "./tokens.ts";

/** Words after which a verb says what a plugin does. */
const BEFORE_VERB = new Set(
  "and or to then also can could should would will may must might that which it who by for please just be able only with of me us you users user help helps easily automatically quickly simply let lets allow allows support supports supporting offer offers enable enables agent plugin bot want wants via like not even i we they".split(
    " ",
  ),
);
/** Verbs that are nouns just as often: only a clear place makes them verbs. */
const OFTEN_NOUNS = new Set(
  "plan list log record note book bookmark store file view show track return order post total count search change schedule journal tag rate favorite favourite star pin water close present index read".split(
    " ",
  ),
);

/** Nouns that are verbs only with an object that shows it: "water the plants", but "water intake". */
const RARELY_VERBS = new Set(
  "water feed ship star pin lock rate tag file change total index start average".split(" "),
);

/** A verb where it stands for something the plugin does. */
export interface Verb {
  operation: Operation;
  base: string;
  form: string;
  status?: string;
}

/** The verb at a place; nothing for words that only look like one there, such as "list" in "todo list". */
export function verbAt(tokens: Token[], at: number, thirdPerson: boolean): Verb | undefined {
  const token = tokens[at];
  if (!token) return;
  const [, does, status] = token.verb ? (/^(mark|clear)_(\p{L}+)$/u.exec(token.word) ?? []) : [];
  if ((does === "mark" || does === "clear") && status)
    return { operation: does, base: does, form: "base", status };
  const form = verbForm(token.word);
  if (!form) return;
  if (token.verb || form.form === "noun") return form;
  if (form.form === "past") return;
  const before = tokens[at - 1]?.word;
  const after = tokens[at + 1]?.word ?? "";
  const opens = before === undefined || /^[^\p{L}\p{N}]$/u.test(before);
  const placed =
    opens || BEFORE_VERB.has(before ?? "") || verbForm(before ?? "")?.form === form.form;
  if (!placed) return;
  // "things I read" is no wish to read them with the plugin.
  if (
    /^(i|we|they)$/.test(before ?? "") &&
    !opens &&
    !/^(the|an?|my|our|them|it|new|all)$/.test(after)
  )
    return;
  if (
    /^(of|with|for|by)$/.test(before ?? "") &&
    form.form === "base" &&
    OFTEN_NOUNS.has(form.base) &&
    before !== "with"
  )
    return;
  if (
    form.form === "third" &&
    !thirdPerson &&
    !/^(that|which|it|who|plugin|also|agent|bot)$/.test(before ?? "")
  )
    return;
  // "exercise, sets, reps": a word for a property with nothing it could be done to.
  if (
    form.form === "third" &&
    (OFTEN_NOUNS.has(form.base) || isFieldWord(token.word)) &&
    !opensObject(tokens[at + 1])
  )
    return;
  if (
    form.form === "base" &&
    OFTEN_NOUNS.has(form.base) &&
    /^(plugin|list|tracker|manager|organi[sz]er|book|keeper|collection|app|bot|of|is|are|that|taking|keeping|with|for)$/.test(
      after,
    )
  )
    return;
  if (form.form === "gerund" && /^(logs?|lists?|diary|journal|book|tracker)$/.test(after)) return;
  if (form.base === "register" && after === "for") return;
  const shown = /^(the|an?|my|our|all|every|each|them|it|those|one|[a-z]+(?<!s)s)$/.test(after);
  if (form.form === "base" && RARELY_VERBS.has(form.base) && !shown) return;
  if (opens && before === undefined && OFTEN_NOUNS.has(form.base) && after === "") return;
  return form;
}

/** Whether a word can begin what a verb is about: "lists them", "notes the time", but not "notes and". */
const opensObject = (token: Token | undefined): boolean =>
  token !== undefined &&
  (/^(the|an?|my|our|all|every|each|them|it|those|these|new)$/.test(token.word) ||
    (/^\p{L}/u.test(token.text) && !isGrammar(token.word) && !isFrame(token.word)));
