import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { preparedDataFolder, run } from "../support/command-line.ts";
import { fixture } from "../support/cases.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const spec = (folder: string): string => {
  const file = path.join(folder, "spec.json");
  fs.writeFileSync(file, JSON.stringify(fixture("todo")));
  return file;
};

test("the same job is done with each character, and a table says what came of it", async () => {
  const folder = temporaryFolder();
  const data = preparedDataFolder(folder);
  const file = spec(folder);
  const role = ["--role", "reviewer", "reviewer", "reviewer-strict"];
  const first = await run([
    "compare-characters",
    ...role,
    "--spec",
    file,
    "--data",
    data,
    "--json",
  ]);
  expect([first.code, first.stderr]).toEqual([0, ""]);
  const lines = first.json();
  expect(lines.map(({ type }) => type)).toEqual([
    "comparison:run",
    "comparison:run",
    "comparison:finished",
  ]);
  const [mild, strict] = lines;
  expect(mild).toMatchObject({ character: "reviewer", run: 1, status: "completed", iterations: 1 });
  // Warnings block for the strict one, and the coder mends them.
  expect(strict).toMatchObject({ character: "reviewer-strict", status: "completed" });
  expect(Number(strict?.iterations)).toBeGreaterThan(1);
  expect(lines[2]).toMatchObject({
    characters: [
      { character: "reviewer", runs: 1, passed: 1, iterations: 1, usd: 0 },
      { character: "reviewer-strict", runs: 1, passed: 1 },
    ],
  });
  // Nobody keeps the character of a comparison.
  expect(fs.existsSync(path.join(data, "characters"))).toBe(false);

  const from = ["--job", String(mild?.jobId), "--iteration", "1"];
  const again = await run(["compare-characters", ...role, ...from, "--data", data]);
  expect([again.code, again.stderr]).toEqual([0, ""]);
  const table = again.stdout.split("\n");
  expect(table).toContainEqual(expect.stringMatching(/^reviewer +1 of 1 +1\.0 +0\.0 /));
  expect(table).toContainEqual(expect.stringMatching(/^reviewer-strict +1 of 1 +2\.0 /));
}, 600_000);

test.each([
  [["--role", "boss", "reviewer", "reviewer-strict"], "Expected --role with one of"],
  [["--role", "reviewer", "reviewer"], "two or more different characters"],
  [["--role", "reviewer", "reviewer", "nobody"], 'There is no character file "nobody"'],
  [["--role", "reviewer", "reviewer", "SPEC"], "is not a character for the reviewer"],
  [["--role", "reviewer", "reviewer", "reviewer-strict", "--runs", "0"], "--runs with a number"],
  [["--role", "reviewer", "reviewer", "reviewer-strict", "--job", "abc123"], "one of them"],
])("what is wrong with %j is said before anything begins", async (typed, said) => {
  const folder = temporaryFolder();
  const file = spec(folder);
  const data = path.join(folder, "data");
  const given = typed.map((each) => (each === "SPEC" ? file : each));
  const { code, stderr } = await run(["compare-characters", ...given, "--spec", file, "--data", data]); // prettier-ignore
  expect([code, stderr]).toEqual([2, expect.stringContaining(said)]);
  expect(fs.existsSync(data)).toBe(false);
});
