import { type Findings, at, isRecord, oneLine, shown } from "./findings.ts";
import { camel } from "./names.ts";
import { DEFINITION_FIELDS, canonical, isDefinition } from "./parameter-fields.ts";
import { oneOf, readText } from "./parameter-text.ts";
import type { Parameter } from "./specification.ts";

type Fields = Record<string, unknown>;
type Literal = string | number | boolean;

const FORBIDDEN = new Set(["__proto__", "constructor", "prototype"]);
const MAXIMUM_DEPTH = 8;
const FORMS =
  'a type such as "string", "number[]" or "a | b", or {type, description, required, default, enum, items, properties}';

/** Reads one parameter in any form; `undefined` after a problem. */
export function readParameter(
  value: unknown,
  path: string,
  findings: Findings,
  depth = 0,
): Parameter | undefined {
  if (depth > MAXIMUM_DEPTH) {
    findings.problem(path, value, `parameters nested at most ${MAXIMUM_DEPTH} deep`);
    return undefined;
  }
  if (typeof value === "string") {
    const read = readText(value);
    if (read?.note) findings.note(`${path}: ${read.note}.`);
    if (read) {
      const parameter = described(read.parameter);
      addDefault(parameter, parameter.default, path, findings);
      return parameter;
    }
  }
  if (Array.isArray(value)) return readList(value, path, findings, depth);
  if (isRecord(value)) {
    if (isDefinition(value)) return readDefinition(canonical(value), path, findings, depth);
    return objectOf(readFields(Object.entries(value), path, findings, depth + 1));
  }
  if (typeof value === "number" || typeof value === "boolean") {
    const type = typeof value === "number" ? "number" : "boolean";
    findings.note(`${path}: ${shown(value)} was read as the default of a ${type}.`);
    return { type, default: value };
  }
  findings.problem(path, value, FORMS);
  return undefined;
}

/** An object without named properties takes any. */
const objectOf = (properties: Record<string, Parameter>): Parameter =>
  Object.keys(properties).length > 0 ? { type: "object", properties } : { type: "object" };

const described = ({ description, ...rest }: Parameter): Parameter =>
  description === undefined ? rest : { ...rest, description: oneLine(description) };

/** `["string"]` is a list of strings, `["low", "high"]` a choice. */
function readList(list: unknown[], path: string, findings: Findings, depth: number) {
  if (list.length === 0) return { type: "array" } satisfies Parameter;
  if (list.length > 1) return readDefinition({ enum: list }, path, findings, depth);
  const items = readParameter(list[0], at(path, 0), findings, depth + 1);
  return items && ({ type: "array", items } satisfies Parameter);
}

/** Named parameters; `dueDate?` is the name `dueDate`, not required. */
export function readFields(
  entries: [string, unknown][],
  path: string,
  findings: Findings,
  depth = 0,
): Record<string, Parameter> {
  const read = new Map<string, Parameter>();
  for (const [key, value] of entries) {
    const name = key.replace(/\?$/, "");
    const where = at(path, key);
    if (read.has(name)) findings.problem(where, name, "each parameter once");
    else if (isParameterName(name, where, findings)) {
      const parameter = readParameter(value, where, findings, depth);
      if (parameter) read.set(name, name === key ? parameter : { ...parameter, required: false });
    }
  }
  return Object.fromEntries(read);
}

function isParameterName(name: string, path: string, findings: Findings): boolean {
  if (/^[A-Za-z_$][\w$]{0,63}$/.test(name) && !FORBIDDEN.has(name)) return true;
  const near = FORBIDDEN.has(name) ? "" : camel(name);
  const hint = /^[a-z]\w{0,63}$/i.test(near) ? ` (did you mean "${near}"?)` : "";
  findings.problem(path, name, `a parameter name of at most 64 letters, digits and _${hint}`);
  return false;
}

/** The `properties` of a schema, with the names its `required` lists. */
export function readProperties(
  properties: Fields,
  required: unknown,
  path: string,
  findings: Findings,
  depth = 0,
): Record<string, Parameter> {
  const read = readFields(Object.entries(properties), at(path, "properties"), findings, depth);
  if (!Array.isArray(required)) return read;
  const names = new Set<unknown>(required);
  for (const name of names) {
    if (typeof name !== "string" || !Object.hasOwn(properties, name)) {
      findings.problem(at(path, "required"), name, "the names of properties");
    }
  }
  const marked = Object.entries(read).map(([name, parameter]): [string, Parameter] => [
    name,
    { ...parameter, required: names.has(name) },
  ]);
  return Object.fromEntries(marked);
}

