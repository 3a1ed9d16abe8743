import { camel, pascal } from "../../../shared/names.ts";
import type { PluginSpecification } from "../../../shared/specification.ts";
import type { SourceFile, Wiring } from "./blueprint.ts";
import { cell, doc, list, quote } from "./code/text.ts";

/** Name of the exported plugin: `@elizaos/plugin-todo` → `todoPlugin`. */
export function pluginConstant({ name }: PluginSpecification): string {
  const own = (name.split("/").at(-1) ?? name).replace(/^plugin-/, "");
  return /^[a-z]/i.test(own) ? `${camel(own)}Plugin` : `plugin${pascal(own)}`;
}

const KINDS = ["action", "provider", "service", "evaluator"] as const;

/** The plugin's entry: one object that names every component. */
export function indexFile(specification: PluginSpecification, wiring: Wiring[]): SourceFile {
  const imports = wiring
    .toSorted((one, other) => one.file.localeCompare(other.file))
    .map(
      ({ exportName, file }) =>
        `import { ${exportName} } from "./${file.replace(/\.ts$/, ".js")}";`,
    );
  const parts = KINDS.flatMap((kind) => {
    const names = wiring.filter((each) => each.kind === kind).map(({ exportName }) => exportName);
    return names.length === 0
      ? []
      : [`  ${list(`${kind}s: [`, names, "]", 88).replaceAll("\n", "\n  ")},`];
  });
  const constant = pluginConstant(specification);
  const content = `import type { Plugin } from "@elizaos/core";
${imports.join("\n")}

${doc(specification.description || `The plugin ${specification.name}.`)}
export const ${constant}: Plugin = {
  name: ${quote(specification.name)},
  description: ${quote(specification.description)},
${parts.join("\n")}
};

export default ${constant};
`;
  return { path: "src/index.ts", content };
}

function variablesTable({ environmentVariables }: PluginSpecification): string {
  const rows = environmentVariables.map(
    ({ name, description, required, sensitive, default: fallback }) =>
      `| \`${name}\` | ${cell(description)}${sensitive ? " (secret)" : ""} | ${required ? "yes" : "no"} | ${fallback === undefined ? "" : `\`${cell(fallback)}\``} |`,
  );
  return [
    "| Variable | What it is | Required | Default |",
    "| --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
}

/** The plugin's README around the sections of its blueprints. */
export function readmeFor(specification: PluginSpecification, sections: string[]): string {
  const { name, description, environmentVariables, version } = specification;
  const constant = pluginConstant(specification);
  const parts = [
    `# ${name}`,
    description,
    `Version ${version}, for ElizaOS 1.7.`,
    "## Install",
    `\`\`\`bash\nnpm install ${name}\n\`\`\``,
    `\`\`\`typescript
import { ${constant} } from "${name}";

export const projectAgent = {
  character,
  plugins: [${constant}],
};
\`\`\``,
    `Or name it in a character file: \`"plugins": ["${name}"]\`.`,
    ...(environmentVariables.length > 0
      ? [
          "## Environment variables",
          "Each can also be a setting of the character.",
          variablesTable(specification),
        ]
      : []),
    "## How actions get their parameters",
    'Models give parameters by themselves in multi-step mode. In a chat, people write them as `name: value` pairs or as JSON, for example `{"name": "value"}`. Parameters that do not fit are answered with a sentence and `success: false`; nothing is changed then.',
    ...sections.filter(Boolean).map((each) => each.trim()),
    "## Development",
    `\`\`\`bash
npm install
npm run build
npm test
\`\`\``,
  ];
  return `${parts.filter(Boolean).join("\n\n")}\n`;
}
