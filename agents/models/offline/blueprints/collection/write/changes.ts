import { code } from "../../../code/template.ts";
import { access, indent, key, list, literal, quote } from "../../../code/text.ts";
import type { Operation } from "../model.ts";
import { type Body } from "./action.ts";
import { uniqueness } from "./conditions.ts";
import { stateIn } from "./texts.ts";
import { spokenName, type Writing } from "./writing.ts";

import { answer, foundIn } from "./bodies.ts";

type Of<Kind extends Operation["kind"]> = Extract<Operation, { kind: Kind }>;

/** Changing the values that were given. */
export function updateBody(operation: Of<"update">, writing: Writing): Body {
  const { collection, lineOf, say } = writing;
  const { variable, variables, fields } = collection;
  const { changes, nested, append, parameters, required, set = {} } = operation;
  const { guard, found } = foundIn("draft.items", operation, writing);
  if (append) return appendBody(operation, writing, guard, found);
  const flat = changes.map(({ param, field }) => `${key(field)}: ${access("values", param)}`);
  const nestedNames = nested === undefined ? [] : Object.keys(parameters[nested]?.properties ?? {});
  const source =
    nested !== undefined && flat.length === 0
      ? `given(${access("values", nested)})`
      : nested !== undefined
        ? `given({ ...${access("values", nested)}, ...given({ ${flat.join(", ")} }) })`
        : `given(${list("{", flat, "}", 60)})`;
  const names = [...changes.map(({ param }) => param), ...nestedNames].map((name) => `"${name}"`);
  const certain =
    operation.set !== undefined || changes.some(({ param }) => required.includes(param));
  const state = Object.entries(set).map(([name, value]) => `, ${key(name)}: ${literal(value)}`);
  const nothing = certain
    ? ""
    : `if (Object.keys(changes).length === 0) {\n  return failure(${say("nothing", { names: names.join(", ") })});\n}\n`;
  const touched = new Set([...changes.map(({ field }) => field), ...nestedNames]);
  const unique = fields
    .filter((field) => field.unique && touched.has(field.name))
    .map(({ name }) => ({ field: name, value: access("changes", name), optional: true }));
  return {
    body: `const changes = ${source};
${nothing}${guard}return ${variables}.change(runtime, (draft): Answer => {
${indent(found)}
${indent(uniqueness(unique, writing, variable))}  Object.assign(${variable}, ${state.length > 0 ? `{ ...changes${state.join("")} }` : "changes"});
${indent(answer(writing, say("changed", { line: code(`${lineOf}(${variable})`) }), variable))}
});`,
  };
}

function appendBody(
  { changes, parameters }: Of<"update">,
  writing: Writing,
  guard: string,
  found: string,
): Body {
  const { collection, lineOf, say } = writing;
  const { variable, variables } = collection;
  const lines = changes.map(({ param, field }) => {
    const own = access(variable, field);
    const value = access("values", param);
    const fresh = parameters[param]?.type === "array" ? `...${value}` : value;
    return `${own} = [...new Set([...(${own} ?? []), ${fresh}])];`;
  });
  return {
    body: `${guard}return ${variables}.change(runtime, (draft): Answer => {
${indent(found)}
${indent(lines.join("\n"))}
${indent(answer(writing, say("changed", { line: code(`${lineOf}(${variable})`) }), variable))}
});`,
  };
}

/** Giving a record a state, or turning the state around. */
export function markBody(operation: Of<"mark">, writing: Writing): Body {
  const { collection, lineOf, options, say } = writing;
  const { variable, variables, statuses } = collection;
  const { guard, found } = foundIn("draft.items", operation, writing);
  const [[name = "", value = true] = []] = Object.entries(operation.set);
  const own = access(variable, name);
  const line = code(`${lineOf}(${variable})`);
  const state = (set: string | boolean): string =>
    say(set === false ? "unmarked" : "marked", {
      line,
      state: stateIn(typeof set === "string" ? set : name, options.language),
    });
  if (operation.toggles) {
    const [initial = "open"] = statuses;
    const [on, off] =
      typeof value === "string" ? [quote(value), quote(initial)] : ["true", "false"];
    const other = typeof value === "string" ? initial : false;
    return {
      body: `${guard}return ${variables}.change(runtime, (draft): Answer => {
${indent(found)}
  const on = ${own} !== ${on};
  ${own} = on ? ${on} : ${off};
${indent(answer(writing, `on\n    ? ${state(value)}\n    : ${state(other)}`, variable))}
});`,
    };
  }
  return {
    body: `${guard}return ${variables}.change(runtime, (draft): Answer => {
${indent(found)}
  const already = ${own} === ${literal(value)};
  ${own} = ${literal(value)};
${indent(answer(writing, `already\n    ? ${say("already", { line })}\n    : ${state(value)}`, variable))}
});`,
  };
}

/** Making a number of a record larger or smaller, within its bounds. */
export function adjustBody(operation: Of<"adjust">, writing: Writing): Body {
  const { collection, lineOf, say } = writing;
  const { variable, variables, fields } = collection;
  const { guard, found } = foundIn("draft.items", operation, writing);
  const { field: name, param, sign } = operation;
  const field = fields.find((each) => each.name === name);
  const own = access(variable, name);
  const line = code(`${lineOf}(${variable})`);
  const bounds = [
    ...(field?.minimum === undefined
      ? []
      : [
          `if (value < ${field.minimum}) {\n  return failure(${say("tooFew", { field: spokenName(name), line, value: code(`${own} ?? 0`), bound: String(field.minimum) })});\n}`,
        ]),
    ...(field?.maximum === undefined
      ? []
      : [
          `if (value > ${field.maximum}) {\n  return failure(${say("tooMany", { field: spokenName(name), line, value: code(`${own} ?? 0`), bound: String(field.maximum) })});\n}`,
        ]),
  ];
  const current = field?.always ? own : `${own} ?? 0`;
  return {
    body: `${guard}return ${variables}.change(runtime, (draft): Answer => {
${indent(found)}
  const value = sum([${current}, ${sign < 0 ? "-" : ""}${access("values", param)}]);
${indent(bounds.map((each) => `${each}\n`).join(""))}  ${own} = value;
${indent(answer(writing, say("adjusted", { field: spokenName(name), line, value: code("value") }), variable, [`${key(name)}: value`]))}
});`.replaceAll(`\${${own} ?? 0}`, `\${${current}}`),
  };
}
