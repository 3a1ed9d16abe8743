import type { SourceFile } from "../blueprint.ts";

/** What the file exports, as it is imported. */
export const observeExports = [
  "about",
  "ask",
  "countsIn",
  "does",
  "freshly",
  "idsIn",
  "oneOf",
  "pointed",
  "refuses",
  "requestsIn",
  "reroute",
  "serviceCalled",
  "told",
];

/** How tests look at a plugin of which they know nothing but its specification: neither its words nor its data. */
export const observeFile: SourceFile = {
  path: "src/__tests__/observe.ts",
  content: `import type { ActionResult, Service } from "@elizaos/core";
import { expect, vi } from "vitest";
import { startPlugin, type From, type StartedPlugin, type StartOptions } from "./support.js";

type Values = Record<string, unknown>;

/** Starts the plugin as if the process had just begun: what it kept in variables of its own is gone. */
export async function freshly(options: StartOptions): Promise<StartedPlugin> {
  vi.resetModules();
  const { default: plugin } = await import("../index.js");
  return startPlugin(plugin, options);
}

/** What came of a call. */
export interface Answer {
  name: string;
  values: Values;
  success: boolean;
  /** Everything that was said, in the result or as a reply, in small letters. */
  said: string;
  result: ActionResult;
}

/** Calls an action, whatever comes of it. */
export async function ask(agent: StartedPlugin, name: string, values: Values, from?: From): Promise<Answer> {
  const before = agent.replies.length;
  const result = await agent.call(name, values, from);
  const replies = agent.replies.slice(before).map(({ text }) => text);
  const error = result.error instanceof Error ? result.error.message : result.error;
  const said = [result.text, ...replies, error].filter(Boolean).join("\\n").toLowerCase();
  return { name, values, success: result.success === true, said, result };
}

/** Calls an action that has to succeed. */
export async function does(agent: StartedPlugin, name: string, values: Values, from?: From): Promise<Answer> {
  const answer = await ask(agent, name, values, from);
  expect(answer.success, \`\${name} was called with \${JSON.stringify(values)} and says no: \${answer.said}\`).toBe(true);
  return answer;
}

/** Calls an action that has to say no: without a throw, and in a sentence. Nobody typed anything that could be meant instead. */
export async function refuses(agent: StartedPlugin, name: string, values: Values): Promise<Answer> {
  const answer = await ask(agent, name, values, { text: "" });
  const call = \`\${name} was called with \${JSON.stringify(values)}\`;
  expect(answer.success, \`\${call} and agrees: \${answer.said}\`).toBe(false);
  expect(answer.said.trim(), \`\${call} and says nothing\`).not.toBe("");
  return answer;
}

/** Says what a provider or an action shows now, in small letters; an action that has nothing to show may say no. */
export async function told(agent: StartedPlugin, name: string, values: Values | "provider", from?: From): Promise<string> {
  if (values !== "provider") return (await ask(agent, name, values, from)).said;
  const { text = "", values: given = {} } = await agent.provide(name, from);
  return (text || JSON.stringify(given)).toLowerCase();
}

const ID = /(^|[a-z_-])(id|uuid|guid|key|number|nr)$/i;

/** Everything that was asked of a server, in small letters and without the spelling of addresses. */
export const requestsIn = (received: { path: string }[]): string =>
  received
    .map(({ path, ...rest }) => \`\${decodeURIComponent(path)} \${JSON.stringify(rest)}\`)
    .join("\\n")
    .toLowerCase();

/** Sends whatever is fetched to another server, to the same path. */
export function reroute(to: string): void {
  const fetchReally = fetch;
  vi.stubGlobal("fetch", (input: string | URL | Request, init?: RequestInit) => {
    const { pathname, search } = new URL(input instanceof Request ? input.url : input);
    const target = new URL(\`\${pathname}\${search}\`, to);
    return fetchReally(input instanceof Request ? new Request(target, input) : target, init);
  });
}

/** Ids in what an action answered: what its data calls one, then whatever in its words looks like one. */
export function idsIn({ result, said, values }: Answer): unknown[] {
  const given = new Set(Object.values(values).map((each) => String(each).toLowerCase()));
  const called: unknown[] = [];
  const look = (value: unknown, key: string): void => {
    if (typeof value === "object" && value !== null) {
      for (const [name, each] of Object.entries(value)) look(each, name);
    } else if (ID.test(key) && (typeof value === "string" || typeof value === "number")) {
      called.push(value);
    }
  };
  look([result.data, result.values], "");
  const written = [...said.matchAll(/[\\w-]*\\d[\\w-]*/g)].map(([word]) => word);
  return [...new Set([...called, ...written])].filter((each) => !given.has(String(each).toLowerCase()));
}

/** Calls an action on one thing, which it may know by any of these. */
export async function pointed(
  agent: StartedPlugin,
  name: string,
  param: string,
  pointers: unknown[],
  values: Values = {},
): Promise<Answer> {
  for (const pointer of pointers.slice(0, -1)) {
    const answer = await ask(agent, name, { ...values, [param]: pointer });
    if (answer.success) return answer;
  }
  return does(agent, name, { ...values, [param]: pointers.at(-1) });
}

/** Calls an action that has to understand one of several ways to say the same. */
export async function oneOf(agent: StartedPlugin, name: string, ways: Values[]): Promise<Answer> {
  for (const values of ways.slice(0, -1)) {
    const answer = await ask(agent, name, values);
    if (answer.success) return answer;
  }
  return does(agent, name, ways.at(-1) ?? {});
}

/** An action with its parameters, or a provider. */
export type View = [name: string, values: Values | "provider"];

/** Everything that is said of one thing, wherever it shows: its lines, and its data. */
export async function about(agent: StartedPlugin, label: string, views: View[]): Promise<string> {
  const found: string[] = [];
  for (const [name, values] of views) {
    const shown = values === "provider" ? await agent.provide(name) : await agent.call(name, values);
    const lines = (shown.text ?? "").toLowerCase().split("\\n");
    found.push(\`\${name} \${JSON.stringify(values)}\`, ...lines.filter((line) => line.includes(label)));
    const look = (value: unknown): void => {
      if (typeof value !== "object" || value === null) return;
      const own = Object.values(value).some((each) => String(each).toLowerCase() === label);
      if (own) found.push(JSON.stringify(value));
      else Object.values(value).forEach(look);
    };
    look(shown.data);
  }
  return found.join("\\n");
}

const WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/** Numbers in what is said around things, not in how they are listed: neither "1." in front of one nor a date. */
export function countsIn(said: string, labels: string[]): number[] {
  const places = labels.flatMap((label) => (said.includes(label) ? [said.indexOf(label)] : []));
  const ends = labels.map((label) => said.lastIndexOf(label) + label.length);
  const before = places.length > 0 ? said.slice(0, Math.min(...places)) : said;
  const after = places.length > 0 ? said.slice(Math.max(...ends)) : "";
  const text = \`\${before.replace(/(?:#\\d+|(?<!\\()\\d+[.)]|\\[\\d+\\])[^\\w\\n]*$/, "")}\\n\${after}\`;
  const words = WORDS.flatMap((word, value) => (new RegExp(\`\\\\b\${word}\\\\b\`).test(text) ? [value] : []));
  const digits = [...text.matchAll(/(?<![\\w.-])\\d+(?![\\w-]|\\.\\d)/g)].map(([each]) => Number(each));
  return [...digits, ...words];
}

const plain = (name: string): string => name.toLowerCase().replace(/[\\W_]|service$/g, "");

/** The started service that a specification calls by this name. */
export function serviceCalled(agent: StartedPlugin, name: string): Service & Record<string, unknown> {
  const services = agent.runtime.plugins.flatMap((plugin) => plugin.services ?? []);
  const found = services.find((each) =>
    [each.name, each.serviceType].some((own) => plain(own) === plain(name)),
  );
  expect(found, \`there is no service called \${name}\`).toBeDefined();
  return agent.service(found?.serviceType ?? name) as Service & Record<string, unknown>;
}
`,
};
