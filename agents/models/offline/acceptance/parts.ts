import type {
  EvaluatorSpecification,
  PluginSpecification,
  ProviderSpecification,
  ServiceSpecification,
} from "../../../../shared/specification.ts";
import { isAboutAbilities } from "../blueprints/provider.ts";
import type { Component } from "../blueprint.ts";
import { isSchedule, triggersOf } from "../blueprints/evaluator/triggers.ts";
import { intervalOf } from "../blueprints/sql/claims.ts";
import { literal, quote } from "../code/text.ts";
import type { AcceptanceTest } from "./acceptance-test.ts";

const START = "const agent = await freshly({ settings });";

/** That a service starts, has its methods, and stops as often as it is told. */
export const serviceTests = ({ name, methods }: ServiceSpecification): AcceptanceTest[] => [
  {
    of: name,
    how: "does",
    title: `${name} starts, has its methods and stops`,
    lines: [
      START,
      `const service = serviceCalled(agent, ${quote(name)});`,
      ...(methods.length > 0
        ? [
            `for (const method of ${literal(methods)}) expect(service[method], method).toBeTypeOf("function");`,
          ]
        : []),
      "await agent.stop();",
      "await agent.stop();",
    ],
  },
];

const QUIET = ["A quiet sentence.", "Good morning", "Zzz", "1"];

/** When an evaluator is at work, and when not. */
export function evaluatorTests(
  evaluator: EvaluatorSpecification,
  { providers }: PluginSpecification,
): AcceptanceTest[] {
  const intervals = evaluator.triggers.flatMap((each) => intervalIn(each) ?? []);
  const triggers = triggersOf(evaluator) ?? [];
  const samples = triggers.flatMap(({ sample }) => (sample === undefined ? [] : [sample]));
  const quiet = QUIET.filter(
    (text) => !triggers.some(({ source, flags }) => new RegExp(source, flags).test(text)),
  );
  const { name } = evaluator;
  if (intervals.length > 0) return [ofSchedule(evaluator, Math.min(...intervals))];
  const [sample] = samples;
  if (sample === undefined) return [];
  return [
    ...counting(evaluator, providers, sample),
    {
      of: name,
      how: "does",
      title: `${name} looks at what it is for, and at nothing else`,
      lines: [
        START,
        `for (const text of ${literal(samples)}) expect(await agent.available(${quote(name)}, text), text).toBe(true);`,
        `for (const text of ${literal(quiet)}) expect(await agent.available(${quote(name)}, text), text).toBe(false);`,
        ...samples.map((text) => `await agent.evaluate(${quote(name)}, ${quote(text)});`),
      ],
    },
  ];
}

const UNITS: Record<string, number> = { second: 1_000, minute: 60_000, hour: 3_600_000 };

/** The time after which a schedule comes round, such as "*\/5 * * * *" or "every 5 minutes". */
function intervalIn(trigger: string): number | undefined {
  if (!isSchedule(trigger)) return undefined;
  const [, count = "1", unit = ""] =
    /^(?:every|each)\s*(\d+)?\s*(second|minute|hour)s?\b/i.exec(trigger.trim()) ?? [];
  const length = UNITS[unit.toLowerCase()];
  const fields = trigger.trim().split(/\s+/);
  return length ? Number(count) * length : fields.length === 5 ? intervalOf(fields) : undefined;
}

/** Times that a schedule comes round while it is watched, and messages in between. */
const ROUNDS = 4;
const MESSAGES = 10;

/**
 * An evaluator by schedule sees messages all the time, and looks when it is time: now and then, and not so seldom that
 * its schedule cannot be the one that was asked for. One that looks at every message leaves the schedule to others, and
 * one beside a timer to that.
 */
const ofSchedule = ({ name }: EvaluatorSpecification, interval: number): AcceptanceTest => ({
  of: name,
  how: "does",
  title: `${name} looks when its time has come`,
  lines: [
    `const timers = vi.spyOn(globalThis, "setInterval");`,
    `vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-01-15T12:00:30Z") });`,
    START,
    "let looks = 0;",
    `for (let message = 0; message < ${ROUNDS * MESSAGES}; message += 1) {`,
    `  vi.setSystemTime(Date.now() + ${interval / MESSAGES});`,
    `  if (!(await agent.available(${quote(name)}, "Good morning"))) continue;`,
    "  looks += 1;",
    `  await agent.evaluate(${quote(name)}, "Good morning");`,
    "}",
    "vi.useRealTimers();",
    `if (timers.mock.calls.length === 0) expect(looks, "it never looks, or hardly ever").toBeGreaterThanOrEqual(${ROUNDS / 2});`,
    `expect(await agent.available(${quote(name)}, "Good morning")).toBeTypeOf("boolean");`,
  ],
});

