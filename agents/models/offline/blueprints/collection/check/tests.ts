import { kebab } from "../../../../../../shared/names.ts";
import type { SourceFile } from "../../../blueprint.ts";
import { wrongSample } from "../../../code/samples.ts";
import { quote } from "../../../code/text.ts";
import type { Context, Operation } from "../model.ts";
import type { Writing } from "../write/writing.ts";
import { addingTests } from "./adding.ts";
import { edgeTests, providerEdges } from "./edges.ts";
import { pointedTests } from "./pointing.ts";
import { listTests } from "./lists.ts";
import { clearTests, countTests, providerTests, randomTests } from "./showing.ts";
import { begin, call, helpers, storyOf, testSource, type Story } from "./story.ts";

function testsOf(operation: Operation, story: Story): string[] {
  switch (operation.kind) {
    case "add":
      return operation === story.add ? addingTests(story) : [];
    case "list":
    case "find":
      return listTests(operation, story);
    case "random":
      return randomTests(operation, story);
    case "clear":
      return clearTests(operation, story);
    case "count":
      return countTests(operation, story);
    case "get":
    case "remove":
    case "update":
    case "mark":
    case "adjust":
      return pointedTests(operation, story);
    default:
      return operation satisfies never;
  }
}

/** Values of wrong types are refused also where nothing has to be given. */
function misfitTests({ action, parameters, required }: Operation): string[] {
  const [first] = Object.keys(parameters);
  if (required.length > 0 || first === undefined) return [];
  const wrong = Object.fromEntries(
    Object.entries(parameters).map(([name, field]) => [name, wrongSample(field)]),
  );
  return [
    testSource(`${action.name} refuses values that do not fit`, [
      ...begin(0),
      `const result = ${call(action.name, wrong)};`,
      "expect(result.success).toBe(false);",
      `expect(result.text).toContain(${quote(first)});`,
    ]),
  ];
}

/** The acceptance tests of one collection: every action and provider, good and bad input, restarts. */
export function testFile(writing: Writing, contexts: Context[], all: Context[]): SourceFile[] {
  const story = storyOf(writing);
  if (!story) return [];
  const { collection } = writing;
  const tests = [
    ...collection.operations.flatMap((operation) => [
      ...testsOf(operation, story),
      ...misfitTests(operation),
    ]),
    ...edgeTests(story),
    ...contexts.flatMap((context) => {
      const alone = all.filter(({ provider }) => provider === context.provider).length === 1;
      return [
        ...providerTests(context, story, alone),
        ...(alone ? providerEdges(context, story) : []),
      ];
    }),
  ];
  return [
    {
      path: `src/__tests__/${kebab(collection.noun.plural)}.test.ts`,
      content: `import { expect, test } from "vitest";
import plugin from "../index.js";
import { startPlugin, type StartedPlugin } from "./support.js";

${helpers(story, contexts)}

${tests.join("\n\n")}
`,
    },
  ];
}
