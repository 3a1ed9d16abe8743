import crypto from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { allowPackages } from "../../agents/packages/consent.ts";
import { ConsentError } from "../../agents/packages/errors.ts";
import { discard, installPackages } from "../../agents/packages/install.ts";
import { npmCache, openNpm } from "../../agents/packages/npm.ts";
import { resolvePackages } from "../../agents/packages/package-set.ts";
import { prepareToolchain } from "../../agents/toolchain.ts";
import { startRegistry, useRegistry } from "../support/registry.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const { signal } = new AbortController();

/** A data folder in which packages may be used, whatever they are. */
function dataFolder(...names: string[]): string {
  const dataDir = temporaryFolder();
  const version = { version: "1.0.0", integrity: "sha512-of-nothing" };
  const packages = names.map((name) => ({ name, ...version }));
  allowPackages(dataDir, packages, { range: "> 1.0.0" });
  onTestFinished(() => discard(path.join(dataDir, "toolchain")));
  return dataDir;
}

const installed = (dataDir: string): string[] =>
  fs.readdirSync(path.join(dataDir, "toolchain")).filter((name) => /^[0-9a-f]{16}/.test(name));

test("declared packages are installed without their scripts, and nothing can be written there", async () => {
  const witness = path.join(temporaryFolder(), "pwned");
  const scripts = Object.fromEntries(
    ["preinstall", "install", "postinstall", "prepare"].map((name) => [name, `touch ${witness}`]),
  );
  useRegistry(
    await startRegistry(
      {
        name: "alpha",
        version: "1.2.0",
        manifest: { scripts, dependencies: { beta: "*" }, bin: "index.js" },
      },
      { name: "beta", manifest: { deprecated: "use gamma", bin: "index.js" } },
    ),
  );
  const dataDir = dataFolder("alpha");
  allowPackages(dataDir, [{ name: "alpha", version: "1.0.0", integrity: "" }], {
    range: "*",
    scripts: true,
  });
  const { nodeModules, extras } = await prepareToolchain(dataDir, { alpha: "*" }, signal);
  expect(fs.existsSync(witness)).toBe(false);
  expect(extras).toEqual(["alpha"]);
  const require = createRequire(path.join(nodeModules, "..", "plugin.js"));
  expect(require("alpha")).toBe("alpha");
  // What a package brings is its own: neither generated code nor another package can import it.
  expect(fs.existsSync(path.join(nodeModules, "alpha", "node_modules", "beta"))).toBe(true);
  expect(() => require.resolve("beta")).toThrow(/Cannot find module/);
  const modes = fs
    .readdirSync(nodeModules, { recursive: true, withFileTypes: true })
    .filter((each) => !each.isSymbolicLink())
    .map(({ parentPath, name }) => fs.statSync(path.join(parentPath, name)).mode & 0o222);
  expect(new Set(modes)).toEqual(new Set([0]));
});

test("a tarball that is not the one that was spoken of is not installed", async () => {
  useRegistry(await startRegistry({ name: "alpha", version: "1.2.0", tampered: true }));
  const dataDir = dataFolder("alpha");
  await expect(prepareToolchain(dataDir, { alpha: "*" }, signal)).rejects.toThrow(/EINTEGRITY/);
  expect(installed(dataDir)).toEqual([]);
});

test.each([
  [
    "hides its install script from the registry",
    { claims: { scripts: {} }, manifest: { scripts: { postinstall: "x" } } },
    "wants to run a script",
  ],
  [
    "calls itself something else",
    { claims: {}, files: { "package.json": '{"name":"beta","version":"9.0.0"}' } },
    "calls itself beta 9.0.0",
  ],
  ["is built while it is installed", { files: { "binding.gyp": "{}" } }, "wants to run a script"],
])("a package that %s is not installed", async (_title, parts, sentence) => {
  useRegistry(await startRegistry({ name: "alpha", version: "1.2.0", ...parts }));
  const dataDir = dataFolder("alpha");
  await expect(prepareToolchain(dataDir, { alpha: "*" }, signal)).rejects.toThrow(sentence);
  expect(installed(dataDir)).toEqual([]);
});

