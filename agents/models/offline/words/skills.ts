import type { ActionSpecification, Parameter } from "../../../../shared/specification.ts";
import { integer, number, type Parts, text, type Topic } from "./topic.ts";

interface Skill {
  asked: RegExp;
  action: ActionSpecification;
  slug: string;
  subject: string;
}

const list = (description: string): Parameter => ({
  type: "array",
  items: { type: "string" },
  description,
  required: true,
});
const numbers: Parameter = {
  type: "array",
  items: { type: "number" },
  description: "The numbers",
  required: true,
};

const skill = (
  asked: RegExp,
  slug: string,
  subject: string,
  name: string,
  description: string,
  parameters: Record<string, Parameter> = {},
): Skill => ({
  asked,
  slug,
  subject,
  action: { name, description, parameters },
});

const words = { text: text("The text") };
const whole = { number: integer("A whole number", 0, 1_000_000) };

/** Small things that need nothing but their parameters, one row each. */
const skills: Skill[] = [
  skill(
    /\b(magic )?(8|eight)[- ]?ball\b/i,
    "magic-8-ball",
    "the magic 8-ball",
    "askMagic8Ball",
    "Answer a question like a magic 8-ball",
    { question: text("Question to answer", false) },
  ),
  skill(
    /\b(tell|tells|telling|say|says|show|shows|give|gives)\b[^.;]{0,20}\bjokes?\b|\bjoke (plugin|teller|bot)\b/i,
    "jokes",
    "jokes",
    "tellJoke",
    "Tell a joke",
  ),
  skill(
    /\b(gives?|pays?|says?|mak\w+|tells?)\b[^.;]{0,20}\bcompliments?\b/i,
    "compliments",
    "compliments",
    "giveCompliment",
    "Give a compliment",
  ),
  skill(
    /\b(motivational|inspirational|inspiring) (quotes?|messages?)\b|\b(tell|say|show|give)s?\b[^.;]{0,20}\b(proverbs?|wisdoms?)\b/i,
    "proverbs",
    "proverbs",
    "tellProverb",
    "Tell a random proverb",
  ),
  skill(
    /\b(uuid|guid)s?\b|\bunique ids?\b/i,
    "uuid",
    "unique ids",
    "generateUuid",
    "Generate a UUID",
  ),
  skill(
    /\bpassword generator\b|\b(generat\w*|creat\w*|mak\w*)\b[^.;]{0,25}\bpasswords?\b/i,
    "password-generator",
    "random passwords",
    "generatePassword",
    "Generate a random password",
    { length: integer("Number of characters, 16 by default", 4, 128, 16) },
  ),
  skill(
    /\bshuffl\w*\b/i,
    "shuffle",
    "shuffling lists",
    "shuffleItems",
    "Shuffle a list of items into a random order",
    { items: list("Items to shuffle") },
  ),
  skill(
    /\b(pick|choose|decid|select)\w*\b[^.;]{0,40}\b(options?|choices|alternatives)\b|\bdecision maker\b|\brandom (choice|picker)\b/i,
    "decide",
    "random choices",
    "chooseOption",
    "Choose one of several options at random",
    { options: list("Options to choose from") },
  ),
  skill(
    /\brevers\w*\b[^.;]{0,20}\b(text|string|word|message|sentence)s?\b|\bbackwards\b/i,
    "text-tools",
    "working with text",
    "reverseText",
    "Reverse a text",
    words,
  ),
  skill(
    /\bpalindromes?\b/i,
    "text-tools",
    "working with text",
    "isPalindrome",
    "Tell whether a text is a palindrome",
    words,
  ),
  skill(
    /\bupper ?-?case\b|\bcapital letters\b/i,
    "text-tools",
    "working with text",
    "toUpperCase",
    "Write a text in upper case",
    words,
  ),
  skill(
    /\blower ?-?case\b/i,
    "text-tools",
    "working with text",
    "toLowerCase",
    "Write a text in lower case",
    words,
  ),
  skill(
    /\btitle ?-?case\b/i,
    "text-tools",
    "working with text",
    "toTitleCase",
    "Write a text in title case",
    words,
  ),
  skill(
    /\bslugs?\b|\bslugif\w*/i,
    "text-tools",
    "working with text",
    "slugify",
    "Turn a text into a slug",
    words,
  ),
  skill(
    /\bcount\w*\b[^.;]{0,20}\bwords\b|\bword ?count(er)?\b/i,
    "text-tools",
    "working with text",
    "countWords",
    "Count the words of a text",
    words,
  ),
  skill(
    /\bcount\w*\b[^.;]{0,25}\b(characters|letters)\b|\bcharacter ?count(er)?\b/i,
    "text-tools",
    "working with text",
    "countCharacters",
    "Count the characters of a text",
    words,
  ),
  skill(
    /\bdecod\w*\b[^.;]{0,20}\bbase ?-?64\b|\bbase ?-?64\b[^.;]{0,30}\bdecod\w*/i,
    "base64",
    "base64",
    "decodeBase64",
    "Decode a text from base64",
    words,
  ),
  skill(
    /\bencod\w*\b[^.;]{0,30}\bbase ?-?64\b|\bbase ?-?64\b(?![^.;]{0,12}\bdecod)/i,
    "base64",
    "base64",
    "encodeBase64",
    "Encode a text as base64",
    words,
  ),
  skill(
    /\brot ?-?13\b/i,
    "text-tools",
    "working with text",
    "rot13",
    "Apply ROT13 to a text",
    words,
  ),
  skill(/\bsha ?-?256\b/i, "hash", "hashes", "sha256", "Compute the SHA-256 hash of a text", words),
  skill(
    /\btip (calculator|calculation)\b|\bcalculat\w*\b[^.;]{0,20}\btips?\b|\bpercent(age)?s? (calculator|of)\b|\bcalculat\w*\b[^.;]{0,20}\bpercent\w*/i,
    "percentages",
    "percentages",
    "calculatePercentage",
    "Calculate a percentage of an amount, such as a tip",
    { percent: number("Percentage"), amount: number("Amount it is taken of") },
  ),
  skill(
    /\bprimes?( numbers?)?\b/i,
    "number-tools",
    "working with numbers",
    "isPrime",
    "Tell whether a number is prime",
    whole,
  ),
  skill(
    /\bfactorials?\b/i,
    "number-tools",
    "working with numbers",
    "factorial",
    "Compute the factorial of a number",
    { number: integer("A whole number", 0, 170) },
  ),
  skill(
    /\bfibonacci\b/i,
    "number-tools",
    "working with numbers",
    "fibonacci",
    "Compute a Fibonacci number",
    whole,
  ),
  skill(
    /\bsquare roots?\b/i,
    "number-tools",
    "working with numbers",
    "squareRoot",
    "Compute the square root of a number",
    { number: number("A number, 0 or more") },
  ),
  skill(
    /\bmedian\b/i,
    "number-tools",
    "working with numbers",
    "median",
    "Compute the median of numbers",
    { numbers },
  ),
  skill(
    /\b(average|mean) of (a list of |several |some |the )?numbers\b/i,
    "number-tools",
    "working with numbers",
    "average",
    "Compute the average of numbers",
    { numbers },
  ),
];

const KEEPING =
  /\b(list|collection|diary|log) of\b|\b(add|adds|adding|remove|save|saves|store|stores|track|tracks|manage|manages|collect|record|keep|keeps)\b(?! (up )?(two|the )?numbers)/i;

const asked = (clause: string): Skill[] => skills.filter((each) => each.asked.test(clause));

/** Small things that need nothing but their parameters. */
export const smallSkills: Topic = {
  asks: (clause) => !KEEPING.test(clause) && asked(clause).length > 0,
  parts(clauses): Parts {
    const wanted = asked(clauses);
    const [first] = wanted;
    return {
      slug: first?.slug ?? "tools",
      subject: first?.subject ?? "small tools",
      actions: wanted.map(({ action }) => action),
    };
  },
};
