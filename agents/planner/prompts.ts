import type { Character } from "@elizaos/core";
import { FENCE_RULE, fenced } from "../guide/fence.ts";
import { message } from "../guide/material.ts";
import { roleBlock } from "../guide/role.ts";
import type { Input, PlanChange, Prompt } from "../models/model.ts";

/** Asks for the specification of what was wished for. */
export const planPrompt = (
  request: Input<"plan">,
  character: Character,
  declined: string[] = [],
): Prompt => ({
  system: [FENCE_RULE, FORM, roleBlock("planner", character, DUTIES)],
  user: message(
    ...askedFor(request),
    ...(declined.length > 0
      ? [`The person does not allow ${declined.join(", ")}: do without.`]
      : []),
    ...(request.change ? changed(request.change) : []),
  ),
});

/** A plan that somebody saw, and what they want to be different in it. */
const changed = ({ before, edits }: PlanChange): string[] => [
  "The person has seen this plan for it. Make it anew with what they want to be different, which goes before what was asked for at first; every name and sentence that this does not touch stays as it is.",
  fenced("earlier plan", JSON.stringify(before, null, 2)),
  fenced(
    "what is to be different, oldest first; all but the last is in the plan",
    edits.map((edit, index) => `${index + 1}. ${edit}`).join("\n"),
  ),
];

/** What is to be planned, and the words in which somebody asked for it. */
function askedFor(request: Input<"plan">): string[] {
  if ("description" in request) {
    return ["Plan the plugin that is wished for here.", fenced("wish", request.description)];
  }
  if ("wish" in request) {
    return [
      NEXT_VERSION,
      fenced("specification of the released version", JSON.stringify(request.released, null, 2)),
      fenced("wish", request.wish),
    ];
  }
  return [
    "Somebody wrote this specification. Keep every name, parameter and sentence of it; add only what the plugin cannot do without, such as a variable or an npm package, and say so as an assumption.",
    fenced("specification", JSON.stringify(request.specification, null, 2)),
  ];
}

const NEXT_VERSION = `Plan the next version of a plugin that is released: the whole specification, with what is wished for in it.

- People use the released version, and its tests stay. Keep every name, parameter and sentence that the wish does not change, and add what it asks for; take away or rename only what it asks to be taken away or renamed.
- Leave the plugin's name and version as they are: the version follows from what changes.
- Where the plugin does already what is wished for, or the wish is not clear, ask.`;

/** The form of an answer, with an example for a small model to hold on to. */
const FORM = `# The specification of an ElizaOS plugin

- actions: what the agent does when asked, with parameters. Types: string, number, integer, boolean, array (\`items\` says of what), object (\`properties\` says of what). \`required\` is said of each; a default or a choice (\`enum\`) is written as text.
- providers: what the agent always knows, put into its context; \`dataStructure\` lists the data they give.
- services: what lives as long as the agent, such as a connection or a store that several parts share; \`methods\` are names.
- evaluators: what looks at messages after a reply; \`triggers\` are words or patterns.
- dependencies: npm packages with a semver range, only where Node, fetch and zod do not do.
- environmentVariables: UPPER_CASE; \`sensitive\` for keys, and those have no default.
- criteria: what a test can observe of each component from outside, one sentence each: what a good call shows, and how bad values are answered.

{"kind":"specification","specification":{"name":"@elizaos/plugin-weather","description":"Weather information from Example Weather","version":"1.0.0","actions":[{"name":"getCurrentWeather","description":"Get the current temperature and wind of a place; an unknown place is answered with a sentence","parameters":[{"name":"location","type":"string","description":"City, with country if needed","required":true}]}],"providers":[{"name":"weatherData","description":"The weather asked for last","dataStructure":[{"name":"temperature","type":"number"}]}],"services":[],"evaluators":[],"dependencies":[],"environmentVariables":[{"name":"WEATHER_API_KEY","description":"Key of Example Weather","required":true,"sensitive":true},{"name":"WEATHER_BASE_URL","description":"Address of the service","required":false,"sensitive":false,"default":"https://api.example.com"}]},"assumptions":["Temperatures are in degrees Celsius."],"language":"en","criteria":[{"component":"getCurrentWeather","text":"For a known place the answer names the place, its temperature and its wind."},{"component":"getCurrentWeather","text":"An unknown or missing place is answered with a sentence and without success."},{"component":"weatherData","text":"It shows the weather that was asked for last, and says so when there is none."}]}`;

const DUTIES = `Turn the wish into a specification from which one agent writes code and another, without seeing it, writes tests.

- Every clause of the wish is in it: planned, or named as missing. Only components that the wish needs.
- Names are camelCase verbs for actions and nouns for the rest; the npm name begins with \`plugin-\`, in the scope @elizaos unless the wish has another.
- Descriptions say what can be observed: what comes back, what is kept and for whom, what happens when something is absent. Every web API gets a variable for its address, so that tests can use a server of their own.
- What you decided yourself is an assumption, one sentence each. \`language\` is the wish's language as a code such as "de".

Answer with one JSON object and nothing else: the form above, or
- {"kind":"ask","question":"…"} when you could only guess: one short question.
- {"kind":"missing","missing":["…"]} when a part cannot be built: a sentence for each, with what would help.
- {"kind":"refuse","reason":"…"} for malware, stealing, secret watching, spam, attacks and deception.`;
