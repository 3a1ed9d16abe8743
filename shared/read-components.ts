import { type Findings, at, isRecord, shown } from "./findings.ts";
import {
  type ComponentKind,
  OPEN_SERVICE_TYPES,
  camel,
  elizaName,
  isOrdinaryWord,
  sameName,
} from "./names.ts";
import { readParameters } from "./parameters.ts";
import type { PluginSpecification } from "./specification.ts";
import { readDescription } from "./texts.ts";

type Fields = Record<string, unknown>;
type Components = Pick<PluginSpecification, "actions" | "providers" | "services" | "evaluators">;

/** A component before the fields of its kind are read. */
interface Named {
  name: string;
  description: string;
  fields: Fields;
  path: string;
}

const COMPONENT_NAME = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;
/** Other names for the parameters of an action. */
const PARAMETERS = ["parameters", "params", "inputSchema", "input_schema", "inputs", "args"];
/** Members every ElizaOS service has; a method of that name would replace them. */
const SERVICE_MEMBERS = [
  "constructor",
  "runtime",
  "config",
  "capabilityDescription",
  "serviceType",
];

/** Reads the four lists of components and refuses names that ElizaOS could not tell apart. */
export function readComponents(fields: Fields, findings: Findings): Components {
  const named = (kind: ComponentKind, known: string[]): Named[] =>
    readList(kind, fields[`${kind}s`], known, findings);
  return {
    actions: named("action", PARAMETERS).map(({ name, description, fields: own, path }) => {
      const key =
        PARAMETERS.find((each) => own[each] !== undefined && own[each] !== null) ?? "parameters";
      return { name, description, parameters: readParameters(own[key], at(path, key), findings) };
    }),
    providers: named("provider", ["dataStructure"]).map(
      ({ name, description, fields: own, path }) => ({
        name,
        description,
        ...readDataStructure(own.dataStructure, at(path, "dataStructure"), findings),
      }),
    ),
    services: named("service", ["methods"]).map(({ name, description, fields: own, path }) => ({
      name,
      description,
      methods: readMethods(own.methods, at(path, "methods"), findings),
    })),
    evaluators: named("evaluator", ["triggers"]).map(
      ({ name, description, fields: own, path }) => ({
        name,
        description,
        triggers: readTriggers(own.triggers, at(path, "triggers"), findings),
      }),
    ),
  };
}

function readList(
  kind: ComponentKind,
  value: unknown,
  known: string[],
  findings: Findings,
): Named[] {
  const list = `${kind}s`;
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) && !isRecord(value)) {
    findings.problem(list, value, `a list of ${list}`);
    return [];
  }
  const read = entriesOf(value).flatMap(
    ([key, item]) => readNamed(kind, item, known, at(list, key), findings) ?? [],
  );
  read.forEach(({ name, path }, index) => {
    const twin = read.slice(0, index).find((other) => sameName(other.name, name));
    if (twin) {
      const expected = `a name ElizaOS can tell from ${shown(twin.name)} of ${twin.path}: case, "_" and "-" do not count`;
      findings.problem(at(path, "name"), name, expected, "Duplicate name");
    }
  });
  return read;
}

/** A list, one component without a list around it, or components by name. */
function entriesOf(value: unknown[] | Fields): [string | number, unknown][] {
  if (Array.isArray(value)) return [...value.entries()];
  if (typeof value.name === "string" && !isRecord(value.description)) return [[0, value]];
  return Object.entries(value).map(([name, item]) => [
    name,
    isRecord(item) ? { name, ...item } : { name, description: item },
  ]);
}

