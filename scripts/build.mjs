import { spawnSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

// Builds dist/ from the sources. Compiled aside and moved over file by file, so that a program that runs from dist/, or a
// second build at the same time, always finds whole files. Does nothing when no source has changed.

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const dist = path.join(root, "dist");
const stampFile = path.join(dist, "build.stamp");
const building = path.join(root, `.dist-${process.pid}`);
const executable = path.join("plugin", "cli.js");

const stamp = stampOf(["agents", "shared", "plugin"]);
if (read(stampFile)?.toString() !== stamp) {
  try {
    if (compile()) publish();
    else process.exitCode = 1;
  } finally {
    fs.rmSync(building, { recursive: true, force: true });
  }
}

/** What the result depends on: sources, configuration, and this script. */
function stampOf(folders) {
  const files = folders.flatMap((folder) => filesBelow(path.join(root, folder)));
  const others = ["tsconfig.json", "tsconfig.build.json", "package-lock.json", "scripts/build.mjs"];
  const hash = crypto.createHash("sha256");
  for (const file of [...files, ...others.map((name) => path.join(root, name))].sort()) {
    const content = read(file) ?? "";
    hash.update(`${path.relative(root, file)} ${content.length}\n`).update(content);
  }
  return hash.digest("hex");
}

/** False when the compiler found errors; dist/ stays as it was then. */
function compile() {
  const tsc = path.join(root, "node_modules", "typescript-native", "bin", "tsc");
  const args = [tsc, "-p", "tsconfig.build.json", "--outDir", building];
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
  if (status === 0) fs.chmodSync(path.join(building, executable), 0o755);
  return status === 0;
}

/** Moves what is new into place, and removes what no source stands behind any more. */
function publish() {
  const fresh = filesBelow(building).map((file) => path.relative(building, file));
  for (const name of fresh) {
    const target = path.join(dist, name);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.renameSync(path.join(building, name), target);
  }
  for (const file of filesBelow(dist)) {
    if (!fresh.includes(path.relative(dist, file))) fs.rmSync(file, { force: true });
  }
  fs.writeFileSync(stampFile, stamp);
}

function filesBelow(folder) {
  if (!fs.existsSync(folder)) return [];
  const entries = fs.readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

function read(file) {
  return fs.existsSync(file) ? fs.readFileSync(file) : undefined;
}