test("packages that take too much are not installed", async () => {
  const bulk = crypto.randomBytes(3 * 1_048_576).toString("base64");
  useRegistry(
    await startRegistry({ name: "alpha", version: "1.2.0", files: { "bulk.txt": bulk } }),
  );
  const dataDir = dataFolder();
  const set = await resolvePackages(dataDir, [["alpha", "*"]], signal);
  const npm = await openNpm(npmCache(dataDir), signal);
  const installing = installPackages(set, temporaryFolder(), npm, () => undefined, signal, {
    bytes: 2 * 1_048_576,
  });
  await expect(installing).rejects.toThrow(
    /alpha 1\.2\.0 could not be installed: they take more than 2 MiB/,
  );
});

test("nothing is installed before somebody said yes, and nothing any more once it was taken back", async () => {
  const registry = await startRegistry({ name: "alpha", version: "1.2.0" });
  useRegistry(registry);
  const dataDir = dataFolder();
  const preparing = prepareToolchain(dataDir, { alpha: "*" }, signal);
  await expect(preparing).rejects.toThrow(ConsentError);
  expect(registry.asked.filter((each) => each.endsWith(".tgz"))).toEqual([]);
  const { packages } = (await preparing.catch((error: unknown) => error)) as ConsentError;
  allowPackages(dataDir, packages);
  const { nodeModules } = await prepareToolchain(dataDir, { alpha: "*" }, signal);
  expect(fs.existsSync(path.join(nodeModules, "alpha"))).toBe(true);
  fs.rmSync(path.join(dataDir, "packages.json"));
  await expect(prepareToolchain(dataDir, { alpha: "*" }, signal)).rejects.toThrow(ConsentError);
});

test("two who want the same at once get one installation, and a third one needs no registry", async () => {
  const registry = await startRegistry({ name: "alpha", version: "1.2.0" });
  useRegistry(registry);
  const dataDir = dataFolder("alpha");
  const prepare = (range: string) => prepareToolchain(dataDir, { alpha: range }, signal);
  const [one, two] = await Promise.all([prepare("^1.0.0"), prepare("^1.0.0")]);
  expect(one).toEqual(two);
  expect(registry.asked.filter((each) => each.endsWith(".tgz"))).toHaveLength(1);
  const asked = registry.asked.length;
  expect(await prepare("^1.0.0")).toEqual(one);
  expect(registry.asked).toHaveLength(asked);
  // Another range that means the same lockfile is the same folder.
  expect((await prepare("1.2.0")).nodeModules).toBe(one.nodeModules);
});

test("an installation that was broken off leaves nothing, and the next one is whole", async () => {
  const registry = await startRegistry({ name: "alpha", version: "1.2.0" });
  useRegistry(registry);
  const dataDir = dataFolder("alpha");
  await resolvePackages(dataDir, [["alpha", "*"]], signal);
  const stop = new AbortController();
  registry.silence();
  const first = prepareToolchain(dataDir, { alpha: "*" }, stop.signal);
  const second = prepareToolchain(dataDir, { alpha: "*" }, signal);
  await registry.request();
  registry.speak();
  stop.abort();
  await expect(first).rejects.toThrow(/abort/);
  const { nodeModules } = await second; // it waited for the first one
  expect(fs.existsSync(path.join(nodeModules, "alpha", "index.js"))).toBe(true);
  expect(installed(dataDir)).toHaveLength(1);
});

test("a folder that is not what was installed there is installed anew", async () => {
  useRegistry(await startRegistry({ name: "alpha", version: "1.2.0" }));
  const dataDir = dataFolder("alpha");
  const { nodeModules } = await prepareToolchain(dataDir, { alpha: "*" }, signal);
  const folder = path.dirname(nodeModules);
  fs.chmodSync(folder, 0o755);
  discard(nodeModules);
  fs.rmSync(path.join(folder, "installed.json"));
  await prepareToolchain(dataDir, { alpha: "*" }, signal);
  expect(fs.existsSync(path.join(nodeModules, "alpha", "index.js"))).toBe(true);
});
