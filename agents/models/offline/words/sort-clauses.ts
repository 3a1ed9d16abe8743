import { clausesOf } from "./clauses.ts";
import { knownNoun, singularOf, wholes } from "./nouns.ts";
import { notice } from "./notice.ts";
import type { Parts, Topic } from "./topic.ts";
import { smallSkills } from "./skills.ts";
import { topics } from "./topics.ts";
import { web } from "./web.ts";

interface Sorted {
  topics: Parts[];
  /** Clauses that no topic took: what the plugin keeps. */
  rest: string[];
  clauses: { text: string; web: boolean; small: boolean }[];
}

/** Clauses that say where a setting comes from, or that the agent should see something: they add no part of their own. */
const ASIDE =
  /\b(key|token|secret|password|credentials?|connection string|base url|address)\b[^.;]{0,40}\b(is|are|comes?|in|from|as|named|called)\b[^.;]{0,40}\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b|\b(treated|kept|handled) as (a )?(secret|sensitive)|\b(available|visible|accessible|known) to (the |my )?agent\b|\b(agent'?s?|its|the) context\b|\bthe agent (should |can |must )?(always )?(know|see|remember)s?\b[^.;]{0,30}$/i;

/** Gives every clause of a request to the topic that asks for it; what follows belongs to the topic before. */
export function sortClauses(request: string): Sorted {
  const found = new Map<Topic, string[]>();
  const rest: string[] = [];
  const clauses: Sorted["clauses"] = [];
  let last: Topic | undefined;
  for (const clause of clausesOf(request).flatMap(separated)) {
    const topic = topics.find((each) => each.asks(clause));
    clauses.push({ text: clause, web: topic === web, small: topic === smallSkills });
    if (topic) {
      found.set(topic, [...(found.get(topic) ?? []), clause]);
      last = topic;
    } else if (last && (last.continues?.(clause) || ASIDE.test(clause)) && !keeps(clause)) {
      found.set(last, [...(found.get(last) ?? []), clause]);
    } else if (!ASIDE.test(clause)) rest.push(clause);
  }
  // A remark may stand before the topic it belongs to: "Reply with a GIF. The key is in …" and the other way round.
  const open = rest.filter((clause) => {
    const topic = last?.continues?.(clause) && !keeps(clause) ? last : undefined;
    if (topic) found.set(topic, [...(found.get(topic) ?? []), clause]);
    return topic === undefined;
  });
  const parts = [...found].map(([topic, own]) => topic.parts(own.join(". "), request));
  // What is listened for is not asked for: "notice when people mention Ethereum".
  const heard = parts.flatMap(({ evaluators = [] }) =>
    evaluators.flatMap(({ triggers }) => triggers),
  );
  return {
    topics: parts,
    rest: open,
    clauses: clauses.map((clause) =>
      found.get(notice)?.includes(clause.text)
        ? { ...clause, text: heard.reduce((text, word) => text.replaceAll(word, " "), clause.text) }
        : clause,
    ),
  };
}

/** "weather and todo lists": two parts in one clause, when only one of them is a topic and the other something kept. */
function separated(clause: string): string[] {
  const parts = clause.split(/\s+(?:and|plus|&)\s+(?:an? |the |my )?|,\s+/i);
  if (parts.length < 2) return [clause];
  const topic = topics.find((each) => each.asks(clause));
  if (!topic) return [clause];
  const own = parts.filter((part) => topic.asks(part));
  const others = parts.filter(
    (part) =>
      !topic.asks(part) &&
      !topic.continues?.(part) &&
      (namesKept(part) || topics.some((each) => each.asks(part))),
  );
  if (own.length === 0 || others.length === 0 || own.length + others.length !== parts.length)
    return [clause];
  return parts;
}

const namesKept = (part: string): boolean => {
  const words = part.toLowerCase().match(/[\p{L}-]+/gu) ?? [];
  const pairs = words.map((word, at) => singularOf(`${words[at - 1] ?? ""} ${word}`.trim()));
  return (
    words.some((word) => knownNoun(singularOf(word)) && /(list|s)$/.test(word)) ||
    pairs.some((pair) => pair in wholes)
  );
};

/** Whether a clause speaks of keeping things, which no topic takes along. */
const keeps = (clause: string): boolean =>
  /\b(add|adds|adding|save|store|manage|manages|track of|remove|delete|list of|lists)\b/i.test(
    clause,
  ) && namesKept(clause);
