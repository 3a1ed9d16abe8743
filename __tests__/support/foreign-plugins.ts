import path from "node:path";
import { readFolder, type Files } from "../../shared/files.ts";
import { packageRoot } from "../../shared/package.ts";
import { readSpecification } from "../../shared/read-specification.ts";
import type { PluginSpecification } from "../../shared/specification.ts";
import { fixture } from "./cases.ts";

/** A plugin as somebody else wrote it, and the specification that it was written for. */
export interface ForeignCase {
  files: Files;
  entry: string;
  specification: PluginSpecification;
}

/** An honest plugin with one bug in it, and the criteria that it breaks. */
export interface Bug {
  in: string;
  /** File to be changed; the entry when it is not said. */
  file?: string;
  from: string;
  to: string;
  /** Name of a component whose tests have to turn red. */
  breaks: string;
}

const folder = path.join(packageRoot, "__tests__", "fixtures", "foreign");
const read = (specification: object): PluginSpecification =>
  readSpecification(specification).specification;

const todo = fixture("todo");
const roomTodo = {
  ...todo,
  description:
    "Manages todos. Each room has todos of its own: what is added in one room does not show in another.",
};
const food = {
  name: "@acme/plugin-hungry",
  description: "Counts how often food is mentioned",
  services: [
    { name: "MentionsService", description: "Counts mentions", methods: ["increment", "reset"] },
  ],
  evaluators: [
    { name: "foodMentions", description: "Notices pizza and sushi", triggers: ["pizza", "sushi"] },
  ],
};
const rounds = {
  name: "@acme/plugin-rounds",
  description: "Counts coffees and looks after the pantry",
  evaluators: [
    { name: "coffeeTalk", description: "Counts mentions of coffee", triggers: ["coffee"] },
    { name: "pantryCheck", description: "Looks after the pantry", triggers: ["*/5 * * * *"] },
  ],
  providers: [{ name: "coffeeCount", description: "Shows how often coffee was mentioned" }],
};

const foreign = (name: string, entry: string, specification: object): ForeignCase => ({
  files: readFolder(path.join(folder, name)),
  entry,
  specification: read(specification),
});

/** Plugins that do what their specification says, each in a style of its own. */
export const honest: Record<string, ForeignCase> = {
  "todo-map": foreign("todo-map", "index.ts", todo),
  "todo-service": foreign("todo-service", "src/index.ts", todo),
  "todo-memories": foreign("todo-memories", "src/index.ts", roomTodo),
  "api-fetch": foreign("api-fetch", "src/index.ts", fixture("api")),
  watcher: foreign("watcher", "index.ts", food),
  "gif-search": foreign("gif-search", "src/index.ts", fixture("giphy")),
  "weather-meteo": foreign("weather-meteo", "src/index.ts", fixture("weather")),
  "contacts-service": foreign("contacts-service", "src/index.ts", fixture("contacts")),
  rounds: foreign("rounds", "index.ts", rounds),
};

