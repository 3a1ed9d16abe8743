import { LANGUAGE_MODEL } from "./help.ts";
import type { PluginSpecification } from "../../../shared/specification.ts";
import { ELIZAOS_PLUGINS, kebab, sameName } from "../../../shared/names.ts";
import { assemble } from "./assemble.ts";
import { refuse } from "./misuse.ts";
import { aspectsOf, withoutOrder } from "./words/aspects.ts";
import { collectionParts } from "./words/collection.ts";
import { applyAspects } from "./words/apply-aspects.ts";
import { ownTables } from "./words/database.ts";
import { notWorkedOut } from "./words/derived.ts";
import { listed } from "./words/english.ts";
import { impossible } from "./words/impossible.ts";
import { distribute, type Kept, thingsKept } from "./words/kept.ts";
import { genericNouns, pluralOf } from "./words/nouns.ts";
import { prepare, type Prepared } from "./words/prepare.ts";
import { statementsOf } from "./words/request.ts";
import { sortClauses } from "./words/sort-clauses.ts";
import type { Parts } from "./words/topic.ts";
import { undatedCount } from "./words/undated.ts";
import { unknownWishes } from "./words/unknown.ts";
import { unsupported } from "./words/unsupported.ts";

/** What became of a request in plain words. */
export type Description =
  | {
      kind: "specification";
      specification: PluginSpecification;
      assumptions: string[];
      language?: string;
    }
  | { kind: "ask"; question: string }
  | { kind: "refuse"; reason: string }
  | { kind: "missing"; missing: string[] };

const QUESTION =
  'What should the plugin do? Please tell me in a sentence what people can do with it and what it is about, for example: "a plugin that keeps my reading list: add, list and remove books with title and author".';

/**
 * Turns a request in plain words into a specification, or says what else is needed: an answer to a question, a refusal
 * with its reason, or one sentence for every part that no blueprint can build. Nothing that was asked for is left out
 * silently. The same text always gives the same specification.
 */
export function describe(text: string): Description {
  const reason = refuse(text) ?? impossible(text);
  if (reason) return { kind: "refuse", reason };
  const request = prepare(text);
  const { topics, rest, clauses } = sortClauses(request.english);
  const missing = unsupportedIn(clauses);
  const { kept, left } = request.english === "" ? { kept: [], left: [] } : collectionsIn(rest);
  // A wish that has a name of its own needs no second sentence for its verb.
  const open = rest.filter((clause) => unsupportedIn([{ text: clause }]).length === 0);
  if (!request.translated)
    missing.push(...[...new Set(open)].flatMap(unknownWishes).map(unknownWish));
  missing.push(
    ...request.unread.map(unknownWish),
    ...left.map(unknownWish),
    ...topics.flatMap((parts) => parts.missing ?? []),
  );
  const tables = ownTables(request.english);
  if (tables && kept.length > 0) missing.push(tables);
  const known = [...new Set(missing)];
  if (known.length > 0) return { kind: "missing", missing: known };
  if (topics.length === 0 && kept.length === 0) return { kind: "ask", question: QUESTION };
  const { specification, assumptions } = specify(topics, kept, request);
  const unbuilt = assemble(specification).missing.map(
    ({ component, reason: why, help }) => `${component}: ${why} What would help: ${help}`,
  );
  if (unbuilt.length > 0) return { kind: "missing", missing: unbuilt };
  const undated = undatedCount(request.english, specification);
  if (undated) return { kind: "missing", missing: [undated] };
  const { language } = request;
  return { kind: "specification", specification, assumptions, ...(language && { language }) };
}

function unsupportedIn(clauses: { text: string; web?: boolean; small?: boolean }[]): string[] {
  return clauses.flatMap(({ text, web = false, small = false }) =>
    unsupported.flatMap(({ wanted, unless, what, help, byEndpoint, bySkill }) => {
      const found = wanted.exec(text)?.[0];
      if (found === undefined || unless?.test(text) || (web && byEndpoint) || (small && bySkill))
        return [];
      return [
        `${what} ("${found.trim().slice(0, 80)}"): no blueprint of mine can do that. What would help: ${help}.`,
      ];
    }),
  );
}

