import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { packageRoot } from "../shared/package.ts";
import { sharedDataFolder } from "./support/data-folder.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const AGENT = `
import { ElizaOS, stringToUuid } from "@elizaos/core";
import * as sql from "@elizaos/plugin-sql";
const id = stringToUuid("stranger");
const place = { dataDir: process.cwd() + "/stranger-db" };
const root = sql.createDatabaseAdapter(place, id);
await root.init();
const migrations = new sql.DatabaseMigrationService();
await migrations.initializeWithDatabase(root.db);
migrations.discoverAndRegisterPluginSchemas([sql.plugin]);
await migrations.runAllPluginMigrations();
const os = new ElizaOS();
const [runtime] = await os.addAgents(
  [{ character: { id, name: "Stranger", bio: "x", settings: { EMBEDDING_DIMENSION: 384 } },
     plugins: ["@elizaos/plugin-bootstrap", "@elizaos/plugin-dynamic"], databaseAdapter: sql.createDatabaseAdapter(place, id) }],
  { autoStart: true, skipMigrations: true, returnRuntimes: true });
const service = await runtime.getServiceLoadPromise("plugin_creation");
const begun = await service.create({ description: "A plugin that flips a coin" });
const job = await service.team.finished(begun.job.id);
console.log(JSON.stringify({
  actions: runtime.actions.map((each) => each.name),
  providers: runtime.providers.map((each) => each.name),
  agents: os.getAgents().map((each) => each.character.name),
  status: job.status,
  reason: job.finished.reason,
}));
process.exit(0);
`;

test(
  "the packed package installs into an empty project and builds a plugin in a stranger's agent",
  { timeout: 600_000 },
  () => {
    const project = temporaryFolder();
    const run = (command: string, ...args: string[]): string =>
      execFileSync(command, args, {
        cwd: project,
        encoding: "utf8",
        env: {
          ...process.env,
          LOG_LEVEL: "error",
          SENTRY_DSN: "off",
          PLUGIN_MUTATION_PROOF: "off",
        },
        maxBuffer: 50_000_000,
      });
    const packed = run("npm", "pack", packageRoot, "--ignore-scripts", "--silent").trim();
    fs.writeFileSync(path.join(project, "package.json"), '{ "private": true, "type": "module" }');
    run(
      "npm",
      "install",
      `./${packed}`,
      "--ignore-scripts",
      "--no-audit",
      "--no-fund",
      "--prefer-offline",
    );
    fs.mkdirSync(path.join(project, "data"));
    fs.cpSync(path.join(sharedDataFolder(), "toolchain"), path.join(project, "data", "toolchain"), {
      recursive: true,
      filter: (file) => !path.basename(file).startsWith("toolchain-"),
      verbatimSymlinks: true,
    });
    fs.writeFileSync(path.join(project, "agent.mjs"), AGENT);
    const output =
      run(process.execPath, "--liftoff-only", "agent.mjs").trim().split("\n").at(-1) ?? "";
    const seen = JSON.parse(output) as Record<string, string[]>;
    expect(seen.actions).toEqual(
      expect.arrayContaining([
        "createPlugin",
        "createPluginFromDescription",
        "checkPluginCreationStatus",
        "cancelPluginCreation",
      ]),
    );
    expect(seen.providers).toEqual(
      expect.arrayContaining(["plugin_creation_status", "plugin_creation_capabilities"]),
    );
    expect(seen.agents).toEqual(
      expect.arrayContaining(["Stranger", "Planner", "Coder", "Tester", "Reviewer"]),
    );
    expect(seen).toMatchObject({ status: "completed" });
    expect(run("npx", "plugin-dynamic", "--help")).toContain("create");
  },
);
