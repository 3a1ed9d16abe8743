import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { ModelType, type AgentRuntime, type IAgentRuntime, type Plugin } from "@elizaos/core";
import validatePackageName from "validate-npm-package-name";
import { ConfigError } from "../../../shared/errors.ts";
import { isRecord } from "../../../shared/findings.ts";
import { CHAT_PRIORITY } from "../offline/offline-chat.ts";

/**
 * Name of the plugin that brings an agent its large text model. Handlers as low as our own chat do not count: they answer
 * for agents that have no model.
 */
export function providerOf(runtime: IAgentRuntime): string | undefined {
  // Not part of core's interface, but of every runtime; sorted, the handler that is used first.
  const { models } = runtime as Partial<Pick<AgentRuntime, "models">>;
  const handlers = models?.get(ModelType.TEXT_LARGE) ?? [];
  return handlers.find(({ priority }) => (priority ?? 0) > CHAT_PRIORITY)?.provider;
}

/**
 * Loads the ElizaOS plugin of an npm package that brings a language model.
 * @param from folder whose packages come before those beside this one.
 */
export async function loadProvider(packageName: string, from: string): Promise<Plugin> {
  if (!validatePackageName(packageName).validForOldPackages) {
    throw new ConfigError(
      `PLUGIN_MODEL_PROVIDER: expected the name of an npm package such as @elizaos/plugin-openai, got "${packageName}".`,
    );
  }
  const folder = findPackage(packageName, from);
  if (!folder) {
    throw new ConfigError(
      `The model provider ${packageName} is not installed: it is neither in ${from} nor beside this package. Install it with: npm install ${packageName}`,
    );
  }
  const plugin = pluginIn(await load(packageName, folder));
  if (plugin) return plugin;
  throw new ConfigError(
    `${packageName} brings no language model: expected an ElizaOS plugin with models as its default export, or as one of its exports.`,
  );
}

async function load(packageName: string, folder: string): Promise<unknown> {
  try {
    return await import(/* @vite-ignore */ pathToFileURL(entryOf(folder)).href);
  } catch (cause) {
    throw new ConfigError(
      `The model provider ${packageName} in ${folder} cannot be loaded: ${String(cause)}. Reinstall it, or choose another one.`,
      { cause },
    );
  }
}

/** Folder of an installed package, looked for as Node looks: from a folder upwards, then from here upwards. */
function findPackage(packageName: string, from: string): string | undefined {
  const roots = [path.join(from, "package.json"), import.meta.url];
  return roots
    .flatMap((root) => createRequire(root).resolve.paths(packageName) ?? [])
    .map((folder) => path.join(folder, packageName))
    .find((folder) => fs.existsSync(path.join(folder, "package.json")));
}

/** The module that `import` would take; `require` may find another one, with a copy of core of its own. */
function entryOf(folder: string): string {
  const manifest = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8")) as {
    exports?: unknown;
    main?: string;
  };
  const { exports, main = "index.js" } = manifest;
  const root = isRecord(exports) && "." in exports ? exports["."] : exports;
  return path.join(folder, conditional(root) ?? main);
}

const CONDITIONS = ["node", "import", "default"];

function conditional(target: unknown): string | undefined {
  if (typeof target === "string") return target;
  if (!isRecord(target)) return undefined;
  return Object.entries(target)
    .filter(([condition]) => CONDITIONS.includes(condition))
    .map(([, inner]) => conditional(inner))
    .find((file) => file !== undefined);
}

/** The default export, or the first that looks like a plugin; modules of the older kind have all theirs in the default one. */
function pluginIn(module: unknown): Plugin | undefined {
  const exported = isRecord(module) ? module : {};
  const inner = isRecord(exported.default) ? Object.values(exported.default) : [];
  return [exported.default, ...Object.values(exported), ...inner].find(isProviderPlugin);
}

/** Plugins bring models in a field, or register them when they start. */
const isProviderPlugin = (value: unknown): value is Plugin =>
  isRecord(value) &&
  typeof value.name === "string" &&
  (isRecord(value.models) || typeof value.init === "function");
