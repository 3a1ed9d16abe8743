import type { Acknowledgement, Answer } from "../../../agents/models/model.ts";
import type { Failed, Said, Scenario } from "../scenario.ts";
import { metered } from "./metered.ts";
import { check, replace, writeAll, writtenFiles, writtenPlan } from "./words.ts";

const code = writtenFiles("rough-road", "code");
const tests = writtenFiles("rough-road", "tests");

const acknowledgement: Acknowledgement = {
  kind: "start",
  text: "I'll create a plugin that generates strong passwords.",
};

const limited: Failed = {
  status: 429,
  type: "rate_limit_error",
  message: "This request would exceed your organization's rate limit of requests per minute.",
  headers: { "retry-after": "1" },
};

const overloaded: Failed = { status: 529, type: "overloaded_error", message: "Overloaded" };

const refused: Said = {
  stop: "refusal",
  refusal: {
    category: "cyber",
    explanation: "The request was declined because it may concern the creation of credentials.",
  },
};

const writing: Said = {
  thinking:
    "Passwords need a cryptographic source, so node:crypto's randomInt and never Math.random; randomInt has no bias towards the first characters either. Letters that look alike are left out, because people copy passwords by hand. Every kind has to be there: one of each first, then the rest from all. length comes as text from a chat, which readParameters turns into a number, and the schema bounds it. Nothing goes to a log or to the cache; the reply and data.password are the only places.",
  tools: [...writeAll(code), check],
};

const mending: Said = {
  thinking:
    "The types are right, but reading it again I see a weakness: the first four characters always come in the order lower case, upper case, digit, symbol. Anybody who knows the plugin knows the kind of each of them, which makes the password shorter than it looks. Drawing all characters from the whole alphabet and drawing again until each kind is there leaves no place special. With 12 characters about two of three draws fit, so the loop ends at once. The README should also say that the chat keeps a copy.",
  tools: [
    replace(
      "src/password.ts",
      `/** A random password with at least one character of each kind. */
export function randomPassword(length: number): string {
  const rest = Array.from({ length: length - KINDS.length }, () => pick(ALL));
  return [...KINDS.map(pick), ...rest].join("");
}`,
      `const hasOneOf = (password: string, kind: string): boolean =>
  [...kind].some((character) => password.includes(character));

/** A random password with at least one character of each kind; drawn anew until it has, so that no place is special. */
export function randomPassword(length: number): string {
  for (;;) {
    const password = Array.from({ length }, () => pick(ALL)).join("");
    if (KINDS.every((kind) => hasOneOf(password, kind))) return password;
  }
}`,
    ),
    replace(
      "README.md",
      "`data.password` of the result holds it.",
      "`data.password` of the result holds it.\n\nThe plugin keeps no copy, but the chat does: delete the message, or change the password, if others can read it.",
    ),
    check,
  ],
};

const review: Answer<"review"> = {
  verdict: "approve",
  score: 93,
  summary:
    "Passwords come from a cryptographic generator without bias, length is bounded, and nothing is stored or logged.",
  findings: [
    {
      from: "review",
      severity: "note",
      message:
        "`text, data: { password }` hands the password to whatever reads action results; the README already warns that the chat keeps a copy.",
      file: "src/generate-password.ts",
      line: 42,
    },
  ],
};
const REVIEWING =
  "All gates are green, and the code is short enough to read twice. randomInt has no bias, and the password is drawn as a whole until each kind is in it, so its parts tell nothing about each other. The bounds of the specification are in the schema, with 20 as the default. The password appears in the reply and in data.password, as the specification asks, and nowhere else. The README says what the chat keeps.";

/**
 * One iteration is enough, but nothing goes smoothly: a rate limit, an overloaded server, a cut stream, a refusal, and
 * an answer that does not fit its schema.
 */
export const roughRoad: Scenario = {
  request: "I need a plugin that generates strong passwords",
  replies: {
    coordinator: [
      { text: JSON.stringify(acknowledgement), usage: { input_tokens: 728, output_tokens: 27 } },
    ],
    planner: metered(2_900, [
      {
        asked: 50,
        replies: [
          limited,
          {
            thinking:
              'One action with one optional parameter, the length. "Strong" has to mean something a test can see: four kinds of characters, at least 12 of them, and a random generator made for the purpose. 20 is a good length when nobody says one. The result should hold the password in a named field, so that other actions can use it without cutting it out of a sentence. It must not be stored, so there is no provider.',
            text: writtenPlan("rough-road"),
          },
        ],
      },
    ]),
    tester: metered(8_700, [
      {
        asked: 390,
        replies: [
          overloaded,
          {
            thinking:
              "Randomness cannot be tested by one example. Fifty passwords of the shortest length must each have all four kinds: one that only usually has them would fail here. Two hundred must all differ, which shows a constant or a weak seed. Lengths just inside and just outside of the bounds are the usual places for mistakes. A secret has one more property: it is said once and stored nowhere, and the storage map lets me see that.",
            tools: [...writeAll(tests), check],
          },
          { text: "tests for kinds, lengths and secrecy of passwords" },
        ],
      },
    ]),
    coder: metered(9_100, [
      {
        asked: 410,
        replies: [
          { ...writing, trouble: { cutAfter: 6 } },
          writing,
          refused,
          mending,
          { text: "generate passwords from all kinds of characters" },
        ],
      },
    ]),
    reviewer: metered(8_200, [
      {
        asked: 4_800,
        replies: [
          {
            thinking: REVIEWING,
            text: JSON.stringify({ ...review, score: "93 out of 100" }, null, 2),
          },
          {
            thinking:
              "The score has to be a number from 0 to 100, and I wrote words. My judgement is the same; the answer gets 93 as a number and nothing else changes.",
            text: JSON.stringify(review, null, 2),
          },
        ],
      },
    ]),
  },
};
