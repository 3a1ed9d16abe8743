import type { CodeFacts, FactKind } from "./code-facts.ts";

const MOST_PLACES = 3;
const MOST_LINES = 30;
const LONGEST_DETAIL = 80;
/** What every plugin imports says nothing. */
const ORDINARY = new Set(["@elizaos/core", "zod"]);

/** Facts for a reader: a line for each thing, with where it is. Empty when there is nothing to tell. */
export function factsText(facts: CodeFacts): string {
  const places = new Map<string, string[]>();
  for (const { kind, detail, file, line } of facts) {
    if (kind === "import" && ORDINARY.has(detail)) continue;
    const thing = `${TITLES[kind] ?? kind.replaceAll("-", " ")}: ${detail.slice(0, LONGEST_DETAIL)}`;
    places.set(thing, [...(places.get(thing) ?? []), `${file}:${line}`]);
  }
  const lines = [...places].map(([thing, where]) => `${thing} (${shown([...new Set(where)])})`);
  const left = lines.length - MOST_LINES;
  return [...lines.slice(0, MOST_LINES), ...(left > 0 ? [`and ${left} more`] : [])].join("\n");
}

const TITLES: Partial<Record<FactKind, string>> = {
  import: "imports",
  host: "address of",
  "mentioned-host": "mentions the host",
  environment: "reads the variable",
  "environment-all": "reads any variable",
  setting: "reads the setting",
  "setting-unknown": "reads any setting",
  patch: "changes",
};

const shown = (places: string[]): string =>
  places.slice(0, MOST_PLACES).join(", ") + (places.length > MOST_PLACES ? ", …" : "");
