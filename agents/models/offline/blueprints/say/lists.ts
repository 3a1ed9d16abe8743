import { optional, text, type Saying } from "./saying.ts";

const fromList = (
  name: string,
  means: RegExp,
  { doc, lines, user }: { doc: string; lines: string[]; user: string },
): Saying => ({
  name,
  file: "chance",
  means,
  unless: /\b(list|all|add|save|keep\w*|count|remove|delete|search|find|rate|favou?rites?)\b/,
  roles: {},
  source: `const ${name.toUpperCase()}S = [\n${lines.map((line) => `  ${JSON.stringify(line)},`).join("\n")}\n];\n\n/** ${doc} */\nexport const ${name} = (): string => oneOf(${name.toUpperCase()}S);`,
  uses: ["one"],
  holds: { given: {}, expectations: ["expect(data.result).toMatch(/\\w.{5,}/);"] },
  user,
});

/** One of some lines that the plugin brings along, picked at random. */
export const lists: Saying[] = [
  {
    name: "askEightBall",
    file: "chance",
    means: /\b(magic )?(8|eight) ?-?ball\b/,
    roles: { question: optional(text(/\b(question|query|text|input)\b/)) },
    source: `const ANSWERS = [
  "It is certain.",
  "Without a doubt.",
  "You may rely on it.",
  "Most likely.",
  "Signs point to yes.",
  "Ask again later.",
  "Better not tell you now.",
  "Don't count on it.",
  "My sources say no.",
  "Very doubtful.",
];

/** An answer that has nothing to do with the question. */
export const askEightBall = (): string => oneOf(ANSWERS);`,
    uses: ["one"],
    passes: [],
    answer: "The ball says (at random): {result}",
    holds: {
      given: { question: "Will it rain?" },
      expectations: ["expect(data.result).toMatch(/\\w.{5,}/);"],
    },
    user: "Magic ball, will it rain?",
  },
  fromList("joke", /\bjokes?\b/, {
    doc: "A joke from a list that this plugin brings along.",
    lines: [
      "Why do programmers prefer dark mode? Because light attracts bugs.",
      "There are 10 kinds of people: those who understand binary and those who don't.",
      "I would tell you a UDP joke, but you might not get it.",
      "Why did the scarecrow win an award? He was outstanding in his field.",
      "What do you call a fish with no eyes? A fsh.",
      "Parallel lines have so much in common. It's a shame they'll never meet.",
      "I used to be a banker, but I lost interest.",
      "Why don't skeletons fight each other? They don't have the guts.",
    ],
    user: "Tell me a joke!",
  }),
  fromList("compliment", /\bcompliments?\b/, {
    doc: "A compliment from a list that this plugin brings along.",
    lines: [
      "You ask very good questions.",
      "You make people around you feel at ease.",
      "You are better at this than you think.",
      "Your patience is remarkable.",
      "Talking to you is always worthwhile.",
    ],
    user: "Say something nice!",
  }),
  fromList(
    "proverb",
    /\b(proverbs?|sayings?|wisdoms?)\b|\b(motivational|inspirational|inspiring|random) (quotes?|messages?)\b/,
    {
      doc: "A proverb from a list that this plugin brings along.",
      lines: [
        "A journey of a thousand miles begins with a single step.",
        "Fall seven times, stand up eight.",
        "Well begun is half done.",
        "Many hands make light work.",
        "Where there is a will, there is a way.",
        "Little strokes fell great oaks.",
        "After the rain comes sunshine.",
      ],
      user: "Give me some motivation!",
    },
  ),
];
