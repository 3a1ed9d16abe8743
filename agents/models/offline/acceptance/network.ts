import type {
  ActionSpecification,
  PluginSpecification,
  ProviderSpecification,
} from "../../../../shared/specification.ts";
import { samplesFor } from "../blueprints/collection/samples.ts";
import { callOf, pluginKey, type Call, type Value } from "../blueprints/http/calls.ts";
import { addressVariables, keysOf } from "../blueprints/http/servers.ts";
import { understandAll } from "../code/fields.ts";
import { neededNames } from "../code/roles.ts";
import { sampleCall } from "../code/samples.ts";
import { key as property, literal, quote } from "../code/text.ts";
import type { AcceptanceTest } from "./acceptance-test.ts";
import { addressLines } from "./address-lines.ts";
import { showTests, shownBy, type Service } from "./known-services.ts";

/** Starts a server on this machine, which a plugin is told to use. */
const SERVER = `let server: TestServer;

beforeEach(async () => {
  server = await startServer();
});

afterEach(() => server.stop());`;

/** Where nobody said how the servers of a plugin can be replaced, whatever it fetches is fetched from ours. */
const REROUTED = `let server: TestServer;

beforeEach(async () => {
  server = await startServer();
  reroute(server.url);
});

afterEach(() => {
  vi.unstubAllGlobals();
  return server.stop();
});`;

export const networkPrelude = (specification: PluginSpecification): string =>
  isDeclared(specification) ? SERVER : REROUTED;

const KEY = "a-key-nobody-may-see";
const MARK = "quartz 417";
/** Keys that do not travel as they are. */
const SIGNED = /\b(basic|sign(ed|ature|s)?|hmac|oauth|jwt|base64)\b/i;
/** An action that promises the answer of a server as it is. */
const PROMISES =
  /\b(returns?|gives?|shows?|answers?|repl(y|ies)|passes|provides?|says?)\b[^.]*\b(response|body|json|what (it|the (server|api|service)) (says|answers|returns))\b/i;

interface Asking {
  action: ActionSpecification;
  specification: PluginSpecification;
  call: Call | undefined;
  /** The web service that is meant, when everybody knows how it answers. */
  service: Service | undefined;
  /** Source of the parameters of a good call. */
  values: string;
  /** Texts in it, which have to arrive somewhere. */
  given: string[];
}

/**
 * Tests of an action that asks a server: that it asks for what it was given, where and how its description says, and that
 * it says so when no good answer comes. What a good answer looks like is known of few servers only.
 */
export function networkTests(
  action: ActionSpecification,
  specification: PluginSpecification,
  service: Service | undefined,
): AcceptanceTest[] {
  const asking = askingOf(action, specification, service);
  return asking
    ? [
        ...promised(asking),
        ...passing(asking),
        ...showTests(action, service, starting(specification), asking.values),
        outOfOrder(asking),
        silent(asking),
        ...unavailable(asking),
      ]
    : [];
}

function askingOf(
  action: ActionSpecification,
  specification: PluginSpecification,
  service: Service | undefined,
): Asking | undefined {
  const call = service ? undefined : callOf(action, specification, pluginKey(specification)?.key);
  if (!call && !service && !isDeclared(specification)) return undefined;
  if (call?.kind === "free") {
    const { endpoint = "", method } = call.roles;
    const plain = method === undefined ? "" : `, ${property(method)}: "GET"`;
    const values = `{ ${property(endpoint)}: \`\${server.url}/things\`${plain} }`;
    return { action, specification, call, service, values, given: [] };
  }
  const values = service || !call ? neededValues(action, service) : sampleCall(action);
  const sent = call ? sentBy(call) : onlyText(action);
  const given = sent.map((name) => values[name]).filter((each) => typeof each === "string");
  return { action, specification, call, service, values: literal(values), given };
}

function neededValues(
  action: ActionSpecification,
  service: Service | undefined,
): Record<string, unknown> {
  const { fields } = understandAll(action.parameters, action.description);
  const needed = neededNames(action);
  const own = Object.fromEntries(Object.entries(fields).filter(([name]) => needed.includes(name)));
  const values = samplesFor(own, 0);
  const place = Object.keys(values).find((name) => /location|city|place|town/i.test(name));
  return service === "weather" && place !== undefined ? { ...values, [place]: "Lisbon" } : values;
}

/** Names of parameters that go into the request as they are. */
function sentBy(call: Extract<Call, { kind: "known" }>): string[] {
  const fields = "fields" in call.body ? call.body.fields : {};
  const values: Value[] = [call.inPath, call.query, fields].flatMap((each) => Object.values(each));
  return values.flatMap((each) => ("parameter" in each ? [each.parameter] : []));
}

/** The one text of an action, which is what it asks for. */
function onlyText({ parameters }: ActionSpecification): string[] {
  const all = Object.entries(parameters);
  const texts = all.filter(([, { type, enum: choices }]) => type === "string" && !choices);
  return all.length === 1 ? texts.map(([name]) => name) : [];
}

/** What a server answered is in the answer: of actions that pass it on. */
function promised({ action, specification, call, values }: Asking): AcceptanceTest[] {
  if (!passesOn(action, call)) return [];
  return [
    {
      of: action.name,
      how: "does",
      title: `${action.name} answers what the server answered`,
      lines: [
        starting(specification),
        `server.answer({ body: { answer: ${quote(MARK)} } });`,
        `const { said, result } = await does(agent, ${quote(action.name)}, ${values});`,
        `expect(\`\${said}\${JSON.stringify(result)}\`).toContain(${quote(MARK)});`,
        `expect(server.received.length).toBeGreaterThan(0);`,
      ],
    },
  ];
}

