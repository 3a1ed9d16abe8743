import fs from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { discard } from "../../agents/packages/install.ts";
import { writeFolder } from "../../shared/files.ts";
import { run, type Finished } from "../support/command-line.ts";
import { copyDatabase } from "../support/data-folder.ts";
import { startRegistry, type Published } from "../support/registry.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** The command line on a data folder of its own, with npm at a registry with these packages. */
async function commandLine(...published: Published[]) {
  const { environment } = await startRegistry(...published);
  const dataDir = temporaryFolder();
  copyDatabase(dataDir);
  onTestFinished(() => discard(path.join(dataDir, "toolchain")));
  return (...args: string[]): Promise<Finished> =>
    run([...args, "--data", dataDir], { env: environment });
}

test("allow makes every check, remembers the yes, shows it and takes it back", async () => {
  const on = await commandLine(
    { name: "is-odd", version: "3.0.1", maintainers: ["ann"] },
    { name: "native", manifest: { scripts: { install: "node-gyp rebuild" } } },
  );
  const { code, stdout } = await on("allow", "is-odd@^3.0.0");
  expect(code).toBe(0);
  expect(stdout).toContain("Plugins may be built with is-odd ^3.0.0 from now on.");
  expect(stdout).toContain("published 100 days ago; publisher unknown; maintainers ann");

  const refused = await on("allow", "native");
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain("native 1.0.0 wants to run a script while it is installed");
  const [allowed] = (await on("allow", "native", "--scripts", "--json")).json();
  expect(allowed).toMatchObject({ type: "package:allowed", name: "native", range: "1.x" });

  const { stdout: list } = await on("allow", "--list");
  expect(list).toContain("is-odd ^3.0.0 (3.0.1 was looked at on");
  expect(list).toMatch(/native 1\.x .* with install scripts, which are not run\)/);
  expect((await on("allow", "--revoke", "is-odd")).stdout).toBe(
    "Plugins may not be built with is-odd any more.\n",
  );
  expect((await on("allow", "--revoke", "is-odd")).code).toBe(2);
  expect((await on("allow", "--list", "--json")).json()).toMatchObject([{ name: "native" }]);
});

test.each([
  ["a name like another one", "expres", "Did you mean express?"],
  ["a path", "../evil", "Expected a valid npm package name"],
  ["an address", "evil@git+https://example.org/evil.git", "never git"],
  ["an option", "--registry=http://example.org", "unknown option"],
])("allow refuses %s", async (_title, name, sentence) => {
  const on = await commandLine();
  const { code, stderr } = await on("allow", name);
  expect([code, stderr]).toEqual([2, expect.stringContaining(sentence)]);
});

test("check is red while a package needs a yes, and says how to give it", async () => {
  const on = await commandLine({ name: "is-odd", version: "3.0.1" });
  const folder = path.join(temporaryFolder(), "plugin");
  writeFolder(folder, {
    "package.json": JSON.stringify({
      name: "@acme/plugin-odd",
      version: "1.0.0",
      dependencies: { "is-odd": "^3.0.0" },
    }),
    "src/is-odd.d.ts": '// the package brings no types\ndeclare module "is-odd";\n',
    "src/index.ts": `import type { Plugin } from "@elizaos/core";
import isOdd from "is-odd";
const plugin: Plugin = {
  name: "odd",
  description: String(isOdd),
  providers: [{ name: "odd", get: () => Promise.resolve({ text: String(isOdd) }) }],
};
export default plugin;
`,
    "src/__tests__/odd.test.ts": `import { expect, test } from "vitest";
import plugin from "../index";
test("uses the package", async () => {
  const got = await plugin.providers?.[0]?.get({} as never, {} as never, {} as never);
  expect(got?.text).toBe("is-odd");
});
`,
  });
  const closed = await on("check", folder);
  expect(closed.code).toBe(1);
  expect(closed.stdout).toMatch(/✖ install +failed: nobody has allowed a dependency/);
  expect(closed.stdout).toContain("plugin-dynamic allow is-odd@3.x allows it");
  const open = await on("check", folder, "--allow", "is-odd");
  expect(open.stdout).toMatch(/✔ install +passed: shared toolchain, is-odd/);
  expect(open.stdout).toMatch(/✔ test +passed: 1 passed/);
  expect(open.code, open.stdout + open.stderr).toBe(0);
  expect(fs.readdirSync(folder).sort()).toEqual(["package.json", "src"]);
});
