import type { SourceFile } from "../../../blueprint.ts";
import type { Field } from "../../../code/schema.ts";
import { access, doc, indent, key, literal, quote } from "../../../code/text.ts";
import type { Collection, RecordField } from "../model.ts";
import { storeOfEarlier } from "./earlier-records.ts";
import { spokenName, type Writing } from "./writing.ts";

/** The TypeScript type of a field's values. */
export function typeOf(field: Field): string {
  if (field.enum && field.enum.length > 0)
    return field.enum.map((each) => literal(each)).join(" | ");
  switch (field.type) {
    case "string":
    case "boolean":
      return field.type;
    case "number":
    case "integer":
      return "number";
    case "array": {
      const items = field.items ? typeOf(field.items) : "unknown";
      return items.includes(" ") ? `(${items})[]` : `${items}[]`;
    }
    case "object": {
      const properties = Object.entries(field.properties ?? {});
      if (properties.length === 0) return "Record<string, unknown>";
      const each = properties.map(
        ([name, own]) => `${key(name)}${own.required ? "" : "?"}: ${typeOf(own)}`,
      );
      return `{ ${each.join("; ")} }`;
    }
    default:
      return field.type satisfies never;
  }
}

/** Status and flags come after the record's own fields. */
export function stateFields({ fields, statusField, statuses, flags }: Collection): string[] {
  const own = new Set(fields.map(({ name }) => name));
  const status = statusField !== "" && !own.has(statusField);
  return [
    ...(status ? [`${key(statusField)}: ${statuses.map(quote).join(" | ")};`] : []),
    ...flags.filter((flag) => !own.has(flag)).map((flag) => `${key(flag)}: boolean;`),
  ];
}

function shownStatus({ variable, statusField, statuses, quiet }: Collection): string {
  const status = access(variable, statusField);
  return quiet ? `${status} !== ${quote(statuses[0] ?? "")} && ${status}` : status;
}

function property(field: RecordField): string {
  const comment = field.description ? `${doc(field.description, "  ")}\n` : "";
  return `${comment}  ${key(field.name)}${field.always ? "" : "?"}: ${typeOf(field)};`;
}

/** The file of one kind of record: its type, its store, how it is shown and how it is found. */
export function recordFile(writing: Writing): SourceFile {
  const { collection, lineOf, oneOf, namedBy, say } = writing;
  const { type, variable, variables, fields, label, noun } = collection;
  const details = [
    `["", ${variable}.id]`,
    ...fields
      .filter((field) => field !== label && field.name !== collection.statusField)
      .map(({ name }) => `[${quote(spokenName(name))}, ${access(variable, name)}]`),
    ...(collection.statusField === "" ? [] : [`["", ${shownStatus(collection)}]`]),
    ...collection.flags
      .filter((flag) => !fields.some(({ name }) => name === flag))
      .map((flag) => `["", ${access(variable, flag)} && ${quote(flag)}]`),
  ];
  const known = `${say("listed", { counted: writing.counted("all.length"), lines: { code: `all.slice(0, 20).map(${lineOf}).join("; ")` } }).replace("\\n", " ")}`;
  const { quiet } = collection;
  const imports = quiet
    ? `import type { IAgentRuntime } from "@elizaos/core";
import { Store, counted, line, named, type Draft, type Kept } from "../store.js";`
    : `import { Store, counted, line, named, type Kept } from "../store.js";`;
  const content = `${imports}

/** One ${noun.singular} as it is kept. */
export interface ${type} extends Kept {
${[...fields.map(property), ...stateFields(collection).map((each) => `  ${each}`)].join("\n")}
}

${quiet ? `${storeOfEarlier(collection)}\n\n` : ""}/** All ${noun.plural} of the agent. */
export const ${variables} = new ${quiet ? `${type}Store` : `Store<${type}>`}(${quote(collection.storageKey)}, ${quote(collection.idPrefix)});

/** One ${noun.singular} in one line: its ${spokenName(label.name)}, its id and what else is known. */
export function ${lineOf}(${variable}: ${type}): string {
  return line(${access(variable, label.name)}, [
${indent(details.join(",\n"), 4)},
  ]);
}

${doc(`The ${noun.plural} that a reference means: an id or ${collection.exactLabels ? "the exact" : "the"} ${spokenName(label.name)}.`)}
export function ${namedBy}(all: ${type}[], reference: string): ${type}[] {
  return named(all, reference, (${variable}) => ${access(variable, label.name)}${collection.exactLabels ? ", true" : ""});
}

/** The one ${noun.singular} that fits, or a sentence about why there is not exactly one. */
export type Found${type} = { ok: true; ${variable}: ${type} } | { ok: false; text: string };

/** Expects exactly one of \`fitting\`; \`wanted\` says in words what was looked for. */
export function ${oneOf}(all: ${type}[], fitting: ${type}[], wanted: string): Found${type} {
  const [${variable}] = fitting;
  if (${variable} && fitting.length === 1) return { ok: true, ${variable} };
  if (${variable}) {
    const lines = fitting.map(${lineOf}).join("; ");
    return { ok: false, text: ${say("several", { wanted: { code: "wanted" }, lines: { code: "lines" } })} };
  }
  const known =
    all.length === 0
      ? ${say("none")}
      : ${known};
  return { ok: false, text: ${say("missing", { wanted: { code: "wanted" }, known: { code: "known" } })} };
}
`;
  return { path: `src/${writing.file}.ts`, content };
}
