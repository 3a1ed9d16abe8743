import type {
  EvaluatorSpecification,
  PluginSpecification,
  ProviderSpecification,
  ServiceSpecification,
} from "../../../../shared/specification.ts";
import { isAboutAbilities } from "../blueprints/provider.ts";
import { triggersOf } from "../blueprints/evaluator/triggers.ts";
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

/** When an evaluator is at work, and when not; nothing when its triggers are no words. */
export function evaluatorTests(evaluator: EvaluatorSpecification): AcceptanceTest[] {
  const triggers = triggersOf(evaluator) ?? [];
  const samples = triggers.flatMap(({ sample }) => (sample === undefined ? [] : [sample]));
  const quiet = QUIET.filter(
    (text) => !triggers.some(({ source, flags }) => new RegExp(source, flags).test(text)),
  );
  const { name } = evaluator;
  if (samples.length === 0) return [];
  return [
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

/** Data of a provider that tells the time is there from the start. */
export const dataTests = ({
  name,
  dataStructure = {},
}: ProviderSpecification): AcceptanceTest[] => [
  {
    of: name,
    how: "does",
    title: `${name} gives the data that it names`,
    lines: [
      START,
      `const { text = "", data, values } = await agent.provide(${quote(name)});`,
      `expect(Object.keys({ ...values, ...data })).toEqual(expect.arrayContaining(${literal(Object.keys(dataStructure))}));`,
      `expect(\`\${text}\${JSON.stringify([data, values])}\`).toMatch(/\\d/);`,
    ],
  },
];
