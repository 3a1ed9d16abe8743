import fs from "node:fs";
import path from "node:path";
import type { Files } from "../../shared/files.ts";

/** Absolute paths of what is different from the time before. */
export interface FileChanges {
  changed: string[];
  created: string[];
  deleted: string[];
}

/** A folder in which one plugin after the other is laid out, changing no more than differs. */
export class Room {
  readonly folder: string;
  #files: Files = {};

  /** @param nodeModules folder that packages are taken from. */
  constructor(folder: string, nodeModules: string) {
    this.folder = fs.realpathSync(folder);
    fs.symlinkSync(nodeModules, this.at("node_modules"), "dir");
  }

  at(file: string): string {
    return path.join(this.folder, file);
  }

  lay(files: Files): FileChanges {
    const before = this.#files;
    const written = Object.keys(files).filter((file) => files[file] !== before[file]);
    const deleted = Object.keys(before).filter((file) => !(file in files));
    for (const file of deleted) fs.rmSync(this.at(file), { force: true });
    for (const file of written) {
      fs.mkdirSync(path.dirname(this.at(file)), { recursive: true });
      fs.writeFileSync(this.at(file), files[file] ?? "");
    }
    this.#files = files;
    const at = (file: string): string => this.at(file);
    return {
      changed: written.filter((file) => file in before).map(at),
      created: written.filter((file) => !(file in before)).map(at),
      deleted: deleted.map(at),
    };
  }
}
