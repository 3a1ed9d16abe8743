import type { Parameter } from "../../../../shared/specification.ts";
import { wordsOf } from "../../../../shared/names.ts";
import type { Field } from "./schema.ts";

/** Parameters together with what names and descriptions say about their values. */
export interface Understood {
  fields: Record<string, Field>;
  /** Names a call must give. */
  required: string[];
}

const normal = (text: string): string =>
  text
    .toLowerCase()
    .replace(/e-mails?/g, (match) => match.replace("-", ""))
    .replace(/(?<=\p{L})[_-]+(?=\p{L})/gu, " ")
    .replace(/\s+/g, " ");

/** Whether a text mentions a parameter: "due date" mentions `dueDate`, "tags" mentions `tag`. */
export function mentions(text: string, name: string): boolean {
  return position(text, name) >= 0;
}

/** Whether a text matches a pattern in which `{}` stands for a parameter as people write it. */
export function mentionsAs(text: string, name: string, pattern: string): boolean {
  const own = spoken(name);
  return own !== "" && new RegExp(pattern.replaceAll("{}", own), "u").test(normal(text));
}

function position(text: string, name: string): number {
  const pattern = spoken(name);
  return pattern === "" ? -1 : normal(text).search(new RegExp(pattern, "u"));
}

/** A pattern for a parameter's name as people write it, singular or plural. */
function spoken(name: string): string {
  const words = wordsOf(name).map(escape);
  const last = words.pop();
  if (last === undefined) return "";
  const ending = last.endsWith("ies")
    ? `${last.slice(0, -3)}(?:y|ies)`
    : /[^s]s$/.test(last)
      ? `${last}?`
      : last.endsWith("y")
        ? `${last.slice(0, -1)}(?:y|ies)`
        : `${last}(?:e?s)?`;
  return `(?<![\\p{L}\\d])${[...words, ending].join(" ?")}(?![\\p{L}\\d])`;
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** The clauses of a description that speak about one parameter. */
function clausesAbout(description: string, name: string): string[] {
  return description
    .split(/(?<=[.;!?])\s+|\n/)
    .filter((clause) => mentions(clause, name))
    .map(normal);
}

const PHRASE_END = "(?= (?:and|or|with|for|in|to)\\b|[,.;)]|$)";

/** Whether a description calls a parameter optional: "an optional due date", "optionally filtered by status". */
export function calledOptional(description: string, name: string): boolean {
  const noun = spoken(name);
  const text = normal(description);
  return [
    // "an optional due date", "optional tags and notes"
    `optional (?:(?!(?:an?|the|required)\\b)\\p{L}+,? ){0,3}?${noun}`,
    // "optionally a due date", "optionally filtered by status or tag"
    `optionally[^.;]*?${noun}`,
    // "due date (optional)", "the due date is optional"
    `${noun} ?(?:\\(optional|(?:is|are) optional|, optional${PHRASE_END})`,
  ].some((pattern) => new RegExp(pattern, "u").test(text));
}

const NUMBER = "(-?\\d+(?:\\.\\d+)?)";

/** What the name of a parameter, its own description and the action's description say about its values. */
export function understand(name: string, parameter: Parameter, description: string): Field {
  const about = [...clausesAbout(description, name), normal(parameter.description ?? "")].join(
    ". ",
  );
  const field: Field = { ...parameter };
  const last = wordsOf(name).at(-1)?.toLowerCase() ?? "";
  const compact = wordsOf(name).join("").toLowerCase();
  if (field.type === "string" && !field.enum) {
    if (/e?mail(address)?$/.test(compact)) field.format = "email";
    else if (/^(url|link|website|homepage)$/.test(last)) field.format = "url";
    else if (
      /^(date|deadline|birthday|duedate)$/.test(last) ||
      isIso(about, name) ||
      isIso(normal(description), name)
    ) {
      field.format = "date";
    }
    const most = new RegExp(
      `(?:at most|up to|no more than|maximum(?: of)?|max\\.?) ${NUMBER} characters`,
    ).exec(about);
    if (most) field.maximumLength = Number(most[1]);
    const least = new RegExp(`(?:at least|minimum(?: of)?|min\\.?) ${NUMBER} characters`).exec(
      about,
    );
    if (least) field.minimumLength = Number(least[1]);
  }
  if (field.type === "number" || field.type === "integer")
    Object.assign(field, range(about, field));
  if (field.type === "array") {
    field.items ??= last.endsWith("s") || last === "params" ? { type: "string" } : undefined;
    if (/(must|may) not be empty|non ?empty/.test(about)) field.minimumLength = 1;
    const [, least = "", few = ""] =
      /(?:at least|minimum(?: of)?) (?:(\d+)|(one|two|three|four|five))\b/.exec(about) ?? [];
    if (least || few) field.minimumLength = Number(least || FEW.indexOf(few));
  }
  return field;
}

const FEW = ["none", "one", "two", "three", "four", "five"];

/** "a due date (ISO 8601 date)", "dueAt ... a due time (ISO 8601)": the format is named right behind the parameter. */
function isIso(about: string, name: string): boolean {
  const [first = "", last = ""] = [wordsOf(name)[0], wordsOf(name).at(-1)];
  const moment =
    /^(at|time|date|on)$/.test(last) && first !== last
      ? `${escape(first)} (?:at|time|date|on)`
      : "";
  return [spoken(name), moment && `(?<![\\p{L}\\d])${moment}`].some(
    (pattern) =>
      pattern !== "" &&
      new RegExp(
        `${pattern} ?(?:(?:date|time|timestamp|datetime|string|format|in|as|is|must|be|an?|valid|optional) ?){0,4}[(:]? ?(?:(?:in|as|an?|optional|valid|date|format) ){0,3}iso\\b`,
        "u",
      ).test(about),
  );
}

function range(about: string, field: Field): Partial<Field> {
  if (field.minimum !== undefined || field.maximum !== undefined) return {};
  const between = new RegExp(
    `between ${NUMBER} and ${NUMBER}|(?<![\\d-])${NUMBER} ?(?:to|–|-|\\.\\.) ?${NUMBER}(?![\\d-])`,
  ).exec(about);
  if (between) {
    const [, a, b, c, d] = between;
    return { minimum: Number(a ?? c), maximum: Number(b ?? d) };
  }
  const found: Partial<Field> = {};
  if (
    /\bpositive\b(?! (or|and) negative)|(greater|more|larger|higher) than (0|zero)|above (0|zero)|> ?0/.test(
      about,
    )
  ) {
    Object.assign(found, { minimum: 0, exclusive: true });
  } else if (/(must|can|may) ?not be negative|non ?negative|not negative|>= ?0/.test(about)) {
    found.minimum = 0;
  }
  const least = new RegExp(`(?:at least|minimum(?: of)?|not less than|>=) ${NUMBER}`).exec(about);
  if (least) Object.assign(found, { minimum: Number(least[1]), exclusive: false });
  const most = new RegExp(`(?:at most|maximum(?: of)?|no more than|up to|<=) ${NUMBER}`).exec(
    about,
  );
  if (most) found.maximum = Number(most[1]);
  if (/whole numbers?|integers?/.test(about)) found.type = "integer";
  return found;
}

/** Reads all parameters of an action in the light of its description. */
export function understandAll(
  parameters: Record<string, Parameter>,
  description: string,
): Understood {
  const numbers = Object.values(parameters).filter(({ type }) => /^(number|integer)$/.test(type));
  const fields = Object.fromEntries(
    Object.entries(parameters).map(([name, each]) => {
      const field = understand(name, each, description);
      // "Rate a book from 1 to 5" does not call its only number by name.
      const lonely = numbers.length === 1 && numbers[0] === each;
      return [name, lonely ? { ...range(normal(description), field), ...field } : field];
    }),
  );
  const required = Object.entries(parameters)
    .filter(([name, each]) => isRequired(name, each, description))
    .map(([name]) => name);
  return { fields, required };
}

/** Whether a call must give a parameter, as far as the specification says so. */
export function isRequired(name: string, parameter: Parameter, description: string): boolean {
  if (parameter.default !== undefined) return false;
  if (parameter.required !== undefined) return parameter.required;
  return !calledOptional(description, name) && !/\boptional/i.test(parameter.description ?? "");
}
