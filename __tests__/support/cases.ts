import fs from "node:fs";
import path from "node:path";
import { packageRoot } from "../../shared/package.ts";

const folder = path.join(packageRoot, "__tests__", "fixtures", "cases");
const read = (file: string): unknown =>
  JSON.parse(fs.readFileSync(path.join(folder, file), "utf8"));

/** A specification as somebody wrote it. */
export const fixture = (name: string): object => read(`specs/${name}.json`) as object;

interface Parts {
  actions: boolean;
  providers: boolean;
  services: boolean;
  evaluators: boolean;
}

/** Requests as people type them, with the outcome they must have. */
export const cases = read("requests.json") as {
  requests: { id: string; spec: string; text: string; expect: { mustHave: Parts } }[];
  hard: { id: string; text: string; expect: { outcome: string; variants?: string[] } }[];
};
