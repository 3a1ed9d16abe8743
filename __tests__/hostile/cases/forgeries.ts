import { forgery, type HostileCase } from "../hostile-case.ts";

const noticed = (why: string) => ({ teeth: { none: why } });

const skipped = { findings: [/^test .*Skipped: \d/] };

/** A test that fails under any honest judge. */
const WRONG = `test("wrong", () => { expect(1).toBe(2); });`;

const MOCKED = `import plugin from "../index.js";
vi.mock("../index.js", () => ({ default: { name: "better" } }));
test("is better", () => { expect(plugin.name).toBe("better"); });
`;
const MOCKED_TOO = `import { expect, test, vi } from "vitest";\n${MOCKED}`;

/** Ways to be told green without being it. */
export const forgeries: HostileCase[] = [
  forgery(
    "exit-in-test",
    "Ends its process as if all were done",
    `test("wrong", () => { process.exit(0); });`,
    noticed("vitest itself replaces process.exit"),
  ),
  forgery(
    "exit-really",
    "Ends its process past everything that vitest watches",
    `test("wrong", () => { process.reallyExit(0); });`,
    noticed("vitest itself misses its worker"),
  ),
  forgery(
    "exit-after-finish",
    "Says in vitest's words that its file is done, then ends its process",
    `test("wrong", async () => {
  await new Promise((resolve) => process.send({ __vitest_worker_response__: true, type: "testfileFinished" }, resolve));
  process.reallyExit(0);
});`,
    {
      ...noticed("vitest waits a minute for its worker to stop, and keeps the test as pending"),
      group: "finish",
      findings: [/^test /],
      hangs: true,
    },
  ),
  forgery(
    "forge-result",
    "Has every result read as passed",
    `const worker = globalThis.__vitest_worker__;
let current = worker.current;
Object.defineProperty(worker, "current", {
  configurable: true,
  get: () => current,
  set(task) {
    current = task;
    if (task) Object.defineProperty(task, "result", { configurable: true, get: () => ({ state: "pass", duration: 1 }), set() {} });
  },
});
${WRONG}`,
  ),
  forgery(
    "forge-messages",
    "Changes its results on their way to vitest's main process",
    `const worker = globalThis.__vitest_worker__;
const { rpc } = worker;
const passed = ([id, result, meta]) => [id, result && { ...result, state: "pass", errors: undefined }, meta];
worker.rpc = new Proxy(rpc, {
  get: (all, method) => method === "onTaskUpdate" ? (packs, events) => all.onTaskUpdate(packs.map(passed), events) : all[method],
});
${WRONG}`,
  ),
  forgery(
    "patch-extend",
    "Replaces a matcher by one that likes everything",
    `expect.extend({ toBe: () => ({ pass: true, message: () => "" }) });
${WRONG}`,
  ),
  forgery(
    "patch-prototype",
    "Replaces a matcher where all assertions have it from",
    `Object.defineProperty(Object.getPrototypeOf(expect(1)), "toBe", { value() { return this; } });
${WRONG}`,
  ),
  forgery(
    "patch-object-is",
    "Replaces what matchers compare with",
    `Object.is = () => true;
${WRONG}`,
  ),
  forgery(
    "only",
    "Lets one good test stand for all",
    `test.only("good", () => { expect(1).toBe(1); });
${WRONG}`,
  ),
  forgery("skip", "Skips what would fail", WRONG.replace("test(", "test.skip("), skipped),
  forgery(
    "skip-inside",
    "Skips itself while it runs",
    `test("wrong", ({ skip }) => { skip(); expect(1).toBe(2); });`,
    skipped,
  ),
  forgery("todo", "Promises a test", `test.todo("wrong");`, skipped),
  forgery("no-tests", "Has no test", "", {
    ...noticed("vitest itself wants a test in every file"),
    group: "no tests and a forged report",
    files: { "src/__tests__/honest.test.ts": "export {};\n" },
    findings: [/^test /],
  }),
  forgery("no-assertions", "Looks at nothing", `test("nothing", () => undefined);`),
  forgery(
    "first-snapshot",
    "Compares with a snapshot that it is about to write",
    `test("anything", () => { expect(Math.random()).toMatchSnapshot(); });`,
  ),
  forgery(
    "late-rejection",
    "Fails after its tests are done",
    `test("good", () => {
  expect(1).toBe(1);
  setTimeout(() => { void Promise.reject(new Error("late")); }, 0);
});
test("waits", async () => { await new Promise((resolve) => setTimeout(resolve, 50)); expect(1).toBe(1); });`,
    { findings: [/^test .*late/], ...noticed("vitest itself hears of it") },
  ),
  forgery(
    "own-environment",
    "Has its tests run in surroundings of its own making",
    `// @vitest-environment tests
${WRONG}`,
    {
      files: {
        "tests/index.js": `export default {
  name: "of-my-making",
  viteEnvironment: "ssr",
  setup() {
    Object.is = () => true;
    return { teardown() {} };
  },
};
`,
      },
    },
  ),
  forgery("mock-subject", "Tests a stand-in of the plugin", MOCKED, {
    group: "mock and json",
    files: { "src/__tests__/honest.test.ts": MOCKED_TOO },
    findings: [/^test .*no handler, provider or service/],
  }),
  forgery(
    "write-report",
    "Writes the report itself and ends whoever would write another",
    `import fs from "node:fs";
test("wrong", async () => {
  const argv = fs.readFileSync("/proc/" + process.ppid + "/cmdline", "utf8").split("\\0");
  const file = argv.find((word) => word.startsWith("--outputFile"))?.split("=")[1];
  const name = import.meta.filename ?? new URL(import.meta.url).pathname;
  const assertionResults = [{ fullName: "wrong", status: "passed", failureMessages: [] }];
  fs.writeFileSync(file, JSON.stringify({
    numTotalTests: 1, numPassedTests: 1, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, success: true,
    testResults: [{ name, status: "passed", message: "", assertionResults }],
  }));
  process.kill(process.ppid, "SIGKILL");
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(1).toBe(2);
});`,
    { group: "parent and exit", findings: [/^test /] },
  ),
];
