import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { load, specificationOf, writePlugin } from "./bench/plugins.mjs";

// How many mutants the tests of plugins by the offline model kill, and how long that takes. Run it with:
// npm run measure:mutants [-- <name of a specification in __tests__/fixtures/cases/specs> …]
const { openSandbox } = await load("shared", "sandbox", "sandbox.js");
const { packageFolders } = await load("agents", "package-folders.js");
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
    const specification = specificationOf(name);
    writePlugin(folder, specification, nodeModules);
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
