import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { Interview } from "../../agents/tester/load/interview.ts";
import { judgePlugin, type Judged } from "../../agents/tester/load/judge.ts";
import { runCommand } from "../../shared/command.ts";
import { packageRoot } from "../../shared/package.ts";
import { bundled, preparedDatabase } from "../support/load-gate.ts";
import { specificationWith } from "../support/specifications.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const PERMISSION = process.allowedNodeEnvironmentFlags.has("--permission")
  ? "--permission"
  : "--experimental-permission";

const specification = specificationWith({
  actions: [{ name: "peek", description: "x", parameters: {} }],
});

/** An action that answers with what comes of reading, writing and starting a program where it has no business. */
const curious = (outside: string): string => `
import fs from "node:fs";
import { spawnSync } from "node:child_process";
const tries = [
  () => fs.readFileSync(${JSON.stringify(outside)}),
  () => fs.writeFileSync(${JSON.stringify(`${outside}.new`)}, ""),
  () => spawnSync(process.execPath, ["-v"]),
];
const peek = {
  name: "peek", description: "x", similes: [], examples: [], validate: async () => true,
  handler: async () => {
    const codes = tries.map((attempt) => { try { attempt(); return "done"; } catch (error) { return error.code; } });
    if (codes.some((code) => code !== "ERR_ACCESS_DENIED")) throw new Error(codes.join());
    return { success: true, text: "nothing to see" };
  },
};
export default { name: "plugin-curious", description: "x", actions: [peek] };`;

test("a plugin is tried under Node's permission model, with no file but those that are needed", async () => {
  const outside = path.join(temporaryFolder(), "secret");
  fs.writeFileSync(outside, "secret");
  const folder = fs.realpathSync(await bundled(curious(outside)));
  const temporary = fs.realpathSync(temporaryFolder());
  const database = fs.realpathSync(await preparedDatabase());
  const modules = path.join(packageRoot, "node_modules");
  const dist = path.join(packageRoot, "dist");
  const readable = [
    path.join(packageRoot, "package.json"),
    modules,
    fs.realpathSync(modules),
    dist,
    folder,
    database,
    temporary,
  ];
  const subject = {
    entry: path.join(folder, "dist", "index.js"),
    specification,
    componentsKnown: true,
    serviceMs: 60_000,
  };
  let judged: Judged = { tried: 0, findings: [] };
  await runCommand({
    file: process.execPath,
    args: [
      PERMISSION,
      // Node ends itself when it is told the same path twice.
      ...[...new Set(readable)].map((each) => `--allow-fs-read=${each}`),
      `--allow-fs-write=${temporary}`,
      path.join(dist, "agents", "tester", "load", "main.js"),
    ],
    cwd: temporary,
    env: { HOME: temporary, TMPDIR: temporary, LOG_LEVEL: "fatal" },
    signal: new AbortController().signal,
    timeoutMs: 180_000,
    async converse(child) {
      const interview = new Interview(child);
      interview.limit(120_000);
      const prepared = await interview.ask("prepare", { database }, "while it was prepared");
      expect(prepared).toEqual({ answer: {} });
      judged = await judgePlugin(interview, subject);
    },
  });
  expect(judged).toEqual({ tried: 1, findings: [] });
});
