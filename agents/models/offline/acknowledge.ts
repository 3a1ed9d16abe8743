import { wordsOf } from "../../../shared/names.ts";
import type { PluginSpecification } from "../../../shared/specification.ts";
import type { PluginRequest } from "../model.ts";
import { describe } from "./describe.ts";
import { languagesOf } from "./lexicon.ts";
import { listed, withArticle } from "./words/english.ts";
import { nlp } from "./words/nlp.ts";
import { pluralOf, singularOf } from "./words/nouns.ts";
import { conjugate, gerund, verbForm } from "./words/operations.ts";

/** The first words of the coordinator's reply to a request: what will be made, in one or two sentences. */
export function acknowledge(request: PluginRequest): string {
  if ("wish" in request) {
    const { released, wish } = request;
    return `I'll make the next version of ${released.name} ${released.version}: ${wish.replace(/[.!]+$/, "")}.`;
  }
  if ("specification" in request) {
    const what = whatItIs(request.specification);
    return `I'll create ${what}${/\bfor\b/.test(what) ? "" : " for you"}. Let me start by generating the necessary components...`;
  }
  const plan = describe(request.description);
  if (plan.kind !== "specification") return "I'll see what I can do with your description.";
  const { specification } = plan;
  return `I'll create ${whatItIs(specification)} based on your description. This will include ${included(specification)}.`;
}

/** "a weather information plugin", "a plugin that manages todo lists". */
function whatItIs({ name, description }: PluginSpecification): string {
  const first =
    description
      .trim()
      .split(/(?<=[\p{L}\d)])[.;:!?](?=\s|$)|\s[-–—]\s|\n/u)[0]
      ?.trim() ?? "";
  const [, managed] = /^Manages ([^,]+) with [a-z, ]+ functionality$/.exec(description) ?? [];
  if (managed) return withArticle(`${singularOf(managed)} management plugin`);
  const words = first.split(/\s+/);
  if (
    first === "" ||
    words.length > 18 ||
    languagesOf(first).length > 0 ||
    !/^[\p{ASCII}’“”–—]+$/u.test(first)
  ) {
    return `the plugin ${name.replace(/^@elizaos\//, "")}`;
  }
  const [, about] = /^plugin ((?:for|that|which|to|with) .+)$/i.exec(first) ?? [];
  if (about) return `a plugin ${about}`;
  if (/^(an?|the) /i.test(first)) {
    const rest = first.replace(/^(an?|the) /i, "");
    return withArticle(
      /\bplugin\b/i.test(rest)
        ? rest
        : rest.replace(/^(.*?)(?= (?:for|of|with|that|which|to|from|in) |$)/, "$1 plugin"),
    );
  }
  if (/\bplugin$/i.test(first)) return withArticle(lowered(first).replace(/plugin$/i, "plugin"));
  const form = verbAtStart(first);
  if (form === "third") return `a plugin that ${lowered(first)}`;
  if (form === "base") return `a plugin to ${lowered(first)}`;
  if (form === "gerund") return `a plugin for ${lowered(first)}`;
  return words.length > 4 || /\b(of|for|with|in|from|to|that|and)\b/i.test(first)
    ? `a plugin for ${lowered(first)}`
    : withArticle(`${lowered(first)} plugin`);
}

/** Sentences lose their capital inside another one; names and abbreviations keep it. */
const lowered = (text: string): string =>
  /^(\p{Lu}{2,}|\p{Lu}\p{Ll}*\p{Lu}|I\b)/u.test(text)
    ? text
    : text.charAt(0).toLowerCase() + text.slice(1);

const COMMON_VERBS = new Set(
  "send get call show tell convert provide reply greet say roll flip calculate query execute notice count monitor fetch connect handle integrate allow help let give keep make generate play turn translate post notify remind watch answer look access control check offer support enable perform run react respond detect".split(
    " ",
  ),
);

function verbAtStart(sentence: string): "third" | "base" | "gerund" | undefined {
  const word = /^[A-Za-z]+/.exec(sentence)?.[0].toLowerCase() ?? "";
  const known = verbForm(word)?.form;
  const ambiguous =
    /^(list|note|record|log|store|book|file|view|order|post|track|total|search|schedule|query|display|change|show)s?$/.test(
      word,
    );
  // "Notes with tags" names things, "Notes the time" does something.
  const follows =
    /^[A-Za-z]+\s+(the|an?|all|any|my|your|new|people|users?|current|[a-z]+s)\b/i.test(sentence);
  if (known && known !== "noun" && known !== "past" && (!ambiguous || follows)) return known;
  if (ambiguous) return undefined;
  if (COMMON_VERBS.has(word)) return "base";
  if ([...COMMON_VERBS].some((verb) => conjugate(verb)[0] === word)) return "third";
  const tags = (nlp(sentence).json() as { terms: { tags: string[] }[] }[])[0]?.terms[0]?.tags ?? [];
  if (tags.includes("Gerund")) return "gerund";
  if (tags.includes("PresentTense") && word.endsWith("s")) return "third";
  return tags.includes("Imperative") || tags.includes("Infinitive") ? "base" : undefined;
}

/** "actions for adding, removing, and listing todos". */
function included({ actions, evaluators, services, providers }: PluginSpecification): string {
  const parts: string[] = [];
  if (actions.length > 0)
    parts.push(
      `${actions.length > 1 ? "actions" : "an action"} for ${doings(actions.map(({ name }) => name))}`,
    );
  if (evaluators.length > 0)
    parts.push(
      evaluators.length > 1
        ? `${evaluators.length} evaluators`
        : "an evaluator that watches the conversation",
    );
  if (services.length > 0)
    parts.push(services.length > 1 ? `${services.length} services` : "a service");
  if (parts.length === 0)
    parts.push(providers.length > 1 ? `${providers.length} providers` : "a provider");
  return listed(parts);
}

/** Verbs that share what they act on are named together. */
function doings(names: string[]): string {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const [verb = "", ...rest] = wordsOf(name);
    const thing = rest.join(" ");
    const same = [...groups.keys()].find(
      (each) => thing !== "" && singularOf(each) === singularOf(thing),
    );
    // One and many of the same are the many: "adding, removing, and listing todos".
    const key =
      same !== undefined ? (names.length > 1 ? pluralOf(singularOf(thing)) : same) : thing;
    const verbs = [...(groups.get(same ?? key) ?? []), gerund(verb)];
    const entries = [...groups].filter(([each]) => each !== same);
    groups.clear();
    for (const [each, own] of entries) groups.set(each, own);
    groups.set(key, [...new Set(verbs)]);
  }
  const single = (thing: string): boolean =>
    names.length === 1 ||
    thing === "" ||
    pluralOf(singularOf(thing)) === thing ||
    /^(current|weather|api|sql)\b/.test(thing);
  return listed(
    [...groups].map(
      ([thing, verbs]) =>
        `${listed(verbs)}${thing ? ` ${single(thing) ? thing : pluralOf(thing)}` : ""}`,
    ),
  );
}
