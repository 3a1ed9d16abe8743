import anyAscii from "any-ascii";
import { type Concept, concepts } from "./words/concepts.ts";

type Language = Exclude<keyof Concept, "en">;
type Latin = Exclude<Language, "zh" | "ja">;

/** Little words that betray a language. */
const MARKERS: Record<Latin, string> = {
  de: "ich und der die das ein eine einen mit für nicht bitte soll brauche möchte zum zur wenn dem den auch oder meine mein auf von ist sind im",
  es: "que una un para con quiero necesito el los las mi mis del como lista pueda gracias en saber de por",
  fr: "je une un les des le la de pour avec qui besoin et mes dans du voudrais veux est j'ai d'une d'un en",
  it: "che una un per con voglio vorrei il gli di la della mie miei bisogno ed ho serve",
  pt: "que uma um para com quero preciso os as meus minhas você do da de em",
};
const ENGLISH = ["the", "that", "and", "with", "for", "my", "to", "of", "should", "i"];

const NAMES: [code: string, name: string, called: string][] = [
  ["de", "German", "deutsch\\w*|german|alemán|allemand|tedesco|alemão|德语|德文|ドイツ語"],
  ["en", "English", "englisch\\w*|english|inglés|anglais|inglese|inglês|英语|英文|英語"],
  [
    "es",
    "Spanish",
    "spanisch\\w*|spanish|español|castellano|espagnol|spagnolo|espanhol|西班牙语|西班牙文|スペイン語",
  ],
  ["fr", "French", "französisch\\w*|french|francés|français|francese|francês|法语|法文|フランス語"],
  ["it", "Italian", "italienisch\\w*|italian|italiano|italien|意大利语|イタリア語"],
  ["pt", "Portuguese", "portugiesisch\\w*|portuguese|portugués|portugais|português|葡萄牙语"],
  ["zh", "Chinese", "chinesisch\\w*|chinese|chino|chinois|中文|汉语|漢語|中国語"],
  ["ja", "Japanese", "japanisch\\w*|japanese|japonés|japonais|日语|日文|日本語"],
  ["nl", "Dutch", "niederländisch\\w*|dutch|holandés|néerlandais"],
  ["pl", "Polish", "polnisch\\w*|polish|polaco|polonais"],
  ["ru", "Russian", "russisch\\w*|russian|ruso|russe|俄语"],
  ["tr", "Turkish", "türkisch\\w*|turkish|turco|turc"],
  ["ko", "Korean", "koreanisch\\w*|korean|coreano|coréen|韩语"],
];

/** Words around the name of a language that make it the language of replies. */
const OUTPUT =
  "output|outputs?|repl(?:y|ies)|answers?|answer|respon(?:d|ses?)|texts?|messages?|speaks?|ausgaben?|antwort\\w*|texten?|sprache|rückmeldungen|salida|respuestas?|responda|mensajes|réponses?|réponde|messages|risposte|respostas|输出|回复|回答|返回|language";

/** The language in which a plugin should write, as an ISO 639-1 code, when the text asks for one. */
export function outputLanguage(
  text: string,
): { code: string; name: string; said: string } | undefined {
  for (const [code, name, called] of NAMES) {
    const patterns = [
      `(?:mit|with|con|avec|in|auf|en|用|以)?\\s*(?:(?:the|der|einer|la|el)\\s+)?(?<![\\p{L}])(?:${called})(?![\\p{L}])\\s*(?:${OUTPUT})`,
      `(?:${OUTPUT})\\s*(?:should be |must be |sollen? |in |auf |en |are |is |:|为|用|以){0,3}\\s*(?:${called})(?![\\p{L}])`,
      `(?:\\b(?:auf|en|in)|用)\\s+(?:${called})(?=\\s*(?:[,.;:!?。，！)]|$|bitte|please|por favor|s'il))`,
    ];
    for (const pattern of patterns) {
      const found = new RegExp(pattern, "iu").exec(text);
      const before = found ? text.slice(Math.max(0, found.index - 30), found.index) : "";
      if (
        found &&
        !/\b(words?|vocabulary|phrases?|terms?|learn\w*|translat\w*|vokabeln|palabras|mots|übersetz\w*|from|into|to)\s*$/i.test(
          before,
        )
      ) {
        return { code, name, said: found[0] };
      }
    }
  }
  return undefined;
}

/** The name of a language in English. */
export const languageName = (code: string): string =>
  NAMES.find(([each]) => each === code)?.[1] ?? code;

const isLatin = (language: Language): language is Latin => language !== "zh" && language !== "ja";

const patterns = new Map<string, RegExp | undefined>();

/** What a concept looks like in a language; written once, since every request looks for all of them. */
function patternOf(concept: Concept, language: Language): RegExp | undefined {
  const key = `${language} ${concept.en} ${concept[language] ?? ""}`;
  if (!patterns.has(key)) patterns.set(key, writePattern(concept, language));
  return patterns.get(key);
}

function writePattern(concept: Concept, language: Language): RegExp | undefined {
  const words = concept[language];
  if (!words) return;
  if (!isLatin(language)) return new RegExp(words, "giu");
  // An apostrophe ends a word by itself: "j'", "d'".
  const pattern = `(?<![\\p{L}])(?:${words})(?:(?<=')|(?![\\p{L}]))`;
  return new RegExp(pattern.replaceAll("\\w", "\\p{L}").replaceAll("\\b", "(?![\\p{L}])"), "giu");
}

