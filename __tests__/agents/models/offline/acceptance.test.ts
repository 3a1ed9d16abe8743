import { expect, test } from "vitest";
import { criteriaOf } from "../../../../agents/criteria.ts";
import type { ModelCall } from "../../../../agents/models/model.ts";
import { labelled, wantedOf } from "../../../../agents/models/offline/acceptance/labels.ts";
import { offlineModel } from "../../../../agents/models/offline/offline-model.ts";
import { testsIn } from "../../../../agents/test-code.ts";
import { criteriaIn } from "../../../../shared/criteria.ts";
import { readSpecification } from "../../../../shared/read-specification.ts";
import { fixture } from "../../../support/cases.ts";

const names = ["api", "contacts", "database", "giphy", "postgres", "time", "todo", "weather"];

async function written(name: string, foreign: boolean) {
  const { specification } = readSpecification(fixture(name));
  const criteria = criteriaOf(specification);
  const input = { specification, criteria, foreign };
  const call = { purpose: "tests", input, think: () => undefined } as unknown as ModelCall;
  const { files } = (await offlineModel("a test asks").answer(call)) as {
    files: { path: string; content: string }[];
  };
  const titles = files.flatMap(({ path, content }) =>
    testsIn(path, content).map((each) => each.path.join(" > ")),
  );
  const shown = new Set(titles.flatMap(criteriaIn));
  const open = criteria.filter(({ id }) => !shown.has(id)).map(({ component }) => component);
  return { files, titles, open };
}

test.each(names)(
  "%s: every test names its criteria, and every criterion has a test",
  async (name) => {
    const { titles, open } = await written(name, false);
    expect(titles.length).toBeGreaterThan(0);
    expect(titles.filter((title) => criteriaIn(title).length === 0)).toEqual([]);
    expect(open).toEqual([]);
  },
);

test.each(names)(
  "%s: tests of somebody else's plugin know only the specification",
  async (name) => {
    const { files, titles, open } = await written(name, true);
    expect(titles.filter((title) => criteriaIn(title).length === 0)).toEqual([]);
    expect(open).toEqual([]);
    const tests = files
      .filter(({ path }) => path.endsWith(".test.ts"))
      .map(({ content }) => content);
    // No storage, no shape of data, no file but the entry.
    expect(tests.join("\n")).not.toMatch(/getCache|storageKey|data\.|\.\.\/(?!index\.js)/);
  },
);

test("what a test shows is told by what it calls, and by whether anything is to succeed in it", () => {
  const { specification } = readSpecification(fixture("todo"));
  const criteria = criteriaOf(specification);
  const content = `import { test } from "vitest";
const add = (agent) => agent.call("addTodo", {});
test("a way in", () => expect(add(agent).success).toBe(true));
test("removeTodo needs an id", async () => expect((await agent.call("removeTodo", {})).success).toBe(false));
test("what is pending", async () => expect(await agent.provide("pendingTodos")).toEqual({}));
test("nothing of it", () => expect(1).toBe(2));
`;
  const [file] = labelled([{ path: "src/__tests__/a.test.ts", content }], specification, criteria);
  const ids = testsIn("a.test.ts", file?.content ?? "").map(({ path }) => criteriaIn(path.join()));
  const idsOf = (component: string) => wantedOf(criteria, component);
  expect(ids).toEqual([
    [idsOf("addTodo")?.does],
    [idsOf("removeTodo")?.refuses],
    [idsOf("pendingTodos")?.does],
    [],
  ]);
});
