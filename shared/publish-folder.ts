import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { reached } from "./reached.ts";

/**
 * Makes a folder aside and gives it its name when it is whole, so that a folder which exists can be relied on. Of two that
 * make the same one at once, the first wins.
 */
export async function publishFolder(
  folder: string,
  make: (building: string) => Promise<void>,
): Promise<void> {
  const building = `${folder}.${crypto.randomUUID()}`;
  fs.mkdirSync(path.dirname(folder), { recursive: true });
  try {
    await make(building);
    reached("folder made");
    fs.renameSync(building, folder);
  } catch (error) {
    if (!fs.existsSync(folder)) throw error; // otherwise somebody else was faster with the same content
  } finally {
    fs.rmSync(building, { recursive: true, force: true });
  }
}
