import { type Findings, at, isRecord } from "./findings.ts";
import { readDescription, readFlag } from "./texts.ts";
import { wordsOf } from "./names.ts";
import { isSensitiveName } from "./secrets.ts";
import type { EnvironmentVariable } from "./specification.ts";

const FIELDS = ["name", "description", "required", "sensitive", "default", "value"];
/** Defaults that only mark the place of a value. */
const PLACEHOLDER =
  /^(?:<.*>|\$\{.*\}|\[.*\]|\{.*\}|(?:your|my|insert|enter|replace|add)[\s_-].*|x{3,}|\*{3,}|\.{3}|change_?me|secret|none|null|undefined)?$/is;

/** Reads `[{name, description, required, sensitive, default}]`, `["API_KEY"]` or `{API_KEY: "description"}`. */
export function readEnvironmentVariables(
  value: unknown,
  findings: Findings,
): EnvironmentVariable[] {
  const path = "environmentVariables";
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) && !isRecord(value)) {
    findings.problem(path, value, 'a list such as [{"name": "API_KEY", "description": "…"}]');
    return [];
  }
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value).map(([name, fields]) => [
        name,
        isRecord(fields) ? { name, ...fields } : { name, description: fields },
      ]);
  const read = entries.flatMap(([key, item]) => readVariable(item, at(path, key), findings) ?? []);
  read.forEach(({ name }, index) => {
    if (read.findIndex((other) => other.name === name) < index) {
      findings.problem(path, name, "each environment variable once");
    }
  });
  return read;
}

function readVariable(
  item: unknown,
  path: string,
  findings: Findings,
): EnvironmentVariable | undefined {
  const fields = typeof item === "string" ? { name: item } : item;
  if (!isRecord(fields)) {
    findings.problem(path, item, 'a variable such as {"name": "API_KEY", "description": "…"}');
    return undefined;
  }
  findings.unknownFields(fields, FIELDS, path);
  const { name } = fields;
  if (typeof name !== "string" || !/^[A-Z_][A-Z0-9_]{0,99}$/.test(name)) {
    const near = typeof name === "string" ? wordsOf(name).join("_").toUpperCase() : "";
    const hint = /^[A-Z]/.test(near) && near.length <= 100 ? ` (did you mean "${near}"?)` : "";
    findings.problem(at(path, "name"), name, `a name such as "API_KEY"${hint}`);
    return undefined;
  }
  const sensitive =
    readFlag(fields.sensitive, at(path, "sensitive"), findings) ?? isSensitiveName(name);
  const preset = readDefault(fields, sensitive, path, findings);
  const required = readFlag(fields.required, at(path, "required"), findings);
  return {
    name,
    description: readDescription(fields.description, name, path, findings),
    required: required ?? preset === undefined,
    sensitive,
    ...(preset !== undefined && { default: preset }),
  };
}

/** The default value. A sensitive variable has none: what was written there must not travel any further. */
function readDefault(
  fields: Record<string, unknown>,
  sensitive: boolean,
  path: string,
  findings: Findings,
): string | undefined {
  const key = (fields.default ?? undefined) === undefined ? "value" : "default";
  const value = fields[key];
  if (value === undefined || value === null) return undefined;
  const where = at(path, key);
  if (typeof value === "string" && PLACEHOLDER.test(value.trim())) {
    if (value !== "") findings.note(`${where}: the placeholder was left out.`);
    return undefined;
  }
  if (sensitive) {
    findings.refuse({
      path: where,
      got: "a value (not shown)",
      expected: "no value for a sensitive variable: it is set where the plugin runs",
    });
    return undefined;
  }
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return `${value}`;
  findings.problem(where, value, "a text");
  return undefined;
}
