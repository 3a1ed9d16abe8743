import type { ActionSpecification } from "../../../../shared/specification.ts";
import { samplesFor } from "../blueprints/collection/samples.ts";
import { understandAll } from "../code/fields.ts";
import { neededNames } from "../code/roles.ts";
import { wrongSample } from "../code/samples.ts";
import type { Field } from "../code/schema.ts";
import { literal, quote } from "../code/text.ts";
import { without } from "../code/without.ts";
import type { AcceptanceTest } from "./acceptance-test.ts";

type Values = Record<string, unknown>;
type Row = [reason: string, values: Values];

export interface Refusing {
  /** How the plugin is started. */
  start: string;
  /** Statements after the call, such as that nothing was kept. */
  after?: string[];
  /** Good values to begin with, where samples would not do. */
  good?: Values;
}

/** Calls that no honest plugin agrees to: required parameters missing, values of wrong types, choices and bounds missed. */
export function refusals(
  action: ActionSpecification,
  { start, after = [], good: given = {} }: Refusing,
): AcceptanceTest[] {
  const { fields } = understandAll(action.parameters, action.description);
  const needed = neededNames(action);
  const good = {
    ...samplesFor(pick(fields, needed), 0),
    ...given,
  };
  const rows: Row[] = [
    ...(needed.length > 0 ? [["a call without parameters", {}] as Row] : []),
    ...Object.entries(fields).flatMap(([name, field]) => {
      const strict = action.parameters[name]?.required === true;
      const first = name === needed[0];
      return [
        ...(strict && needed.length > 1
          ? [[`a call without ${name}`, without(good, name)] as Row]
          : []),
        ...(strict || first
          ? [[`a wrong type of ${name}`, { ...good, [name]: wrongSample(field) }] as Row]
          : []),
        ...misfits(name, field, action, needed.includes(name)).map(([reason, value]): Row => [
          reason,
          { ...good, [name]: value },
        ]),
      ];
    }),
    ...(needed.length === 0 && Object.keys(fields).length > 0
      ? [["wrong types of everything", mapped(fields, wrongSample)] as Row]
      : []),
  ];
  if (rows.length === 0) return [];
  return [
    {
      of: action.name,
      how: "refuses",
      title: `${action.name} refuses %s`,
      rows: rows.map((row) => literal(row)),
      lines: [start, `await refuses(agent, ${quote(action.name)}, values);`, ...after],
    },
  ];
}

/** Values of the right type that the specification rules out in so many words. */
function misfits(
  name: string,
  field: Field,
  { description }: ActionSpecification,
  needed: boolean,
): [reason: string, value: unknown][] {
  const about = `${description} ${field.description ?? ""}`;
  const { minimum, maximum, exclusive, maximumLength } = field;
  const says = (words: RegExp): boolean => words.test(about);
  const isText = field.type === "string" && !field.enum;
  return [
    ...(field.enum && needed ? [[`an unknown ${name}`, "nothing like that"] as const] : []),
    ...(isText &&
    needed &&
    says(/\bnot (be )?empty|non-?empty|\bempty\b[^.]*\b(refus|fail|reject)/i)
      ? [[`an empty ${name}`, "   "] as const]
      : []),
    ...(isText && field.format === "email" && says(/\bvalid\b/i)
      ? [[`a ${name} that is none`, "nothing like that"] as const]
      : []),
    ...(isText && maximumLength !== undefined
      ? [[`a ${name} that is too long`, "x".repeat(maximumLength + 1)] as const]
      : []),
    ...(minimum !== undefined
      ? [[`too small a ${name}`, exclusive ? minimum : minimum - 1] as const]
      : []),
    ...(maximum !== undefined ? [[`too large a ${name}`, maximum + 1] as const] : []),
  ].map(([reason, value]) => [reason, value]);
}

const pick = (fields: Record<string, Field>, names: string[]): Record<string, Field> =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)));

const mapped = (fields: Record<string, Field>, change: (field: Field) => unknown): Values =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, change(field)]));
