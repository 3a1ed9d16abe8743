import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { RegistryError } from "../../../agents/packages/errors.ts";
import { resolvePackages, type PackagePolicy } from "../../../agents/packages/package-set.ts";
import { startRegistry, useRegistry, type Published } from "../../support/registry.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const { signal } = new AbortController();

/** What speaks against dependencies at a registry with these packages; empty when nothing does. */
async function refusal(
  published: Published[],
  dependencies: Record<string, string>,
  policy?: PackagePolicy,
): Promise<string> {
  useRegistry(await startRegistry(...published));
  const dataDir = temporaryFolder();
  try {
    await resolvePackages(dataDir, Object.entries(dependencies), signal, policy);
    return "";
  } catch (error) {
    expect(fs.readdirSync(path.join(dataDir, "toolchain", "sets"))).toEqual([]);
    return (error as Error).message;
  }
}

test("a package that does not exist is named with the nearest that do", async () => {
  const published = [{ name: "luxon-business-days" }];
  const message = await refusal(published, { "luxon-business-calendar": "^1.0.0" });
  expect(message).toContain("The npm registry has no package luxon-business-calendar.");
  expect(message).toContain("Nearest: luxon");
  expect(message).toContain("The registry's own search finds luxon-business-days.");
});

test("a name like another one is refused before anybody is asked for it", async () => {
  const registry = await startRegistry({ name: "expres" });
  useRegistry(registry);
  const asking = (policy?: PackagePolicy) =>
    resolvePackages(temporaryFolder(), [["expres", "*"]], signal, policy);
  await expect(asking()).rejects.toThrow(/looks like express .* Did you mean express\?/);
  expect(registry.asked).toEqual([]);
  const set = await asking({ permit: { similar: true } });
  expect(set.packages[0]).toMatchObject({ name: "expres", version: "1.0.0" });
});

test("of the versions in a range the newest is taken that is not too young", async () => {
  const published = [
    { name: "alpha", version: "1.0.0", ageDays: 400 },
    { name: "alpha", version: "1.1.0", ageDays: 8 },
    { name: "alpha", version: "1.2.0", ageDays: 2 },
  ];
  useRegistry(await startRegistry(...published));
  const version = async (policy?: PackagePolicy) =>
    (await resolvePackages(temporaryFolder(), [["alpha", "^1.0.0"]], signal, policy)).packages[0]
      ?.version;
  expect(await version()).toBe("1.1.0");
  expect(await version({ minAgeDays: 30 })).toBe("1.0.0");
  expect(await version({ minAgeDays: 0 })).toBe("1.2.0");
});

test.each<[string, Published, string]>([
  ["too young", { name: "alpha", ageDays: 2 }, "alpha 1.0.0 is 2 days old"],
  [
    "in no such version",
    { name: "alpha", version: "2.0.0" },
    'no version of alpha for "^1.0.0"; the newest is 2.0.0',
  ],
  ["without a hash", { name: "alpha", dist: { integrity: undefined } }, "no sha512 hash"],
  [
    "with a weak hash",
    { name: "alpha", dist: { integrity: "sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=" } },
    "no sha512 hash",
  ],
  [
    "on another host",
    { name: "alpha", dist: { tarball: "http://localhost:9/alpha-1.0.0.tgz" } },
    "comes from http://localhost:9/",
  ],
  [
    "with an install script",
    { name: "alpha", manifest: { scripts: { postinstall: "x" } } },
    "plugin-dynamic allow alpha --scripts",
  ],
  [
    "with a git dependency",
    { name: "alpha", manifest: { dependencies: { beta: "git+ssh://git@host.example/beta.git" } } },
    "alpha",
  ],
  [
    "with a dependency from an address",
    { name: "alpha", manifest: { dependencies: { beta: "http://127.0.0.1:9/beta.tgz" } } },
    "alpha",
  ],
])("a package %s is refused", async (_title, published, sentence) => {
  expect(await refusal([published], { alpha: "^1.0.0" })).toContain(sentence);
});

test("what a package brings is held to the same", async () => {
  const published = [
    { name: "alpha", manifest: { dependencies: { beta: "*" } } },
    { name: "beta", manifest: { scripts: { install: "x" } } },
  ];
  const message = await refusal(published, { alpha: "*" });
  expect(message).toContain("beta 1.0.0, which alpha brings, wants to run a script");
});

test("too many packages are refused", async () => {
  const leaves = Array.from({ length: 300 }, (_, n) => ({ name: `leaf-${n}` }));
  const dependencies = Object.fromEntries(leaves.map(({ name }) => [name, "*"]));
  const message = await refusal([{ name: "alpha", manifest: { dependencies } }, ...leaves], {
    alpha: "*",
  });
  expect(message).toContain("bring 301 packages, and at most 300");
});

test("an age that the registry does not tell is unknown, and nothing is left out", async () => {
  useRegistry(
    await startRegistry(
      {
        name: "alpha",
        ageDays: null,
        maintainers: ["ann"],
        manifest: { dependencies: { beta: "*" } },
      },
      { name: "beta", manifest: { deprecated: "use gamma" } },
    ),
  );
  const set = await resolvePackages(temporaryFolder(), [["alpha", "*"]], signal);
  expect(set.packages[0]?.publishedAt).toBeUndefined();
  expect(set).toMatchObject({
    packages: [{ name: "alpha", version: "1.0.0", maintainers: ["ann"], versions: 1 }],
    scripted: [],
    total: 2,
  });
});

test("the same dependencies are asked for once, and mean the same from then on", async () => {
  const registry = await startRegistry({ name: "alpha" });
  useRegistry(registry);
  const dataDir = temporaryFolder();
  const first = await resolvePackages(dataDir, [["alpha", "*"]], signal);
  const asked = registry.asked.length;
  registry.publish({ name: "alpha", version: "1.1.0" });
  expect(await resolvePackages(dataDir, [["alpha", "*"]], signal)).toEqual(first);
  expect(registry.asked).toHaveLength(asked);
});

test("a registry that is away is no fault of the packages", async () => {
  useRegistry({
    ...(await startRegistry()),
    environment: { npm_config_registry: "http://127.0.0.1:9/" },
  });
  const asking = resolvePackages(temporaryFolder(), [["alpha", "*"]], signal);
  await expect(asking).rejects.toThrow(RegistryError);
  await expect(asking).rejects.toThrow(/could not be asked for alpha: .*ECONNREFUSED/);
});

test("a scope with a registry of its own is left alone", async () => {
  const { environment, ...registry } = await startRegistry({ name: "@acme/tools" });
  const own = { ...environment, "npm_config_@acme:registry": "http://127.0.0.1:9/" };
  useRegistry({ ...registry, environment: own });
  const asking = resolvePackages(temporaryFolder(), [["@acme/tools", "*"]], signal);
  await expect(asking).rejects.toThrow(/to take @acme from a registry of its own/);
  expect(registry.asked).toEqual([]);
});

test("a registry that never answers is left when the job is stopped", async () => {
  const registry = await startRegistry();
  registry.silence();
  useRegistry(registry);
  const stop = new AbortController();
  const dataDir = temporaryFolder();
  const asking = resolvePackages(dataDir, [["alpha", "*"]], stop.signal);
  await registry.request();
  stop.abort();
  await expect(asking).rejects.toThrow(/abort/);
  expect(fs.readdirSync(path.join(dataDir, "toolchain", "sets"))).toEqual([]);
});
