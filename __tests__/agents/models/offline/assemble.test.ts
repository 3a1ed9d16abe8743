import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { review } from "../../../../agents/models/offline/review.ts";
import { readSpecification } from "../../../../shared/read-specification.ts";
import { assembled, writePlugin } from "../../../support/built-plugin.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, "../../../..");

const todo = {
  name: "@elizaos/plugin-todo",
  description: "Manages todo lists",
  actions: [
    {
      name: "addTodo",
      description: "Add a todo with a title and an optional due date (ISO 8601 date)",
      parameters: { title: "string", dueDate: "string" },
    },
    { name: "completeTodo", description: "Complete a todo", parameters: { id: "string" } },
    { name: "removeTodo", description: "Remove a todo", parameters: { id: "string" } },
    {
      name: "listTodos",
      description: "List todos, optionally filtered by status",
      parameters: { status: "all | pending | completed" },
    },
  ],
  providers: [{ name: "pendingTodos", description: "Number of pending todos and their titles" }],
};

const shop = {
  name: "plugin-shop",
  description: "A shop",
  actions: [
    {
      name: "ADD_PRODUCT",
      description: "Add a product with a unique SKU, a name, a price and tags",
      parameters: {
        sku: "string",
        name: "string",
        price: "number",
        tags: "string[]",
        stock: "integer",
      },
    },
    {
      name: "UPDATE_PRODUCT",
      description: "Change the product with this SKU",
      parameters: { sku: "string", changes: "object" },
    },
    {
      name: "LIST_PRODUCTS",
      description: "List products",
      parameters: { maxPrice: "number", tag: "string", sortBy: "name | price", limit: "number" },
    },
    {
      name: "FIND_PRODUCT",
      description: "Search products by name or tag",
      parameters: { q: "string" },
    },
    {
      name: "SELL_PRODUCT",
      description: "Sell a product",
      parameters: { sku: "string", amount: "integer" },
    },
    { name: "PRODUCT_STATS", description: "Number of products and total stock" },
    {
      name: "CLEAR_PRODUCTS",
      description: "Remove all products",
      parameters: { confirm: "boolean" },
    },
  ],
  services: [
    { name: "ProductService", description: "Products", methods: ["add", "list", "remove"] },
  ],
};

const watch = {
  name: "@acme/plugin-watch",
  description: "Watches",
  evaluators: [{ name: "mentions", description: "Counts", triggers: ["acme", "/globex/i"] }],
  providers: [{ name: "mentioned", description: "What was noticed" }],
  services: [
    { name: "CounterService", description: "Counts", methods: ["increment", "reset", "get"] },
  ],
};

const plugins = { todo, shop, watch, german: { ...todo, name: "plugin-aufgaben" } };

test("whole plugins pass type check, lint and their own tests", async () => {
  const folder = temporaryFolder();
  for (const [name, specification] of Object.entries(plugins)) {
    const assembly = assembled(
      specification,
      name === "german" ? { language: "de", maximumLength: 99 } : {},
    );
    expect(assembly.missing).toEqual([]);
    writePlugin(path.join(folder, name), assembly);
    for (const file of ["tsconfig.json", "tsconfig.build.json", "eslint.config.mjs"]) {
      fs.rmSync(path.join(folder, name, file)); // one for all plugins, which is faster
    }
  }
  fs.symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  for (const file of ["tsconfig.json", "eslint.config.mjs", "vitest.config.mjs"]) {
    const text = fs.readFileSync(path.join(root, "agents/template", file), "utf8");
    fs.writeFileSync(path.join(folder, file), text.replaceAll('"src', '"*/src'));
  }
  const node = (...args: string[]) =>
    run(process.execPath, args, { cwd: folder, env: { PATH: process.env.PATH } }).then(
      ({ stdout }) => ({ passed: true, stdout }),
      ({ stdout, stderr }: { stdout: string; stderr: string }) => ({
        passed: false,
        stdout: stdout + stderr,
      }),
    );
  const bin = (file: string) => path.join(root, "node_modules", file);
  const types = await node(bin("typescript-native/bin/tsc"), "--noEmit");
  expect(types.passed, types.stdout).toBe(true);
  const lint = await node(bin("eslint/bin/eslint.js"), ".");
  expect(lint.passed, lint.stdout).toBe(true);
  const tests = await node(bin("vitest/vitest.mjs"), "run", "--root", folder);
  expect(tests.passed, tests.stdout).toBe(true);
}, 600_000);

