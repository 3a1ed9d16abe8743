import { camel } from "../../../../shared/names.ts";

/** Statements together with the import lines they need. */
export interface Imported {
  body: string;
  imports: string[];
}

/**
 * The same statements with other local names for imports that are called like the action's own function: an action
 * `listTables` that imports `listTables` gets it as `sharedListTables`.
 */
export function withoutClash(action: string, { body, imports }: Imported): Imported {
  const own = camel(action);
  const clashing = new RegExp(`([{,] ?)${own}(?=[ ,}])`);
  if (own === "" || !imports.some((line) => clashing.test(line))) return { body, imports };
  const other = `shared${own.charAt(0).toUpperCase()}${own.slice(1)}`;
  return {
    body: body.replace(new RegExp(`(?<![.\\w"'])${own}(?=[(.,)\\s])(?!:)`, "g"), other),
    imports: imports.map((line) => line.replace(clashing, `$1${own} as ${other}`)),
  };
}
