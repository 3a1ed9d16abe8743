import util from "node:util";
import path from "node:path";
import { expect, test } from "vitest";
import { loadConfig } from "../../shared/config.ts";

test("an empty environment gives the documented defaults", () => {
  expect(loadConfig({})).toMatchObject({
    dataDir: path.resolve("data"),
    model: "auto",
    maxIterations: 5,
    mutationProof: true,
    checkTimeoutMs: 120_000,
    jobTimeoutMs: 1_800_000,
    anthropic: { key: undefined, baseUrl: undefined, model: undefined, idleMs: 90_000 },
    budget: {
      job: { usd: 3, tokens: 1_500_000, minutes: 30 },
      day: { usd: 20, tokens: 10_000_000, minutes: 240 },
    },
    replay: "replay",
    postgresUrl: undefined,
    port: 3000,
    host: "127.0.0.1",
  });
});

test("an empty variable counts as not set", () => {
  expect(loadConfig({ PLUGIN_DATA_DIR: "", SERVER_PORT: "" })).toEqual(loadConfig({}));
});

test("the proof by mutants can be left out", () => {
  expect(loadConfig({ PLUGIN_MUTATION_PROOF: "off" }).mutationProof).toBe(false);
});

test("every wrong variable is named with what came", () => {
  const wrong = { PLUGIN_MODEL: "gpt", SERVER_PORT: "99999", PLUGIN_MAX_ITERATIONS: "many" };
  expect(() => loadConfig(wrong)).toThrow(/PLUGIN_MODEL.*"gpt"/);
  expect(() => loadConfig(wrong)).toThrow(/SERVER_PORT.*"99999"/);
  expect(() => loadConfig(wrong)).toThrow(/PLUGIN_MAX_ITERATIONS.*"many"/);
});

test("the key does not show in what is printed of the configuration", () => {
  const config = loadConfig({ ANTHROPIC_API_KEY: "sk-canary" });
  expect(config.anthropic.key?.reveal()).toBe("sk-canary");
  expect(util.inspect(config)).not.toContain("canary");
  expect(JSON.stringify(config)).not.toContain("canary");
});

test("the working directory is no secret, and a password beside it is one", () => {
  const { secrets } = loadConfig({ PWD: "/home/ann/projects", DB_PWD: "correct-horse-battery" });
  expect(secrets.map((secret) => secret.reveal())).toEqual(["correct-horse-battery"]);
});
