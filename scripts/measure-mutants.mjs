import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

// How many mutants the tests of plugins by the offline model kill, and how long that takes. Run it with:
// npm run measure:mutants [-- <name of a specification in __tests__/fixtures/cases/specs> …]
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const load = (...names) => import(path.join(root, "dist", ...names));
const { openSandbox } = await load("shared", "sandbox", "sandbox.js");
const { writeFolder } = await load("shared", "files.js");
const { readSpecification } = await load("shared", "read-specification.js");
const { assemble } = await load("agents", "models", "offline", "assemble.js");
const { packageFolders } = await load("agents", "package-folders.js");
const { scaffold } = await load("agents", "scaffold.js");
const { prepareToolchain } = await load("agents", "toolchain.js");
const { test } = await load("agents", "tester", "gates", "test.js");

const TIMEOUT_MS = 120_000;
const names = process.argv.slice(2);
const room = fs.mkdtempSync(path.join(os.tmpdir(), "plugin-dynamic-measure-"));
const { signal } = new AbortController();
try {
  const sandbox = await openSandbox("auto");
  const { nodeModules } = await prepareToolchain(path.join(room, "data"), {}, signal);
  for (const name of names.length > 0 ? names : ["todo", "contacts", "weather", "giphy", "time"]) {
    const folder = path.join(room, name);
    const specification = write(name, folder);
    fs.symlinkSync(nodeModules, path.join(folder, "node_modules"));
    const place = {
      folder,
      sandbox,
      specification,
      nodeModules,
      packages: packageFolders(nodeModules),
      warm: true,
      database: "",
      signal,
      timeoutMs: 2 * TIMEOUT_MS,
    };
    const mutants = { timeoutMs: TIMEOUT_MS, wanted: Promise.resolve(true) };
    const { summary, mutation, findings } = await test(place, { mutants });
    const blockers = findings.filter(({ severity }) => severity === "blocker");
    if (!mutation) throw new Error(blockers.map(({ message }) => message).join("\n"));
    const { killed, tried, durationMs, components } = mutation;
    const percent = ((100 * killed) / tried).toFixed(1);
    console.log(`${name}: ${summary}, ${percent} %, ${(durationMs / 1000).toFixed(1)} s`);
    for (const each of components) {
      console.log(`  ${each.name}: ${each.killed} of ${each.tried}`);
      for (const { file, line, what } of each.survivors) console.log(`    ${file}:${line} ${what}`);
    }
    for (const { message } of blockers) console.log(`  red: ${message}`);
  }
} finally {
  // Installed packages are read-only.
  fs.chmodSync(room, 0o700);
  fs.rmSync(room, { recursive: true, force: true });
}

/** Writes a plugin as the offline model does, and gives its specification. */
function write(name, folder) {
  const file = path.join(root, "__tests__", "fixtures", "cases", "specs", `${name}.json`);
  const { specification } = readSpecification(JSON.parse(fs.readFileSync(file, "utf8")));
  const { source, tests, readme } = assemble(specification);
  const written = [...source, ...tests].map((each) => [each.path, each.content]);
  writeFolder(folder, {
    ...scaffold(specification),
    "README.md": readme,
    ...Object.fromEntries(written),
  });
  return specification;
}
