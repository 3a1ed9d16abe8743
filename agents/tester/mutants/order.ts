import { operators, type Operator } from "./operators.ts";
import type { Mutant } from "./mutants.ts";

/**
 * The order in which mutants are tried, so that wherever time runs out, every component and every way to break it had its
 * share: components take turns, and so do the operators of each.
 */
export function inTurns(mutants: Mutant[]): Mutant[] {
  const components = [...grouped(mutants, ({ component }) => component).values()];
  return alternating(
    components.map((its) => {
      const byOperator = grouped(its, ({ operator }) => operator);
      return alternating(operators.map((each: Operator) => byOperator.get(each) ?? []));
    }),
  );
}

/** The first of each list, then the second of each, and so on. */
function alternating<Item>(lists: Item[][]): Item[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, turn) =>
    lists.flatMap((list) => list.slice(turn, turn + 1)),
  ).flat();
}

function grouped<Item, Key>(items: Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
