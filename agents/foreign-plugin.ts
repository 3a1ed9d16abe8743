import fs from "node:fs";
import path from "node:path";
import validatePackageName from "validate-npm-package-name";
import { readEnvironmentVariables } from "../shared/environment-variables.ts";
import { PluginCreationError, SpecificationError } from "../shared/errors.ts";
import { readOrdinaryFile } from "../shared/files.ts";
import { Findings, isRecord } from "../shared/findings.ts";
import { readSpecification } from "../shared/read-specification.ts";
import type { PluginSpecification } from "../shared/specification.ts";
import { readDependencies, readVersion } from "../shared/specification-rules.ts";
import { copySources, isFolder, notRead, type Sources } from "./foreign-sources.ts";
import { scaffold } from "./scaffold.ts";
import type { Layout } from "./tester/gate.ts";

/** A plugin from anywhere, copied to a place of ours. */
export interface ForeignPlugin {
  specification: PluginSpecification;
  layout: Layout;
  /** What lies among the sources and was not copied, since it is no ordinary file. */
  leftOut: string[];
  /** Name of a folder that the plugin does not have. */
  free: string;
}

const MAXIMUM_BYTES = 262_144;
const ENTRIES = ["ts", "tsx", "mts", "js", "mjs"].flatMap((ending) => [
  `src/index.${ending}`,
  `index.${ending}`,
]);

/**
 * Copies a plugin's sources and tests to a new folder and puts our configurations beside them: nothing that the plugin
 * brings decides how it is checked. Throws a sentence when the folder is no plugin.
 * @param specificationText what to check against; without it the plugin's own specification.json, if it has one.
 */
export function adoptPlugin(
  from: string,
  to: string,
  specificationText: string | undefined,
): ForeignPlugin {
  const manifest = readManifest(from);
  const entry = ENTRIES.find((file) => isEntry(from, file));
  if (!entry) {
    throw new PluginCreationError(
      `${from} is no plugin that can be checked: expected src/index.ts, or index.ts beside package.json, as an ordinary file.`,
    );
  }
  const sources = copySources(from, to, entry.startsWith("src/"));
  const text = specificationText ?? readOwn(from, "specification.json");
  const specification =
    text === undefined ? derived(manifest) : readSpecification(text).specification;
  const checked: PluginSpecification = {
    ...specification,
    dependencies: { ...dependenciesOf(manifest, sources), ...specification.dependencies },
  };
  for (const [name, content] of Object.entries(configurations(checked, sources))) {
    fs.writeFileSync(path.join(to, name), content);
  }
  const layout = {
    entry,
    folders: sources.folders,
    componentsKnown: text !== undefined,
  };
  return { specification: checked, layout, leftOut: sources.leftOut, free: freeFolder(to) };
}

/** Name of a folder that the plugin does not have. */
function freeFolder(plugin: string): string {
  const taken = new Set(fs.readdirSync(plugin).map((name) => name.toLowerCase()));
  let name = "acceptance";
  while (taken.has(name)) name = `_${name}`;
  return name;
}

type Fields = Record<string, unknown>;

function readManifest(folder: string): Fields {
  const text = readOwn(folder, "package.json");
  if (text === undefined) {
    throw new PluginCreationError(
      `${folder} is no plugin: expected a folder with an ordinary package.json in it.`,
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new PluginCreationError(
      `${path.join(folder, "package.json")} is not valid JSON: ${String(cause)}`,
      { cause },
    );
  }
  if (isRecord(value) && typeof value.name === "string") {
    if (validatePackageName(value.name).validForOldPackages) return value;
  }
  throw new PluginCreationError(
    `${path.join(folder, "package.json")} describes no package: expected an object with a name as npm allows it.`,
  );
}

/** A file of the plugin itself; a link could show files of this machine. */
function readOwn(folder: string, name: string): string | undefined {
  const file = path.join(folder, name);
  if (!isPlainFile(file)) return undefined;
  const read = readOrdinaryFile(file, MAXIMUM_BYTES);
  if ("why" in read) throw new PluginCreationError(notRead(file, read.why));
  return read.content.toString("utf8");
}

const isPlainFile = (file: string): boolean =>
  fs.lstatSync(file, { throwIfNoEntry: false })?.isFile() ?? false;

/** Whether a plugin begins with this file; one behind a link is none. */
const isEntry = (folder: string, file: string): boolean =>
  isPlainFile(path.join(folder, file)) &&
  (path.dirname(file) === "." || isFolder(path.join(folder, path.dirname(file))));

/** What package.json says of a plugin without a specification. */
function derived({ name, version, description, agentConfig }: Fields): PluginSpecification {
  const findings = new Findings();
  const variables = isRecord(agentConfig) ? agentConfig.pluginParameters : undefined;
  return {
    name: String(name),
    description: typeof description === "string" ? description : "",
    version: readVersion(version, findings),
    actions: [],
    providers: [],
    services: [],
    evaluators: [],
    dependencies: {},
    // Only names and kinds are needed, for stand-in values; what cannot be read has none.
    environmentVariables: isRecord(variables) ? readEnvironmentVariables(variables, findings) : [],
  };
}

/** Packages to install: what it depends on, and of the others what sources or tests import. */
function dependenciesOf(manifest: Fields, { imports }: Sources): Record<string, string> {
  const findings = new Findings();
  const imported = (key: string): Fields => {
    const all = manifest[key];
    const entries = isRecord(all) ? Object.entries(all) : [];
    return Object.fromEntries(entries.filter(([name]) => imports.has(name)));
  };
  const read = readDependencies(
    {
      ...imported("devDependencies"),
      ...imported("peerDependencies"),
      ...(isRecord(manifest.dependencies) ? manifest.dependencies : {}),
    },
    findings,
  );
  if (findings.problems.length > 0) throw new SpecificationError(findings.problems);
  return read;
}

/** What `strict` alone does not ask of anybody. */
const AS_ELSEWHERE = {
  allowJs: true,
  noUncheckedIndexedAccess: false,
  noImplicitOverride: false,
  verbatimModuleSyntax: false,
};
const SOURCES = "**/*.{ts,tsx,mts,js,mjs}";
const TESTS = ["**/*.{test,spec}.{ts,tsx,mts,js,mjs}"];
const LEFT_OUT = ["**/node_modules/**", "**/dist/**"];

/** Our configurations, made wide enough for any layout. */
function configurations(
  specification: PluginSpecification,
  { folders }: Sources,
): Record<string, string> {
  const ours = scaffold(specification);
  const ourTypes = JSON.parse(ours["tsconfig.json"] ?? "") as { compilerOptions: object };
  const types = {
    compilerOptions: { ...ourTypes.compilerOptions, ...AS_ELSEWHERE },
    include: folders,
    exclude: LEFT_OUT,
  };
  const declarations = {
    extends: "./tsconfig.json",
    compilerOptions: {
      noEmit: false,
      rootDir: ".",
      outDir: "dist",
      declaration: true,
      emitDeclarationOnly: true,
    },
    exclude: [...LEFT_OUT, ...TESTS, "**/__tests__/**", "test", "tests"],
  };
  return {
    "package.json": ours["package.json"] ?? "",
    "eslint.config.mjs": (ours["eslint.config.mjs"] ?? "").replace("src/**/*.ts", SOURCES),
    "tsconfig.json": JSON.stringify(types),
    "tsconfig.build.json": JSON.stringify(declarations),
  };
}
