import type { Answer } from "../../../agents/models/model.ts";
import { fixture } from "../cases.ts";
import type { Scenario } from "../scenario.ts";
import { metered } from "./metered.ts";
import { check, replace, writeAll, writtenFiles, writtenPlan } from "./words.ts";

const code = writtenFiles("weather", "code");
const tests = writtenFiles("weather", "tests");

const leaking: Answer<"review"> = {
  verdict: "revise",
  score: 71,
  summary:
    "Both components do what the specification asks and every check is green, but one conversation can read what another one asked.",
  findings: [
    {
      from: "review",
      severity: "blocker",
      rule: "one-conversation-only",
      message:
        '`const KEY = "plugin-weather:last";` is one place for the whole agent, so the provider shows in every room what was last asked in any room: a place somebody names in private appears in the context of strangers. The specification asks for "weather data context", which is the context of the conversation at hand; keep the weather by room.',
      file: "src/last-weather.ts",
      line: 4,
      clause: "weather data context",
    },
  ],
};

const approved: Answer<"review"> = {
  verdict: "approve",
  score: 94,
  summary:
    "Both components fit the specification, failures come back as sentences, and each conversation sees only its own weather.",
  findings: [
    {
      from: "review",
      severity: "note",
      message:
        '`count: "1"` takes the best known of several places with one name without a word; naming the region in the answer would show which Springfield was meant.',
      file: "src/open-meteo.ts",
      line: 40,
    },
  ],
  closed: [{ id: "R1", how: "fixed" }],
};

const NEW_STORE = `/** Each conversation has a weather of its own: what one room asked is not for the others to read. */
const keyOf = (roomId: UUID): string => \`plugin-weather:last:\${roomId}\`;`;

/**
 * The specification of the README: one acceptance test is red at first, then the reviewer finds what no test looks at,
 * then all is well.
 */
