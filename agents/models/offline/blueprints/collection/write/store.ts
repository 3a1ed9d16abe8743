import type { SourceFile } from "../../../blueprint.ts";

/** The file that keeps records, whatever they are: one change after the other, ids that are never used again. */
export const storeFile: SourceFile = {
  path: "src/store.ts",
  content: `import type { IAgentRuntime } from "@elizaos/core";

/** What every record has beside its own fields. */
export interface Kept {
  /** Short and never used for another record, even after this one was removed. */
  id: string;
  /** When it was added, as an ISO 8601 time. */
  createdAt: string;
}

interface Contents<Item> {
  /** Number in the newest id. */
  lastNumber: number;
  items: Item[];
}

/** The records while they are being changed; what \`items\` holds afterwards is what is kept. */
export interface Draft<Item> {
  items: Item[];
  /** Id and time for a new record. */
  next(): Kept;
}

/** Records of one kind in the agent's own storage, where they survive a restart. */
export class Store<Item extends Kept> {
  readonly #key: string;
  readonly #prefix: string;
  readonly #turns = new Map<string, Promise<unknown>>();

  /** \`key\` names the place in the storage; ids look like \`prefix-1\`. */
  constructor(key: string, prefix: string) {
    this.#key = key;
    this.#prefix = prefix;
  }

  /** All records, oldest first. */
  async all(runtime: IAgentRuntime): Promise<Item[]> {
    return (await this.#read(runtime)).items;
  }

  /** Changes the records, one call after the other, so that calls at the same time lose nothing. */
  change<Result>(runtime: IAgentRuntime, work: (draft: Draft<Item>) => Result): Promise<Result> {
    const before = this.#turns.get(runtime.agentId) ?? Promise.resolve();
    const turn = before.then(() => this.#change(runtime, work));
    this.#turns.set(
      runtime.agentId,
      turn.catch(() => undefined), // its caller hears of the failure; the next turn comes anyway
    );
    return turn;
  }

  async #change<Result>(
    runtime: IAgentRuntime,
    work: (draft: Draft<Item>) => Result,
  ): Promise<Result> {
    const contents = await this.#read(runtime);
    const before = JSON.stringify(contents);
    const draft: Draft<Item> = {
      items: contents.items,
      next: () => {
        contents.lastNumber += 1;
        const id = \`\${this.#prefix}-\${contents.lastNumber}\`;
        return { id, createdAt: new Date().toISOString() };
      },
    };
    const result = work(draft);
    const after = { lastNumber: contents.lastNumber, items: draft.items };
    if (JSON.stringify(after) !== before && !(await runtime.setCache(this.#key, after))) {
      throw new Error("the agent's storage did not accept the change.");
    }
    return result;
  }

  async #read(runtime: IAgentRuntime): Promise<Contents<Item>> {
    const contents = await runtime.getCache<Contents<Item>>(this.#key);
    return contents ?? { lastNumber: 0, items: [] };
  }
}

/** Whether two values are the same for people: capitals and spaces around a text do not count. */
export function same(one: unknown, other: unknown): boolean {
  return plain(one) === plain(other);
}

/** Whether a text, or one of a list of texts, contains the words. */
export function contains(value: unknown, words: string): boolean {
  if (Array.isArray(value)) return value.some((each) => contains(each, words));
  return value !== undefined && plain(value).includes(plain(words));
}

const plain = (value: unknown): string => String(value ?? "").trim().normalize().toLowerCase();

/**
 * The records that a reference means: the one with this id, else those with exactly this name, else those whose name
 * differs only in capitals (not when \`exact\`), else the one whose id ends with this number.
 */
export function named<Item extends Kept>(
  items: Item[],
  reference: string,
  nameOf: (item: Item) => unknown,
  exact = false,
): Item[] {
  const wanted = reference.trim().normalize();
  const number = /^#?(\\d+)$/.exec(wanted)?.[1];
  const steps: ((item: Item) => boolean)[] = [
    ({ id }) => same(id, wanted),
    (item) => String(nameOf(item)).trim().normalize() === wanted,
    (item) => !exact && same(nameOf(item), wanted),
    ({ id }) => number !== undefined && id.endsWith(\`-\${number}\`),
  ];
  for (const fits of steps) {
    const found = items.filter(fits);
    if (found.length > 0) return found;
  }
  return [];
}

/** The fields that were given at all. */
export function given<Fields extends object>(fields: Fields): Partial<Fields> {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Partial<Fields>;
}

/** Place of a record in the order in which all were added. */
export function added({ id }: Kept): number {
  return Number(id.split("-").at(-1));
}

/** The date of today, such as 2026-12-31. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** Whether a date lies in this week, which begins on Monday. */
export function thisWeek(date: string | undefined): boolean {
  const day = 86_400_000;
  const now = Date.parse(today());
  const monday = now - ((new Date(now).getUTCDay() + 6) % 7) * day;
  const at = Date.parse((date ?? "").slice(0, 10));
  return at >= monday && at < monday + 7 * day;
}

/** Whether a date is not before a bound; a bound without a time means the whole day. */
export function since(date: string | undefined, bound: string): boolean {
  return date !== undefined && difference(date, bound) >= 0;
}

/** Whether a date is not after a bound; a bound without a time means the whole day. */
export function until(date: string | undefined, bound: string): boolean {
  return date !== undefined && difference(date, bound) <= 0;
}

function difference(date: string, bound: string): number {
  const days = date.length <= 10 || bound.length <= 10;
  const [one, other] = days ? [date.slice(0, 10), bound.slice(0, 10)] : [date, bound];
  return Date.parse(one) - Date.parse(other);
}

/** Sorted by one value, records without it last; equal ones keep their order. */
export function ordered<Item>(
  items: Item[],
  valueOf: (item: Item) => string | number | boolean | undefined,
  descending = false,
): Item[] {
  const [less, more] = descending ? [1, -1] : [-1, 1];
  return items.toSorted((one, other) => {
    const [a, b] = [valueOf(one), valueOf(other)];
    if (a === b) return 0;
    if (a === undefined || b === undefined) return a === undefined ? 1 : -1;
    const difference =
      typeof a === "string" && typeof b === "string" ? a.localeCompare(b) : Number(a) - Number(b);
    return difference === 0 ? 0 : difference < 0 ? less : more;
  });
}

/** The sum of numbers without the dust of floating point: 0.1 and 0.2 are 0.3. */
export function sum(numbers: (number | undefined)[]): number {
  return Number(numbers.reduce<number>((total, each) => total + (each ?? 0), 0).toPrecision(12));
}

/** Records in groups by one value, in the order in which the values first appear. */
export function grouped<Item>(items: Item[], valueOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const value = valueOf(item);
    groups.set(value, [...(groups.get(value) ?? []), item]);
  }
  return groups;
}

/** \`1 todo\`, \`2 todos\`. */
export function counted(count: number, singular: string, plural: string): string {
  return \`\${count} \${count === 1 ? singular : plural}\`;
}

/** A record in one line: its name in quotes and what else there is to say. */
export function line(name: unknown, details: [label: string, value: unknown][]): string {
  const said = details.flatMap(([label, value]) => {
    const text = Array.isArray(value) ? value.join(", ") : spoken(value);
    return text === "" ? [] : [label ? \`\${label}: \${text}\` : text];
  });
  return \`"\${String(name)}" (\${said.join(", ")})\`;
}

function spoken(value: unknown): string {
  if (value === undefined || value === null || value === false) return "";
  if (value === true) return "yes";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
`,
};
