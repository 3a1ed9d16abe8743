import { camel } from "../../../../../../shared/names.ts";
import { code } from "../../../code/template.ts";
import { access, indent, key, list, quote } from "../../../code/text.ts";
import type { Collection, Operation } from "../model.ts";
import { recordData, recordValues, type Body } from "./action.ts";
import { selection, uniqueness } from "./conditions.ts";
import { type Writing } from "./writing.ts";

type Of<Kind extends Operation["kind"]> = Extract<Operation, { kind: Kind }>;

/** Fields that a new record has beside those of the call: its status and its flags. */
function initialState({ fields, statusField, statuses, flags }: Collection): string[] {
  const own = new Set(fields.map(({ name }) => name));
  const [initial] = statuses;
  return [
    ...(statusField !== "" && !own.has(statusField) && initial !== undefined
      ? [`${key(statusField)}: ${quote(initial)}`]
      : []),
    ...flags.filter((flag) => !own.has(flag)).map((flag) => `${key(flag)}: false`),
  ];
}

/** Keeping a new record, or several from one list. */
export function addBody(operation: Of<"add">, writing: Writing): Body {
  const { collection, lineOf, say } = writing;
  const { variable, variables, type, fields } = collection;
  const { many, parameters, replaces } = operation;
  if (many !== undefined) return addManyBody(operation, writing, many);
  const ownFields = fields.filter(({ name }) => name in parameters);
  const { ownIds } = collection;
  const mustId = operation.required.includes("id");
  const assigned = [
    "...draft.next()",
    ...(ownIds
      ? [mustId ? "id: values.id" : "...(values.id !== undefined && { id: values.id })"]
      : []),
    ...ownFields.map(({ name }) => `${key(name)}: ${access("values", name)}`),
    ...initialState(collection),
  ];
  const identity = ownIds ? [{ field: "id", value: "values.id", optional: !mustId }] : [];
  const unique = [
    ...identity,
    ...ownFields
      .filter((field) => field.unique)
      .map(({ name, always }) => ({
        field: name,
        value: access("values", name),
        optional: !always,
      })),
  ];
  const answer = (text: "added" | "replaced"): string =>
    `return ${list("{", ["success: true", `text: ${say(text, { line: code(`${lineOf}(${variable})`) })}`, `data: ${recordData(writing, variable)}`, `values: ${recordValues(writing, variable)}`], "}", 84)};`;
  const [first] = unique;
  const before =
    replaces && first
      ? `const known = draft.items.find((each) => same(${access("each", first.field)}, ${first.value}));
if (known) {
  const ${variable}: ${type} = { ...known, ...given(values) };
  draft.items = draft.items.map((each) => (each === known ? ${variable} : each));
  ${indent(answer("replaced")).trim()}
}
`
      : uniqueness(unique, writing);
  return {
    body: `return ${variables}.change(runtime, (draft): Answer => {
${indent(before)}  const ${variable}: ${type} = ${indent(list("{", assigned, "}", 70)).trim()};
  draft.items.push(${variable});
${indent(answer("added"))}
});`,
  };
}

function addManyBody({ parameters }: Of<"add">, writing: Writing, many: string): Body {
  const { collection, lineOf, plural, singular } = writing;
  const { variables, type, label } = collection;
  const others = Object.keys(parameters).filter((name) => name !== many);
  const assigned = [
    "...draft.next()",
    label.name === "each" ? "each" : `${key(label.name)}: each`,
    ...others.map((name) => `${key(name)}: ${access("values", name)}`),
    ...initialState(collection),
  ];
  const skip = label.unique
    ? `.filter((each) => !draft.items.some((known) => same(${access("known", label.name)}, each)))`
    : "";
  return {
    body: `return ${variables}.change(runtime, (draft): Answer => {
  const fresh = ${access("values", many)}${skip}.map(
    (each): ${type} => (${list("{", assigned, "}", 70)}),
  );
  draft.items.push(...fresh);
  return {
    success: true,
    text: \`\${counted(fresh.length, ${quote(singular)}, ${quote(plural)})}: \${fresh.map(${lineOf}).join("; ")}\`,
    data: { ${key(camel(collection.noun.plural))}: fresh, count: fresh.length },
    values: { ${key(`${camel(collection.noun.singular)}Count`)}: draft.items.length },
  };
});`,
  };
}

/** The one record of a change as a statement, with the failure when there is not exactly one. */
export function foundIn(
  items: string,
  operation: Of<"get" | "remove" | "update" | "mark" | "adjust">,
  writing: Writing,
): { guard: string; found: string } {
  const { guard, find } = selection(operation.which, operation, writing);
  const { variable } = writing.collection;
  return {
    guard,
    found: `const found = ${find(items)};\nif (!found.ok) return failure(found.text);\nconst { ${variable} } = found;`,
  };
}

export const answer = (
  writing: Writing,
  text: string,
  variable: string,
  more: string[] = [],
): string =>
  `return {\n  success: true,\n  text: ${text},\n  data: ${recordData(writing, variable, more)},\n  values: ${recordValues(writing, variable)},\n};`;

/** Showing the one record that is meant. */
export function getBody(operation: Of<"get">, writing: Writing): Body {
  const { collection, lineOf, say } = writing;
  const { variable, variables } = collection;
  const { guard, found } = foundIn("all", operation, writing);
  return {
    body: `${guard}const all = await ${variables}.all(runtime);
${found}
${answer(writing, say("shown", { line: code(`${lineOf}(${variable})`) }), variable)}`,
  };
}

/** Removing the one record that is meant. */
export function removeBody(operation: Of<"remove">, writing: Writing): Body {
  const { collection, lineOf, say } = writing;
  const { variable, variables } = collection;
  const { guard, found } = foundIn("draft.items", operation, writing);
  return {
    body: `${guard}return ${variables}.change(runtime, (draft): Answer => {
${indent(found)}
  draft.items = draft.items.filter((each) => each !== ${variable});
${indent(answer(writing, say("removed", { line: code(`${lineOf}(${variable})`) }), variable, ["count: draft.items.length"]))}
});`,
  };
}
