import { wordsOf } from "../../../../../../shared/names.ts";
import type { ProviderSpecification } from "../../../../../../shared/specification.ts";
import { mentions } from "../../../code/fields.ts";
import type { Collection, Context, Listing } from "../model.ts";
import { isAboutAbilities } from "../../provider.ts";
import { beyondRecords } from "./limits.ts";
import { isDated, sameStatus, whenOf } from "./conditions.ts";
import { limitOf, orderOf } from "./ordering.ts";
import { isSummable, sumsOf } from "./sums.ts";
import { isWhole, relatedNouns, sameNoun } from "./nouns.ts";

const FILLERS = new Set(
  "provides provide shows show gives give lists tells supplies exposes includes context current currently state status overview summary data information info what is are was saved stored kept known plugin provider agent agents user users memory recent recently latest last newest list number numbers count counts total totals all about of the a an and or with their its for in on to how many much there been has have it this that at most as by details stats statistics every each now so far up be can".split(
    " ",
  ),
);

/** How surely a provider shows the records of a collection; 0 when it is about something else. */
export function contextScore(
  { name, description }: ProviderSpecification,
  { noun, fields, statuses, label }: Collection,
  packageName: string,
): number {
  if (beyondRecords(description) || isAboutAbilities({ name, description })) return 0;
  const words = [...wordsOf(name), ...wordsOf(description)];
  const last = noun.singular.split(" ").at(-1) ?? noun.singular;
  if (mentions(description, noun.singular) || mentions(description, noun.plural)) return 3;
  if (words.some((word) => sameNoun(word, last) || sameNoun(word, noun.plural))) return 3;
  if (words.some((word) => relatedNouns(word, last))) return 2;
  const own = [...fields.map((field) => field.name), label.name, ...statuses, packageName].flatMap(
    wordsOf,
  );
  const foreign = words.filter(
    (word) => !FILLERS.has(word) && !isWhole(word) && !own.some((each) => sameNoun(each, word)),
  );
  return foreign.length === 0 ? 1 : 0;
}

/** What a provider shows of a collection, read from its name and description. */
export function contextOf(provider: ProviderSpecification, collection: Collection): Context {
  const { description } = provider;
  const { noun, fields, label, statuses, statusField, flags } = collection;
  const words = [...wordsOf(provider.name), ...wordsOf(description)];
  const text = `${wordsOf(provider.name).join(" ")}. ${description}`;
  // "todo" is a record here, not a state of one.
  const states = words.filter((word) => !sameNoun(word, noun.singular));
  const named = statuses.filter((status) => states.some((word) => sameStatus(word, status)));
  const flag = flags.find((each) => words.includes(each));
  const [initial] = statuses;
  const left = /\b(still|left to|remaining|not yet|yet to( be)?)\b/i.test(description);
  const fixed: Listing["fixed"] = {
    ...(left && named.length === 0 && initial !== undefined && { [statusField]: initial }),
    ...(named.length === 1 && named[0] !== undefined && { [statusField]: named[0] }),
    ...(flag !== undefined && { [flag]: true }),
  };
  const one = new RegExp(
    `\\bthe (?:next|latest|last|newest|oldest|first|most recent) ${noun.singular}\\b`,
    "i",
  ).test(description);
  const limit = limitOf(text, false) ?? (one ? 1 : undefined);
  // "The next reminder" is the first of those to come.
  const next = one && /\bnext\b/i.test(description) && fields.some(isDated);
  const when = whenOf(next ? [...words, "upcoming"] : words, collection);
  const order = orderOf(text, wordsOf(provider.name), collection);
  const counts = /\b(number of|how many|count|total number)\b/i.test(text);
  const lists =
    /\b(titles?|names?|list|lists|latest|last|recent|newest|items|entries|their|details|which|all)\b/i.test(
      description,
    ) ||
    limit !== undefined ||
    mentions(
      description.replace(/((number|count) of|how many) (the |all )?\S+/gi, ""),
      noun.plural,
    );
  const totals = /\b(total|sum|spent|spending|worth|overall)\b/i.test(text);
  const labels =
    mentions(description, label.name) &&
    !fields.some((field) => field !== label && mentions(description, field.name));
  return {
    provider,
    collection,
    listing: {
      filters: [],
      fixed,
      ...(when && { when }),
      order:
        order ??
        (limit !== undefined && !next
          ? { field: "createdAt", descending: true }
          : when && { field: when.field, descending: false }),
      limit: limit ?? 50,
    },
    lists: lists || !counts,
    labels,
    perStatus: named.length > 1 ? named : [],
    sums: sumsOf(
      fields,
      (field) => isSummable(field, description) && (totals || mentions(description, field.name)),
    ),
    structure: structureOf(provider, collection),
  };
}

/** The fields of a provider's declared data that follow from the records, each with what it holds. */
function structureOf(
  { dataStructure = {} }: ProviderSpecification,
  collection: Collection,
): Context["structure"] {
  const { noun, fields, label, statuses } = collection;
  return Object.entries(dataStructure).flatMap(([name, type]): Context["structure"] => {
    const words = wordsOf(name);
    const compact = words.join("");
    const ofRecords = words.some(
      (word) => sameNoun(word, noun.plural) || sameNoun(word, noun.singular),
    );
    const numeric = /number|integer/.test(String(type));
    const field = fields.find((each) =>
      words.some((word) => sameNoun(word, wordsOf(each.name).at(-1) ?? "")),
    );
    const status = statuses.find((each) => words.some((word) => sameStatus(word, each)));
    if (field && isSummable(field, "") && (words.includes("total") || words.includes("sum"))) {
      return [{ name, holds: "sum", of: field.name }];
    }
    if (status !== undefined && numeric) return [{ name, holds: "status", of: status }];
    if (numeric && (ofRecords || /^(count|total|number|size|length|amount)/.test(compact)))
      return [{ name, holds: "count" }];
    if (/^(is)?empty$/.test(compact)) return [{ name, holds: "empty" }];
    if (/(updated|added|changed|modified)(at)?$/.test(compact) || compact === "lastupdate")
      return [{ name, holds: "time" }];
    if (words.some((word) => sameNoun(word, label.name)) && /array|\[\]/.test(String(type)))
      return [{ name, holds: "labels" }];
    if (/^(last|latest|newest|mostrecent)/.test(compact) && !/array|\[\]/.test(String(type)))
      return [{ name, holds: "newest" }];
    if (ofRecords || /^(items|list|entries|records|recent|latest)$/.test(compact))
      return [{ name, holds: "records" }];
    return [];
  });
}
