import fs from "node:fs";
import path from "node:path";
import type { Files } from "../shared/files.ts";
import { readFolder } from "../shared/files.ts";
import { packageDependencies, packageRoot } from "../shared/package.ts";
import type { EnvironmentVariable, PluginSpecification } from "../shared/specification.ts";
import { coreVersion, TOOLS } from "./toolchain.ts";

const template = readFolder(path.join(packageRoot, "agents", "template"));

/**
 * The part of a plugin that no model writes: package.json, configurations, licence, and the small files every plugin
 * carries. Made from the checked specification alone.
 */
export function scaffold(specification: PluginSpecification): Files {
  return {
    ...template,
    "package.json": `${JSON.stringify(manifest(specification), null, 2)}\n`,
    "specification.json": `${JSON.stringify(specification, null, 2)}\n`,
    ".gitignore": "node_modules\ndist\n",
    LICENSE: license(specification.name),
  };
}

const versions = (names: string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, packageDependencies[name] ?? "*"]));

function manifest(specification: PluginSpecification): Record<string, unknown> {
  const { name, version, description, dependencies, environmentVariables } = specification;
  return {
    name,
    version,
    description,
    keywords: ["plugin", "elizaos"],
    license: "MIT",
    type: "module",
    main: "dist/index.js",
    module: "dist/index.js",
    types: "dist/index.d.ts",
    exports: {
      ".": { import: { types: "./dist/index.d.ts", default: "./dist/index.js" } },
      "./package.json": "./package.json",
    },
    files: ["dist", "README.md", "LICENSE"],
    packageType: "plugin",
    platform: "node",
    publishConfig: { access: "public" },
    engines: { node: ">=20" },
    agentConfig: {
      pluginType: "elizaos:plugin:1.0.0",
      pluginParameters: Object.fromEntries(
        environmentVariables.map((each) => [each.name, parameter(each)]),
      ),
    },
    scripts: {
      build: [
        "tsc",
        "esbuild src/index.ts --bundle --platform=node --format=esm --target=node20 --packages=external --sourcemap --outfile=dist/index.js --log-level=warning",
        "tsc -p tsconfig.build.json",
      ].join(" && "),
      lint: "eslint src",
      test: "vitest run",
    },
    dependencies: { ...dependencies, zod: packageDependencies.zod },
    peerDependencies: { "@elizaos/core": `^${coreVersion}` },
    devDependencies: { "@elizaos/core": coreVersion, ...versions(TOOLS) },
  };
}

const parameter = ({ description, required, sensitive, default: value }: EnvironmentVariable) => ({
  type: "string",
  description,
  required,
  sensitive,
  ...(value === undefined ? {} : { default: value }),
});

const license = (name: string): string =>
  fs
    .readFileSync(path.join(packageRoot, "LICENSE"), "utf8")
    .replace(/^Copyright .*$/m, `Copyright (c) the authors of ${name}`);
