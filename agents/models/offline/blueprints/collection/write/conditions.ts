import { access, literal } from "../../../code/text.ts";
import { code } from "../../../code/template.ts";
import type { Collection, Filter, Listing, Operation, When, Which } from "../model.ts";
import { spokenName, type Writing } from "./writing.ts";

/** Names from `src/store.ts` that a piece of code uses. */
export function storeNames(source: string): string[] {
  const all = [
    "added",
    "contains",
    "counted",
    "given",
    "grouped",
    "ordered",
    "same",
    "since",
    "sum",
    "thisWeek",
    "today",
    "until",
  ];
  return all.filter((name) =>
    new RegExp(`(?<![\\w]|(?<!\\.\\.)\\.)${name}\\(|, ${name}[,)]`).test(source),
  );
}

const given = (param: string): string => access("values", param);

/** The condition of one filter, true when the call does not use it. */
function condition(
  filter: Filter,
  { parameters, required }: Pick<Operation, "parameters" | "required">,
  collection: Collection,
): string {
  const { param, test, fields, everything = [] } = filter;
  const { variable } = collection;
  const [name = ""] = fields;
  const own = access(variable, name);
  const value = given(param);
  const field = collection.fields.find((each) => each.name === name);
  const list = field?.type === "array";
  const bare = {
    choice: `same(${own}, ${value})`,
    equals: parameters[param]?.type === "string" ? `same(${own}, ${value})` : `${own} === ${value}`,
    includes:
      parameters[param]?.type === "array"
        ? `${value}.every((each) => (${own} ?? []).some((one) => same(one, each)))`
        : `(${own} ?? []).some((one) => same(one, ${value}))`,
    search:
      fields.length === 1
        ? `contains(${own}, ${value})`
        : `[${fields.map((each) => access(variable, each)).join(", ")}].some((text) => contains(text, ${value}))`,
    on: `since(${own}, ${value}) && until(${own}, ${value})`,
    prefix: `String(${own} ?? "").startsWith(${value})`,
    from: `since(${own}, ${value})`,
    until: `until(${own}, ${value})`,
    least: `${own} !== undefined && ${own} >= ${value}`,
    most: `${own} !== undefined && ${own} <= ${value}`,
  }[test];
  const text = list && field.always ? bare.replaceAll(`(${own} ?? [])`, own) : bare;
  const always = required.includes(param) || parameters[param]?.default !== undefined;
  const open = [
    ...(always ? [] : [`${value} === undefined`]),
    ...everything.map((each) => `${value} === ${literal(each)}`),
  ];
  if (open.length === 0) return text;
  return `(${[...open, text.includes("&&") ? `(${text})` : text].join(" || ")})`;
}

function whenConditions({ field, is, open }: When, variable: string): string[] {
  const own = access(variable, field);
  const date = {
    upcoming: `since(${own}, today())`,
    overdue: `${own} !== undefined && !since(${own}, today())`,
    today: `since(${own}, today()) && until(${own}, today())`,
    week: `thisWeek(${own})`,
    month: `String(${own} ?? "").startsWith(today().slice(0, 7))`,
  }[is];
  const matters = open && `${access(variable, open.field)} === ${literal(open.value)}`;
  return [...(matters === undefined ? [] : [matters]), date.includes("&&") ? `(${date})` : date];
}

/** All conditions of a listing as an arrow function for `filter`; nothing when every record fits. */
export function predicate(
  listing: Listing,
  operation: Pick<Operation, "parameters" | "required">,
  collection: Collection,
): string | undefined {
  const { variable } = collection;
  const fixed = Object.entries(listing.fixed)
    .filter(([name]) => !listing.filters.some(({ fields }) => fields[0] === name))
    .map(([name, value]) =>
      value === true ? access(variable, name) : `${access(variable, name)} === ${literal(value)}`,
    );
  const all = [...fixed, ...listing.filters.map((each) => condition(each, operation, collection))];
  if (listing.when) all.unshift(...whenConditions(listing.when, variable));
  if (all.length === 0) return undefined;
  return `(${variable}) => ${all.length === 1 ? all.join("").replace(/^\((.*)\)$/s, "$1") : `\n${all.map((each) => `  ${each}`).join(" &&\n")}`}`;
}