/** A provider that says how often something was noticed counts it. */
function counting(
  { name, description }: EvaluatorSpecification,
  providers: ProviderSpecification[],
  sample: string,
): AcceptanceTest[] {
  const [counter, ...others] = providers.filter((each) => COUNTS.test(each.description));
  if (!counter || others.length > 0 || !COUNTS.test(description)) return [];
  const shown = (of: string): AcceptanceTest => ({
    of,
    how: "does",
    title: `${of} ${of === name ? "counts" : "shows"} what was noticed`,
    lines: [
      START,
      ...["amber", "quartz", "opal"].map(
        (word) => `await agent.evaluate(${quote(name)}, ${quote(`${sample}, ${word}`)});`,
      ),
      `await agent.evaluate(${quote(name)}, "Good morning");`,
      `expect(countsIn(await told(agent, ${quote(counter.name)}, "provider"), [])).toContain(3);`,
    ],
  });
  return [shown(name), shown(counter.name)];
}

const COUNTS = /\b(how (often|many)|number of|counts?|counted|counting)\b/i;

/** That a component of which nobody can say more does something at all, and breaks at nothing: no criterion is shown by that. */
export function livenessTests({ kind, specification: { name } }: Component): AcceptanceTest[] {
  const of = quote(name);
  const lines = {
    action: `expect((await told(agent, ${of}, {})).trim()).not.toBe("");`,
    provider: `expect(await agent.provide(${of})).toBeTypeOf("object");`,
    evaluator: `for (const text of ${literal(QUIET)}) expect(await agent.available(${of}, text)).toBeTypeOf("boolean");`,
    service: `expect(serviceCalled(agent, ${of})).toBeTypeOf("object");`,
  };
  return [{ of: name, how: "works", title: `${name} is at work`, lines: [START, lines[kind]] }];
}

/** What a provider gives that does not depend on what was done before. */
export function providerTests(
  provider: ProviderSpecification,
  { actions }: PluginSpecification,
): AcceptanceTest[] {
  if (!isAboutAbilities(provider)) return [];
  const names = actions.map(({ name }) => name.toLowerCase());
  return [
    {
      of: provider.name,
      how: "does",
      title: `${provider.name} names everything that the plugin can do`,
      lines: [
        START,
        `const said = await told(agent, ${quote(provider.name)}, "provider");`,
        `for (const each of ${literal(names)}) expect(said).toContain(each);`,
      ],
    },
  ];
}

/** Data of a provider that tells the time is there from the start, has the types that it names, and follows the clock. */
export const dataTests = ({
  name,
  description,
  dataStructure = {},
}: ProviderSpecification): AcceptanceTest[] => [
  {
    of: name,
    how: "does",
    title: `${name} gives the data that it names`,
    lines: [
      START,
      `const { text = "", data, values } = await agent.provide(${quote(name)});`,
      "const all: Record<string, unknown> = { ...values, ...data };",
      `expect(Object.keys(all)).toEqual(expect.arrayContaining(${literal(Object.keys(dataStructure))}));`,
      ...Object.entries(dataStructure)
        .filter(([, type]) => type === "string" || type === "number" || type === "boolean")
        .map(([key, type]) => `expect(all[${quote(key)}]).toBeTypeOf(${quote(String(type))});`),
      `expect(\`\${text}\${JSON.stringify([data, values])}\`).toMatch(/\\d/);`,
    ],
  },
  ...(MOVES.test(description) ? [following(name)] : []),
];

const MOVES = /\b(times?|dates?|clock|now|today)\b/i;

const following = (name: string): AcceptanceTest => ({
  of: name,
  how: "does",
  title: `${name} follows the clock`,
  lines: [
    `vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-01-15T12:00:00Z") });`,
    START,
    `const before = JSON.stringify(await agent.provide(${quote(name)}));`,
    `vi.setSystemTime(new Date("2026-02-20T15:47:00Z"));`,
    `expect(JSON.stringify(await agent.provide(${quote(name)}))).not.toBe(before);`,
  ],
});
