import { describe, expect, test } from "vitest";
import { message, problemsWith, todo } from "../support/todo-specification.ts";

describe("secret values", () => {
  const secrets = [
    "sk-ant-api03-abcDEF123456_7890-xyz",
    "sk-abcdefghijklmnopqrstuvwx1234",
    "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
    "github_pat_11ABCDEFG0abcdefghijkl_mnopqrstuv",
    "AKIAIOSFODNN7EXAMPLE",
    "xoxb-123456789012-abcdefghijkl",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N",
    "-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA7\n-----END RSA PRIVATE KEY-----",
    "postgres://admin:S3cr3t@p@db.example.com:5432/app",
    "AIzaSyA1234567890abcdefghijklmnopqrstuv",
    "sk_live_abcdefghijklmnop1234",
  ];

  test.each(secrets)("like %s are refused wherever they stand and never repeated", (secret) => {
    const places: object[] = [
      { name: secret },
      { version: secret },
      { description: `Use ${secret} for it` },
      { author: { notes: [secret] } },
      { [secret]: 1 },
      { dependencies: { pg: secret } },
      { dependencies: { [secret]: "^1.0.0" } },
      { actions: [{ name: secret, description: "x" }] },
      {
        actions: [
          {
            name: "go",
            description: "x",
            parameters: { key: { type: "string", default: secret } },
          },
        ],
      },
      { environmentVariables: [{ name: "BASE", default: secret, sensitive: false }] },
      { evaluators: [{ name: "e", description: "x", triggers: [secret] }] },
    ];
    const tails = /S3cr3t|MIIEow/.exec(secret) ?? [secret.slice(-8)];
    for (const place of places) {
      for (const input of [
        { ...todo, ...place },
        `Take this: ${JSON.stringify({ ...todo, ...place })}`,
      ]) {
        const text = message(input);
        expect(text).toMatch(/looks like a secret/);
        for (const tail of tails) expect(text).not.toContain(tail);
      }
    }
  });

  test("in a text without a specification are not repeated either", () => {
    for (const secret of secrets) expect(message(`my key: ${secret}`)).toContain("[secret]");
  });

  test("are not what only speaks about them", () => {
    const description =
      "Send ?api_key=.. or sk-xxxxxxxxxxxxxxxxxxxx; connect to postgres://user:password@localhost:5432/db or http://localhost:3000/a@b; task-management-with-many-words-2000";
    expect(problemsWith({ description })).toEqual([]);
  });

  test("are looked for quickly in hostile texts", () => {
    const started = performance.now();
    for (const piece of [
      "a.",
      "x://a:",
      "sk-",
      "eyJ-",
      "Bearer ",
      "?token=",
      "a:",
      "-----BEGIN ",
      "npm-",
      "=",
    ]) {
      const flood = piece.repeat(60_000 / piece.length);
      message({ ...todo, version: flood, actions: [flood], extra: { [flood.slice(0, 100)]: 1 } });
    }
    expect(performance.now() - started).toBeLessThan(4000);
  });
});
