import { spawnSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

// Builds dist/ from the sources: the code, and the studio page. Each is built aside and moved over file by file, so that a
// program that runs from dist/, or a second build at the same time, always finds whole files. Does nothing for a part of
// which no source has changed.

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const dist = path.join(root, "dist");
const PAGE = path.join("plugin", "web");
const everywhere = ["tsconfig.json", "package-lock.json", "scripts/build.mjs"];
const isPage = (file) => file.startsWith(PAGE + path.sep);

const parts = [
  {
    name: "code",
    folders: ["agents", "shared", "plugin"],
    isSource: (file) => !isPage(file),
    others: ["tsconfig.build.json"],
    isOwn: (file) => !isPage(file),
    program: "typescript-native/bin/tsc",
    args: (folder) => ["-p", "tsconfig.build.json", "--outDir", folder],
    finish: (folder) => fs.chmodSync(path.join(folder, "plugin", "cli.js"), 0o755),
  },
  {
    name: "page",
    folders: [PAGE, path.join("plugin", "studio", "api"), "shared"],
    isSource: () => true,
    others: [],
    isOwn: isPage,
    program: "vite/bin/vite.js",
    args: (folder) => [
      ...["build", "--config", path.join(PAGE, "vite.config.ts"), "--logLevel", "warn"],
      ...["--outDir", path.join(folder, PAGE)],
    ],
    finish: () => undefined,
  },
];

for (const part of parts) {
  const stampFile = path.join(dist, `${part.name}.stamp`);
  const stamp = stampOf(part);
  if (read(stampFile)?.toString() === stamp) continue;
  const building = path.join(root, `.dist-${process.pid}`);
  try {
    if (!build(part, building)) {
      process.exitCode = 1;
      break;
    }
    publish(part, building);
    fs.writeFileSync(stampFile, stamp);
  } finally {
    fs.rmSync(building, { recursive: true, force: true });
  }
}

/** What the result depends on: sources, configuration, and this script. */
function stampOf({ folders, isSource, others }) {
  const names = folders
    .flatMap((folder) => filesBelow(path.join(root, folder)))
    .map((file) => path.relative(root, file))
    .filter(isSource);
  const hash = crypto.createHash("sha256");
  for (const name of [...names, ...everywhere, ...others].sort()) {
    const content = read(path.join(root, name)) ?? "";
    hash.update(`${name} ${content.length}\n`).update(content);
  }
  return hash.digest("hex");
}

/** False when there were errors; dist/ stays as it was then. */
function build({ program, args, finish }, folder) {
  const file = path.join(root, "node_modules", program);
  const { status } = spawnSync(process.execPath, [file, ...args(folder)], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (status === 0) finish(folder);
  return status === 0;
}

/** Moves what is new into place, and removes what no source stands behind any more. */
function publish({ isOwn }, building) {
  const fresh = filesBelow(building).map((file) => path.relative(building, file));
  for (const name of fresh) {
    const target = path.join(dist, name);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.renameSync(path.join(building, name), target);
  }
  for (const file of filesBelow(dist)) {
    const name = path.relative(dist, file);
    if (isOwn(name) && !name.endsWith(".stamp") && !fresh.includes(name)) {
      fs.rmSync(file, { force: true });
    }
  }
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