/** How the chosen record is found: guards, the records that fit and what was wanted, in words. */
export interface Selection {
  /** Statements before the change. */
  guard: string;
  /** Source text of the call that finds the one record among `items`. */
  find: (items: string) => string;
}

/** Code that finds the one record a call means. */
export function selection(which: Which[], operation: Operation, writing: Writing): Selection {
  const { collection, oneOf, namedBy, say } = writing;
  const { variable, label } = collection;
  const words = ({ param, by }: Which): string => {
    const name =
      typeof by === "object"
        ? spokenName(by.name)
        : by === "id"
          ? "id"
          : `id or ${spokenName(label.name)}`;
    return `${name} "\${${given(param)}}"`;
  };
  const fits = ({ param, by }: Which, items: string): string => {
    if (by === "reference") return `${namedBy}(${items}, ${given(param)}).includes(${variable})`;
    if (by === "id") return `same(${variable}.id, ${given(param)})`;
    const own = access(variable, by.name);
    return by.type === "array"
      ? `(${own} ?? []).some((each) => same(each, ${given(param)}))`
      : `same(${own}, ${given(param)})`;
  };
  const [first] = which;
  if (first && which.length === 1) {
    return {
      guard: "",
      find: (items) =>
        first.by === "reference"
          ? `${oneOf}(${items}, ${namedBy}(${items}, ${given(first.param)}), \`${words(first)}\`)`
          : `${oneOf}(\n  ${items},\n  ${items}.filter((${variable}) => ${fits(first, items)}),\n  \`${words(first)}\`,\n)`,
    };
  }
  const isOptional = ({ param }: Which): boolean => !operation.required.includes(param);
  const names = which.map(({ param }) => `"${param}"`).join(" or ");
  const nothing = which.every(isOptional)
    ? `if (${which.map(({ param }) => `${given(param)} === undefined`).join(" && ")}) {\n  return failure(${say("whichOne", { names })});\n}\n`
    : "";
  const parts = which.map((each) =>
    isOptional(each)
      ? `...(${given(each.param)} === undefined ? [] : [\`${words(each)}\`])`
      : `\`${words(each)}\``,
  );
  return {
    guard: `${nothing}const wanted = [${parts.join(", ")}].join(", ");\n`,
    find: (items) => {
      const conditions = which.map((each) =>
        isOptional(each)
          ? `(${given(each.param)} === undefined || ${fits(each, items)})`
          : fits(each, items),
      );
      return `${oneOf}(\n  ${items},\n  ${items}.filter(\n    (${variable}) =>\n      ${conditions.join(" &&\n      ")},\n  ),\n  wanted,\n)`;
    },
  };
}

/** Source text of the refusal of a value that must be unique; `except` is the record that may have it. */
export function uniqueness(
  fields: { field: string; value: string; optional: boolean }[],
  writing: Writing,
  except?: string,
): string {
  const { lineOf, say } = writing;
  return fields
    .map(({ field, value, optional }, index) => {
      const taken = fields.length === 1 ? "taken" : `taken${index + 1}`;
      const conditions = [
        ...(except === undefined ? [] : [`each !== ${except}`]),
        ...(optional ? [`${value} !== undefined`] : []),
        `same(${access("each", field)}, ${value})`,
      ];
      const text = say("taken", {
        field: spokenName(field),
        value: code(`String(${value})`),
        line: code(`${lineOf}(${taken})`),
      });
      return `const ${taken} = draft.items.find((each) => ${conditions.join(" && ")});\nif (${taken}) return failure(${text});\n`;
    })
    .join("");
}
