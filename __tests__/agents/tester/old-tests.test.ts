import { expect, test } from "vitest";
import { withOldTests } from "../../../agents/tester/old-tests.ts";

const T = "src/__tests__";
const helped = 'import { serve } from "./server.ts";\ntest("a", () => expect(serve()).toBe(1));\n';

test("an old file of the same name is called after its version, and finds its own helper", () => {
  const written = { [`${T}/a.test.ts`]: "new", [`${T}/server.ts`]: "new server" };
  const old = { [`${T}/a.test.ts`]: helped, [`${T}/server.ts`]: "old server" };
  const { files, kept } = withOldTests(written, { files: old, version: "1.0.0", gone: [] });
  expect(files).toEqual({
    ...written,
    [`${T}/a-1.0.0.test.ts`]: helped.replace("./server.ts", "./server-1.0.0.ts"),
    [`${T}/server-1.0.0.ts`]: "old server",
  });
  expect(kept).toEqual([`${T}/a-1.0.0.test.ts`, `${T}/server-1.0.0.ts`]);
});

test("what is the same is there once, and a name that is free stays", () => {
  const old = { [`${T}/a.test.ts`]: "same", [`${T}/b.test.ts`]: "old" };
  const { files, kept } = withOldTests(
    { [`${T}/a.test.ts`]: "same", [`${T}/c.test.ts`]: "new" },
    { files: old, version: "1.0.0", gone: [] },
  );
  expect(Object.keys(files).sort()).toEqual([`${T}/a.test.ts`, `${T}/b.test.ts`, `${T}/c.test.ts`]);
  expect(kept).toEqual([`${T}/b.test.ts`]);
});

test("a name that is taken by an earlier release is not taken twice", () => {
  const old = { [`${T}/a.test.ts`]: "older", [`${T}/a-1.0.0.test.ts`]: "oldest" };
  const { files } = withOldTests(
    { [`${T}/a.test.ts`]: "new" },
    { files: old, version: "1.0.0", gone: [] },
  );
  expect(files[`${T}/a-1.0.0.test.ts`]).toBe("oldest");
  expect(files[`${T}/a-1.0.0-1.test.ts`]).toBe("older");
});

test("a test of what is gone is left out, and named", () => {
  const content = 'test("[AC-1] adds", () => run("addTodo"));\ntest("[AC-2] lists", () => run("listTodos"));\n'; // prettier-ignore
  const { files, dropped } = withOldTests(
    {},
    { files: { [`${T}/a.test.ts`]: content }, version: "1.0.0", gone: ["addTodo"] },
  );
  expect(files[`${T}/a.test.ts`]).toContain("listTodos");
  expect(files[`${T}/a.test.ts`]).not.toContain("addTodo");
  expect(dropped?.map(({ name }) => name)).toEqual(["[AC-1] adds"]);
});

test("where a helper speaks of what is gone, no test of its file stays", () => {
  const content =
    'const run = () => call("addTodo");\ntest("a", () => run());\ntest("b", () => run());\n';
  const { files, kept, dropped } = withOldTests(
    {},
    { files: { [`${T}/a.test.ts`]: content }, version: "1.0.0", gone: ["addTodo"] },
  );
  expect([files, kept]).toEqual([{}, []]);
  expect(dropped?.map(({ name }) => name)).toEqual(["a", "b"]);
});
