import type ts from "typescript";
import { installedCore } from "./core.ts";
import type { Declaration } from "./declaration-files.ts";
import { typescript } from "./typescript.ts";

/** A declaration of core that plugins are written against. */
interface Shown {
  name: string;
  /** Names of the members that matter, `[key]` for an index signature; all of them when left out. */
  members?: string[];
}

const of = (name: string, ...members: string[]): Shown => ({ name, members });

/** What the components of a plugin are made of. Of what is too long to read, an excerpt. */
const PLUGIN: Shown[] = [
  of("Plugin", "name", "description", "init", "actions", "providers", "evaluators", "services"),
  { name: "Action" },
  { name: "Handler" },
  { name: "Validator" },
  { name: "HandlerCallback" },
  of("HandlerOptions", "[key]"),
  { name: "ActionResult" },
  { name: "ActionExample" },
  { name: "Provider" },
  { name: "ProviderResult" },
  { name: "Evaluator" },
  { name: "EvaluationExample" },
  of("Service", "runtime", "constructor", "stop", "serviceType", "capabilityDescription", "start"),
  of("Memory", "id", "entityId", "agentId", "roomId", "createdAt", "content"),
  of("Content", "text", "actions", "source", "attachments", "[key]"),
  of("Media", "id", "url", "title", "description", "text", "contentType"),
  { name: "ContentType" },
  { name: "UUID" },
  of("State", "values", "data", "text"),
  of(
    "IAgentRuntime",
    "agentId",
    "character",
    "logger",
    "getSetting",
    "getService",
    "hasService",
    "useModel",
    "getCache",
    "setCache",
    "deleteCache",
  ),
  of("Logger", "debug", "info", "warn", "error"),
  { name: "LogFn" },
  of("ModelType", "TEXT_SMALL", "TEXT_LARGE"),
  of("GenerateTextParams", "prompt", "maxTokens", "temperature", "stopSequences"),
];

/** What the tests of a plugin get to see. */
const TESTS: Shown[] = PLUGIN.filter(({ name }) =>
  ["ActionResult", "ProviderResult", "Service", "Content", "Media", "ContentType"].includes(name),
);

const written = new Map<"plugin" | "tests", string>();

/**
 * Declarations of the installed core as TypeScript, taken from its own files. They are the same, byte for byte, in every
 * call. A name that this core does not have is left out.
 */
export function coreDeclarations(reader: "plugin" | "tests"): string {
  const known = written.get(reader);
  if (known !== undefined) return known;
  const shown = reader === "plugin" ? PLUGIN : TESTS;
  const text = shown.flatMap((each) => declarationOf(each) ?? []).join("\n");
  written.set(reader, text);
  return text;
}

/** Names and members that the declarations should hold and the installed core does not have. */
export const missingDeclarations = (): string[] =>
  PLUGIN.flatMap(({ name, members = [] }) => {
    const declaration = find(name);
    if (!declaration) return [name];
    const found = new Set(membersOf(declaration).flatMap((each) => memberName(each) ?? []));
    return members.filter((each) => !found.has(each)).map((each) => `${name}.${each}`);
  });

function declarationOf({ name, members }: Shown): string | undefined {
  const declaration = find(name);
  if (!declaration) return undefined;
  const { source, statement } = declaration;
  const text = source.text.slice(statement.getStart(source), statement.end);
  if (!members) return tidy(text);
  const chosen = membersOf(declaration).filter((each) => members.includes(memberName(each) ?? ""));
  const head = text.slice(0, text.indexOf("{") + 1);
  const tail = /\}.*$/.exec(text)?.[0] ?? "}";
  const lines = chosen.map((each) => `    ${each.text}`);
  return tidy([`${head} // excerpt`, ...lines, tail].join("\n"));
}

/** A name that core exports, or that the logger's declarations use among themselves. */
function find(name: string): Declaration | undefined {
  const { exports, files } = installedCore();
  const [logger] = exports.get("Logger") ?? [];
  return exports.get(name)?.[0] ?? (logger && files.declarationsIn(logger.source, name)[0]);
}

interface Member {
  node: ts.ClassElement | ts.TypeElement;
  /** As it is written, with its comment. */
  text: string;
}

/** The members of a declaration, those it inherits from core's own interfaces last. */
function membersOf({ source, statement }: Declaration): Member[] {
  const { isClassDeclaration, isInterfaceDeclaration, isIdentifier } = typescript();
  const own = nodesOf(statement).map((node) => ({
    node,
    text: source.text.slice(node.getFullStart(), node.end).trim(),
  }));
  const heritage =
    isInterfaceDeclaration(statement) || isClassDeclaration(statement)
      ? (statement.heritageClauses ?? [])
      : [];
  const inherited = heritage
    .flatMap(({ types }) => types)
    .flatMap(({ expression }) => (isIdentifier(expression) ? (find(expression.text) ?? []) : []));
  return [...own, ...inherited.flatMap(membersOf)];
}

function nodesOf(statement: ts.Statement): readonly (ts.ClassElement | ts.TypeElement)[] {
  const { isClassDeclaration, isInterfaceDeclaration, isTypeAliasDeclaration, isTypeLiteralNode } =
    typescript();
  if (isClassDeclaration(statement) || isInterfaceDeclaration(statement)) return statement.members;
  const type = isTypeAliasDeclaration(statement)
    ? statement.type
    : typescript().isVariableStatement(statement)
      ? statement.declarationList.declarations[0]?.type
      : undefined;
  return type && isTypeLiteralNode(type) ? type.members : [];
}

function memberName({ node }: Member): string | undefined {
  const { isConstructorDeclaration, isIdentifier, isIndexSignatureDeclaration } = typescript();
  if (isIndexSignatureDeclaration(node)) return "[key]";
  if (isConstructorDeclaration(node)) return "constructor";
  return node.name && isIdentifier(node.name) ? node.name.text : undefined;
}

const LONGEST_COMMENT = 90;
const SHORTEST_COMMENT_WORDS = 3;

/** Two spaces instead of four, and of a comment its first sentence if that is short and says more than a name. */
const tidy = (text: string): string =>
  text
    .replaceAll(/\/\*\*([\s\S]*?)\*\/\s*/g, (_, body: string) => {
      const prose = body.replaceAll(/^\s*\*\s?/gm, "").trim();
      const sentence = prose.split(/\n\s*\n|\.\s|\n\s*(?=[-@])/)[0]?.replaceAll(/\s+/g, " ") ?? "";
      const says =
        sentence.length <= LONGEST_COMMENT && sentence.split(" ").length >= SHORTEST_COMMENT_WORDS;
      return says ? `/** ${sentence.replace(/\.$/, "")} */ ` : "";
    })
    .replaceAll(/^(?: {4})+/gm, (indent) => " ".repeat(indent.length / 2));
