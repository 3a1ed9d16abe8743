import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..", "..");
export const load = (...names) => import(path.join(root, "dist", ...names));

const { readSpecification } = await load("shared", "read-specification.js");
const { writeFolder } = await load("shared", "files.js");
const { assemble } = await load("agents", "models", "offline", "assemble.js");
const { scaffold } = await load("agents", "scaffold.js");

/** A specification that the tests have as well, in its normal form. */
export function specificationOf(name) {
  const file = path.join(root, "__tests__", "fixtures", "cases", "specs", `${name}.json`);
  return readSpecification(JSON.parse(fs.readFileSync(file, "utf8"))).specification;
}

const todo = specificationOf("todo");

/** The todo plugin as the offline model writes it, or one like it with so many collections. */
export function specificationWith(collections = 1) {
  const actions = Array.from({ length: collections }, (_, index) =>
    collections === 1
      ? todo.actions
      : todo.actions.slice(0, 1).map((action) => ({
          ...action,
          name: `addThing${index}`,
          description: `Add a new thing${index} item`,
        })),
  ).flat();
  return readSpecification({ ...todo, actions }).specification;
}

/** Writes a plugin with its packages linked in; gives the folder. */
export function writePlugin(folder, specification, nodeModules) {
  const { source, tests, readme } = assemble(specification);
  const written = [...source, ...tests].map((each) => [each.path, each.content]);
  writeFolder(folder, {
    ...scaffold(specification),
    "README.md": readme,
    ...Object.fromEntries(written),
  });
  fs.symlinkSync(nodeModules, path.join(folder, "node_modules"), "dir");
  return folder;
}

/** Changes one source file, as a model would between two iterations; never twice the same. */
let edits = 0;
export function edit(folder) {
  const file = path.join(folder, "src", "index.ts");
  edits += 1;
  fs.appendFileSync(file, `\nexport const edit${edits} = ${edits};\n`);
}

/** Runs a program to its end; whatever is not green is an error, for then nothing was measured. */
export function run(folder, file, ...args) {
  const { status, stdout, stderr } = spawnSync(file, args, {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 64 * 1_048_576,
  });
  if (status === 0) return stdout;
  throw new Error(`${file} ${args.join(" ")} ended with ${status}:\n${stdout}${stderr}`);
}
