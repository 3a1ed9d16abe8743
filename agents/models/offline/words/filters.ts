import type { Parameter } from "../../../../shared/specification.ts";
import { camel } from "../../../../shared/names.ts";
import { listed } from "./english.ts";
import type { Field } from "./field.ts";
import type { Kept } from "./kept.ts";

const optional = (label: string, description: string, more: Partial<Parameter> = {}): Field => ({
  label,
  name: camel(label),
  parameter: { type: "string", description, required: false, ...more },
});

/** What things are before somebody marks them: "unread" before "read". */
const before = (status: string): string =>
  /^(read|paid|watched|solved|finished|answered|seen|used|visited|published|sold|checked|watered|tested|reviewed)$/.test(
    status,
  )
    ? `un${status}`
    : "open";

/** What lists can be narrowed by: the state of things, and fields that repeat from one thing to the next. */
export function filtersFor(kept: Kept): Field[] {
  const completes = kept.wishes.some(({ operation }) => operation === "complete");
  const marks = kept.wishes.flatMap(({ operation, status }) =>
    operation === "mark" && status ? [status] : [],
  );
  const filters: Field[] = [];
  if (completes) {
    filters.push(
      optional("status", "Which to show; all by default", {
        enum: ["all", "pending", "completed", ...marks],
      }),
    );
  } else if (marks.length > 0 && !kept.fields.some(({ label }) => label === "status")) {
    filters.push(
      optional("status", "Which to show; all by default", {
        enum: ["all", before(marks[0] ?? ""), ...marks],
      }),
    );
  }
  for (const field of kept.fields) {
    const { label, parameter } = field;
    const repeats =
      kept.by.includes(label) ||
      parameter.enum !== undefined ||
      /\b(category|genre|status|type)$/.test(label) ||
      label === "tags";
    if (!repeats || filters.some(({ name }) => name === field.name)) continue;
    if (parameter.type === "array") {
      const one = label.replace(/ies$/, "y").replace(/s$/, "");
      filters.push(optional(one, `Only those with this ${one}`));
    } else {
      filters.push({
        ...field,
        parameter: { ...parameter, description: `Only those with this ${label}`, required: false },
      });
    }
  }
  const stock =
    kept.low && kept.fields.find(({ label }) => /quantity|stock|count|amount/.test(label));
  if (stock) {
    filters.push(
      optional(`max ${stock.label}`, `Only those with at most this ${stock.label}`, {
        type: stock.parameter.type,
      }),
    );
  }
  if (
    kept.dated &&
    kept.fields.some(({ parameter }) => (parameter.description ?? "").includes("ISO 8601"))
  ) {
    filters.push(
      optional("from", "Only those on or after this date (ISO 8601 date)"),
      optional("until", "Only those on or before this date (ISO 8601 date)"),
    );
  }
  return filters;
}

/** The texts that a search looks into: those a person named, else all. */
export function searchedIn({ fields, by }: Kept): string {
  const texts = fields.filter(
    ({ parameter, label }) =>
      (parameter.type === "string" && !parameter.enum && !/\bdate|deadline|time\b/.test(label)) ||
      parameter.type === "array",
  );
  const wanted = texts.filter(({ label }) => by.some((each) => label.startsWith(each)));
  const labels = (wanted.length > 0 ? wanted : texts).map(({ label, parameter }) =>
    parameter.type === "array" ? label.replace(/s$/, "") : label,
  );
  return listed(labels, "or");
}
