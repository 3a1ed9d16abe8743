import { SpecificationError } from "./errors.ts";
import { readEnvironmentVariables } from "./environment-variables.ts";
import { findJson, wrapped } from "./find-json.ts";
import { Findings, at, isRecord } from "./findings.ts";
import { MAXIMUM_BYTES } from "./json-scan.ts";
import { sameName } from "./names.ts";
import { readComponents } from "./read-components.ts";
import { holdsSecret, maskSecrets } from "./secrets.ts";
import type { PluginSpecification } from "./specification.ts";
import { readDependencies, readName, readVersion } from "./specification-rules.ts";
import { readLine } from "./texts.ts";

const COMPONENTS = ["actions", "providers", "services", "evaluators"];
const FIELDS = [
  "name",
  "description",
  "version",
  ...COMPONENTS,
  "dependencies",
  "environmentVariables",
];
const MAXIMUM_COMPONENTS = 40;
const MAXIMUM_DEPTH = 32;
const EXAMPLE = 'a JSON object such as {"name": "plugin-…", "description": "…", "actions": […]}';

/** What a specification says, and what its author should know about how it was read. */
export interface ReadSpecification {
  specification: PluginSpecification;
  notes: string[];
}

/**
 * Reads a plugin specification from a chat message (prose around it, a code fence, comments and the like are fine) or
 * from a parsed value, and brings it into its one normal form. Throws a SpecificationError with all problems at once.
 */
export function readSpecification(input: unknown): ReadSpecification {
  const findings = new Findings();
  const value = typeof input === "string" ? fromText(input, findings) : fromValue(input, findings);
  const specification = value && readFields(unwrap(value, findings), findings);
  if (!specification || findings.problems.length > 0)
    throw new SpecificationError(findings.problems);
  return { specification, notes: findings.notes };
}

type Fields = Record<string, unknown>;

function fromText(text: string, findings: Findings): Fields | undefined {
  const found = findJson(text);
  found?.notes.forEach((note) => findings.note(note));
  found?.problems.forEach((problem) => findings.refuse(problem));
  if (!found) findings.problem("", text.trim(), EXAMPLE);
  return found?.problems.length === 0 ? found.value : undefined;
}

/** A value goes through JSON once: what remains is plain data without accessors, cycles or prototypes of its own. */
function fromValue(input: unknown, findings: Findings): Fields | undefined {
  let json: string | undefined;
  try {
    json = JSON.stringify(input);
  } catch {
    findings.refuse({ path: "", got: "a value that is not JSON", expected: EXAMPLE });
    return undefined;
  }
  const value: unknown = json === undefined ? undefined : JSON.parse(json);
  const only: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
  if (json !== undefined && Buffer.byteLength(json) > MAXIMUM_BYTES) {
    const got = `${Buffer.byteLength(json)} bytes`;
    findings.refuse({ path: "", got, expected: "a specification of at most 64 KiB" });
  } else if (!isRecord(only)) findings.problem("", value, EXAMPLE);
  else return only;
  return undefined;
}

/** Of `{specification: {…}}` what stands inside. */
function unwrap(value: Fields, findings: Findings): Fields {
  const key = wrapped(value);
  const inner = key === undefined ? undefined : value[key];
  if (key === undefined || !isRecord(inner)) return value;
  findings.unknownFields(value, [key], "");
  return inner;
}

function readFields(value: Fields, findings: Findings): PluginSpecification | undefined {
  if (isDeep(value)) {
    findings.refuse({
      path: "",
      got: "more",
      expected: `at most ${MAXIMUM_DEPTH} levels of nesting`,
    });
    return undefined;
  }
  const clean = withoutSecrets(value, "", findings);
  const fields = usualNames(isRecord(clean) ? clean : {});
  findings.unknownFields(fields, FIELDS, "");
  const name = readName(fields.name, findings);
  const before = findings.problems.length;
  const description = readLine(fields.description, "description", findings);
  if (!description && findings.problems.length === before) {
    findings.problem(
      "description",
      fields.description,
      "a sentence that says what the plugin does",
    );
  }
  const version = readVersion(fields.version, findings);
  checkNumber(fields, findings);
  return {
    name,
    description: description ?? "",
    version,
    ...readComponents(fields, findings),
    dependencies: readDependencies(fields.dependencies, findings),
    environmentVariables: readEnvironmentVariables(fields.environmentVariables, findings),
  };
}

/** Fields under their usual names: `Actions` and `environment_variables` are understood. */
const usualNames = (value: Fields): Fields =>
  Object.fromEntries(
    Object.entries(value).map(([key, field]) => {
      const usual = FIELDS.find((name) => sameName(name, key));
      return [usual && !(usual in value) ? usual : key, field];
    }),
  );

function checkNumber(fields: Fields, findings: Findings): void {
  const counts = COMPONENTS.map((key) => {
    const list = fields[key] ?? [];
    if (Array.isArray(list)) return list.length;
    return isRecord(list) ? Object.keys(list).length : 1;
  });
  const count = counts.reduce((sum, each) => sum + each);
  if (count > 0 && count <= MAXIMUM_COMPONENTS) return;
  const got = count === 0 ? "no component" : `${count} components`;
  const expected = `between 1 and ${MAXIMUM_COMPONENTS} actions, providers, services and evaluators`;
  findings.refuse({ path: "", got, expected });
}

const isDeep = (value: unknown, depth = MAXIMUM_DEPTH): boolean =>
  typeof value === "object" &&
  value !== null &&
  (depth === 0 || Object.values(value).some((item) => isDeep(item, depth - 1)));

/** The same value with every secret in it reported and blotted out, so that nothing later can repeat it. */
function withoutSecrets(value: unknown, path: string, findings: Findings): unknown {
  const clean = (text: string, prose: boolean): string => {
    if (!holdsSecret(text, { prose })) return text;
    findings.refuse({
      path,
      got: "what looks like a secret (not shown)",
      expected: "no secret values: declare an environment variable, set it where the plugin runs",
    });
    return maskSecrets(text);
  };
  if (typeof value === "string") return clean(value, /(?:^|\.)description$/.test(path));
  if (Array.isArray(value)) {
    return value.map((item, index) => withoutSecrets(item, at(path, index), findings));
  }
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      clean(key, false),
      withoutSecrets(item, at(path, key), findings),
    ]),
  );
}
