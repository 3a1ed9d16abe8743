import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { claimDataFolder, ownerOf } from "../../shared/data-folder.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

test("a data folder has one owner at a time, and the second one hears who it is", async () => {
  const folder = temporaryFolder();
  const release = await claimDataFolder(folder, "the first");
  await expect(claimDataFolder(folder, "the second")).rejects.toThrow(
    /in use by the first .*status, list, log and report can be read meanwhile/,
  );
  expect(ownerOf(folder)).toMatchObject({ pid: process.pid, what: "the first" });
  release();
  expect(ownerOf(folder)).toBeUndefined();
  (await claimDataFolder(folder, "the third"))();
});

test("an owner that died without giving it back does not block anybody", async () => {
  const folder = temporaryFolder();
  const dead = spawn(process.execPath, ["-e", ""]);
  await new Promise((resolve) => dead.on("exit", resolve));
  fs.mkdirSync(path.join(folder, "owner.lock"));
  const owner = { pid: dead.pid, what: "a dead one", since: new Date().toISOString() };
  fs.writeFileSync(path.join(folder, "owner.json"), JSON.stringify(owner));
  (await claimDataFolder(folder, "the next"))();
});

test("a folder that cannot be written is one clear sentence", async () => {
  await expect(claimDataFolder("/dev/null/data", "x")).rejects.toThrow(
    /\/dev\/null\/data cannot be written \(ENOTDIR\)\. Make it writable/,
  );
});
