import type { Criterion } from "../../../../shared/criteria.ts";
import type { SourceFile } from "../blueprint.ts";
import { indent, quote } from "../code/text.ts";
import { wantedOf } from "./labels.ts";
import { observeExports } from "./observe-source.ts";

/** A test that holds for any honest plugin of a specification, whoever wrote it. */
export interface AcceptanceTest {
  /** Component whose criterion it shows. */
  of: string;
  /** What the component does, how it says no, or only that it is at work, which shows no criterion. */
  how: "does" | "refuses" | "works";
  title: string;
  /** Statements of the test. */
  lines: string[];
  /** Literals of a table; each gives the test its `reason` and its `values`, and `%s` in the title is the reason. */
  rows?: string[];
}

/** Tests of one file, with what stands in front of them. */
export interface AcceptanceFile {
  /** Such as `todos`, without folder and ending. */
  name: string;
  prelude?: string;
  tests: AcceptanceTest[];
}

/** A file of tests, with the ids of the criteria in the titles and the imports that it needs; nothing without tests. */
export function acceptanceFile(
  { name, prelude = "", tests }: AcceptanceFile,
  criteria: Criterion[],
): SourceFile[] {
  if (tests.length === 0) return [];
  const body = [prelude, ...tests.map((each) => rendered(each, criteria))]
    .filter(Boolean)
    .join("\n\n");
  const uses = (each: string): boolean => new RegExp(`\\b${each}\\b`).test(body);
  const imported = (names: string[], from: string): string[] => {
    const used = names.filter((each) => uses(each.replace("type ", "")));
    return used.length === 0 ? [] : [`import { ${used.join(", ")} } from "${from}";`];
  };
  const imports = [
    ...imported(["afterEach", "beforeEach", "expect", "test", "vi"], "vitest"),
    ...imported(["startServer", "type TestServer"], "./http-server.js"),
    ...imported(["startPostgres"], "./postgres-server.js"),
    ...imported(observeExports, "./observe.js"),
    ...imported(["type From", "type StartedPlugin"], "./support.js"),
  ];
  return [
    {
      path: `src/__tests__/${name}-acceptance.test.ts`,
      content: `${imports.join("\n")}\n\n${body}\n`,
    },
  ];
}

function rendered({ of, how, title, lines, rows }: AcceptanceTest, criteria: Criterion[]): string {
  const id = how === "works" ? undefined : wantedOf(criteria, of)?.[how];
  const words = quote(id === undefined ? title : `[${id}] ${title}`);
  const body = indent(lines.join("\n"));
  if (!rows) return `test(${words}, async () => {\n${body}\n});`;
  const table = rows.map((row) => `  ${row},`).join("\n");
  return `test.each([\n${table}\n] as [string, Record<string, unknown>][])(${words}, async (_reason, values) => {\n${body}\n});`;
}
