import { wordsOf } from "../../../../shared/names.ts";
import type {
  PluginSpecification,
  ProviderSpecification,
} from "../../../../shared/specification.ts";
import type { Blueprint, Rendering, SourceFile } from "../blueprint.ts";
import { providerConstant, providerWiring } from "../code/context.ts";
import { doc, literal, quote } from "../code/text.ts";

/** Providers that tell the agent what the plugin can do. What a plugin keeps is shown by the blueprint that keeps it. */
export const provider: Blueprint = {
  name: "provider",
  matches(specification, open) {
    const shown = open.flatMap((component) =>
      component.kind === "provider" && isAboutAbilities(component.specification)
        ? [component.specification]
        : [],
    );
    if (shown.length === 0 || specification.actions.length === 0) return undefined;
    return {
      components: open.filter(
        (each) => each.kind === "provider" && shown.includes(each.specification),
      ),
      render: () => render(specification, shown),
    };
  },
};

/** Whether a provider tells what the plugin can do. */
export function isAboutAbilities({ name, description }: ProviderSpecification): boolean {
  const text = `${wordsOf(name).join(" ")}. ${description}`;
  return /\b(capabilit(y|ies)|abilities|available (actions|commands|operations|features)|what (the|this) plugin (can|does)|what (the agent|it) can do|supported (actions|commands|operations)|help text|usage (help|hints?|instructions)|how to use)\b/i.test(
    text,
  );
}

function abilitiesFile(
  { actions }: PluginSpecification,
  { name, description }: ProviderSpecification,
): SourceFile {
  const content = `import type { Provider } from "@elizaos/core";

const abilities = [
${actions.map((action) => `  ${literal({ action: action.name, description: action.description })},`).join("\n")}
];

${doc(description || "Tells what the plugin can do.")}
export const ${providerConstant(name)}: Provider = {
  name: ${quote(name)},
  description: ${quote(description)},
  get: () =>
    Promise.resolve({
      text: abilities.map((each) => \`- \${each.action}: \${each.description}\`).join("\\n"),
      values: { abilityCount: abilities.length },
      data: { abilities },
    }),
};
`;
  return { path: `src/${providerWiring(name).file}`, content };
}

function render(specification: PluginSpecification, providers: ProviderSpecification[]): Rendering {
  const names = specification.actions.map(({ name }) => name);
  const tests = providers.map(
    ({ name }) => `test(${quote(`${name} names everything the plugin can do`)}, async () => {
  const agent = await startPlugin(plugin);
  const { text, values } = await agent.provide(${quote(name)});
  for (const action of ${literal(names)}) expect(text).toContain(action);
  expect(values).toMatchObject({ abilityCount: ${names.length} });
});`,
  );
  return {
    source: providers.map((each) => abilitiesFile(specification, each)),
    wiring: providers.map(({ name }) => providerWiring(name)),
    tests: [
      {
        path: "src/__tests__/abilities.test.ts",
        content: `import { expect, test } from "vitest";
import plugin from "../index.js";
import { startPlugin } from "./support.js";

${tests.join("\n\n")}
`,
      },
    ],
    readme: `## What the agent knows about the plugin\n\n${providers.map(({ name, description }) => `- \`${name}\`: ${description}`).join("\n")}`,
  };
}
