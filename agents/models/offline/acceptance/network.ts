import type {
  ActionSpecification,
  PluginSpecification,
  ProviderSpecification,
} from "../../../../shared/specification.ts";
import { callOf, pluginKey } from "../blueprints/http/calls.ts";
import { addressVariables, keysOf } from "../blueprints/http/servers.ts";
import { samplesFor } from "../blueprints/collection/samples.ts";
import { understandAll } from "../code/fields.ts";
import { neededNames } from "../code/roles.ts";
import { sampleCall } from "../code/samples.ts";
import { key as property, literal, quote } from "../code/text.ts";
import type { AcceptanceTest } from "./acceptance-test.ts";

/** Starts a server on this machine, and a plugin that was told to use it. */
export const NETWORK_PRELUDE = `let server: TestServer;

beforeEach(async () => {
  server = await startServer();
});

afterEach(() => server.stop());`;

const KEY = "a-key-nobody-may-see";
const MARK = "quartz 417";

/**
 * Tests of an action that asks a server which the specification lets be replaced: what it answers comes from there, and
 * when nothing comes it says so.
 * @param passes whether it passes on what the server answers, whatever that is.
 */
export function networkTests(
  action: ActionSpecification,
  specification: PluginSpecification,
  { passes }: { passes: boolean },
): AcceptanceTest[] {
  const call = passes ? passedOn(action, specification) : undefined;
  const free = call?.kind === "free" ? call.roles.endpoint : undefined;
  const isDeclared = addressVariables(specification).length > 0;
  if (free === undefined && !isDeclared) return [];
  const { name: of } = action;
  const values = valuesOf(action, free, call !== undefined);
  const start = [
    `const agent = await freshly({ settings: { ...settings, ${settingsOf(specification)} } });`,
  ];
  const name = quote(of);
  const shows: AcceptanceTest = {
    of,
    how: "does",
    title: `${of} answers what the server answered`,
    lines: [
      ...start,
      `server.answer({ body: { answer: ${quote(MARK)} } });`,
      `const { said, result } = await does(agent, ${name}, ${values});`,
      `expect(\`\${said}\${JSON.stringify(result)}\`).toContain(${quote(MARK)});`,
      ...(call?.kind === "known"
        ? [`expect(server.received.at(-1)).toMatchObject({ method: ${quote(call.method)} });`]
        : []),
      `expect(server.received.length).toBeGreaterThan(0);`,
    ],
  };
  const fails: AcceptanceTest = {
    of,
    how: "does",
    title: `${of} asks the server that was declared, and says so when it is out of order`,
    lines: [
      ...start,
      `server.answer({ status: 500, body: { error: "out of order" } });`,
      `const { said, result } = await refuses(agent, ${name}, ${values});`,
      `expect(server.received.length).toBeGreaterThan(0);`,
      ...(hasKey(specification)
        ? [`expect(\`\${said}\${JSON.stringify(result)}\`).not.toContain(${quote(KEY)});`]
        : []),
    ].map((line) => (hasKey(specification) ? line : line.replace("const { said, result } = ", ""))),
  };
  const silent: AcceptanceTest = {
    of,
    how: "does",
    title: `${of} says so when nobody answers`,
    lines: [...start, "await server.stop();", `await refuses(agent, ${name}, ${values});`],
  };
  return [...(call ? [shows] : []), fails, silent];
}

const passedOn = (action: ActionSpecification, specification: PluginSpecification) =>
  callOf(action, specification, pluginKey(specification)?.key);

/** A provider of what an API answered last. */
export function responseTests(
  { name }: ProviderSpecification,
  action: ActionSpecification,
  specification: PluginSpecification,
): AcceptanceTest[] {
  const [shows] = networkTests(action, specification, { passes: true });
  if (!shows) return [];
  return [
    {
      of: name,
      how: "does",
      title: `${name} shows what the server answered last`,
      lines: [
        ...shows.lines.slice(0, 2),
        shows.lines[2]?.replace("const { said, result } = ", "") ?? "",
        `expect(await told(agent, ${quote(name)}, "provider")).toContain(${quote(MARK)});`,
      ],
    },
  ];
}

const START = "const agent = await freshly({ settings });";

/** Tests of an action on a database that is not there. */
export const databaseTests = ({ name, parameters }: ActionSpecification): AcceptanceTest[] => [
  {
    of: name,
    how: "does",
    title: `${name} says so when the database cannot be reached`,
    lines: [
      START,
      `await refuses(agent, ${quote(name)}, ${literal(sampleCall({ name, parameters, description: "" }))});`,
    ],
  },
];

function valuesOf(action: ActionSpecification, free: string | undefined, isKnown: boolean): string {
  if (free !== undefined)
    return `{ ${property(free)}: \`\${server.url}/things\`, ${plainMethod(action)} }`;
  if (isKnown) return literal(sampleCall(action));
  const { fields } = understandAll(action.parameters, action.description);
  const needed = new Set(neededNames(action));
  return literal(
    samplesFor(Object.fromEntries(Object.entries(fields).filter(([name]) => needed.has(name))), 0),
  );
}

/** A free call is a plain GET. */
const plainMethod = ({ parameters }: ActionSpecification): string =>
  Object.keys(parameters)
    .filter((name) => /method|verb/i.test(name))
    .map((name) => `${property(name)}: "GET"`)
    .join(", ");

const hasKey = (specification: PluginSpecification): boolean =>
  keysOf(specification, "").length > 0;

function settingsOf(specification: PluginSpecification): string {
  const addresses = new Set(addressVariables(specification).map(({ name }) => name));
  const keys = new Set(keysOf(specification, "").map(({ setting }) => setting));
  const lines = [...addresses, ...keys].map(
    (name) => `${property(name)}: ${addresses.has(name) ? "server.url" : quote(KEY)}`,
  );
  return lines.join(", ");
}
