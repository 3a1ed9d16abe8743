import util from "node:util";
import createDebug from "debug";
import { afterEach, expect, test } from "vitest";
import { debug, warn } from "../../shared/log.ts";
import { Secret } from "../../shared/secret.ts";

const KEY = new Secret("debugged canary 7").reveal();
const original = createDebug.log;
afterEach(() => {
  createDebug.log = original;
  createDebug.disable();
});

test("debug output shows no secret, whatever it is part of", () => {
  const lines: string[] = [];
  createDebug.log = (...words: unknown[]) => lines.push(util.format(...words));
  createDebug.enable("elizaos:plugin-dynamic:*");
  const log = debug("test");
  log("%s and %o, %d%%", `key ${KEY}`, { inside: [KEY] }, 5, KEY);
  log(new Error(`failed with ${KEY}`));
  const written = lines.join("\n");
  expect(written).toContain("elizaos:plugin-dynamic:test");
  expect(written).toContain("5%");
  expect(written.match(/\[secret\]/g)?.length).toBeGreaterThanOrEqual(4);
  expect(written).not.toContain("canary");
});

test("warnings show no secret", async () => {
  const warned = new Promise<Error>((resolve) => process.once("warning", resolve));
  warn(`The key ${KEY} was refused.`);
  expect((await warned).message).toBe("The key [secret] was refused.");
});
