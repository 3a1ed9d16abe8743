import anyAscii from "any-ascii";

/**
 * The words of a name, in lower case: `addTodo`, `ADD_TODO` and `add-todo` are `["add", "todo"]`. Digits stay with
 * the word before them; runs of capitals are one word (`callAPI` is `["call", "api"]`); other scripts become ASCII.
 */
export function wordsOf(name: string): string[] {
  const words = anyAscii(name).match(/[A-Z]{2,}s(?![a-z])|[A-Z]+(?![a-z])\d*|[A-Z]?[a-z]+\d*|\d+/g);
  return (words ?? []).map((word) => word.toLowerCase());
}

/** `addTodo` → `add-todo`: file and package names. */
export const kebab = (name: string): string => wordsOf(name).join("-");

/** `ADD_TODO` → `AddTodo`: classes and types. */
export const pascal = (name: string): string =>
  wordsOf(name)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");

/** `ADD_TODO` → `addTodo`: variables, functions and parameters. */
export function camel(name: string): string {
  const joined = pascal(name);
  return joined.charAt(0).toLowerCase() + joined.slice(1);
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[_-]/g, "");

/** Whether ElizaOS could take one name for the other: case, `_` and `-` do not count. */
export const sameName = (a: string, b: string): boolean => plain(a) === plain(b);

/** The folder of a plugin: `@elizaos/plugin-todo` → `plugin-todo`, `@acme/plugin-todo` → `acme+plugin-todo`. */
export function folderName(pluginName: string): string {
  const [scope, name] = pluginName.split("/");
  if (name === undefined) return pluginName;
  return scope === "@elizaos" ? name : `${scope?.slice(1)}+${name}`;
}

export type ComponentKind = "action" | "provider" | "service" | "evaluator";

/** What @elizaos/plugin-bootstrap, which every agent loads, registers under these names. */
export const ELIZAOS_NAMES: Record<ComponentKind, readonly string[]> = {
  action: [
    "REPLY",
    "FOLLOW_ROOM",
    "UNFOLLOW_ROOM",
    "IGNORE",
    "NONE",
    "MUTE_ROOM",
    "UNMUTE_ROOM",
    "SEND_MESSAGE",
    "UPDATE_CONTACT",
    "CHOOSE_OPTION",
    "UPDATE_ROLE",
    "UPDATE_SETTINGS",
    "GENERATE_IMAGE",
  ],
  provider: [
    "EVALUATORS",
    "ANXIETY",
    "TIME",
    "ENTITIES",
    "RELATIONSHIPS",
    "CHOICE",
    "FACTS",
    "ROLES",
    "SETTINGS",
    "ATTACHMENTS",
    "PROVIDERS",
    "ACTIONS",
    "ACTION_STATE",
    "CHARACTER",
    "RECENT_MESSAGES",
    "WORLD",
  ],
  service: ["task", "TaskService", "embedding-generation", "EmbeddingGenerationService"],
  evaluator: ["REFLECTION"],
};

/** Service types for which ElizaOS defines an interface but brings no service: plugins may fill them. */
export const OPEN_SERVICE_TYPES: readonly string[] = [
  "transcription",
  "video",
  "browser",
  "pdf",
  "aws_s3",
  "web_search",
  "email",
  "tee",
  "wallet",
  "lp_pool",
  "token_data",
  "message_service",
  "message",
  "post",
  "unknown",
];

/** Packages every agent of this system loads; a second plugin of that name would be skipped. */
export const ELIZAOS_PLUGINS: readonly string[] = [
  "@elizaos/plugin-bootstrap",
  "@elizaos/plugin-sql",
  "@elizaos/plugin-dynamic",
];

/** The name of ElizaOS's own component that a component of this name would be mistaken for. */
export const elizaName = (kind: ComponentKind, name: string): string | undefined =>
  ELIZAOS_NAMES[kind].find((own) => sameName(own, name));

/**
 * Two of ElizaOS's names are ordinary words of address books and option lists, and refusing them would surprise
 * people: they are accepted with a warning. `NONE` in ElizaOS's own spelling is not, since it would never be registered.
 */
export const isOrdinaryWord = (name: string): boolean =>
  sameName(name, "UPDATE_CONTACT") || (sameName(name, "NONE") && name !== "NONE");