function readDefinition(
  fields: Fields,
  path: string,
  findings: Findings,
  depth: number,
): Parameter | undefined {
  findings.unknownFields(fields, DEFINITION_FIELDS, path);
  const choices = readChoices(fields.enum, at(path, "enum"), findings);
  const base = readBase(fields, choices, path, findings, depth);
  if (!base) return undefined;
  const read: Parameter = { ...base };
  const { description, required, optional, items, properties, minimum, maximum } = fields;
  if (typeof description === "string" && description.trim()) read.description = description;
  else if (description !== undefined && description !== null && description !== "") {
    findings.problem(at(path, "description"), description, "a text");
  }
  if (required !== undefined && !Array.isArray(required))
    read.required = required === true || required === "true";
  if (optional !== undefined) read.required = !(optional === true || optional === "true");
  if (items !== undefined) {
    const element: unknown = Array.isArray(items) && items.length === 1 ? items[0] : items;
    const item = readParameter(element, at(path, "items"), findings, depth + 1);
    if (item) read.items = item;
  }
  if (isRecord(properties)) {
    Object.assign(read, objectOf(readProperties(properties, required, path, findings, depth + 1)));
  }
  if (choices) addChoices(read, choices, path, findings);
  if (typeof minimum === "number") read.minimum = minimum;
  if (typeof maximum === "number") read.maximum = maximum;
  if (read.minimum !== undefined && read.maximum !== undefined && read.minimum > read.maximum) {
    findings.problem(at(path, "minimum"), minimum, `a number up to the maximum ${read.maximum}`);
  }
  addDefault(read, fields.default ?? base.default, at(path, "default"), findings);
  return described(read);
}

/** The type, and what its short form says besides. Without a type the other fields tell it. */
function readBase(
  fields: Fields,
  choices: Literal[] | undefined,
  path: string,
  findings: Findings,
  depth: number,
): Parameter | undefined {
  const alternatives = fields.anyOf ?? fields.oneOf;
  if (fields.type !== undefined && !(fields.type === "enum" && choices)) {
    const { type } = fields;
    const words: unknown[] = Array.isArray(type) ? type : [type];
    const read = words.every((word) => typeof word === "string")
      ? readText(words.join(" | "))
      : undefined;
    if (!read)
      findings.problem(at(path, "type"), type, 'a type such as "string", "number" or "string[]"');
    if (read?.note) findings.note(`${at(path, "type")}: ${read.note}.`);
    return read?.parameter;
  }
  if (Array.isArray(alternatives)) {
    const constants = alternatives.map((each: unknown) =>
      isRecord(each) ? each.const : undefined,
    );
    if (constants.length > 0 && constants.every(isLiteral)) return oneOf(constants);
    const possible = alternatives.filter((each) => !isRecord(each) || each.type !== "null");
    if (possible.length > 1) findings.note(`${path}: only the first of its alternatives was read.`);
    return readParameter(possible[0], at(path, "anyOf"), findings, depth + 1);
  }
  if (isLiteral(fields.const)) return oneOf([fields.const]);
  if (choices) return oneOf(choices);
  if (fields.properties !== undefined) return { type: "object" };
  if (fields.items !== undefined) return { type: "array" };
  if (fields.minimum !== undefined || fields.maximum !== undefined) return { type: "number" };
  const { default: preset } = fields;
  if (Array.isArray(preset)) return { type: "array" };
  if (isRecord(preset)) return { type: "object" };
  return {
    type: typeof preset === "number" || typeof preset === "boolean" ? typeNameOf(preset) : "string",
  };
}

const typeNameOf = (value: number | boolean) => (typeof value === "number" ? "number" : "boolean");

const isLiteral = (value: unknown): value is Literal =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean";

function readChoices(value: unknown, path: string, findings: Findings): Literal[] | undefined {
  if (value === undefined || value === null) return undefined;
  const list: unknown = typeof value === "string" ? value.split(/\s*[|,]\s*/) : value;
  const choices = Array.isArray(list) ? list.filter((choice: unknown) => choice !== null) : [];
  if (choices.length > 0 && choices.every(isLiteral)) return choices;
  findings.problem(path, value, "a list of texts, numbers or booleans");
  return undefined;
}

function addChoices(read: Parameter, choices: Literal[], path: string, findings: Findings): void {
  const { type, enum: values = [] } = oneOf(choices);
  if (read.type === "array") {
    read.items = { ...(read.items ?? { type }) };
    addChoices(read.items, choices, path, findings);
  } else if (read.type === "string") read.enum = [...new Set(choices.map(String))];
  else if (read.type !== "boolean" && type === "number") read.enum = values;
  else if (read.type !== "boolean" || type !== "boolean") {
    findings.problem(at(path, "enum"), choices, `values of the type ${read.type}`);
  }
}

/** A default must be a value the parameter itself would take; numbers and booleans may be written as text. */
function addDefault(read: Parameter, value: unknown, path: string, findings: Findings): void {
  delete read.default;
  if (value === undefined || value === null) return;
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  const fitting: Record<Parameter["type"], unknown> = {
    string: typeof value === "number" || typeof value === "boolean" ? String(value) : value,
    number,
    integer: number,
    boolean: value === "true" ? true : value === "false" ? false : value,
    array: value,
    object: value,
  };
  const preset = fitting[read.type];
  const fits =
    read.type === "array"
      ? Array.isArray(preset)
      : read.type === "object"
        ? isRecord(preset)
        : read.type === "integer"
          ? Number.isInteger(preset)
          : typeof preset === read.type && !Number.isNaN(preset);
  if (!fits) findings.problem(path, value, `a value of the type ${read.type}`);
  else if (read.enum && !read.enum.some((choice) => choice === preset)) {
    findings.problem(path, value, `one of ${read.enum.map(String).join(", ")}`);
  } else read.default = preset;
}
