import type { Secret } from "./secret.ts";

/** Shorter values would hit ordinary words. */
const SHORTEST = 8;
const MASK = "[secret]";

/** Takes values that must not leave this process out of whatever is written or sent. */
export type Redact = <Value>(value: Value) => Value;

/** Replaces the given secrets, however a text spells them, in strings and in everything that is made of strings. */
export function redactor(secrets: Secret[]): Redact {
  const spellings = [...new Set(secrets.map((secret) => secret.reveal()))]
    .filter((value) => value.length >= SHORTEST)
    .flatMap(spellingsOf)
    .sort((one, other) => other.length - one.length);
  if (spellings.length === 0) return (value) => value;
  const masked = (text: string): string =>
    spellings.reduce((result, spelling) => result.replaceAll(spelling, MASK), text);
  const redact = (value: unknown): unknown => {
    if (typeof value === "string") return masked(value);
    if (Array.isArray(value)) return value.map(redact);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [masked(key), redact(each)]),
    );
  };
  return redact as Redact;
}

/** As it is, as JSON writes it, as an address writes it, and in base64. */
const spellingsOf = (value: string): string[] => [
  ...new Set([
    value,
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(value),
    Buffer.from(value).toString("base64"),
  ]),
];
