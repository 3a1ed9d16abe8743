import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import type { Files } from "./files.ts";
import { Recent } from "./recent.ts";

const files = new Recent<Files>(32);
const names = new Recent<string>(32);

/** Git trees that were read or written lately, by repository: a tree of a name never changes, and all agents use the same few. */
export const recentTrees = {
  filesOf(repository: string, tree: string): Files | undefined {
    const known = files.get(`${repository} ${tree}`);
    return known && { ...known };
  },

  /** The tree of these files, when it lies in the repository as it was written: what somebody removed or packed is written anew. */
  nameOf(repository: string, content: Files): string | undefined {
    const tree = names.get(`${repository} ${digest(content)}`);
    if (!tree) return undefined;
    const object = path.join(repository, "objects", tree.slice(0, 2), tree.slice(2));
    return fs.existsSync(object) ? tree : undefined;
  },

  keep(repository: string, tree: string, content: Files): void {
    files.set(`${repository} ${tree}`, content);
    names.set(`${repository} ${digest(content)}`, tree);
  },
};

const digest = (content: Files): string =>
  crypto.createHash("sha256").update(JSON.stringify(Object.entries(content).sort())).digest("hex"); // prettier-ignore
