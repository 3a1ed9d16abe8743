import { wordsOf } from "../../../../shared/names.ts";
import type { ProviderSpecification } from "../../../../shared/specification.ts";
import type { Blueprint, Component, Rendering, SourceFile } from "../blueprint.ts";
import { providerConstant, providerWiring, serviceType, serviceWiring } from "../code/context.ts";
import { doc, quote } from "../code/text.ts";
import { understandService, type Understood } from "./service/methods.ts";
import { serviceFile } from "./service/sources.ts";
import { serviceTests } from "./service/tests.ts";

/** Services that start and stop, keep values under keys, count, or keep a queue. */
export const service: Blueprint = {
  name: "service",
  matches({ name }, open) {
    const all = open.flatMap((component): Understood[] => {
      const found = component.kind === "service" && understandService(component.specification);
      return found ? [found] : [];
    });
    if (all.length === 0) return undefined;
    const providers = open.flatMap((component) =>
      component.kind === "provider" && shows(component.specification, all, open)
        ? [component.specification]
        : [],
    );
    const taken = new Set<unknown>([...all.map((each) => each.service), ...providers]);
    return {
      components: open.filter(({ specification }) => taken.has(specification)),
      render: () => render(name, all, providers),
    };
  },
};

/** The services that a provider can show; a queue or a store of values shows its contents. */
function shownBy({ name, description }: ProviderSpecification, all: Understood[]): Understood[] {
  const text = `${wordsOf(name).join(" ")} ${description}`.toLowerCase();
  const readable = all.filter(({ methods }) => reading({ methods }) !== undefined);
  const named = readable.filter(({ service: { name: own } }) =>
    wordsOf(own).some((word) => word !== "service" && text.includes(word.replace(/(er|s)$/, ""))),
  );
  return named;
}

function shows(provider: ProviderSpecification, all: Understood[], open: Component[]): boolean {
  if (shownBy(provider, all).length > 0) return true;
  const others = open.some(({ kind }) => kind === "action" || kind === "evaluator");
  return !others && all.length === 1 && all.some((each) => reading(each) !== undefined);
}

/** The method that tells what a service holds. */
function reading({ methods }: Pick<Understood, "methods">): string | undefined {
  const order = ["value", "entries", "size", "status", "isRunning", "uptime", "keys"] as const;
  for (const meaning of order) {
    const found = methods.find((each) => each.meaning === meaning);
    if (found) return found.name;
  }
  return undefined;
}

function providerFile(provider: ProviderSpecification, shown: Understood[]): SourceFile {
  const reads = shown.map((each) => {
    const { exportName } = serviceWiring(each.service.name);
    return `await runtime.getService<${exportName}>(${quote(serviceType(each.service.name))})?.${reading(each) ?? ""}()`;
  });
  const content = `import type { Provider } from "@elizaos/core";
${shown.map(({ service: { name } }) => `import type { ${serviceWiring(name).exportName} } from "../${serviceWiring(name).file.replace(/\.ts$/, ".js")}";`).join("\n")}

${doc(provider.description || "Shows what the services hold.")}
export const ${providerConstant(provider.name)}: Provider = {
  name: ${quote(provider.name)},
  description: ${quote(provider.description)},
  get: async (runtime) => {
    const data = {
${shown.map(({ service: { name } }, index) => `      ${serviceType(name)}: ${reads[index] ?? ""},`).join("\n")}
    };
    const text = Object.entries(data)
      .map(([name, value]) => \`\${name}: \${value === undefined ? "not running" : JSON.stringify(value)}\`)
      .join("\\n");
    return { text, values: { ...data }, data };
  },
};
`;
  return { path: `src/${providerWiring(provider.name).file}`, content };
}

function render(
  packageName: string,
  all: Understood[],
  providers: ProviderSpecification[],
): Rendering {
  const shown = (provider: ProviderSpecification): Understood[] => {
    const named = shownBy(provider, all);
    return named.length > 0 ? named : all;
  };
  return {
    source: [
      ...all.map((each) => serviceFile(each, packageName)),
      ...providers.map((each) => providerFile(each, shown(each))),
    ],
    wiring: [
      ...all.map((each) => serviceWiring(each.service.name)),
      ...providers.map(({ name }) => providerWiring(name)),
    ],
    tests: [
      ...all.map(serviceTests),
      ...(providers.length > 0 ? [providerTests(providers, shown)] : []),
    ],
    readme: readme(all, providers),
  };
}

function providerTests(
  providers: ProviderSpecification[],
  shown: (provider: ProviderSpecification) => Understood[],
): SourceFile {
  const tests = providers.map((provider) => {
    const types = shown(provider).map((each) => serviceType(each.service.name));
    return `test(${quote(`${provider.name} shows what the services hold`)}, async () => {
  const agent = await startPlugin(plugin);
  const { text, data = {} } = await agent.provide(${quote(provider.name)});
${types.map((type) => `  expect(text).toContain(${quote(type)});\n  expect(data[${quote(type)}]).toBeDefined();`).join("\n")}
});`;
  });
  return {
    path: "src/__tests__/service-providers.test.ts",
    content: `import { expect, test } from "vitest";
import plugin from "../index.js";
import { startPlugin } from "./support.js";

${tests.join("\n\n")}
`,
  };
}

function readme(all: Understood[], providers: ProviderSpecification[]): string {
  const sections = all.map(({ service: { name, description }, methods, kind }) =>
    [
      `### ${name}`,
      description,
      `\`runtime.getService("${serviceType(name)}")\` has ${methods.map((each) => `\`${each.name}\``).join(", ")}.`,
      kind === "lifecycle"
        ? ""
        : "What it keeps lies in the agent's own storage and survives a restart.",
    ]
      .filter(Boolean)
      .join("\n\n"),
  );
  const shown = providers.map(({ name, description }) => `- \`${name}\`: ${description}`);
  return [
    "## Services",
    ...sections,
    ...(shown.length > 0 ? ["### In the agent's context", shown.join("\n")] : []),
  ].join("\n\n");
}
