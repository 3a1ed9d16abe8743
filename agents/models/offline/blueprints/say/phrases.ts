import type { ActionSpecification } from "../../../../../shared/specification.ts";
import { sameName } from "../../../../../shared/names.ts";
import { optional, text, wordsAbout, type Saying } from "./saying.ts";

const PERSON =
  /\b(names?|person|people|user|username|who|whom|recipient|friend|guest|member|customer|visitor|someone|target|to)\b/;

/** Words to say to a person, by ISO 639-1 code; English has all of them. */
const PHRASES: {
  name: string;
  means: RegExp;
  unless?: RegExp;
  words: Record<string, string>;
  user: string;
}[] = [
  {
    name: "farewell",
    means: /\b(say|says|saying|bid|bids|wish\w*)? ?(good ?bye|bye|farewell)\b/,
    words: {
      en: "Goodbye",
      de: "Auf Wiedersehen",
      es: "Adiós",
      fr: "Au revoir",
      it: "Arrivederci",
      pt: "Adeus",
      nl: "Tot ziens",
    },
    user: "Say goodbye to Ada.",
  },
  {
    name: "goodMorning",
    means: /\bgood morning\b/,
    words: {
      en: "Good morning",
      de: "Guten Morgen",
      es: "Buenos días",
      fr: "Bonjour",
      it: "Buongiorno",
      pt: "Bom dia",
      nl: "Goedemorgen",
    },
    user: "Say good morning to Ada.",
  },
  {
    name: "goodNight",
    means: /\bgood night\b/,
    words: {
      en: "Good night",
      de: "Gute Nacht",
      es: "Buenas noches",
      fr: "Bonne nuit",
      it: "Buonanotte",
      pt: "Boa noite",
      nl: "Welterusten",
    },
    user: "Say good night to Ada.",
  },
  {
    name: "birthdayWish",
    means: /\bbirthday\b/,
    unless: /\b(remind\w*|list|track\w*|when|date|calendar|save|store|upcoming)\b/,
    words: {
      en: "Happy birthday",
      de: "Alles Gute zum Geburtstag",
      es: "Feliz cumpleaños",
      fr: "Joyeux anniversaire",
      it: "Buon compleanno",
      pt: "Feliz aniversário",
      nl: "Gefeliciteerd met je verjaardag",
    },
    user: "Wish Ada a happy birthday.",
  },
  {
    name: "congratulation",
    means: /\bcongratulat\w*\b/,
    words: {
      en: "Congratulations",
      de: "Herzlichen Glückwunsch",
      es: "Felicidades",
      fr: "Félicitations",
      it: "Congratulazioni",
      pt: "Parabéns",
      nl: "Gefeliciteerd",
    },
    user: "Congratulate Ada.",
  },
  {
    name: "thanks",
    means: /\b(thank|thanks|thanking)\b/,
    words: {
      en: "Thank you",
      de: "Danke",
      es: "Gracias",
      fr: "Merci",
      it: "Grazie",
      pt: "Obrigado",
      nl: "Dank je",
    },
    user: "Thank Ada.",
  },
  {
    name: "welcome",
    means: /\bwelcom\w*\b/,
    words: {
      en: "Welcome",
      de: "Willkommen",
      es: "Te damos la bienvenida",
      fr: "Bienvenue",
      it: "Benvenuto",
      pt: "Boas-vindas",
      nl: "Welkom",
    },
    user: "Welcome Ada.",
  },
  {
    name: "greeting",
    means: /\b(greet\w*|hello|salut\w*|hi)\b/,
    words: {
      en: "Hello",
      de: "Hallo",
      es: "Hola",
      fr: "Bonjour",
      it: "Ciao",
      pt: "Olá",
      nl: "Hallo",
    },
    user: "Say hello to Ada.",
  },
];

/** Manners of speaking and circumstances that no fixed phrase can meet. */
const MANNER =
  /\b(personali[sz]ed|based on|depending|according|mood|weather|pirate|shakespeare\w*|rhym\w*|poem|emoji|history|remember\w*|slang|dialect|jokes?|compliments?|(?:and|then) (?:asks?|tells?|offers?|wish(?:es)?|invites?|gives?|makes?|shares?)|random|creative|funny|culture|holiday|in (french|german|spanish|italian|japanese|chinese|several|different|many|multiple|various) ?\w*)\b/;

/** Verbs of actions that keep phrases instead of saying them. */
const KEEPS =
  /^(add|remove|delete|update|edit|list|save|store|track|log|search|find|clear|set|count)\b/;

