import { type Findings, at, isRecord } from "./findings.ts";
import { readFields, readProperties } from "./parameter.ts";
import type { Parameter } from "./specification.ts";

/** Fields of a JSON schema for all parameters together. */
const SCHEMA = ["type", "properties", "required", "additionalProperties", "description", "title"];

/**
 * Reads the parameters of an action, in every form people write them: names with types, names with
 * `{type, description, required, …}`, a JSON schema, a list of `{name, type, …}`, or nested plain objects.
 */
export function readParameters(
  value: unknown,
  path: string,
  findings: Findings,
): Record<string, Parameter> {
  if (value === undefined || value === null) return {};
  if (Array.isArray(value)) return readFields(namedEntries(value, path, findings), path, findings);
  if (!isRecord(value)) {
    findings.problem(path, value, 'an object such as {"title": "string"}');
    return {};
  }
  if (!isSchema(value)) return readFields(Object.entries(value), path, findings);
  const { properties, required } = value;
  return isRecord(properties) ? readProperties(properties, required, path, findings) : {};
}

/** A whole schema, and not parameters that happen to be called `type` or `properties`. */
function isSchema({ type, properties, required, ...others }: Record<string, unknown>): boolean {
  return (
    (type === "object" || (type === undefined && Array.isArray(required))) &&
    (properties === undefined || isRecord(properties)) &&
    (required === undefined || Array.isArray(required)) &&
    Object.keys(others).every((key) => SCHEMA.includes(key) || key.startsWith("$"))
  );
}

/** The entries of a list: `{name, type, …}`, `"title"` or `"title: string"`. */
function namedEntries(list: unknown[], path: string, findings: Findings): [string, unknown][] {
  return list.flatMap((item, index): [string, unknown][] => {
    if (isRecord(item) && typeof item.name === "string") {
      const { name, ...fields } = item;
      return [[String(name), "type" in fields ? fields : { type: "string", ...fields }]];
    }
    const written = typeof item === "string" && /^\s*([\w$]+\??)\s*(?::(.+))?$/s.exec(item);
    if (written && written[1]) return [[written[1], written[2] ?? "string"]];
    findings.problem(at(path, index), item, 'such as {"name": "title", "type": "string"}');
    return [];
  });
}
