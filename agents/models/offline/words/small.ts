import { camel } from "../../../../shared/names.ts";
import { integer, number, type Parts, text, type Topic } from "./topic.ts";

const one = (
  slug: string,
  subject: string,
  name: string,
  description: string,
  parameters: NonNullable<Parts["actions"]>[number]["parameters"],
): Parts => ({
  slug,
  subject,
  actions: [{ name, description, parameters }],
});

/** Greetings, farewells and fixed sentences. */
export const greeting: Topic = {
  asks: (clause) =>
    /\b(say|says|saying|reply|replies|respond|responds|answer|answers)\b[^.;]{0,20}\b(hello|hi|hey|good (morning|evening|night|bye)|goodbye|welcome|["“'«])|\b(greet|greets|greeting|greeter|welcomes?|welcoming)\b|\bhello[- ]world\b/i.test(
      clause,
    ) &&
    !/\b(when|whenever|how often|count|notice|detect)\b[^.;]{0,30}\b(someone|users?|people)\b[^.;]{0,10}\bsa(y|id)/i.test(
      clause,
    ),
  parts(clauses) {
    const [, quoted] = /["“«„]([^"”»“]{1,200})["”»“]/.exec(clauses) ?? [];
    const named =
      /\b(by (their |his |her |its )?name|people|users?|persons?|visitors?|members?|someone|somebody|everyone|a name|guests?|customers?|new)\b/i.test(
        clauses,
      );
    const name = { name: text("Name of the person to greet", named) };
    if (quoted && !/^(hello|hi|hey)$/i.test(quoted)) {
      return one("phrase", `the reply "${quoted}"`, "saySentence", `Say "${quoted}"`, {});
    }
    if (/\b(good ?bye|farewell)\b/i.test(clauses) && !/\b(hello|hi|greet\w*)\b/i.test(clauses)) {
      return one("goodbye", "farewells", "sayGoodbye", "Say goodbye to a person", {
        name: text("Name of the person", named),
      });
    }
    const languages = /\b(in (different|several|many|multiple|various) languages)\b/i.test(clauses);
    const parts = one(
      "greeter",
      "greetings",
      named ? "greet" : "sayHello",
      named ? "Say hello to a person" : "Say hello, to a person by name if one is given",
      name,
    );
    return languages
      ? {
          ...parts,
          missing: [
            "Greetings in several languages: I can greet in one. It would help to ask for one language.",
          ],
        }
      : parts;
  },
};

/** What is said, said again. */
export const echo: Topic = {
  asks: (clause) =>
    /\becho(es|ing)?\b|\brepeats? (back )?(what|whatever|the message|my)/i.test(clause),
  parts: () => one("echo", "echoes", "echo", "Echo the value", { value: text("What to say back") }),
};

/** Dice. */
export const dice: Topic = {
  asks: (clause) =>
    /\b(dice|die|d20|d6)\b/i.test(clause) &&
    /\b(roll\w*|throw\w*|dice|toss\w*)\b/i.test(clause) &&
    !/\b(collection|list) of\b/i.test(clause),
  continues: (clause) => /\b(sides?|dice|d\d+|sum|modifiers?|number of)\b/i.test(clause),
  parts: () =>
    one(
      "dice",
      "rolling dice",
      "rollDice",
      "Roll dice: a number of dice with a number of sides, with the result of each and their sum",
      {
        sides: integer("Sides of each die, 6 by default", 2, 1000, 6),
        count: integer("Number of dice, 1 by default", 1, 100, 1),
      },
    ),
};

/** Heads or tails. */
export const coin: Topic = {
  asks: (clause) =>
    /\b(flip\w*|toss\w*|throw\w*)\b[^.;]{0,15}\bcoins?\b|\bcoin ?(flip\w*|toss\w*)\b|\bheads or tails\b/i.test(
      clause,
    ),
  parts: () => one("coin-flip", "flipping coins", "flipCoin", "Flip a coin: heads or tails", {}),
};

/** A number between two others. */
export const randomNumber: Topic = {
  asks: (clause) => /\brandom (number|integer)s?\b/i.test(clause) && !/\bno random\b/i.test(clause),
  parts: () =>
    one(
      "random-number",
      "random numbers",
      "randomNumber",
      "Generate a random number between a minimum and a maximum",
      {
        min: {
          type: "integer",
          description: "Smallest number, 1 by default",
          required: false,
          default: 1,
        },
        max: {
          type: "integer",
          description: "Largest number, 100 by default",
          required: false,
          default: 100,
        },
      },
    ),
};

const OPERATIONS: [RegExp, string, string][] = [
  [/\badd(s|ing|ition)?\b|\bsums?\b/i, "add", "Add two numbers"],
  [/\bsubtract(s|ing|ion)?\b/i, "subtract", "Subtract the second number from the first"],
  [/\bmultipl(y|ies|ying|ication)\b/i, "multiply", "Multiply two numbers"],
  [/\bdivi(de|des|ding|sion)\b/i, "divide", "Divide the first number by the second"],
];

/** Arithmetic. */
export const calculator: Topic = {
  asks: (clause) =>
    /\bcalculators?\b|\barithmetics?\b|\b(calculat\w*|evaluat\w*|comput\w*|solv\w*)\b[^.;]{0,25}\b(expressions?|sums|maths?|mathematical|formulas?|calculations?)\b|\b(add\w*|subtract\w*|multipl\w*|divid\w*)\b[^.;]{0,40}\b(two |any )?numbers\b|\b(does|do|doing|basic|simple) maths?\b/i.test(
      clause,
    ) &&
    !/\b(phone numbers?|tip|mortgage|loan|bmi|calorie|tax|age|interest|profitab\w+)\b/i.test(
      clause,
    ),
  continues: (clause) =>
    /\b(add|subtract|multipl|divi|plus|minus|numbers?|expression)\w*\b/i.test(clause),
  parts(clauses): Parts {
    const wanted = OPERATIONS.filter(([says]) => says.test(clauses));
    const pair = { a: number("First number"), b: number("Second number") };
    if (wanted.length === 0 || /\bexpressions?\b/i.test(clauses)) {
      return one(
        "calculator",
        "arithmetic",
        "calculate",
        "Calculate the value of an arithmetic expression with + - * / and parentheses",
        {
          expression: text("Expression such as (2 + 3) * 4"),
        },
      );
    }
    return {
      slug: "calculator",
      subject: "arithmetic",
      actions: wanted.map(([, name, description]) => ({ name, description, parameters: pair })),
    };
  },
};

const UNITS =
  "celsius|fahrenheit|kelvin|kilomet(?:er|re)s?|km|miles?|met(?:er|re)s?|feet|foot|inch(?:es)?|centimet(?:er|re)s?|cm|yards?|kilograms?|kgs?|pounds?|lbs?|grams?|ounces?|lit(?:er|re)s?|gallons?|millilit(?:er|re)s?|cups?|hours?|minutes?|seconds?|mph|km\\/h|stones?|pints?|acres?|hectares?";
const PAIR = new RegExp(
  `\\b(${UNITS})\\b\\s+(?:to|into|and|in|<->|↔)\\s+(?:\\w+ )?(${UNITS})\\b`,
  "gi",
);

/** Units of measurement. */
export const units: Topic = {
  asks: (clause) =>
    /\bunit (conver\w+|of measurement)|\bconver\w*\b[^.;]{0,40}\b(units?|measurements?|temperatures?|lengths?|weights?|distances?)\b/i.test(
      clause,
    ) ||
    (/\bconver\w*\b/i.test(clause) && new RegExp(PAIR.source, "i").test(clause)),
  continues: (clause) => new RegExp(`\\b(${UNITS})\\b`, "i").test(clause),
  parts(clauses): Parts {
    const pairs = [...clauses.matchAll(PAIR)].map(
      ([, from = "", to = ""]) => [from.toLowerCase(), to.toLowerCase()] as const,
    );
    if (pairs.length === 0 || /\bunits?\b/i.test(clauses)) {
      return one(
        "units",
        "unit conversion",
        "convertUnits",
        "Convert a value from one unit to another: length, weight, volume, temperature, time",
        {
          value: number("Value to convert"),
          from: text("Unit of the value, such as km"),
          to: text("Unit to convert to, such as miles"),
        },
      );
    }
    const both = /\bbetween\b|\bboth (ways|directions)\b|\bvice versa\b|\band back\b/i.test(
      clauses,
    );
    const ways = pairs.flatMap(([from, to]) =>
      both
        ? [
            [from, to],
            [to, from],
          ]
        : [[from, to]],
    ) as (readonly [string, string])[];
    return {
      slug: "units",
      subject: "unit conversion",
      actions: ways.map(([from, to]) => ({
        name: camel(`convert ${from} to ${to}`),
        description: `Convert ${from} to ${to}`,
        parameters: { value: number(`Value in ${from}`) },
      })),
    };
  },
};
