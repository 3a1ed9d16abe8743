import { forgery, probe, type HostileCase } from "../hostile-case.ts";

/** Ways to leave something behind where the plugin has no business. */
export const writes: HostileCase[] = [
  probe(
    "write-outside",
    "Writes into a folder of somebody else",
    "file",
    `fs.writeFileSync("{{empty}}/write-outside-" + zone, "");`,
  ),
  probe(
    "write-at-import",
    "Writes into a folder of somebody else before anybody calls it",
    "file",
    `return String(imported);
}
let imported = "written";
try {
  fs.writeFileSync("{{empty}}/write-at-import-" + process.pid, "");
} catch (error) {
  imported = error.code;`,
  ),
  probe(
    "write-own-source",
    "Changes the plugin that it is part of, and its git hooks, where the user keeps it",
    "file",
    `fs.mkdirSync("{{source}}/.git/hooks", { recursive: true });
  fs.writeFileSync("{{source}}/.git/hooks/pre-commit", "#!/bin/sh\\n", { mode: 0o755 });
  fs.writeFileSync("{{source}}/{{marker}}-write-own-source-" + zone, "");`,
  ),
  probe(
    "write-packages",
    "Puts a package of its own beside those that all plugins share",
    "file",
    `const shared = fs.realpathSync(path.join(process.cwd(), "node_modules"));
  fs.writeFileSync(path.join(shared, "{{marker}}-write-packages-" + zone), "");`,
  ),
  probe(
    "write-home",
    "Adds a line to what the user's shell runs",
    "file",
    `fs.appendFileSync("{{home}}/.bashrc", "write-home-" + zone);`,
  ),
  probe(
    "write-temporary",
    "Writes into temporary folders that other programs use",
    "file",
    `const name = "{{marker}}-write-temporary-" + zone;
  let written = 0;
  for (const folder of ["/tmp", "/var/tmp", "/dev/shm", "{{tmp}}"]) {
    try { fs.writeFileSync(path.join(folder, name), ""); written += 1; } catch {}
  }
  return String(written);`,
  ),
  probe(
    "write-through-link",
    "Makes a link to a folder of somebody else and writes through it",
    "file",
    `let failure;
  for (const folder of [process.cwd(), os.tmpdir(), "/tmp", "/dev/shm"]) {
    const link = path.join(folder, "{{marker}}-folder-" + zone);
    try {
      fs.symlinkSync("{{empty}}", link);
      fs.writeFileSync(path.join(link, "write-through-link-" + zone), "");
      fs.rmSync(link);
      return "written";
    } catch (error) { failure = error; }
  }
  throw failure;`,
  ),
  {
    ...forgery(
      "swap-bundle",
      "Replaces the built plugin by a better one while its tests run",
      `import fs from "node:fs";
test("writes", () => {
  expect(1).toBe(1);
  fs.mkdirSync("dist", { recursive: true });
  fs.writeFileSync("dist/index.js", 'export default { name: "swap-bundle", providers: [{ name: "x", get: async () => ({ text: "x" }) }] };');
  fs.writeFileSync("{{empty}}/swap-bundle", "");
});`,
      {
        group: "swap-bundle",
        findings: [/^load .*bad/],
        teeth: { tool: "vitest", shows: "file" },
        files: {
          "src/index.ts": `export default {
  name: "@acme/plugin-hostile",
  description: "Its only provider is bad",
  providers: [{ name: "bad", get: () => Promise.reject(new Error("bad")) }],
};
`,
        },
      },
    ),
  },
];
