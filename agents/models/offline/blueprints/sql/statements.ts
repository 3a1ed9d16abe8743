import { sameName } from "../../../../../shared/names.ts";
import type { ActionSpecification } from "../../../../../shared/specification.ts";

/** A statement that a description writes out, with $1, $2 … for the parameters named in `binds`. */
export interface KnownStatement {
  text: string;
  binds: string[];
}

const STATEMENT =
  /\b(SELECT\s[\s\S]+?\sFROM\s|INSERT\s+INTO\s|UPDATE\s+\S+\s+SET\s|DELETE\s+FROM\s|WITH\s+\w+\s+AS\s*\()[\s\S]*$/;

/** Finds the statement in an action's description; nothing when its parameters do not fit together with it. */
export function statementIn({
  description,
  parameters,
}: ActionSpecification): KnownStatement | undefined {
  const written = STATEMENT.exec(description);
  if (!written) return undefined;
  const before = description[written.index - 1] ?? "";
  const rest = written[0];
  const end = ["`", '"'].includes(before) ? rest.indexOf(before) : -1;
  const sql = (end < 0 ? rest : rest.slice(0, end))
    .replace(/\.\s+[A-Z][\s\S]*$/, "")
    .replace(/[;.\s]+$/, "");
  const names = Object.keys(parameters);
  const binds: string[] = [];
  let fits = true;
  const text = sql.replace(
    /\$(\d+)|(?<!:)[:@](\w+)|\{(\w+)\}/g,
    (_, position?: string, ...named: (string | undefined)[]) => {
      const wanted = named[0] ?? named[1] ?? "";
      const name = position
        ? names[Number(position) - 1]
        : names.find((each) => sameName(each, wanted));
      if (name === undefined) {
        fits = false;
        return "";
      }
      if (!binds.includes(name)) binds.push(name);
      return `$${binds.indexOf(name) + 1}`;
    },
  );
  return fits && binds.length === names.length ? { text, binds } : undefined;
}
