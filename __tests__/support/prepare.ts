import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { prepareDatabase } from "../../agents/database.ts";
import { prepareToolchain } from "../../agents/toolchain.ts";
import { packageRoot } from "../../shared/package.ts";
import { sharedDataFolder } from "./data-folder.ts";

/** Once before all tests: children run from dist/, and what every data folder needs is made a single time. */
export default async function prepare(): Promise<() => void> {
  execFileSync(process.execPath, [path.join(packageRoot, "scripts", "build.mjs")], {
    stdio: "inherit",
  });
  const { signal } = new AbortController();
  await prepareDatabase(sharedDataFolder(), signal);
  await prepareToolchain(sharedDataFolder(), {}, signal);
  return () => {
    const made = fs.readdirSync(sharedDataFolder()).filter((name) => name.startsWith("data-"));
    for (const name of made) fs.rmSync(path.join(sharedDataFolder(), name), { recursive: true });
  };
}