function readNamed(
  kind: ComponentKind,
  item: unknown,
  known: string[],
  path: string,
  findings: Findings,
): Named | undefined {
  const fields = typeof item === "string" ? fromLine(item) : item;
  if (!isRecord(fields)) {
    findings.problem(
      path,
      item,
      `an ${kind} such as {"name": "…", "description": "…"}`.replace(/^an (?=[ps])/, "a "),
    );
    return undefined;
  }
  findings.unknownFields(fields, ["name", "description", ...known], path);
  const { name } = fields;
  if (typeof name !== "string" || !COMPONENT_NAME.test(name) || name === "constructor") {
    const near = typeof name === "string" && /^[\w .-]+$/.test(name) ? camel(name) : "";
    const hint = COMPONENT_NAME.test(near) && near !== name ? ` (did you mean "${near}"?)` : "";
    findings.problem(
      at(path, "name"),
      name,
      `a name of at most 64 letters, digits, "_" and "-", first a letter${hint}`,
    );
    return undefined;
  }
  checkEliza(kind, name, at(path, "name"), findings);
  return {
    name,
    fields,
    path,
    description: readDescription(fields.description, name, path, findings),
  };
}

/** `"addTodo"`, also with a description behind it: `"addTodo: adds a todo"`. */
function fromLine(line: string): Fields {
  const [, name, description] = /^\s*([\w-]+?)\s*(?::|\s[-–—])\s+(.+)$/s.exec(line) ?? [];
  return name ? { name, description } : { name: line.trim() };
}

function checkEliza(kind: ComponentKind, name: string, path: string, findings: Findings): void {
  const own = elizaName(kind, name);
  if (own && kind === "action" && isOrdinaryWord(name)) {
    findings.note(
      `ElizaOS has an action ${own} of its own: in an agent with @elizaos/plugin-bootstrap the one loaded first is called.`,
    );
  } else if (own) {
    findings.problem(
      path,
      name,
      `a name that ElizaOS does not use itself: it has its own ${kind} ${own}`,
    );
  }
  if (kind === "service" && OPEN_SERVICE_TYPES.some((type) => sameName(type, name))) {
    findings.note(
      `ElizaOS defines an interface for services of the type ${name}; other plugins may expect it.`,
    );
  }
}

function readDataStructure(
  value: unknown,
  path: string,
  findings: Findings,
): { dataStructure?: Fields } {
  if (value === undefined || value === null) return {};
  if (Array.isArray(value) && value.every((field) => typeof field === "string")) {
    return { dataStructure: Object.fromEntries(value.map((field) => [field, "string"])) };
  }
  if (isRecord(value)) return { dataStructure: value };
  findings.problem(path, value, 'an object such as {"currentTime": "string"}');
  return {};
}

/** Names, `{name}` objects, an object by name, or signatures such as `query(sql, values)`, of which the name is kept. */
function readMethods(value: unknown, path: string, findings: Findings): string[] {
  if (value === undefined || value === null) return [];
  const methods: unknown[] = isRecord(value)
    ? Object.keys(value)
    : Array.isArray(value)
      ? value
      : [value];
  const read = new Set<string>();
  for (const [index, method] of methods.entries()) {
    const written = isRecord(method) ? method.name : method;
    const name =
      typeof written === "string"
        ? written.replace(/^\s*(?:async\s+)?([\w$]+)\s*[(:].*$/s, "$1").trim()
        : "";
    if (
      !/^[A-Za-z_$][\w$]{0,63}$/.test(name) ||
      SERVICE_MEMBERS.includes(name) ||
      name.startsWith("__")
    ) {
      findings.problem(
        at(path, index),
        written,
        "the name of a method that is not a member of every service already",
      );
    } else if (read.has(name)) findings.problem(at(path, index), written, "each method once");
    else {
      if (name !== written)
        findings.note(`${at(path, index)}: of the method only its name ${name} was read.`);
      read.add(name);
    }
  }
  return [...read];
}

function readTriggers(value: unknown, path: string, findings: Findings): string[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]).flatMap((trigger: unknown, index) => {
    if (
      typeof trigger === "string" &&
      trigger.trim() &&
      trigger.length <= 500 &&
      !/\p{Cc}/u.test(trigger)
    ) {
      return [trigger];
    }
    findings.problem(
      at(path, index),
      trigger,
      "words, a pattern or a schedule, as one line of text",
    );
    return [];
  });
}