/** English words that other languages share say nothing. */
const matches = (concept: Concept, language: Language, text: string): boolean =>
  [...text.matchAll(patternOf(concept, language) ?? /$^/g)].some(
    ([word]) => !/^(totals?|lists?|notes?|ver|suivi|gestion)$/i.test(word),
  );

/** The languages besides English that a text is written in, the one with most signs first. */
export function languagesOf(text: string): Language[] {
  const found: [Language, number][] = [];
  if (/[\u3040-\u30ff]{3,}/u.test(text) && !/[\u4e00-\u9fff]{6,}/u.test(text))
    found.push(["ja", 100]);
  else if (/[\u4e00-\u9fff]{2,}/u.test(text)) found.push(["zh", 100]);
  const words = new Set(text.toLowerCase().match(/[\p{L}']+/gu) ?? []);
  const english = ENGLISH.filter((word) => words.has(word)).length;
  for (const [language, line] of Object.entries(MARKERS) as [Latin, string][]) {
    const little = line.split(" ").filter((word) => words.has(word)).length;
    const verbs = concepts.filter(
      (each) => each.en.startsWith(" ~") && matches(each, language, text),
    ).length;
    if (little + verbs >= 2 && little + 2 * verbs > english)
      found.push([language, little + 2 * verbs]);
  }
  return found.sort((a, b) => b[1] - a[1]).map(([language]) => language);
}

interface Rendered {
  /** The text as English words in the order of the original, verbs marked with "~". */
  english: string;
  languages: Language[];
  /** Verbs of the text that no row of the lexicon knows. */
  unread: string[];
}

/** Addresses, settings and quoted words stay as they are in every language. */
const VERBATIM =
  /https?:\/\/\S+|(?<=\s)\/[\w{}:./-]+|\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b|"[^"]*"|„[^“”]*[“”]|«[^»]*»|“[^”]*”/g;

/** Puts a request in another language into the English words this model reads; English stays as it is. */
export function toEnglish(text: string): Rendered {
  const languages = languagesOf(text);
  if (languages.length === 0) return { english: text, languages, unread: [] };
  const set: string[] = [];
  // A translated word is set aside at once, so that no later row translates it again.
  const aside = (english: string): string =>
    ` \uE000${String.fromCharCode(0xe100 + set.push(english) - 1)}\uE001 `;
  let marked = text.normalize("NFC").replace(/’/g, "'").replace(VERBATIM, aside);
  for (const concept of concepts) {
    for (const language of languages) {
      const pattern = patternOf(concept, language);
      if (pattern) marked = marked.replace(pattern, () => aside(concept.en));
    }
  }
  const english = marked
    .replace(/[，、]/g, ", ")
    .replace(/[：]/g, ": ")
    .replace(/[。！？；]/g, ". ")
    .replace(/[^\s\p{ASCII}\p{Co}«»“”„]+/gu, (word) => ` ${anyAscii(word).toLowerCase()} `)
    .replace(/\uE000(.)\uE001/g, (_, index: string) => set[index.charCodeAt(0) - 0xe100] ?? "")
    .replace(/\s+/g, " ")
    .replace(/ ([,.;:])/g, "$1")
    .trim();
  return { english, languages, unread: unreadVerbs(marked, languages) };
}

const AT_END = "(?=\\s*(?:[,.;:!?]|$|\\uE000))";
const INFINITIVES: Record<Latin, RegExp> = {
  de: new RegExp(`(?<![\\p{L}])\\p{Ll}{3,}(?:en|ern|eln)${AT_END}`, "gu"),
  es: new RegExp(`(?<![\\p{L}])\\p{Ll}{2,}[aei]r${AT_END}`, "gu"),
  fr: new RegExp(`(?<![\\p{L}])\\p{Ll}{3,}(?:er|ir)${AT_END}`, "gu"),
  it: new RegExp(`(?<![\\p{L}])\\p{Ll}{2,}[aei]re${AT_END}`, "gu"),
  pt: new RegExp(`(?<![\\p{L}])\\p{Ll}{2,}[aei]r${AT_END}`, "gu"),
};
/** Verbs that only help others, and words that look like verbs. */
const HELPING =
  /^(haben|sein|werden|lassen|wollen|müssen|dürfen|sollen|helfen|geben|machen|wissen|nutzen|verwenden|benutzen|verschiedenen|meinen|einen|seinen|deren|welchen|folgenden|gegen|neben|zwischen|oben|unten|haber|ser|estar|tener|hacer|poder|saber|usar|ayudar|ayer|lugar|mujer|avoir|être|faire|pouvoir|savoir|utiliser|aider|hiver|avere|essere|fare|potere|sapere|usare|ter|fazer|ajudar|per|bar)$/;

/** Verbs that nothing in the lexicon translates, at the end of a phrase, where they say what should be done. */
function unreadVerbs(marked: string, languages: Language[]): string[] {
  const [language] = languages;
  if (!language || !isLatin(language)) return [];
  return [...marked.matchAll(INFINITIVES[language])]
    .map(([word]) => word)
    .filter((word) => !HELPING.test(word));
}