const unknownWish = (wish: string): string =>
  `"${wish}": I don't know how to build that. What would help: say it with other words, name an endpoint that does it, or ${LANGUAGE_MODEL}.`;

function collectionsIn(rest: string[]): { kept: Kept[]; left: string[] } {
  const joined = rest
    .map((clause) => (/[.!?:;,]$/.test(clause) ? clause : `${clause} ,`))
    .join(" and ")
    .replace(/([.!?]) and /g, "$1 ");
  const statements = statementsOf(withoutOrder(joined));
  const kept = thingsKept(statements);
  if (kept.length === 0) return { kept, left: [] };
  const aspects = aspectsOf(joined);
  for (const each of kept) Object.assign(each, aspects);
  const left = distribute(statements, kept);
  left.push(...applyAspects(aspects, kept), ...notWorkedOut(joined, kept));
  return { kept, left: [...new Set(left)] };
}

function specify(
  topics: Parts[],
  kept: Kept[],
  request: Prepared,
): { specification: PluginSpecification; assumptions: string[] } {
  const collections = kept.map((each) => ({ each, ...collectionParts(each) }));
  const all: Parts[] = [
    ...collections.map(({ each, actions, providers, assumptions }) => ({
      slug: slugOf(each),
      subject: `${each.whole ?? each.noun} management`,
      actions,
      providers,
      assumptions,
    })),
    ...topics,
  ];
  const join = <Key extends "actions" | "providers" | "services" | "evaluators">(
    key: Key,
  ): PluginSpecification[Key] => {
    const found = all.flatMap((parts) => (parts[key] ?? []) as { name: string }[]);
    return found.filter(
      ({ name }, at) => found.findIndex((other) => sameName(other.name, name)) === at,
    ) as PluginSpecification[Key];
  };
  const declared = all.flatMap(({ environmentVariables = [] }) => environmentVariables);
  const specification: PluginSpecification = {
    name: request.name ?? packageName(all.map(({ slug }) => slug)),
    description: descriptionOf(
      collections.map(({ each, actions }) => ({ each, actions })),
      topics,
    ),
    version: "1.0.0",
    actions: join("actions"),
    providers: join("providers"),
    services: join("services"),
    evaluators: join("evaluators"),
    dependencies: Object.assign({}, ...all.map(({ dependencies }) => dependencies ?? {})) as Record<
      string,
      string
    >,
    environmentVariables: [
      ...declared,
      ...request.variables.filter(({ name }) => !declared.some((each) => each.name === name)),
    ],
  };
  return {
    specification,
    assumptions: [...all.flatMap(({ assumptions = [] }) => assumptions), ...request.assumptions],
  };
}

const slugOf = ({ noun, whole }: Kept): string => {
  const thing = kebab(noun);
  if (thing === "todo") return "todo";
  return whole && (whole.endsWith("list") || genericNouns.has(noun))
    ? kebab(whole)
    : kebab(pluralOf(noun));
};

function packageName(slugs: string[]): string {
  const name = `@elizaos/plugin-${slugs.slice(0, 2).join("-")}`;
  return ELIZAOS_PLUGINS.includes(name) ? `${name}-kit` : name;
}

/** One sentence about the whole plugin, in the words of its parts. */
function descriptionOf(
  collections: { each: Kept; actions: PluginSpecification["actions"] }[],
  topics: Parts[],
): string {
  const managed = collections.map(({ each }) => pluralOf(each.whole ?? each.noun));
  const [only] = collections;
  if (topics.length === 0 && only && collections.length === 1) {
    const verbs = only.actions.map(({ name }) => /^[a-z]+/.exec(name)?.[0] ?? name);
    return `Manages ${managed.join("")} with ${listed([...new Set(verbs)])} functionality`;
  }
  const subjects = topics.map(({ subject }) => subject);
  if (managed.length === 0)
    return subjects.length === 1
      ? subjectSentence(subjects[0] ?? "")
      : `Plugin for ${listed(subjects)}`;
  return `Manages ${listed(managed)}${subjects.length > 0 ? `, with ${listed(subjects)}` : ""}`;
}

const subjectSentence = (subject: string): string => `Plugin for ${subject}`;
