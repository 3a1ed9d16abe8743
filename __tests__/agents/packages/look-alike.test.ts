import { expect, test } from "vitest";
import { isTrusted, POPULAR } from "../../../agents/packages/known-packages.ts";
import { lookAlike, realNames } from "../../../agents/packages/look-alike.ts";
import { isPackageName } from "../../../shared/npm-package.ts";

test.each([
  ["expres", "express"],
  ["lodahs", "lodash"],
  ["crossenv", "cross-env"],
  ["fetch-node", "node-fetch"],
  ["typescirpt", "typescript"],
  ["node-mongoose", "mongoose"],
  ["lodash.js", "lodash"],
  ["m0ngoose", "mongoose"],
  ["cheeri0", "cheerio"],
  ["elizaos-core", "@elizaos/core"],
  ["elizaos-plugin-weather", "@elizaos/plugin-weather"],
  ["@e1izaos/core", "@elizaos/core"],
  ["@eliza-os/plugin-weather", "@elizaos/plugin-weather"],
])("%s can be taken for %s", (name, meant) => {
  expect(lookAlike(name)).toBe(meant);
});

test.each([
  "is-odd",
  "preact",
  "left-pad",
  "@acme/lodash",
  "@elizaos/plugin-weather",
  "pgx",
  "vuex",
])("%s is a name of its own", (name) => {
  expect(lookAlike(name)).toBeUndefined();
});

test("popular names are names, and none is a mistake for another", () => {
  for (const name of POPULAR) {
    expect([name, isPackageName(name)]).toEqual([name, true]);
    expect([name, lookAlike(name)]).toEqual([name, undefined]);
  }
  expect(POPULAR.size).toBeGreaterThan(500);
});

test("only ElizaOS's own scope is trusted as a whole", () => {
  expect(isTrusted("@elizaos/plugin-anything")).toBe(true);
  expect(isTrusted("@elizaos-plugins/anything")).toBe(false);
  expect(isTrusted("express")).toBe(false);
});

test.each([
  ["node-crypto", "node:crypto (part of Node)"],
  ["lodash-utils", "lodash"],
  ["expresss", "express"],
  ["luxon-timezone-helper", "luxon"],
])("of real names %s is nearest to %s", (wrong, real) => {
  expect(realNames(wrong)).toContain(real);
});