const passesOn = ({ description }: ActionSpecification, call: Call | undefined): boolean =>
  call?.kind === "free" || (call !== undefined && PROMISES.test(description));

/** Of an action that calls whatever it is told: method and body arrive. */
function passing({ action, specification, call }: Asking): AcceptanceTest[] {
  if (call?.kind !== "free" || !call.roles.method) return [];
  const { endpoint = "", method, body } = call.roles;
  const hasBody = body !== undefined && action.parameters[body]?.type === "object";
  const sent = { note: "amber" };
  const values = `{ ${property(endpoint)}: \`\${server.url}/things\`, ${property(method)}: "POST"${hasBody ? `, ${property(body)}: ${literal(sent)}` : ""} }`;
  return [
    {
      of: action.name,
      how: "does",
      title: `${action.name} sends what it was given`,
      lines: [
        starting(specification),
        `await does(agent, ${quote(action.name)}, ${values});`,
        `expect(server.received.at(-1)).toMatchObject(${literal({ method: "POST", path: "/things", ...(hasBody && { body: sent }) })});`,
      ],
    },
  ];
}

function outOfOrder(asking: Asking): AcceptanceTest {
  const { action, specification, values } = asking;
  const secret = hasKey(specification);
  const requests = requestLines(asking);
  return {
    of: action.name,
    how: "does",
    title: `${action.name} asks ${isDeclared(specification) ? "the server that was declared " : ""}for what it was given, and says so when that is out of order`,
    lines: [
      starting(specification),
      `server.answer({ status: 500, body: { error: "out of order" } });`,
      `${secret ? "const { said, result } = " : ""}await refuses(agent, ${quote(action.name)}, ${values});`,
      ...(secret
        ? [`expect(\`\${said}\${JSON.stringify(result)}\`).not.toContain(${quote(KEY)});`]
        : []),
      ...requests,
    ],
  };
}

/** What has to be seen of a request; a plugin that does not fetch from servers nobody declared is not seen at all. */
function requestLines({ action, specification, call, given }: Asking): string[] {
  const texts = [specification.description, action.description].join("\n");
  const key = hasKey(specification) && !SIGNED.test(texts) ? [KEY] : [];
  const words = [...given.map((each) => each.toLowerCase()), ...(call?.kind === "free" ? [] : key)];
  const found =
    words.length > 0
      ? [
          `for (const each of ${literal(words)}) expect(requestsIn(server.received)).toContain(each);`,
        ]
      : [];
  if (!isDeclared(specification) && call?.kind !== "free") {
    return found.map((line) => `if (server.received.length > 0) ${line}`);
  }
  return [
    `expect(server.received.length).toBeGreaterThan(0);`,
    ...(call?.kind === "known"
      ? [`expect(server.received[0]).toMatchObject({ method: ${quote(call.method)} });`]
      : []),
    ...found,
    ...addressLines(action, specification),
  ];
}

const silent = ({ action, specification, values }: Asking): AcceptanceTest => ({
  of: action.name,
  how: "does",
  title: `${action.name} says so when nobody answers`,
  lines: [
    starting(specification),
    "await server.stop();",
    `await refuses(agent, ${quote(action.name)}, ${values});`,
  ],
});

/** "Not available without THE_KEY" */
function unavailable({ action, specification }: Asking): AcceptanceTest[] {
  const named =
    /\b(?:[Nn]ot |[Uu]n)available (?:without|unless|when there is no|if there is no) (?:the )?([A-Z][A-Z0-9_]+)/.exec(
      action.description,
    )?.[1];
  if (!specification.environmentVariables.some(({ name }) => name === named)) return [];
  return [
    {
      of: action.name,
      how: "does",
      title: `${action.name} is not available without ${named}`,
      lines: [
        `const agent = await freshly({ settings: { ...settings, ${settingsOf(specification)}, ${named}: "" } });`,
        `expect(await agent.available(${quote(action.name)}, ${quote(action.description)})).toBe(false);`,
      ],
    },
  ];
}

/** A provider of what was looked up last. */
export function responseTests(
  { name, description }: ProviderSpecification,
  action: ActionSpecification,
  specification: PluginSpecification,
  service: Service | undefined,
): AcceptanceTest[] {
  const asking = askingOf(action, specification, service);
  if (!asking) return [];
  const { call, values } = asking;
  const of = name;
  const start = starting(specification);
  if (service) return shownBy({ name, description }, action, service, start, values);
  if (!passesOn(action, call)) return [];
  const answering = (mark: string): string[] => [
    `server.answer({ body: { answer: ${quote(mark)} } });`,
    `await does(agent, ${quote(action.name)}, ${values});`,
    `expect(await told(agent, ${quote(name)}, "provider")).toContain(${quote(mark)});`,
  ];
  const title = `${name} shows what the server answered last`;
  return [{ of, how: "does", title, lines: [start, ...answering(MARK), ...answering("amber 93")] }];
}

const isDeclared = (specification: PluginSpecification): boolean =>
  addressVariables(specification).length > 0;

const hasKey = (specification: PluginSpecification): boolean =>
  keysOf(specification, "").length > 0;

/** Starts the plugin with the settings that lead to the server of the test. */
function starting(specification: PluginSpecification): string {
  const own = settingsOf(specification);
  return `const agent = await freshly({ settings: { ...settings${own ? `, ${own}` : ""} } });`;
}

function settingsOf(specification: PluginSpecification): string {
  const addresses = new Set(addressVariables(specification).map(({ name }) => name));
  const keys = new Set(keysOf(specification, "").map(({ setting }) => setting));
  return [...addresses, ...keys]
    .map((name) => `${property(name)}: ${addresses.has(name) ? "server.url" : quote(KEY)}`)
    .join(", ");
}
