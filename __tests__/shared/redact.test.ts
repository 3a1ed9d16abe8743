import { expect, test } from "vitest";
import { redactor } from "../../shared/redact.ts";
import { Secret } from "../../shared/secret.ts";

const CANARY = 'canary "value"/42';
const redact = redactor([new Secret(CANARY), new Secret("short")]);

test.each([
  ["as it is", CANARY],
  ["inside JSON", JSON.stringify({ key: CANARY })],
  ["in an address", `https://example.org/?key=${encodeURIComponent(CANARY)}`],
  ["in base64", `Basic ${Buffer.from(CANARY).toString("base64")}`],
])("a secret %s is replaced", (_where, text) => {
  const written = redact(text);
  expect(written).toContain("[secret]");
  expect(written).not.toMatch(/canary|42/);
});

test("objects are searched to their leaves and keys, and stay what they are otherwise", () => {
  const value = { a: [CANARY, 1, null, true], [CANARY]: { b: undefined } };
  expect(redact(value)).toEqual({
    a: ["[secret]", 1, null, true],
    "[secret]": { b: undefined },
  });
});

test("a value as short as a word is left alone", () => {
  expect(redact("a short text")).toBe("a short text");
});

test("without secrets nothing is copied", () => {
  const value = {};
  expect(redactor([])(value)).toBe(value);
});