export const weather: Scenario = {
  request: fixture("weather"),
  replies: {
    planner: metered(2_900, [
      {
        asked: 260,
        replies: [
          {
            thinking:
              "The specification is complete in what it names: one action with one text parameter and one provider, so names and descriptions stay exactly as given. It leaves the source of the weather open. Open-Meteo needs no key, covers the whole world and finds places by name, so nobody has to sign up for anything. Its two base addresses become optional variables: a mirror can be used, and the tests can point them at 127.0.0.1. I should say in them which units are asked for, because otherwise tester and coder could assume different ones. A provider has no parameters, so weatherData can only show what was looked up before; that is an assumption to write down.",
            text: writtenPlan("weather"),
          },
        ],
      },
    ]),
    tester: metered(8_700, [
      {
        asked: 640,
        replies: [
          {
            thinking:
              'I know two addresses and two components, and I will not see the code. A server on 127.0.0.1 can play both services, because the addresses are settings. I cannot know which variables the coder will ask for, so the server measures exactly the ones in the query, as Open-Meteo does, and the temperatures are numbers that appear nowhere else. One habit of the real service matters: when it finds no place it leaves `results` out altogether instead of sending an empty list, so my server must do the same. Then the failures: a missing or wrong location must not reach the network, and a service that is down, absent or talks nonsense must become success: false and never an exception. Names such as "Lisbon & Porto" show whether the query is encoded. For weatherData I check before, after, after two look-ups, and after one that failed.',
            tools: [...writeAll(tests), check],
          },
          { text: "tests for look-ups, their failures and the weather context" },
        ],
      },
    ]),
    coder: metered(9_100, [
      {
        asked: 660,
        replies: [
          {
            thinking:
              "Two requests per look-up: geocoding turns the name into coordinates, the forecast gives the current values there. One function sends both; it has a time limit, checks the status and lets zod judge the body, so whatever goes wrong ends as a sentence. URLSearchParams takes care of names with spaces, ampersands and accents. The provider must not call the network on every message, so the action keeps the last weather in the runtime's cache and the provider only reads it. The units are Open-Meteo's defaults, °C and km/h, so nothing has to be converted. Weather codes need words, and that table gets a file of its own. An empty list of places means that the place is unknown, and the answer should repeat its name.",
            tools: [...writeAll(code), check],
          },
          { text: "look up the weather at Open-Meteo" },
        ],
      },
      {
        asked: 4_700,
        replies: [
          {
            thinking:
              'The test asks for "Atlantis" and gets "an answer that I cannot read", so the request worked and the schema refused the answer. `Places` insists on `results`, and findPlace already handles an empty list. Open-Meteo leaves the field out when nothing matches, which I did not allow for. A default of an empty list in the schema mends the cause; findPlace and its sentence stay as they are. Nothing else is red, so nothing else changes.',
            tools: [
              replace(
                "src/open-meteo.ts",
                "const Places = z.object({ results: z.array(Place) });",
                "/** Open-Meteo leaves `results` out when it finds nothing. */\nconst Places = z.object({ results: z.array(Place).default([]) });",
              ),
              check,
            ],
          },
          { text: "name the place that nobody knows" },
        ],
      },
      {
        asked: 4_900,
        replies: [
          {
            thinking:
              "The reviewer is right: the cache belongs to the agent, and one agent talks in many rooms. With a single key the provider puts one person's question into another person's context. The message carries the room, and the provider gets the same message, so both sides can build a key from roomId. A place of its own per room also means that two conversations no longer overwrite each other. remember and recall take the room as an argument, which lets the compiler find every caller. The provider's sentence and the README should say that it is about this conversation.",
            text: "The weather is now kept by room, and both callers pass the room on.",
            tools: [
              replace(
                "src/last-weather.ts",
                'import type { IAgentRuntime } from "@elizaos/core";',
                'import type { IAgentRuntime, UUID } from "@elizaos/core";',
              ),
              replace("src/last-weather.ts", 'const KEY = "plugin-weather:last";', NEW_STORE),
              replace(
                "src/last-weather.ts",
                `/** Keeps a weather as the one that was looked up last. */
export async function remember(runtime: IAgentRuntime, weather: Weather): Promise<void> {
  await runtime.setCache(KEY, weather);
}

/** The weather that was looked up last, if there was one. */
export function recall(runtime: IAgentRuntime): Promise<Weather | undefined> {
  return runtime.getCache<Weather>(KEY);
}`,
                `/** Keeps a weather as the one that was looked up last in a room. */
export async function remember(
  runtime: IAgentRuntime,
  roomId: UUID,
  weather: Weather,
): Promise<void> {
  await runtime.setCache(keyOf(roomId), weather);
}

/** The weather that was looked up last in a room, if there was one. */
export function recall(runtime: IAgentRuntime, roomId: UUID): Promise<Weather | undefined> {
  return runtime.getCache<Weather>(keyOf(roomId));
}`,
              ),
              replace(
                "src/actions/get-current-weather.ts",
                "await remember(runtime, weather);",
                "await remember(runtime, message.roomId, weather);",
              ),
              replace(
                "src/providers/weather-data.ts",
                `  async get(runtime) {
    const weather = await recall(runtime);
    if (!weather) return { text: "No weather has been looked up yet.", data: {} };`,
                `  async get(runtime, { roomId }) {
    const weather = await recall(runtime, roomId);
    if (!weather) return { text: "No weather has been looked up here yet.", data: {} };`,
              ),
              replace(
                "README.md",
                "`conditions` and `observedAt`; otherwise `success` is `false` and the sentence says why.",
                "`conditions` and `observedAt`; otherwise `success` is `false` and the sentence says why.\n\nEach conversation has a last weather of its own; `weatherData` never shows what was asked in another room.",
              ),
              check,
            ],
          },
          { text: "keep the last weather by conversation" },
        ],
      },
    ]),
    reviewer: metered(8_200, [
      {
        asked: 9_900,
        replies: [
          {
            thinking:
              "All gates are green: 28 tests, both components tried in an agent. I read the path of a request: parameters are checked and bounded, the query is encoded, there is a time limit, and every failure is a sentence. The red test of iteration 1 was mended at its cause, in the schema. Then the way of the data: remember writes to the runtime's cache and recall reads it, both under one constant key. The cache belongs to the agent, not to a room, and an agent usually talks in several rooms. So whoever asks for the weather of the town they live in shows it to everybody else the agent talks to. The tests use one room only and cannot see this. It makes the plugin unsafe to load, so it blocks.",
            text: JSON.stringify(leaking, null, 2),
          },
        ],
      },
      {
        asked: 10_100,
        replies: [
          {
            thinking:
              "The key now holds the room's id, and both remember and recall take it as an argument, so no caller can leave it out. The action uses message.roomId and the provider the room of the message it is composed for, which is the same one in a conversation. Nothing else changed but the README, which says so, and the empty sentence of the provider. All gates are green again. What remains is a matter of taste: of several places with one name the first is taken silently, which the README admits.",
            text: JSON.stringify(approved, null, 2),
          },
        ],
      },
    ]),
  },
};
