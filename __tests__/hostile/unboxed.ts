import fs from "node:fs";
import path from "node:path";
import { packageFolder } from "../../agents/package-folders.ts";
import { prepareToolchain } from "../../agents/toolchain.ts";
import { packageRoot } from "../../shared/package.ts";
import { sharedDataFolder } from "../support/data-folder.ts";
import type { HostileCase, Tool } from "./hostile-case.ts";
import { writePlugin } from "./hostile-plugin.ts";
import { Outside, type Observation } from "./outside.ts";
import { watchedRun, type WatchedOptions, type WatchedRun } from "./watched-run.ts";

const MEGABYTE = 1_048_576;
/** Enough to show that nothing stops it, and too little to hurt. */
const AMOUNTS = { forks: 50, megabytes: 400 };
const WALL_MS = 180_000;
/** What hangs needs no long look. */
const HANG_MS = 8_000;

/** Runs a plugin of some cases with a tool, without any box, and tells what is seen of it. */
export async function runUnboxed(tool: Tool, cases: HostileCase[]): Promise<Observation[]> {
  const outside = await Outside.open([]);
  try {
    writePlugin(outside.source, cases, outside.known(AMOUNTS));
    if (tool !== "npm") await linkPackages(outside.source);
    const options: WatchedOptions = {
      cwd: outside.source,
      env: {},
      wallMs: cases.some(({ teeth }) => "shows" in teeth && teeth.shows === "hang")
        ? HANG_MS
        : WALL_MS,
      graceMs: 0,
      limits: {
        processBytes: AMOUNTS.megabytes * MEGABYTE,
        processes: AMOUNTS.forks,
        outputBytes: 16 * MEGABYTE,
      },
    };
    const run = (...argv: string[]): Promise<WatchedRun> => watchedRun(argv, outside, options);
    return await tools[tool](run, outside.source, cases);
  } finally {
    outside.close();
  }
}

/** The packages of a plugin, as links in a folder of its own, so that nothing can be added to the real ones. */
async function linkPackages(folder: string): Promise<void> {
  const { signal } = new AbortController();
  const { nodeModules } = await prepareToolchain(sharedDataFolder(), {}, signal);
  const own = path.join(folder, "node_modules");
  fs.cpSync(nodeModules, own, { recursive: true, verbatimSymlinks: true });
}

type Run = (...argv: string[]) => Promise<WatchedRun>;
type RunTool = (run: Run, folder: string, cases: HostileCase[]) => Promise<Observation[]>;

const node = process.execPath;
const green = (detail: string): Observation => ({ sign: "green", detail });
const greenIf = ({ code, observations }: WatchedRun, what: string): Observation[] =>
  code === 0 ? [...observations, green(what)] : observations;

const tools: Record<Tool, RunTool> = {
  async vitest(run, folder) {
    const config = path.join(folder, "vitest.config.mjs");
    fs.writeFileSync(config, `export default { test: { include: ["src/__tests__/*.test.*"] } };\n`);
    const report = path.join(path.dirname(folder), "report.json");
    const { observations } = await run(
      node,
      path.join(packageFolder("vitest"), "vitest.mjs"),
      "run",
      "--maxWorkers=2",
      "--reporter=default",
      "--reporter=json",
      `--outputFile=${report}`,
    );
    return [...observations, ...greenFiles(report)];
  },
  async node(run, folder) {
    const bundle = await bundled(run);
    const naive = path.join(packageRoot, "__tests__", "hostile", "unboxed", "naive-load.mjs");
    const loaded = await run(node, naive, path.join(folder, "dist", "index.js"));
    const complained = /"problems":\[[^\]]/.test(loaded.stdout);
    const seen = complained ? loaded.observations : greenIf(loaded, "loaded");
    return [...bundle.observations, ...seen];
  },
  async esbuild(run, folder) {
    const { observations } = await bundled(run);
    const { observations: shown } = await run("cat", path.join(folder, "dist", "index.js"));
    return [...observations, ...shown];
  },
  async tsc(run, folder) {
    const config = {
      compilerOptions: {
        ...{ target: "ES2022", module: "ESNext", moduleResolution: "Bundler", strict: true },
        ...{ types: ["node"], skipLibCheck: true, noEmit: true, allowJs: true },
      },
      include: ["src"],
    };
    fs.writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify(config));
    const tsc = path.join(packageFolder("typescript-native"), "bin", "tsc");
    return greenIf(await run(node, tsc, "--pretty", "false"), "tsc");
  },
  async eslint(run, folder, cases) {
    const config = path.join(folder, "eslint.config.mjs");
    fs.copyFileSync(path.join(packageRoot, "agents", "template", "eslint.config.mjs"), config);
    const eslint = path.join(packageFolder("eslint"), "bin", "eslint.js");
    const runs: Observation[] = [];
    for (const { name, files, teeth } of cases) {
      if (!("tool" in teeth) || teeth.tool !== "eslint") continue;
      runs.push(...greenIf(await run(node, eslint, ...Object.keys(files)), name));
    }
    return runs;
  },
  async git(run) {
    await run("git", "status");
    const { observations } = await run("git", "add", "--all");
    return observations;
  },
  async npm(run) {
    const flags = ["--no-audit", "--no-fund", "--fetch-retries=0", "--cache=../npm-cache"];
    const { observations } = await run("npm", "install", ...flags);
    return observations;
  },
};

const bundled = (run: Run): Promise<WatchedRun> =>
  run(
    path.join(packageFolder("esbuild"), "bin", "esbuild"),
    ...["src/index.ts", "--bundle", "--platform=node", "--format=esm", "--packages=external"],
    "--outfile=dist/index.js",
  );

interface TestReport {
  testResults: { name: string; status: string }[];
}

/** What a judge sees who believes the report: files whose tests all passed. */
function greenFiles(file: string): Observation[] {
  if (!fs.existsSync(file)) return [];
  const report = JSON.parse(fs.readFileSync(file, "utf8")) as TestReport;
  return report.testResults
    .filter(({ status }) => status === "passed")
    .map(({ name }) => green(path.basename(name)));
}
