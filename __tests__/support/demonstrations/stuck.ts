import type { Acknowledgement, Answer } from "../../../agents/models/model.ts";
import type { Scenario } from "../scenario.ts";
import { metered } from "./metered.ts";
import { check, replace, writeAll, writtenFiles, writtenPlan } from "./words.ts";

const code = writtenFiles("stuck", "code");
const tests = writtenFiles("stuck", "tests");

const acknowledgement: Acknowledgement = {
  kind: "start",
  text: "I'll create a plugin that splits a bill evenly between people and rounds each share fairly to the cent.",
};

const WITH_ROUND = `export const shareOf = (total: number, people: number): number =>
  Math.round((total / people) * 100) / 100;`;
const WITH_TO_FIXED = `export const shareOf = (total: number, people: number): number =>
  Number((total / people).toFixed(2));`;
const before = code["src/share.ts"] ?? "";

const rejected: Answer<"review"> = {
  verdict: "revise",
  score: 48,
  summary:
    "The plugin rounds half cents up where the specification wants the even cent; three iterations did not change that.",
  findings: [
    {
      from: "review",
      severity: "blocker",
      rule: "half-to-even",
      message:
        '`Number((total / people).toFixed(2))` does not round half to even: of two equally near results toFixed takes the larger one, so 0.25 between 2 is 0.13 and not 0.12. The specification says "a half cent goes to the even cent"; find the remainder of the cents and decide a half by whether the lower cent is even.',
      file: "src/share.ts",
      line: 3,
      clause: "a half cent goes to the even cent",
    },
  ],
};

/** The coder trusts a wrong belief about toFixed, writes the same files again, and the job ends without approval. */
export const stuck: Scenario = {
  request:
    "I need a plugin that splits a restaurant bill evenly between people and rounds each share fairly to the cent",
  replies: {
    coordinator: [
      { text: JSON.stringify(acknowledgement), usage: { input_tokens: 741, output_tokens: 46 } },
    ],
    planner: metered(2_900, [
      {
        asked: 60,
        replies: [
          {
            thinking:
              "One action is enough: a total and a number of people in, each person's share out. \"Fairly\" needs a meaning that can be tested. If every half cent goes up, many bills together drift upwards; banks send it to the even cent, and that is what I take. It belongs into the action's description, because tester and coder both work from there. An upper bound for people keeps nonsense out. No provider: there is no state to show.",
            text: writtenPlan("stuck"),
          },
        ],
      },
    ]),
    tester: metered(8_700, [
      {
        asked: 420,
        replies: [
          {
            thinking:
              'The risky words in the specification are "a half cent goes to the even cent". Most fractions of a cent cannot be written in binary, so a careless test would measure rounding errors instead of the rule. Eighths can: 0.25 between 2 is exactly 0.125, and the even cent there is 12; 0.75 between 2 is 0.375 and goes up to 38. Both directions are needed, or rounding down would pass. The rest is ordinary: thirds, one person, a free meal, and numbers of people that cannot be.',
            tools: [...writeAll(tests), check],
          },
          { text: "tests for shares, half cents and refused numbers" },
        ],
      },
    ]),
    coder: metered(9_100, [
      {
        asked: 440,
        replies: [
          {
            thinking:
              "The arithmetic is one line and deserves a file of its own: divide, then round to cents. Math.round on the cents does that. The answer always shows two decimals, and data.share holds the number for other actions. Both parameters are bounded by the schema, so zero people never reach the division.",
            tools: [...writeAll(code), check],
          },
          { text: "split a bill to the cent" },
        ],
      },
      {
        asked: 2_300,
        replies: [
          {
            thinking:
              "The test wants 0.12 for 0.25 between 2 and gets 0.13. Math.round sends every half up, so it cannot be what the specification calls the even cent. toFixed rounds the exact binary value, and floating point rounds half to even, so toFixed(2) should give 0.12 here. It also spares the multiplication, which adds an error of its own. Only share.ts has to change.",
            tools: [replace("src/share.ts", WITH_ROUND, WITH_TO_FIXED), check],
          },
          { text: "round with toFixed instead of Math.round" },
        ],
      },
      {
        asked: 2_400,
        replies: [
          {
            thinking:
              "The same test again: 0.12 expected, 0.13 shown. Half to even is the default of IEEE 754, so the division and toFixed follow it as far as I can see; perhaps share.ts was not what I think it is. I write the file whole instead of patching it, to be certain of every character in it. The other files do not take part in the rounding. If the test is still red, its expectation may be what is wrong.",
            tools: [
              ...writeAll({ "src/share.ts": before.replace(WITH_ROUND, WITH_TO_FIXED) }),
              check,
            ],
          },
          { text: "write the rounding anew" },
        ],
      },
    ]),
    reviewer: metered(8_200, [
      {
        asked: 5_200,
        replies: [
          {
            thinking:
              "One test is red, the same one in all three iterations, and the last iteration repeats the files of the one before. The test is right: 0.25 between 2 is exactly 0.125, and the even cent is 12. The ECMAScript standard says of toFixed that of two equally near integers the larger is taken, so it rounds this half up just as Math.round does. The coder's reasoning mixes up IEEE arithmetic with the formatting of a number. Everything else is sound: parameters are bounded and the sentences are clear. I cannot approve a plugin that does what its own description denies.",
            text: JSON.stringify(rejected, null, 2),
          },
        ],
      },
    ]),
  },
};
