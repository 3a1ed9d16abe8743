import { coreVersion } from "../toolchain.ts";
import { coreDeclarations } from "../core-api/declarations.ts";
import { exampleSource, exampleTest } from "./example.ts";
import { FENCE_RULE } from "./fence.ts";
import { templateExports } from "./signatures.ts";

const typescript = (code: string): string => `\`\`\`ts\n${code.trim()}\n\`\`\``;

const NAMES = `- Actions, providers and evaluators carry the specification's name, letter by letter. The class of a service has its name too (\`Service\` is appended where it lacks it), and its \`serviceType\` is the name without \`Service\`, its words in lower case joined by \`_\`: \`WeatherCacheService\` → \`weather_cache\`.
- A provider's \`dataStructure\` names the keys of the \`data\` that it gives. Methods of services are instance methods.`;

const GATES = `Every gate has to be green; comments cannot switch a rule off.
- install: only the specification's dependencies, \`@elizaos/core\` and \`zod\` 4 can be imported, and what Node 20 brings (as \`node:…\`).
- build: TypeScript, strict, with noUncheckedIndexedAccess, noImplicitOverride, verbatimModuleSyntax and isolatedModules; tests included. Relative imports end in \`.js\`, types come by \`import type\`. No DOM types; \`fetch\` is there. Then one ESM bundle.
- lint: ESLint's and typescript-eslint's recommended rules, eqeqeq, prefer-const, no eval: so no \`any\`, no \`@ts-\` comments, nothing unused.
- test: vitest. A test that is skipped, has no assertion or ends the process is red.
- load: the built plugin starts in a real agent with stand-ins for its required variables (addresses lead nowhere). Every component must be registered; \`validate\` gives a boolean; each action is called with values of wrong types and must give \`success: false\` with a sentence; each provider must give an object with text, values or data; services must start within 20 s, have their methods, and stop.`;

let plugin: string | undefined;

/** What coder and reviewer both know of plugins: the same bytes in every call, so that a cache can keep it. */
export const pluginGuide = (): string => (plugin ??= writePluginGuide());

const writePluginGuide = (): string => `# ElizaOS plugins as they are built here

${FENCE_RULE}

## What @elizaos/core ${coreVersion} declares

Taken from the installed package. An excerpt leaves members out; a name that core does not export is an error.

${typescript(coreDeclarations("plugin"))}

The runtime of tests has agentId, character, getSetting, getService, hasService, the cache, memories (created, read by room and table, updated, deleted) and the logger, and no database. An agent without a model throws in \`useModel\`: be ready for both.

## Files

These exist in every plugin and nobody writes them: package.json, LICENSE, .gitignore, specification.json, tsconfig.json, tsconfig.build.json, eslint.config.mjs, vitest.config.mjs, src/parameters.ts, src/__tests__/support.ts. The tester writes the other files in src/__tests__/, the coder the rest of src/ and README.md.
${NAMES}

## How parameters reach a handler

ElizaOS passes them in different ways. src/parameters.ts finds them, turns words into numbers, booleans and lists, and checks them:

${typescript(templateExports("src/parameters.ts"))}

## Example

${Object.entries(exampleSource)
  .map(([file, text]) => typescript(`// ${file}\n${text}`))
  .join("\n")}

## Rules

- A zod schema per action, with bounds on every text, number and list. Parameters of the specification are required unless \`required\` is false, there is a \`default\`, or the description says optional. The action's own \`parameters\` say the same for models.
- A handler never throws, replies once through \`callback\`, and returns \`success\` and \`text\`, with \`data\` for programs. A failure changes nothing and is a sentence that says what to do.
- \`validate\` is cheap: false only when a required setting is missing. It does not run again before the handler, so the handler checks too. Providers never throw; without data they say so. Evaluators need \`examples\`, which may be \`[]\`.
- State lives in \`runtime.getCache\` and \`setCache\` under keys that begin with the package name, changed one after the other. Values are plain JSON. Data of one person or room is kept by \`message.entityId\` or \`message.roomId\` where the specification asks for it.
- Settings come from \`runtime.getSetting\`, read when they are needed; it gives null for a missing one, and may give a number or boolean for text. Only declared variables are read, and never straight from the environment of the process. Secrets appear in no text, log or error.
- Calls to other machines go only where the specification says, with a time limit (\`AbortSignal.timeout\`); what comes back is checked with zod. Nothing happens at import.

## What the gates check

${GATES}`;

let tests: string | undefined;

/** What the tester knows: how tests reach a plugin, and nothing of how plugins are written inside. */
export const testsGuide = (): string => (tests ??= writeTestsGuide());

const writeTestsGuide = (): string => `# Tests of ElizaOS plugins as they are built here

${FENCE_RULE}

## How tests reach a plugin

src/index.ts default-exports the plugin. src/__tests__/support.ts exists already and exports:

${typescript(templateExports("src/__tests__/support.ts"))}

Its runtime lives in memory: settings, cache and memories are what \`StartOptions\` gives, there is no model and no other plugin. Of @elizaos/core ${coreVersion}:

${typescript(coreDeclarations("tests"))}

${NAMES}

## Example

${typescript(exampleTest)}

## What the gates check

${GATES}`;
