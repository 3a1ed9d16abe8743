import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { KnownValues, MaskedStream, redactor, withoutSecrets } from "../../shared/redact.ts";
import { Secret } from "../../shared/secret.ts";

const CANARY = 'canary "value"/42';
const redact = redactor([new Secret(CANARY), new Secret("short")]);

test.each([
  ["as it is", CANARY],
  ["inside JSON", JSON.stringify({ key: CANARY })],
  ["in an address", `https://example.org/?key=${encodeURIComponent(CANARY)}`],
  ["in base64", `Basic ${Buffer.from(CANARY).toString("base64")}`],
  ["in base64 for addresses", Buffer.from(CANARY).toString("base64url")],
  ["in hexadecimal digits", Buffer.from(CANARY).toString("hex").toUpperCase()],
  ["in JSON with escaped slashes", JSON.stringify(CANARY).replaceAll("/", "\\/")],
  ["in JSON inside of JSON", JSON.stringify(JSON.stringify(CANARY))],
  ["in a form", new URLSearchParams({ key: CANARY }).toString()],
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

describe("a stream", () => {
  const known = new KnownValues([CANARY, "canary"]);
  const told = (pieces: string[]): string => {
    const stream = new MaskedStream(known);
    return pieces.map((piece) => stream.push(piece)).join("") + stream.end();
  };

  test("is masked the same however it is cut into pieces", () => {
    const values = fc.constantFrom(
      CANARY,
      "canary",
      JSON.stringify(CANARY),
      CANARY.slice(0, 9),
      "can",
    );
    const texts = fc.array(fc.oneof(values, fc.string()), { maxLength: 5 });
    fc.assert(
      fc.property(texts, fc.array(fc.nat(60), { maxLength: 8 }), (parts, cuts) => {
        const text = parts.join("");
        const ends = [...cuts.filter((cut) => cut < text.length), text.length];
        const sorted = ends.sort((one, other) => one - other);
        const pieces = sorted.map((end, at) => text.slice(sorted[at - 1] ?? 0, end));
        expect(told(pieces)).toBe(told([text]));
        expect(told(pieces)).not.toContain(CANARY);
      }),
      { numRuns: 2_000 },
    );
  });

  test("tells at once what cannot be part of a secret, and the rest at its end", () => {
    const stream = new MaskedStream(known);
    expect(stream.push("a can")).toBe("a ");
    expect(stream.push(" of beans, can")).toBe("can of beans, ");
    expect(stream.end()).toBe("can");
    expect(stream.push(`so ${CANARY.slice(0, 12)}`)).toBe("so ");
    expect(stream.end()).toBe("[secret]");
  });
});

describe("a text for a log", () => {
  test("has no value that was ever put into a Secret, and nothing that looks like one", () => {
    const value = new Secret("battery staple 9").reveal();
    const shaped = "sk-ant-api03-AbCdEfGhIjKlMnOpQrStUvWxYz0123456789";
    expect(withoutSecrets(`a ${value} b ${shaped} c`)).toBe("a [secret] b [secret] c");
    expect(withoutSecrets(Buffer.from(value).toString("hex"))).toBe("[secret]");
    expect(withoutSecrets("OPENAI_API_KEY=sk-xxxxxxxxxxxxxxxxxxxx")).toContain("sk-xxx");
  });
});
