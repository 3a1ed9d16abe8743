import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import {
  allowPackages,
  readConsents,
  requireConsent,
  revokePackage,
} from "../../../agents/packages/consent.ts";
import { ConsentError } from "../../../agents/packages/errors.ts";
import { sameMajor, type PackageFacts } from "../../../agents/packages/facts.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();

const facts = (parts: Partial<PackageFacts> = {}): PackageFacts => ({
  name: "is-odd",
  range: "^3.0.0",
  version: "3.0.1",
  integrity: "sha512-a",
  publishedAt: daysAgo(30),
  publisher: "ann",
  maintainers: ["ann", "bob"],
  versions: 5,
  installScript: false,
  tarball: "",
  ...parts,
});

function question(packages: PackageFacts[], dataDir: string, total = packages.length): string {
  try {
    requireConsent(packages, readConsents(dataDir), total);
    return "";
  } catch (error) {
    if (error instanceof ConsentError) return error.message;
    throw error;
  }
}

test("a package that nobody knows needs a yes, and the question says what is known and what is not", () => {
  const dataDir = temporaryFolder();
  expect(question([facts()], dataDir, 4)).toBe(
    "is-odd 3.0.1 is a package from the npm registry that nobody has allowed yet: published 30 days ago; publisher ann; maintainers ann, bob; one of 5 versions; downloads unknown.\n3 further packages come along.",
  );
  const dark = facts({ publishedAt: undefined, publisher: undefined, maintainers: [] });
  expect(question([dark], dataDir)).toContain(
    "of which its age is unknown: age unknown; publisher unknown; maintainers unknown",
  );
});

test("a trusted package needs none, unless something is not known of it", () => {
  const dataDir = temporaryFolder();
  expect(question([facts({ name: "pg" })], dataDir)).toBe("");
  expect(question([facts({ name: "@elizaos/plugin-sql" })], dataDir)).toBe("");
  expect(question([facts({ name: "pg", publishedAt: undefined })], dataDir)).toContain(
    "age unknown",
  );
});

test("a yes is remembered for its major version and for the content that was looked at", () => {
  const dataDir = temporaryFolder();
  allowPackages(dataDir, [facts()]);
  expect(readConsents(dataDir)["is-odd"]).toMatchObject({ range: "3.x", version: "3.0.1" });
  expect(question([facts()], dataDir)).toBe("");
  expect(question([facts({ version: "3.4.0", integrity: "sha512-b" })], dataDir)).toBe("");
  expect(question([facts({ version: "4.0.0" })], dataDir)).toContain("was allowed as 3.0.1");
  expect(question([facts({ integrity: "sha512-b" })], dataDir)).toContain("has other content");
});

test("a yes can be given for a range, and taken back", () => {
  const dataDir = temporaryFolder();
  allowPackages(dataDir, [facts()], { range: ">=3", scripts: true });
  allowPackages(dataDir, [facts({ version: "4.0.0" })], { range: ">=3" });
  expect(readConsents(dataDir)["is-odd"]).toMatchObject({ scripts: true, version: "4.0.0" });
  expect(question([facts({ version: "9.0.0" })], dataDir)).toBe("");
  expect(revokePackage(dataDir, "is-odd")).toBe(true);
  expect(revokePackage(dataDir, "is-odd")).toBe(false);
  expect(question([facts()], dataDir)).not.toBe("");
});

test("a file that cannot be read allows nothing, and is not written over", () => {
  const dataDir = temporaryFolder();
  const file = path.join(dataDir, "packages.json");
  fs.writeFileSync(file, '{"is-odd": true}');
  expect(() => readConsents(dataDir)).toThrow(/does not say which packages are allowed/);
  expect(() => allowPackages(dataDir, [facts()])).toThrow(/Mend or remove it/);
  expect(fs.readFileSync(file, "utf8")).toBe('{"is-odd": true}');
});

test.each([
  ["5.4.3", "5.x"],
  ["0.4.3", "0.4.x"],
  ["0.0.3", "0.0.3"],
])("%s is a version of %s", (version, range) => {
  expect(sameMajor(version)).toBe(range);
});
