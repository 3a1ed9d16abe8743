import { givenSecrets, type Secret } from "./secret.ts";
import { maskSecrets } from "./secrets.ts";
import { spellingsOf } from "./spellings.ts";

/** Stands where a secret stood. */
export const MASK = "[secret]";

/** Shorter values stand in too many ordinary words. */
const SHORTEST = 6;

/** Masks can form another secret with what stands beside them; that ends after a round or two, if not on purpose. */
const MOST_ROUNDS = 20;

/** Values that must not be written, in every spelling in which a text may hold them. */
export class KnownValues {
  /** Longest first, so that no part of one is left behind. */
  readonly #spellings: string[];
  readonly #pattern: RegExp | undefined;

  constructor(values: Iterable<string>) {
    // What is part of the mask itself could not be hidden by it, and "secret" is none.
    this.#spellings = [...new Set([...values].flatMap(spellingsOf))]
      .filter((spelling) => spelling.length >= SHORTEST && !MASK.includes(spelling))
      .sort((one, other) => other.length - one.length);
    const alternatives = this.#spellings.map(escaped);
    this.#pattern = alternatives.length > 0 ? new RegExp(alternatives.join("|"), "g") : undefined;
  }

  get isEmpty(): boolean {
    return this.#pattern === undefined;
  }

  /** The text with every value in it replaced. */
  mask(text: string): string {
    return this.#pattern ? text.replace(this.#pattern, MASK) : text;
  }

  /** The first value in a text. */
  find(text: string): { start: number; end: number } | undefined {
    const start = this.#pattern ? text.search(this.#pattern) : -1;
    const found = this.#spellings.find((each) => start >= 0 && text.startsWith(each, start));
    return found === undefined ? undefined : { start, end: start + found.length };
  }

  /** Where the end of a text begins that may be the beginning of a value; the text's length when there is none. */
  tornAt(text: string): number {
    const longest = (this.#spellings[0]?.length ?? 0) - 1;
    for (let at = Math.max(0, text.length - longest); at < text.length; at += 1) {
      const end = text.slice(at);
      if (this.#spellings.some((each) => each.length > end.length && each.startsWith(end))) {
        return at;
      }
    }
    return text.length;
  }

  /** A text may break off in the middle of a value; half of it is too much already. */
  withoutTornEnd(text: string): string {
    for (const spelling of this.#spellings) {
      const shortest = Math.max(SHORTEST, Math.ceil(spelling.length / 2));
      for (let length = spelling.length - 1; length >= shortest; length--) {
        if (text.endsWith(spelling.slice(0, length))) return text.slice(0, -length) + MASK;
      }
    }
    return text;
  }
}

/** Masks until nothing changes any more. */
export function masked(text: string, once: (text: string) => string): string {
  let result = text;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = result;
    result = once(before);
    if (result === before) return result;
  }
  return MASK;
}

/** Takes values that must not leave this process out of whatever is written or sent. */
export type Redact = <Value>(value: Value) => Value;

/** Replaces the given secrets, however a text spells them, in strings and in everything that is made of strings. */
export function redactor(secrets: Secret[]): Redact {
  const known = new KnownValues(secrets.map((secret) => secret.reveal()));
  if (known.isEmpty) return (value) => value;
  const inText = (text: string): string => masked(text, (each) => known.mask(each));
  const redact = (value: unknown): unknown => {
    if (typeof value === "string") return inText(value);
    if (Array.isArray(value)) return value.map(redact);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [inText(key), redact(each)]),
    );
  };
  return redact as Redact;
}

/** Masks a text that comes in pieces: an end that may be the beginning of a value waits for what follows. */
export class MaskedStream {
  readonly #known: KnownValues;
  #held = "";

  constructor(known: KnownValues) {
    this.#known = known;
  }

  /** Takes a piece; returns what can be told of all that came so far and was not told yet. */
  push(piece: string): string {
    let told = "";
    let rest = this.#held + piece;
    for (;;) {
      const torn = this.#known.tornAt(rest);
      const found = this.#known.find(rest);
      if (!found || found.start >= torn) {
        this.#held = rest.slice(torn);
        return told + rest.slice(0, torn);
      }
      told += rest.slice(0, found.start) + MASK;
      rest = rest.slice(found.end);
    }
  }

  /** The rest, when nothing follows. */
  end(): string {
    const rest = this.#known.mask(this.#known.withoutTornEnd(this.#held));
    this.#held = "";
    return rest;
  }
}

let given = new KnownValues([]);
let givenCount = 0;

/** A text for a log or a terminal, without any secret that this process was given and without what looks like one. */
export function withoutSecrets(text: string): string {
  const secrets = givenSecrets();
  if (secrets.size !== givenCount) {
    given = new KnownValues(secrets);
    givenCount = secrets.size;
  }
  return masked(text, (each) => maskSecrets(given.mask(each), { prose: true }));
}

/** A text as a pattern that fits it alone. */
function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}
