import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { loadProvider } from "../../../../agents/models/eliza/find-provider.ts";
import { packageRoot } from "../../../../shared/package.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

const PLUGIN = '{ name: "lab", description: "", models: { TEXT_LARGE: async () => "" } }';

/** A project with one package installed in it. */
function project(manifest: object, files: Record<string, string>): string {
  const folder = temporaryFolder();
  const installed = path.join(folder, "node_modules", "plugin-lab");
  for (const [name, content] of Object.entries({
    "package.json": JSON.stringify({ name: "plugin-lab", ...manifest }),
    ...files,
  })) {
    const file = path.join(installed, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
  }
  return folder;
}

test("a provider is found from the given folder, and beside this package", async () => {
  const here = await loadProvider("@elizaos/plugin-openai", packageRoot);
  const elsewhere = await loadProvider("@elizaos/plugin-openai", temporaryFolder());
  expect(here.name).toBe("openai");
  expect(elsewhere).toBe(here);
});

test("a folder inside of a project finds what the project has installed", async () => {
  const folder = project({ type: "module" }, { "index.js": `export default ${PLUGIN};` });
  const inside = path.join(folder, "deep", "inside");
  fs.mkdirSync(inside, { recursive: true });
  expect(await loadProvider("plugin-lab", inside)).toMatchObject({ name: "lab" });
});

test("the module for import is taken, not the one for require, however the exports are nested", async () => {
  const folder = project(
    {
      exports: {
        ".": {
          types: "./index.d.ts",
          browser: "./wrong.js",
          node: { require: "./wrong.cjs", import: "./right.mjs" },
        },
      },
    },
    { "right.mjs": `export const labPlugin = ${PLUGIN};`, "wrong.cjs": "throw new Error()" },
  );
  expect(await loadProvider("plugin-lab", folder)).toMatchObject({ name: "lab" });
});

test("a module of the older kind is taken as well", async () => {
  const folder = project({ main: "lib/a.js" }, { "lib/a.js": `exports.plugin = ${PLUGIN};` });
  expect(await loadProvider("plugin-lab", folder)).toMatchObject({ name: "lab" });
});

test("a package that is missing comes with the command that installs it", async () => {
  const folder = temporaryFolder();
  await expect(loadProvider("@elizaos/plugin-nobody", folder)).rejects.toMatchObject({
    name: "ConfigError",
    message: `The model provider @elizaos/plugin-nobody is not installed: it is neither in ${folder} nor beside this package. Install it with: npm install @elizaos/plugin-nobody`,
  });
});

test("a package without a model, one that breaks, and what is no package's name are refused", async () => {
  const none = project({ type: "module" }, { "index.js": "export const one = 1;" });
  await expect(loadProvider("plugin-lab", none)).rejects.toThrow(/brings no language model/);
  const broken = project({ type: "module" }, { "index.js": 'throw new Error("it broke")' });
  await expect(loadProvider("plugin-lab", broken)).rejects.toThrow(/cannot be loaded.*it broke/);
  await expect(loadProvider("../plugin-lab", none)).rejects.toThrow(
    /PLUGIN_MODEL_PROVIDER: expected the name of an npm package/,
  );
});
