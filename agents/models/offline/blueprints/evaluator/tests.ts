import { kebab } from "../../../../../shared/names.ts";
import type { ProviderSpecification } from "../../../../../shared/specification.ts";
import type { SourceFile } from "../../blueprint.ts";
import { literal, quote } from "../../code/text.ts";
import type { Watch } from "./sources.ts";
import type { Trigger } from "./triggers.ts";

const QUIET = ["A quiet sentence.", "Good morning", "Zzz", "1"];

const fits = ({ source, flags }: Trigger, text: string): boolean =>
  new RegExp(source, flags).test(text);

/** Tests of one evaluator: when it is at work, what it counts, what survives. */
export function watchTests(
  { evaluator, triggers }: Watch,
  provider: ProviderSpecification | undefined,
  shared: boolean,
): SourceFile {
  const { name } = evaluator;
  const samples = triggers.flatMap(({ sample }) => (sample === undefined ? [] : [sample]));
  const quiet = QUIET.filter((text) => !triggers.some((each) => fits(each, text)));
  const [first = ""] = samples;
  const own = triggers.filter((each) => fits(each, first)).map(({ label }) => label);
  const seen = provider && first !== "" && !shared ? quote(provider.name) : undefined;
  const tests = [
    ...(samples.length > 0
      ? [
          `test.each(${literal(samples)})(${quote(`${name} looks at: %s`)}, async (text) => {
  const agent = await startPlugin(plugin);
  expect(await agent.available(${quote(name)}, text)).toBe(true);
  expect(await agent.available(${quote(name)}, text.toUpperCase())).toBe(${triggers.every(({ flags }) => flags.includes("i")) ? "true" : `(${literal(triggers.map(({ source, flags }) => [source, flags]))} as [string, string][]).some(([source, flags]) => new RegExp(source, flags).test(text.toUpperCase()))`});
});`,
        ]
      : []),
    ...(quiet.length > 0
      ? [
          `test.each(${literal(["", ...quiet].filter((text) => !triggers.some((each) => fits(each, text))))})(${quote(`${name} leaves other messages alone: "%s"`)}, async (text) => {
  const agent = await startPlugin(plugin);
  expect(await agent.available(${quote(name)}, text)).toBe(false);
});`,
        ]
      : []),
  ];
  if (seen !== undefined) {
    tests.push(
      `test(${quote(`${provider?.name ?? ""} says that nothing was noticed yet`)}, async () => {
  const agent = await startPlugin(plugin);
  const { text, values } = await agent.provide(${seen});
  expect(text).toBe("Nothing was noticed yet.");
  expect(values).toMatchObject({ noticedCount: 0 });
});`,
      `test(${quote(`${name} counts exactly and shows what it noticed, also after a restart`)}, async () => {
  const storage = new Map<string, unknown>();
  const agent = await startPlugin(plugin, { storage });
  await agent.evaluate(${quote(name)}, ${quote(first)});
  await agent.evaluate(${quote(name)}, ${quote(quiet[0] ?? "")});
  await Promise.all([1, 2, 3].map(() => agent.evaluate(${quote(name)}, ${quote(first)})));
  await agent.stop();
  const again = await startPlugin(plugin, { storage });
  const { text, values, data } = await again.provide(${seen});
  expect(text).toContain(${quote(first)});
  expect(values).toMatchObject({ noticedCount: 4 });
  expect(data).toMatchObject({ total: 4, counts: ${literal(Object.fromEntries(own.map((label) => [label, 4])))} });
});`,
    );
  } else if (first !== "") {
    tests.push(`test(${quote(`${name} keeps what it noticed`)}, async () => {
  const storage = new Map<string, unknown>();
  const agent = await startPlugin(plugin, { storage });
  await agent.evaluate(${quote(name)}, ${quote(quiet[0] ?? "")});
  expect(storage.size).toBe(0);
  await agent.evaluate(${quote(name)}, ${quote(first)});
  expect(JSON.stringify([...storage.values()])).toContain(JSON.stringify(${quote(first)}).slice(1, -1));
});`);
  }
  return {
    path: `src/__tests__/${kebab(name)}.test.ts`,
    content: `import { expect, test } from "vitest";
import plugin from "../index.js";
import { startPlugin } from "./support.js";

${tests.join("\n\n")}
`,
  };
}
