import type { PluginSpecification } from "../../../../../shared/specification.ts";
import type { SourceFile } from "../../blueprint.ts";
import { sampleCall, wrongSample } from "../../code/samples.ts";
import { requiredSettings } from "../../code/settings.ts";
import { key as property, literal, quote } from "../../code/text.ts";
import type { SayAction } from "./claims.ts";

/** Acceptance tests of actions that need nothing but their parameters. */
export function sayTests(
  specification: PluginSpecification,
  actions: SayAction[],
  providers: PluginSpecification["providers"],
): SourceFile {
  const required = requiredSettings(specification).map((name) => `${property(name)}: "test"`);
  const settings = required.length > 0 ? `, { settings: { ${required.join(", ")} } }` : "";
  const content = `import { ${actions.length > 0 ? "describe, " : ""}expect, test } from "vitest";
import plugin from "../index.js";
import { startPlugin } from "./support.js";

const start = () => startPlugin(plugin${settings});

${actions.map(actionTests).join("\n")}${providers.map((each) => providerTest(each, actions)).join("")}`;
  return { path: "src/__tests__/answers.test.ts", content };
}

function actionTests(say: SayAction): string {
  const { action, needed } = say;
  const name = quote(action.name);
  return `describe(${name}, () => {
${[...(say.kind === "echo" ? echoTests(say) : sayingTests(say)), ...badParameters(say)].join("\n\n")}
});
`.replace(
    /describe\(("[^"]*"), \(\) => \{\n\}\);\n/,
    () => `test(${name}, async () => {
  expect((await (await start()).call(${name}, {})).success).toBe(true);
});
`,
  );

  function badParameters({ action: { parameters } }: SayAction): string[] {
    const [first] = needed.length > 0 ? needed : Object.keys(parameters);
    const field = first === undefined ? undefined : parameters[first];
    if (first === undefined || !field) return [];
    const bad = [
      ...(needed.length > 0 ? [{}] : []),
      { ...sampleCall(action), [first]: wrongSample(field) },
    ];
    return [
      `  test("says which parameter is wrong", async () => {
    const { call, replies } = await start();
    for (const parameters of ${literal(bad)}) {
      const result = await call(${name}, parameters);
      expect(result.success).toBe(false);
      expect(result.text).toContain(${quote(first)});
    }
    expect(replies).toHaveLength(${bad.length});
  });`,
    ];
  }
}

function echoTests({ action }: SayAction): string[] {
  const name = quote(action.name);
  const names = Object.keys(action.parameters);
  const given = names.length === 0 ? {} : sampleCall(action);
  const [only = ""] = names;
  const free =
    names.length === 1 &&
    action.parameters[only]?.type === "string" &&
    !action.parameters[only].enum;
  return [
    `  test("gives back what it was given", async () => {
    const { call, replies } = await start();
    const result = await call(${name}, ${literal(given)});
    expect(result).toMatchObject({ success: true, data: ${literal(given)} });
    expect(result.text).not.toBe("");
    expect(replies).toHaveLength(1);
  });`,
    ...(free
      ? [
          `  test("changes nothing about a text", async () => {
    const { call } = await start();
    const text = "  Ünïcode 👋🏽 \\"quoted\\"\\n\${x}  ";
    const result = await call(${name}, { ${property(only)}: text });
    expect(result).toMatchObject({ text, data: { ${property(only)}: text } });
  });`,
        ]
      : []),
  ];
}

function sayingTests(say: SayAction): string[] {
  if (say.kind === "echo") return [];
  const { action, saying, roles, needed } = say;
  const name = quote(action.name);
  const named = (given: Record<string, unknown>): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(given).flatMap(([role, value]) => {
        const own = roles[role];
        return own === undefined ? [] : [[own, value]];
      }),
    );
  const fits = (given: Record<string, unknown>) =>
    Object.entries(named(given)).every(([own, value]) => {
      const choices = action.parameters[own]?.enum;
      return choices === undefined || choices.includes(value as string);
    });
  const tests: string[] = [];
  const rows = (saying.examples ?? []).filter(({ given }) => fits(given));
  if (rows.length > 0) {
    const lines = rows.map(
      ({ given, result }) => `    { given: ${literal(named(given))}, result: ${literal(result)} },`,
    );
    tests.push(`  test.each([
${lines.join("\n")}
  ])("answers $given with $result", async ({ given, result }) => {
    const { call, replies } = await start();
    const answer = await call(${name}, given);
    expect(answer).toMatchObject({ success: true, data: { result } });
    expect(answer.text).toContain(String(result));
    expect(replies).toHaveLength(1);
  });`);
  }
  if (saying.holds) {
    const { given, expectations } = saying.holds;
    tests.push(`  test("keeps its promise however often it is called", async () => {
    const { call } = await start();
    for (let round = 0; round < 50; round += 1) {
      const { success, text, data = {} } = await call(${name}, ${literal(named(given))});
      expect(success).toBe(true);
      expect(text).not.toBe("");
${expectations.map((line) => `      ${line}`).join("\n")}
    }
  });`);
  }
  const refused = [...(saying.refused ?? []), ...(saying.limits ?? [])]
    .filter((given) => Object.keys(given).every((role) => roles[role] !== undefined))
    .map((given) => named(given));
  if (refused.length > 0) {
    tests.push(`  test("says why it cannot do what is impossible", async () => {
    const { call } = await start();
    for (const parameters of ${literal(refused)}) {
      const result = await call(${name}, parameters);
      expect(result.success).toBe(false);
      expect(result.text).not.toBe("");
    }
  });`);
  }
  if (saying.file === "phrases" && roles.name !== undefined && needed.length === 0) {
    tests.push(`  test("needs no name", async () => {
    const { call } = await start();
    const result = await call(${name}, {});
    expect(result.success).toBe(true);
    expect(result.text).not.toContain("undefined");
  });`);
  }
  return tests;
}

function providerTest(
  { name }: PluginSpecification["providers"][number],
  actions: SayAction[],
): string {
  const [first] = actions;
  if (!first) return "";
  const example =
    first.kind === "saying"
      ? (first.saying.examples?.[0]?.given ?? first.saying.holds?.given ?? {})
      : undefined;
  const given =
    first.kind === "saying" && example
      ? Object.fromEntries(
          Object.entries(example).flatMap(([role, value]) =>
            first.roles[role] === undefined ? [] : [[first.roles[role], value]],
          ),
        )
      : sampleCall(first.action);
  return `
test(${quote(`${name} shows what was said last`)}, async () => {
  const { call, provide } = await start();
  const before = await provide(${quote(name)});
  expect(before.text).toContain("Nothing");
  const { text } = await call(${quote(first.action.name)}, ${literal(given)});
  const after = await provide(${quote(name)});
  expect(after.text).toContain(text);
  expect(after.data).toMatchObject({ total: 1 });
});
`;
}
