/** A commit as the graph needs it. */
export interface Node {
  hash: string;
  parents: string[];
}

/** How one commit's row of the graph is drawn; lanes are counted from the left. */
export interface Row {
  /** Where the commit stands. */
  lane: number;
  /** Lanes that go by it. */
  passing: number[];
  /** Lanes that come to it from above. */
  from: number[];
  /** Lanes that go on from it to its parents. */
  to: number[];
}

/**
 * The lanes of a graph: `main` is the leftmost one, every other line of work has its own beside it until it joins another.
 * @param nodes each before its parents, as `git log --topo-order` lists them.
 * @param main the newest commit of `main`, if there is one.
 */
export function lanesOf(nodes: Node[], main?: string): Row[] {
  const ofMain = firstParents(nodes, main);
  // What each lane waits for: the hash of the next commit on it.
  const waiting: (string | undefined)[] = [];
  const free = (hash: string): number => {
    if (ofMain.has(hash)) return 0;
    const first = ofMain.size > 0 ? 1 : 0;
    for (let lane = first; ; lane += 1) if (waiting[lane] === undefined) return lane;
  };
  return nodes.map(({ hash, parents }): Row => {
    const from = lanesThat(waiting, (each) => each === hash);
    const passing = lanesThat(waiting, (each) => each !== undefined && each !== hash);
    const lane = ofMain.has(hash) ? 0 : (from[0] ?? free(hash));
    for (const each of from) waiting[each] = undefined;
    const to = parents.map((parent, index) => {
      const known = waiting.indexOf(parent);
      // A merge goes to where its parent is waited for; other lines keep their lane until they reach it.
      if (index > 0 && known >= 0) return known;
      const isOwn = index === 0 && (lane > 0 || ofMain.size === 0 || ofMain.has(parent));
      const next = isOwn ? lane : free(parent);
      waiting[next] = parent;
      return next;
    });
    return { lane, passing, from, to };
  });
}

/** How many lanes a graph needs. */
export const widthOf = (rows: Row[]): number =>
  rows.reduce((most, row) => Math.max(most, row.lane + 1, ...row.to.map((lane) => lane + 1)), 1);

/** A line of work by first parents, from its newest commit on. */
function firstParents(nodes: Node[], newest: string | undefined): Set<string> {
  const parentOf = new Map(nodes.map(({ hash, parents }) => [hash, parents[0]]));
  const line = new Set<string>();
  for (let hash = newest; hash && !line.has(hash); hash = parentOf.get(hash)) line.add(hash);
  return line;
}

const lanesThat = (
  waiting: (string | undefined)[],
  fits: (hash: string | undefined) => boolean,
): number[] => [...waiting.keys()].filter((lane) => fits(waiting[lane]));
