import type {
  ActionSpecification,
  PluginSpecification,
} from "../../../../../shared/specification.ts";
import { furtherStep, sayingVerbs } from "../../code/further.ts";
import { castRoles, spaced, type Cast } from "../../code/roles.ts";
import { chancePieces, chances } from "./chance.ts";
import { isEcho } from "./echoes.ts";
import { expressions } from "./expressions.ts";
import { lists } from "./lists.ts";
import { numberPieces } from "./number-pieces.ts";
import { numbers } from "./numbers.ts";
import { fixedText, phraseFor } from "./phrases.ts";
import { wordsAbout, type Saying } from "./saying.ts";
import { textEdits } from "./text-edits.ts";
import { textPieces } from "./text-pieces.ts";
import { texts } from "./texts.ts";
import { wholeNumbers } from "./whole-numbers.ts";
import { anyUnits, isUnit, namedUnits } from "./units.ts";

/** One action that says something: by a row of data, or what it was given. */
export type SayAction = { action: ActionSpecification; needed: string[] } & (
  { kind: "saying"; saying: Saying; roles: Cast } | { kind: "echo" }
);

/** The shared pieces of each file. */
export const pieces: Record<Saying["file"], Record<string, string>> = {
  text: textPieces,
  numbers: numberPieces,
  chance: chancePieces,
  units: { tidy: numberPieces.tidy ?? "" },
  phrases: {},
};

/** What cannot be said by a rule, however near the words come to one. */
const BEYOND =
  /\b(predict\w*|forecast\w*|horoscope\w*|astrolog\w*|fortune tell\w*|translat\w*|summar\w*|sentiment|classif\w*|detect\w*|lottery|winning|stocks?|crypto\w*|bitcoin|blockchain|news|weather|geocod\w*|api|https?|webhook|database|sql|file|files|upload\w*|download\w*|e-?mails?|tweet\w*|discord|slack|telegram|image|picture|video|audio|voice|speech|ai|llm|gpt|model|generate (a |an )?(story|poem|essay|article|song)|remember\w*|store\w*|save\w*|schedul\w*|every (day|hour|minute|week)|when(ever)?|automatically|daily|live|real|internet|web|search|scrap\w*|grammar|spell\w*|rewrite|paraphras\w*|next (week|month|year|saturday|sunday|monday))\b/;

/** What an action says, if its words really mean something that can be said. */
export function sayAction(
  action: ActionSpecification,
  specification: PluginSpecification,
  language?: string,
): SayAction | undefined {
  const declared = Object.entries(action.parameters)
    .filter(([, { required, default: fallback }]) => required !== false && fallback === undefined)
    .map(([name]) => name);
  const fixed = fixedText(action, spaced);
  const own = Object.keys(action.parameters).map(spaced);
  if (furtherStep(action.description, sayingVerbs, own)) return undefined;
  if (!fixed && isEcho(action)) return { kind: "echo", action, needed: declared };
  const words = wordsAbout(action, spaced);
  const spoken = `${spaced(action.name)} ${action.description}`.toLowerCase();
  const candidates = fixed
    ? [fixed]
    : BEYOND.test(spoken)
      ? []
      : candidatesFor(action, specification, { words, language });
  for (const saying of candidates) {
    const roles = castRoles(action.parameters, saying.roles);
    if (!roles || !enumFits(action, saying, roles)) continue;
    return {
      kind: "saying",
      action,
      saying,
      roles,
      needed: neededOf(action, saying, roles, declared),
    };
  }
  return undefined;
}

const KEEPS = /^(add|create|save|store|record|remove|delete|list|submit)\b/;

/** Greeting and telling a joke are two things, of which a list knows one. */
const GREETS = /\b(greet\w*|hello|good ?bye|farewell|welcom\w*|congratulat\w*)\b/;

function candidatesFor(
  action: ActionSpecification,
  { actions }: PluginSpecification,
  { words, language }: { words: string; language: string | undefined },
): Saying[] {
  // A plugin that keeps jokes tells its own, not those of a list.
  const keeps = actions.some(({ name }) => KEEPS.test(spaced(name)));
  const named = namedUnits(action, spaced);
  const rows = [
    ...chances,
    ...(keeps || GREETS.test(words) ? [] : lists),
    ...texts,
    ...textEdits,
    ...numbers,
    ...wholeNumbers,
    ...expressions,
    anyUnits,
  ].filter(({ means, unless }) => means.test(words) && !unless?.test(words));
  const phrase = phraseFor(action, spaced, language);
  return [...(named ? [named] : []), ...(phrase ? [phrase] : []), ...rows];
}

/** A choice between operations or units must offer only what the function knows, which its examples show. */
function enumFits({ parameters }: ActionSpecification, { name }: Saying, roles: Cast): boolean {
  const choices = Object.values(roles).flatMap((each) =>
    each === undefined ? [] : (parameters[each]?.enum ?? []),
  );
  if (choices.length === 0) return true;
  const known =
    /^(add(ition)?|plus|subtract(ion)?|minus|multipl(y|ication)|times|div(ide|ision)|mod(ulo)?|power|exponent|[-+*/%^×÷]|\*\*)$/i;
  return name === "operate"
    ? choices.every((each) => known.test(String(each)))
    : name === "convertUnit" && choices.every((each) => isUnit(String(each)));
}

function neededOf(
  { parameters }: ActionSpecification,
  saying: Saying,
  roles: Cast,
  declared: string[],
): string[] {
  const open = new Set(
    Object.entries(saying.roles).flatMap(([role, { optional }]) =>
      optional ? [roles[role] ?? ""] : [],
    ),
  );
  // A plain `"string"` leaves open whether it must be given: a greeting by name needs the name it asks for.
  const isGiven = (name: string) =>
    saying.file === "phrases" || parameters[name]?.required === true || !open.has(name);
  return declared.filter(isGiven);
}

/** Whether a provider shows what was said last and nothing else. */
export function isAboutSayings({
  name,
  description,
  dataStructure = {},
}: PluginSpecification["providers"][number]): boolean {
  const words = `${spaced(name)} ${description}`.toLowerCase();
  return (
    /\b(last|latest|recent\w*|history|results?|previous|context|state|output|said|greetings?|answers?|rolls?|calculations?|conversions?|echo\w*|messages?)\b/.test(
      words,
    ) &&
    !BEYOND.test(words) &&
    Object.keys(dataStructure).every((field) =>
      /\b(last|latest|recent|history|results?|count|total|text|message|greetings?|answer|output|items|entries|at|time)\b/.test(
        spaced(field),
      ),
    )
  );
}
