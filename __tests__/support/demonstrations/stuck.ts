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
const WITH_FORMAT = `export const shareOf = (total: number, people: number): number =>
  Number((total / people).toLocaleString("en-US", { maximumFractionDigits: 2, useGrouping: false }));`;
const WITH_A_HAIR_LESS = `export const shareOf = (total: number, people: number): number =>
  Number(
    Math.max(0, total / people - 1e-9).toLocaleString("en-US", {
      maximumFractionDigits: 2,
      useGrouping: false,
    }),
  );`;
const IN_WHOLE_CENTS = `/** What each person pays, rounded to the cent; computed in whole cents. */
export const shareOf = (total: number, people: number): number =>
  Math.floor((total * 100) / people + 0.5) / 100;
`;

const rejected: Answer<"review"> = {
  verdict: "revise",
  score: 48,
  summary:
    "The plugin rounds half cents down where the specification wants the even cent; four iterations did not change that.",
  findings: [
    {
      from: "review",
      severity: "blocker",
      rule: "half-to-even",
      message:
        '`Math.max(0, total / people - 1e-9)` sends every half cent down: 0.75 between 2 is 0.37 and not 0.38. The specification says "a half cent goes to the even cent"; find the remainder of the cents and decide a half by whether the lower cent is even.',
      file: "src/share.ts",
      line: 4,
      clause: "a half cent goes to the even cent",
    },
  ],
};

/** The coder never finds out what rounds to even: another approach and two candidates lead no farther, and the job stops by itself. */
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
        asked: 2_500,
        replies: [
          {
            thinking:
              "Math.round and toFixed gave the same 0.13, so both round a half up and I was wrong about toFixed. I am to take another approach. Numbers are formatted for people and their money by toLocaleString, and banks round to even, so its default should be what the specification wants. I format to two digits without grouping and read the number back.",
            tools: [replace("src/share.ts", WITH_TO_FIXED, WITH_FORMAT), check],
          },
          { text: "round as numbers are formatted for people" },
        ],
      },
      {
        asked: 2_600,
        replies: [
          {
            thinking:
              "The smallest change: the format rounds a half up, so I take a hair away before it, and 12.5 cents become 12. Nothing else has to move.",
            tools: [replace("src/share.ts", WITH_FORMAT, WITH_A_HAIR_LESS), check],
          },
          { text: "take a hair away before rounding" },
        ],
      },
      {
        asked: 2_600,
        replies: [
          {
            thinking:
              "I write share.ts anew, from the specification: in whole cents, so that no formatting takes part. Dividing the cents and adding a half before the floor is the usual way to round.",
            tools: [...writeAll({ "src/share.ts": IN_WHOLE_CENTS }), check],
          },
          { text: "compute the share in whole cents" },
        ],
      },
    ]),
    reviewer: metered(8_200, [
      {
        asked: 5_200,
        replies: [
          {
            thinking:
              "One test is red, the same one in all four iterations. The test is right: 0.25 between 2 is exactly 0.125, and the even cent is 12; 0.75 between 2 is 0.375, and the even cent is 38. Taking a hair away before rounding sends every half down, as Math.round, toFixed and the number format send every half up; none of them looks at whether the lower cent is even. Everything else is sound: parameters are bounded and the sentences are clear. I cannot approve a plugin that does what its own description denies.",
            text: JSON.stringify(rejected, null, 2),
          },
        ],
      },
    ]),
  },
};
