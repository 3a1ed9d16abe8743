import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

// What level os costs: a plugin's test run inside and outside of the box, in turns. Run it with: npm run measure:sandbox
const ROUNDS = 7;

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const dist = (...names) => path.join(root, "dist", ...names);
const { openSandbox } = await import(dist("shared", "sandbox", "sandbox.js"));
const { test } = await import(dist("agents", "tester", "gates", "test.js"));
const { packageFolders } = await import(dist("agents", "package-folders.js"));

const room = fs.mkdtempSync(path.join(os.tmpdir(), "plugin-dynamic-measure-"));
try {
  const boxed = await openSandbox("os");
  const open = {
    ...boxed,
    launcher: () => ({ execPath: process.execPath, execArgv: [], env: {} }),
  };
  const { folder, specification } = todoPlugin();
  const packages = packageFolders(path.join(folder, "node_modules"));
  const measured = { boxed: [], open: [] };
  const node = process.execPath;
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [name, sandbox] of Object.entries({ boxed, open })) {
      const started = performance.now();
      const { summary, findings } = await test({
        folder,
        packages,
        sandbox,
        specification,
        scratch: path.join(room, "scratch"),
        database: "",
        signal: new AbortController().signal,
        timeoutMs: 120_000,
      });
      process.execPath = node;
      if (findings.length > 0) throw new Error(findings[0].message);
      // The first round warms the file system's cache.
      if (round > 0) measured[name].push(performance.now() - started);
      if (round === ROUNDS) console.log(`${name}: ${summary}, median ${median(measured[name])} ms`);
    }
  }
  const ratio = median(measured.boxed) / median(measured.open);
  console.log(
    `level os costs ${((ratio - 1) * 100).toFixed(1)} % (${ROUNDS} rounds each, in turns)`,
  );
} finally {
  fs.rmSync(room, { recursive: true, force: true });
}

/** The todo plugin as the offline model writes it. */
function todoPlugin() {
  const file = path.join(room, "todo.json");
  const specification = {
    name: "@elizaos/plugin-todo",
    description: "A plugin for managing todo items",
    version: "1.0.0",
    actions: [
      {
        name: "addTodo",
        description: "Add a new todo item",
        parameters: { text: "string", priority: "string" },
      },
      { name: "listTodos", description: "List all todo items" },
    ],
  };
  fs.writeFileSync(file, JSON.stringify(specification));
  const args = [
    dist("plugin", "cli.js"),
    "create",
    "--spec",
    file,
    "--data",
    path.join(room, "data"),
  ];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...args, "--model", "offline", "--json"],
    {
      encoding: "utf8",
      maxBuffer: 64 * 1_048_576,
    },
  );
  if (status !== 0)
    throw new Error(`The todo plugin could not be made: ${stderr || stdout.slice(-500)}`);
  const events = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const planned = events.find(({ type }) => type === "plan:completed");
  const jobs = path.join(room, "data", "jobs");
  const [job = ""] = fs.readdirSync(jobs);
  return { folder: path.join(jobs, job, "workspace"), specification: planned.specification };
}

function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  return Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0);
}
