import { expect, test } from "vitest";
import { criteriaOf } from "../../agents/criteria.ts";
import { criteriaTable } from "../../shared/criteria.ts";
import type { RanTest } from "../../shared/results.ts";
import { fixture } from "../support/cases.ts";
import { readSpecification } from "../../shared/read-specification.ts";

const { specification } = readSpecification(fixture("todo"));

test("every component of a specification has criteria, numbered in its order", () => {
  const criteria = criteriaOf(specification);
  const { actions, providers, services, evaluators } = specification;
  const names = [...actions, ...providers, ...services, ...evaluators].map(({ name }) => name);
  expect([...new Set(criteria.map(({ component }) => component))]).toEqual(names);
  expect(criteria.map(({ id }) => id)).toEqual(criteria.map((_each, index) => `AC-${index + 1}`));
  expect(criteria.filter(({ component }) => component === "addTodo")).toEqual([
    { id: "AC-1", component: "addTodo", text: expect.stringMatching(/\.$/) as string },
    {
      id: "AC-2",
      component: "addTodo",
      text: "With values that do not fit, it fails with a sentence.",
    },
  ]);
});

test("what a planner worded takes the place of what is implied, for known components only", () => {
  const criteria = criteriaOf(specification, [
    { component: "addTodo", text: "The title shows in the list." },
    { component: "flyToTheMoon", text: "It lands." },
  ]);
  expect(criteria[0]).toEqual({
    id: "AC-1",
    component: "addTodo",
    text: "The title shows in the list.",
  });
  expect(criteria.map(({ component }) => component)).not.toContain("flyToTheMoon");
  expect(criteria[1]?.component).not.toBe("addTodo");
});

test("a criterion is passed when it has tests and all of them are green", () => {
  const ran = (name: string, state: RanTest["state"]): RanTest => ({ name, file: "a.ts", state });
  const criteria = criteriaOf(specification);
  const table = criteriaTable(criteria, [
    ran("[AC-1] keeps a todo", "passed"),
    ran("[AC-1] [AC-2] answers", "failed"),
    ran("[AC-3] done", "passed"),
    ran("[AC-33] is another number", "failed"),
    ran("without any", "passed"),
  ]);
  expect(table.slice(0, 4).map(({ result, tests }) => [result, tests.length])).toEqual([
    ["failed", 2],
    ["failed", 1],
    ["passed", 1],
    ["untested", 0],
  ]);
});