test("the tests of a plugin fail when its actions do nothing", async () => {
  const folder = temporaryFolder();
  const assembly = assembled(todo);
  writePlugin(folder, assembly);
  const respond = path.join(folder, "src/respond.ts");
  const idle = fs
    .readFileSync(respond, "utf8")
    .replace(
      /await work\(read\.value\).*$/m,
      '{ success: true, text: "Done.", data: {} } as Answer',
    )
    .replaceAll("work: (", "_work: (");
  fs.writeFileSync(respond, idle);
  const vitest = path.join(root, "node_modules/vitest/vitest.mjs");
  const report = path.join(folder, "report.json");
  await run(
    process.execPath,
    [vitest, "run", "--root", folder, "--reporter=json", `--outputFile=${report}`],
    {
      cwd: folder,
      env: { PATH: process.env.PATH },
    },
  ).catch(() => undefined); // red is what is wanted here
  const { numFailedTests, numPassedTests } = JSON.parse(fs.readFileSync(report, "utf8")) as Record<
    string,
    number
  >;
  expect(numFailedTests).toBeGreaterThan(15);
  expect(numPassedTests).toBeLessThan(12);
}, 600_000);

describe("an assembled plugin", () => {
  test("names every component in the order of the specification and exports the plugin twice", () => {
    const index = assembled(todo).source.find(({ path: file }) => file === "src/index.ts")?.content;
    expect(index).toContain("export const todoPlugin: Plugin = {");
    expect(index).toContain("export default todoPlugin;");
    expect(index).toContain('import { addTodoAction } from "./actions/add-todo.js";');
    expect(index).toContain(
      "actions: [addTodoAction, completeTodoAction, removeTodoAction, listTodosAction],",
    );
  });

  test("has a README with installation, calls and the answers they give", () => {
    const { readme } = assembled({
      ...todo,
      environmentVariables: [
        { name: "TODO_KEY", description: "A key | really", required: true, sensitive: true },
      ],
    });
    expect(readme).toContain("# @elizaos/plugin-todo");
    expect(readme).toContain("npm install @elizaos/plugin-todo");
    expect(readme).toContain("| `TODO_KEY` | A key \\| really (secret) | yes |");
    expect(readme).toContain('addTodo {"title":"Alpha title","dueDate":"2099-01-10"}');
    expect(readme).toContain(
      'Added the todo "Alpha title" (todo-1, due date: 2099-01-10, pending).',
    );
  });

  test("is the same every time", () => {
    expect(assembled(todo)).toEqual(assembled(todo));
  });

  test("survives names and descriptions that are anything but plain", () => {
    const nasty = 'Ends */ the comment, `${quits}` "quotes" \\ and </script> \u2028 lines\nbreak';
    const { source, missing } = assembled({
      name: "plugin-nasty",
      description: nasty,
      actions: [
        {
          name: "addTodo",
          description: nasty,
          parameters: { title: { type: "string", description: nasty } },
        },
      ],
    });
    expect(missing).toEqual([]);
    const texts = source.map(({ content }) => content).join("\n");
    expect(texts).not.toContain("\u2028");
    expect(texts).not.toContain('*/ the comment, `${quits}` "quotes" \\ and </script> lines');
  });

  test("says for every part that cannot be built why and what would help", () => {
    const { missing } = assembled({
      name: "plugin-wishes",
      description: "Wishes",
      actions: [
        {
          name: "getHoroscope",
          description: "Get the horoscope of a sign",
          parameters: { sign: "string" },
        },
        { name: "frobnicate", description: "Frobnicate the thing" },
      ],
      evaluators: [{ name: "mood", description: "Judges the mood" }],
    });
    expect(missing.map(({ component }) => component)).toEqual([
      "action getHoroscope",
      "action frobnicate",
      "evaluator mood",
    ]);
    for (const { reason, help } of missing) {
      expect(reason).toMatch(/^[A-Z][^.]+\.$/);
      expect(help).toMatch(/language model/);
    }
  });
});

const cases = path.join(root, "__tests__/fixtures/cases/specs");

test.each(fs.readdirSync(cases))("a strict reviewer accepts %s once texts are bounded", (name) => {
  const given = JSON.parse(fs.readFileSync(path.join(cases, name), "utf8")) as unknown;
  const { source, tests, readme } = assembled(given, { maximumLength: 2000 });
  const files = Object.fromEntries(
    [...source, ...tests].map(({ path: file, content }) => [file, content]),
  );
  const { specification } = readSpecification(given);
  const verdict = review(
    {
      specification,
      files: { ...files, "README.md": readme },
      report: { verdict: "passed", gates: [], mendable: false },
      iteration: 2,
    },
    { name: "Strict", bio: [], settings: { review: { minimumScore: 95, warningsBlock: true } } },
  );
  expect(verdict.findings).toEqual([]);
});
