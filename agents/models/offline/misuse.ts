import type { PluginSpecification } from "../../../shared/specification.ts";
import type { PluginRequest } from "../model.ts";
import { undisguised } from "./words/disguises.ts";
import { foreignMisuseRules } from "./words/foreign-misuse-rules.ts";
import { type MisuseRule, misuseRules } from "./words/misuse-rules.ts";

/** Identifiers carry words too: `STEAL_SEED_PHRASES` reads "steal seed phrases". */
const inWords = (text: string): string =>
  text.replace(/_+/g, " ").replace(/[’`´]/g, "'").replace(/\s+/g, " ").toLowerCase();

const splitCamelCase = (text: string): string => text.replace(/([a-z\d])([A-Z])/g, "$1 $2");

/** The sentence around a finding: what excuses it has to stand there. */
function sentenceAround(text: string, at: number, length: number): string {
  const before = Math.max(
    ...[".", "!", "?", ";"].map((end) => text.lastIndexOf(`${end} `, at - 1)),
  );
  const after = text.slice(at + length).search(/[.!?;](\s|$)/);
  return text.slice(before + 1, after < 0 ? undefined : at + length + after);
}

function asksFor({ wrong, unless }: MisuseRule, text: string): boolean {
  for (const found of text.matchAll(new RegExp(wrong, `${wrong.flags}g`))) {
    if (!unless?.test(sentenceAround(text, found.index, found[0].length))) return true;
  }
  return false;
}

/**
 * Why a request must not be built, in one or two sentences; `undefined` when nothing speaks against it. Takes a
 * description in any wording or a specification as JSON, whose names and descriptions are read like sentences. These are
 * rules for plain words: they cost nothing, are the same whatever model is at work, and see what people ask for openly.
 */
export function refuse(text: string): string | undefined {
  // As written, too: splitting "DDoS" or "WhatsApp" at its capitals would hide it.
  const readings = undisguised(text).flatMap((each) => [
    inWords(each),
    inWords(splitCamelCase(each)),
  ]);
  const rule = [...misuseRules, ...foreignMisuseRules].find((each) =>
    readings.some((words) => asksFor(each, words)),
  );
  return (
    rule &&
    `I won't build this plugin: it would ${rule.harm}. If I misread you, please describe what it does for the people who use it and with whose consent.`
  );
}

/** The same for a request in any form. */
export function refusal(request: PluginRequest): string | undefined {
  if ("description" in request) return refuse(request.description);
  return refuse("wish" in request ? request.wish : sentencesOf(request.specification));
}

/** Each component as a sentence of its own, so that a good word in one does not excuse another. */
function sentencesOf(specification: PluginSpecification): string {
  const { name, description, actions, providers, services, evaluators, environmentVariables } =
    specification;
  const named = [...actions, ...providers, ...services, ...evaluators, ...environmentVariables];
  return [
    `${name}: ${description}`,
    ...named.map((each) => `${each.name}: ${each.description}`),
    ...actions.flatMap(({ parameters }) => texts(parameters)),
    ...providers.flatMap(({ dataStructure }) => texts(dataStructure)),
    ...services.map(({ methods }) => methods.join(", ")),
    ...evaluators.map(({ triggers }) => triggers.join(", ")),
  ].join(".\n");
}

/** Names and sentences inside of nested data. */
function texts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    Array.isArray(value) ? texts(each) : [`${key}: ${texts(each).join(" ")}`],
  );
}
