import { expect, test } from "vitest";
import {
  isAtRegistry,
  lockProblems,
  MOST_PACKAGES,
  readLockfile,
  scriptedNames,
} from "../../../agents/packages/lockfile.ts";

const REGISTRY = "https://registry.example/npm/";
const INTEGRITY = `sha512-${"A".repeat(86)}==`;

const entry = (fields: Record<string, unknown> = {}): Record<string, unknown> => ({
  version: "1.0.0",
  resolved: `${REGISTRY}a/-/a-1.0.0.tgz`,
  integrity: INTEGRITY,
  ...fields,
});

const locked = (packages: Record<string, Record<string, unknown>>) =>
  readLockfile(JSON.stringify({ lockfileVersion: 3, packages: { "": {}, ...packages } }));

const problems = (packages: Record<string, Record<string, unknown>>, scripts: string[] = []) =>
  lockProblems(locked(packages), REGISTRY, (name) => ({ scripts: scripts.includes(name) }));

test("packages from the registry with their hashes may be installed", () => {
  expect(
    problems({ "node_modules/a": entry(), "node_modules/@b/c/node_modules/a": entry() }),
  ).toEqual([]);
});

test.each([
  ["from git", { resolved: "git+ssh://git@host.example/a.git#1" }, "comes from git+ssh"],
  ["from a folder", { resolved: "../a", link: true }, "is a link to a folder"],
  ["from a file", { resolved: "file:a.tgz" }, "comes from file:a.tgz"],
  ["from another host", { resolved: "https://evil.example/a.tgz" }, "comes from https://evil"],
  ["from another port", { resolved: "https://registry.example:8443/a.tgz" }, "comes from"],
  ["over another scheme", { resolved: "http://registry.example/npm/a.tgz" }, "comes from"],
  ["from nowhere", { resolved: undefined }, "comes from nowhere"],
  ["without a hash", { integrity: undefined }, "no sha512 hash"],
  ["with a weak hash", { integrity: "sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=" }, "no sha512 hash"],
  ["under another name", { name: "other" }, "by another name, a"],
  ["inside of another package", { inBundle: true }, "inside of another package"],
  ["with a script", { hasInstallScript: true }, "plugin-dynamic allow a --scripts"],
])("a package %s is not installed", (_title, fields, sentence) => {
  expect(problems({ "node_modules/a": entry(fields) })).toEqual([
    expect.stringContaining(sentence),
  ]);
});

test("a package that another one brings is named with it", () => {
  const tree = {
    "node_modules/a": entry(),
    "node_modules/a/node_modules/b": entry({ hasInstallScript: true }),
  };
  expect(problems(tree)[0]).toContain("b 1.0.0, which a brings, wants to run a script");
  expect(scriptedNames(locked(tree))).toEqual(["b"]);
  expect(problems(tree, ["a"])).toHaveLength(1);
  expect(problems(tree, ["b"])).toEqual([]);
});

test("what did harm once is not installed, whoever brings it", () => {
  const tree = { "node_modules/a/node_modules/event-stream": entry({ version: "3.3.6" }) };
  expect(problems(tree)[0]).toContain("event-stream 3.3.6 is not installed: it was published by");
  expect(problems({ "node_modules/event-stream": entry({ version: "4.0.1" }) })).toEqual([]);
  expect(problems({ "node_modules/a/node_modules/crossenv": entry() })).toHaveLength(1);
});

test("there are not too many", () => {
  const many = Object.fromEntries(
    Array.from({ length: MOST_PACKAGES + 1 }, (_, n) => [`node_modules/a${n}`, entry()]),
  );
  expect(problems(many)).toEqual([
    `The dependencies bring ${MOST_PACKAGES + 1} packages, and at most ${MOST_PACKAGES} are installed. Take smaller ones.`,
  ]);
});

test("a place that leaves the folder is none", () => {
  expect(problems({ "node_modules/../../a": entry() })).toHaveLength(1);
  expect(problems({ "packages/a": entry() })).toHaveLength(1);
});

test("a lockfile of another kind is none", () => {
  expect(() => readLockfile('{"lockfileVersion":1,"dependencies":{}}')).toThrow();
});

test("an address is the registry's by scheme, host and port", () => {
  expect(isAtRegistry("https://registry.example/other/a.tgz", REGISTRY)).toBe(true);
  expect(isAtRegistry("https://registry.example.evil.example/a.tgz", REGISTRY)).toBe(false);
  expect(isAtRegistry("https://registry.example@evil.example/a.tgz", REGISTRY)).toBe(false);
  expect(isAtRegistry(undefined, REGISTRY)).toBe(false);
});