/** One mistake each, as people and models make them. */
export const bugs: Record<string, Bug> = {
  "an add that stores nothing": {
    in: "todo-map",
    from: "  items.set(item.nr, item);\n",
    to: "",
    breaks: "addTodo",
  },
  "a second add that takes the place of the first": {
    in: "todo-map",
    from: "  items.set(item.nr, item);\n",
    to: "  items.clear();\n  items.set(item.nr, item);\n",
    breaks: "addTodo",
  },
  "an answer that does not say what was added": {
    in: "todo-map",
    from: "`Okay, #${item.nr} is on your list: ${title}`",
    to: '"Okay, done."',
    breaks: "addTodo",
  },
  "a title that nobody checks": {
    in: "todo-map",
    from: 'if (!needsWord(title)) return [false, "What do you want to do? I need a title."];',
    to: "",
    breaks: "addTodo",
  },
  "a title that may be empty": {
    in: "todo-service",
    file: "src/actions/index.ts",
    from: "title: z.string().trim().min(1)",
    to: "title: z.string()",
    breaks: "addTodo",
  },
  "a list that shows only the last": {
    in: "todo-map",
    from: "return [true, wanted.map(",
    to: "return [true, wanted.slice(-1).map(",
    breaks: "listTodos",
  },
  "a filter that filters nothing": {
    in: "todo-service",
    file: "src/actions/index.ts",
    from: ".filter(({ state }) => states.includes(state))",
    to: ".filter(() => states.length > 0)",
    breaks: "listTodos",
  },
  "a remove that takes the wrong one": {
    in: "todo-map",
    from: "items.delete(item.nr);",
    to: "items.delete([...items.keys()][0] ?? 0);",
    breaks: "removeTodo",
  },
  "a remove that takes nothing": {
    in: "todo-service",
    file: "src/actions/index.ts",
    from: "[entries.filter((each) => each !== entry), {",
    to: "[entries, {",
    breaks: "removeTodo",
  },
  "a remove that agrees to everything": {
    in: "todo-memories",
    from: 'if (!todo) return refused("there is no such todo");\n      await runtime.deleteMemory(todo.id);\n      return { success: true, text: `Forgot ${todo.title}.` };',
    to: "if (todo) await runtime.deleteMemory(todo.id);\n      return { success: true, text: `Forgot ${todo?.title}.` };",
    breaks: "removeTodo",
  },
  "a complete that does nothing": {
    in: "todo-map",
    from: "  item.finished = true;\n",
    to: "",
    breaks: "completeTodo",
  },
  "a complete that completes everything": {
    in: "todo-map",
    from: "item.finished = true;",
    to: "for (const each of items.values()) each.finished = true;",
    breaks: "completeTodo",
  },
  "a handler that throws": {
    in: "todo-service",
    file: "src/actions/index.ts",
    from: "({ success: false, text: `NOT FOUND: ${id}` })",
    to: "{ throw new Error(`NOT FOUND: ${id}`); }",
    breaks: "completeTodo",
  },
  "a count off by one": {
    in: "todo-service",
    from: "`Count: ${open.length}`",
    to: "`Count: ${open.length + 1}`",
    breaks: "pendingTodos",
  },
  "a provider that shows nothing": {
    in: "todo-memories",
    from: "if (open.length === 0) return { text",
    to: "if (open.length >= 0) return { text",
    breaks: "pendingTodos",
  },
  "rooms that see each other's todos": {
    in: "todo-memories",
    from: "runtime.getMemories({ tableName: TABLE, roomId, count: 200 })",
    to: "runtime.getMemories({ tableName: TABLE, count: roomId ? 200 : 0 })",
    breaks: "addTodo",
  },
  "a result that does not come from the server": {
    in: "api-fetch",
    from: "const text = await response.text();",
    to: 'const text = \'{"answer":"fine"}\';',
    breaks: "callAPI",
  },
  "a server's failure that passes for a success": {
    in: "api-fetch",
    from: "if (!response.ok) return { success: false, text: `${url} answered ${response.status}` };",
    to: "",
    breaks: "callAPI",
  },
  "a crash when nobody answers": {
    in: "api-fetch",
    from: "return { success: false, error: error instanceof Error ? error : String(error) };",
    to: "throw error;",
    breaks: "callAPI",
  },
  "a service without one of its methods": {
    in: "watcher",
    from: "  reset(): void {\n    this.count = 0;\n  }\n",
    to: "",
    breaks: "MentionsService",
  },
  "an evaluator that looks at everything": {
    in: "watcher",
    from: "validate: async (_runtime, { content }) => WORDS.some((word) => content.text?.toLowerCase().includes(word)),",
    to: "validate: async () => true,",
    breaks: "foodMentions",
  },
  "a method that is ignored": {
    in: "api-fetch",
    from: "            method,\n",
    to: '            method: body ? "PUT" : "GET",\n',
    breaks: "callAPI",
  },
  "a first answer that stays the last": {
    in: "api-fetch",
    from: "latest = { url, status",
    to: "latest ??= { url, status",
    breaks: "apiResponse",
  },
  "a search for something else": {
    in: "gif-search",
    from: "q: term,",
    to: 'q: term && "cat",',
    breaks: "SEND_GIF",
  },
  "a request without its key": {
    in: "gif-search",
    from: "api_key: key,",
    to: 'api_key: key && "none",',
    breaks: "SEND_GIF",
  },
  "a request to another path": {
    in: "gif-search",
    from: "/v1/gifs/search",
    to: "/v1/gifs/trending",
    breaks: "SEND_GIF",
  },
  "a limit that was not asked for": {
    in: "gif-search",
    from: 'limit: "10"',
    to: 'limit: "1"',
    breaks: "SEND_GIF",
  },
  "a reply without its attachment": {
    in: "gif-search",
    from: "attachments: [{",
    to: "pictures: [{",
    breaks: "SEND_GIF",
  },
  "an action that is there without its key": {
    in: "gif-search",
    from: 'validate: async (runtime) => conf(runtime).key !== ""',
    to: "validate: async () => true",
    breaks: "SEND_GIF",
  },
  "weather that nobody was asked for": {
    in: "weather-meteo",
    from: "latest = await weatherAt(location.trim());",
    to: 'latest = { place: location, celsius: 17, wind: 3, at: "now" };',
    breaks: "getCurrentWeather",
  },
  "weather of another place": {
    in: "weather-meteo",
    from: "weatherAt(location.trim())",
    to: 'weatherAt("London")',
    breaks: "getCurrentWeather",
  },
  "a failure that is told as weather": {
    in: "weather-meteo",
    from: "return { success: false, text: `No weather",
    to: "return { success: true, text: `No weather",
    breaks: "getCurrentWeather",
  },
  "a provider that never hears of the weather": {
    in: "weather-meteo",
    from: "get: async () => (latest ?",
    to: "get: async () => (latest && !latest ?",
    breaks: "weatherData",
  },
  "a change that is told and not kept": {
    in: "contacts-service",
    from: "  await book.replace(email, next);\n",
    to: "",
    breaks: "UPDATE_CONTACT",
  },
  "a search that leaves out tags": {
    in: "contacts-service",
    from: "[p.name, p.email, ...p.tags]",
    to: "[p.name, p.email]",
    breaks: "SEARCH_CONTACTS",
  },
  "a provider that still shows what is done": {
    in: "todo-map",
    from: "const open = [...items.values()].filter(({ finished }) => !finished);",
    to: "const open = [...items.values()];",
    breaks: "completeTodo",
  },
  "a title that need not be exact": {
    in: "todo-map",
    from: "|| what === wanted",
    to: "|| what.startsWith(String(wanted))",
    breaks: "removeTodo",
  },
  "a count that never grows": {
    in: "rounds",
    from: "(await cups(runtime)) + 1",
    to: "await cups(runtime)",
    breaks: "coffeeTalk",
  },
  "an evaluator that never looks": {
    in: "rounds",
    from: ">= MINUTES",
    to: ">= Infinity * MINUTES",
    breaks: "pantryCheck",
  },
  "an evaluator that looks far too seldom": {
    in: "rounds",
    from: "const MINUTES = 5;",
    to: "const MINUTES = 500;",
    breaks: "pantryCheck",
  },
};

/** The honest plugin with the bug in it. */
export function withBug({ in: name, file, from, to }: Bug): ForeignCase {
  const plugin = honest[name];
  const changed = file ?? plugin?.entry ?? "";
  const text = plugin?.files[changed];
  if (!plugin || !text?.includes(from)) throw new Error(`${name}/${changed} has no ${from}`);
  return { ...plugin, files: { ...plugin.files, [changed]: text.replace(from, () => to) } };
}