/** A phrase said to a person, by name where one is given. */
export function phraseFor(
  action: ActionSpecification,
  spaced: (name: string) => string,
  language = "en",
): Saying | undefined {
  const words = wordsAbout(action, spaced);
  const own = spaced(action.name);
  const row =
    PHRASES.find(({ means }) => means.test(own)) ??
    PHRASES.find(({ means }) => means.test(action.description.toLowerCase()));
  if (!row || row.unless?.test(words) || MANNER.test(words) || KEEPS.test(own)) return undefined;
  const loud = /\b(shout\w*|loud\w*|upper ?case)\b/.test(words);
  const said = row.words[language] ?? row.words.en ?? "";
  const phrase = loud ? said.toUpperCase() : said;
  const addressed = loud ? "${person.toUpperCase()}" : "${person}";
  const answered = loud ? "ADA LOVELACE" : "Ada Lovelace";
  const name = loud ? `loud${row.name.charAt(0).toUpperCase()}${row.name.slice(1)}` : row.name;
  const named = Object.keys(action.parameters).length > 0;
  return {
    name,
    file: "phrases",
    means: /^/,
    roles: named ? { name: optional(text(PERSON)) } : {},
    source: `/** Says "${phrase}", to somebody where a name is given. */
export function ${name}(name?: string): string {
  const person = name?.trim();
  return person ? \`${phrase}, ${addressed}!\` : "${phrase}!";
}`,
    examples: named
      ? [{ given: { name: "Ada Lovelace" }, result: `${phrase}, ${answered}!` }]
      : [{ given: {}, result: `${phrase}!` }],
    user: row.user,
  };
}

const SAYS =
  /\b(say|says|saying|repl(y|ies)|respond|responds|return|returns|answer|answers|send|sends|print|prints|output|outputs|show|shows|display|displays|post|posts)\b/i;
/** A text in one kind of quotation marks; single ones must not be apostrophes. */
const QUOTED =
  /"([^"]{1,500})"|“([^”]{1,500})”|«([^»]{1,500})»|„([^“”]{1,500})[“”]|`([^`]{1,500})`|(?<=\s)'([^']{1,500})'(?=[\s.,;!?)]|$)/;
const BARE =
  /\b(?:says?|repl(?:y|ies)(?: with)?|responds?(?: with)?|returns?|answers?(?: with)?)\s+(?:a |an |the |just |only |simply )?(pong|hello,? world|ok|okay|yes|no)\b/i;

/** A sentence that is always the same, or has places for the parameters: `Say "Hello, {name}!"`. */
export function fixedText(
  action: ActionSpecification,
  spaced: (name: string) => string,
): Saying | undefined {
  const { description, parameters } = action;
  const quoted = QUOTED.exec(description)
    ?.slice(1)
    .find((each) => each !== undefined);
  const bare =
    BARE.exec(description)?.[1] ??
    (/^ping$/i.test(action.name) && /\bping|pong\b/i.test(description) ? "pong" : undefined);
  const said = SAYS.test(description) ? (quoted ?? bare) : bare;
  if (said === undefined) return undefined;
  const names = Object.keys(parameters);
  const used = new Set<string>();
  const parts = said
    .split(/(\$?\{\w+\}|<\w+>|\[\w+\])/)
    .map((part): { text: string } | { parameter: string } => {
      const name = /^\$?[{<[](\w+)[}>\]]$/.exec(part)?.[1];
      const parameter = name === undefined ? undefined : names.find((each) => sameName(each, name));
      if (parameter !== undefined) used.add(parameter);
      return parameter === undefined ? { text: part } : { parameter };
    });
  if (used.size !== names.length) return undefined;
  const answered = (values: Record<string, unknown>) =>
    parts.map((part) => ("text" in part ? part.text : String(values[part.parameter]))).join("");
  const given = Object.fromEntries(
    names.map((name) => [name, parameters[name]?.type === "string" ? `${spaced(name)} of Ada` : 7]),
  );
  const template = parts
    .map((part) =>
      "text" in part
        ? part.text.replace(/[\\`]|\$(?=\{)/g, "\\$&").replaceAll("\n", "\\n")
        : `\${String(values[${JSON.stringify(part.parameter)}])}`,
    )
    .join("");
  const constant = `${spaced(action.name).replace(/ (.)/g, (_, letter: string) => letter.toUpperCase())}Text`;
  return {
    name: constant,
    file: "phrases",
    means: /^/,
    roles: Object.fromEntries(
      names.map((name) => [name, { types: [parameters[name]?.type ?? "string"], called: /^/ }]),
    ),
    source:
      names.length === 0
        ? `/** What ${action.name} always says. */\nexport const ${constant} = (): string => ${JSON.stringify(said)};`
        : `/** What ${action.name} says about its parameters. */\nexport const ${constant} = (values: Record<string, unknown>): string => \`${template}\`;`,
    passes: names.length === 0 ? [] : ["values"],
    examples: [{ given, result: answered(given) }],
    user: `Please ${spaced(action.name)}.`,
  };
}
