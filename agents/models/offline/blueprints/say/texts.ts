import { about } from "./about-text.ts";
import { text, type Saying } from "./saying.ts";
import { textPieces } from "./text-pieces.ts";

const one = (
  name: string,
  means: RegExp,
  {
    doc,
    body,
    examples,
    answer,
  }: { doc: string; body: string; examples: [string, unknown][]; answer?: string },
): Saying => ({
  name,
  file: "text",
  means,
  roles: { text: text() },
  source: `/** ${doc} */\nexport const ${name} = (text: string): ${typeof examples[0]?.[1]} => ${body};`,
  ...(answer && { answer }),
  examples: examples.map(([given, result]) => ({ given: { text: given }, result })),
  user: `Please ${name.replace(/([A-Z])/g, " $1").toLowerCase()}: hello world`,
});

/** What can be done to a text by an algorithm everybody agrees on. */
export const texts: Saying[] = [
  {
    ...one("reverseWords", /\brevers\w*\b.*\b(order of (the )?words|word order|words)\b/, {
      doc: "The words of a text in the opposite order.",
      body: `text.trim().split(/\\s+/).reverse().join(" ")`,
      examples: [["one two  three", "three two one"]],
    }),
    unless: /\bletters|characters\b/,
  },
  {
    ...one("reverseText", about("revers|backwards"), {
      doc: "The letters of a text in the opposite order; accents and emoji stay whole.",
      body: `letters(text).reverse().join("")`,
      examples: [
        ["abc", "cba"],
        ["Hi 👋🏽!", "!👋🏽 iH"],
      ],
    }),
    uses: ["letters"],
  },
  one("isPalindrome", /\bpalindromes?\b/, {
    doc: "Whether a text reads the same backwards; case, spaces and punctuation do not count.",
    body: `parts(text).join("") === [...parts(text).join("")].reverse().join("")`,
    examples: [
      ["A man, a plan, a canal: Panama", true],
      ["hello", false],
    ],
    answer: `Is "{text}" a palindrome? {result}`,
  }),
  one(
    "toUpperCase",
    /\bupper ?-?case|\bcapital letters\b|\ball caps\b|\bshout\w*\b.*\b(text|message)/,
    {
      doc: "A text in capital letters.",
      body: "text.toUpperCase()",
      examples: [["straße 1a", "STRASSE 1A"]],
    },
  ),
  one("toLowerCase", /\blower ?-?case|\bsmall letters\b/, {
    doc: "A text in small letters.",
    body: "text.toLowerCase()",
    examples: [["HeLLo", "hello"]],
  }),
  one("toTitleCase", /\btitle ?-?case|\bcapitali[sz]e\w*\b.*\b(each|every|all) words?\b/, {
    doc: "A text in which every word starts with a capital letter.",
    body: String.raw`text.toLowerCase().replace(/(?<![\p{L}\p{N}'’])\p{L}/gu, (letter) => letter.toUpperCase())`,
    examples: [["the quick brown fox's tale", "The Quick Brown Fox's Tale"]],
  }),
  one("capitalize", about("capitali[sz]"), {
    doc: "A text whose first letter is a capital.",
    body: String.raw`text.replace(/\p{L}/u, (letter) => letter.toUpperCase())`,
    examples: [["hello world", "Hello world"]],
  }),
  one("slugify", /\bslug\w*\b|\bkebab[ _-]?case|\burl ?-?friendly\b/, {
    doc: "A text as it stands in an address: lower-case words joined by hyphens.",
    body: `parts(text).join("-")`,
    examples: [["Crème Brûlée, twice!", "creme-brulee-twice"]],
  }),
  one("toSnakeCase", /\bsnake[ _-]?case/, {
    doc: "The words of a text in lower case, joined by underscores.",
    body: `parts(text).join("_")`,
    examples: [["helloWorld again", "hello_world_again"]],
  }),
  one("toCamelCase", /\bcamel[ _-]?case/, {
    doc: "The words of a text as one name: lower-case, then each with a capital.",
    body: String.raw`parts(text).join(" ").replace(/ (.)/gu, (_, letter: string) => letter.toUpperCase())`,
    examples: [["Hello big world", "helloBigWorld"]],
  }),
  one("countWords", /\b(count\w*|number of|how many)\b.*\bwords\b|\bword ?count/, {
    doc: "How many words a text has.",
    body: "words(text).length",
    examples: [
      ["It's a well-known fact.", 4],
      ["  ", 0],
    ],
    answer: "{result} words",
  }),
  one("countVowels", /\b(count\w*|number of|how many)\b.*\bvowels\b/, {
    doc: "How many of the letters a, e, i, o and u a text has, with or without accents.",
    body: String.raw`[...text.normalize("NFD").toLowerCase()].filter((letter) => "aeiou".includes(letter)).length`,
    examples: [["Héllo World", 3]],
    answer: "{result} vowels",
  }),
  one("countSentences", /\b(count\w*|number of|how many)\b.*\bsentences\b/, {
    doc: "How many sentences a text has.",
    body: String.raw`text.split(/[.!?…]+(?:\s|$)/).filter((part) => part.trim() !== "").length`,
    examples: [["One. Two! Three", 3]],
    answer: "{result} sentences",
  }),
  one("countLines", /\b(count\w*|number of|how many)\b.*\blines\b/, {
    doc: "How many lines a text has.",
    body: String.raw`text === "" ? 0 : text.split(/\r?\n/).length`,
    examples: [["a\nb\nc", 3]],
    answer: "{result} lines",
  }),
  one(
    "countCharacters",
    /\b(count\w*|number of|how many|length)\b.*\b(characters|letters|chars|text|string|message)\b|\b(character|letter) ?count|\blength of\b/,
    {
      doc: "How many letters, spaces and signs a text has, as a reader sees them.",
      body: "letters(text).length",
      examples: [
        ["héllo 👋🏽", 7],
        [" ", 1],
      ],
      answer: "{result} characters",
    },
  ),
  one("toAcronym", /\b(acronyms?|initials)\b/, {
    doc: "The first letters of a text's words as capitals.",
    body: `words(text).map((word) => word.charAt(0).toUpperCase()).join("")`,
    examples: [["portable network graphics", "PNG"]],
  }),
  one("removeSpaces", /\b(remove|strip|delete)\w*\b.*\b(all )?(white ?space|spaces)\b/, {
    doc: "A text without any white space.",
    body: String.raw`text.replace(/\s+/g, "")`,
    examples: [[" a b\tc ", "abc"]],
  }),
  one("trimText", about("trim"), {
    doc: "A text without white space around it.",
    body: "text.trim()",
    examples: [["  a b ", "a b"]],
  }),
  one("decodeBase64", /\bdecod\w*\b.*\bbase ?-?64|\bfrom base ?-?64|\bbase ?-?64\b.*\bdecod/, {
    doc: "The text behind its Base64 form.",
    body: `Buffer.from(text, "base64").toString("utf8")`,
    examples: [["aMOpbGxv", "héllo"]],
  }),
  one("encodeBase64", /\bbase ?-?64\b/, {
    doc: "A text in Base64.",
    body: `Buffer.from(text, "utf8").toString("base64")`,
    examples: [["héllo", "aMOpbGxv"]],
  }),
  one("decodeUrl", /\burl ?-?decod\w*|\bdecod\w*\b.*\b(url|percent)/, {
    doc: "The text behind its percent-encoded form.",
    body: "decodeURIComponent(text)",
    examples: [["a%20b%26c", "a b&c"]],
  }),
  one("encodeUrl", /\burl ?-?encod\w*|\bencod\w*\b.*\b(url|percent)/, {
    doc: "A text as it stands in the query of an address.",
    body: "encodeURIComponent(text)",
    examples: [["a b&c", "a%20b%26c"]],
  }),
  one("rot13", /\brot ?-?13\b/, {
    doc: "A text whose letters are moved by half the alphabet; doing it twice gives the text again.",
    body: String.raw`text.replace(/[a-z]/gi, (letter) => {
  const start = letter <= "Z" ? 65 : 97;
  return String.fromCharCode(((letter.charCodeAt(0) - start + 13) % 26) + start);
})`,
    examples: [["Hello, World!", "Uryyb, Jbeyq!"]],
  }),
  one("sha256", /\bsha ?-?256\b/, {
    doc: "The SHA-256 hash of a text, in hexadecimal.",
    body: `createHash("sha256").update(text, "utf8").digest("hex")`,
    examples: [["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"]],
  }),
].map((row): Saying => ({ ...row, uses: row.uses ?? piecesIn(row.source) }));

function piecesIn(source: string): string[] {
  return Object.keys(textPieces).filter((name) => source.includes(`${name}(`));
}
