import { expect, test } from "vitest";
import { placeToGo, welcome } from "../../plugin/commands/serve.ts";
import { loadConfig } from "../../shared/config.ts";
import { run } from "../support/command-line.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const PLUGIN_SERVER_TOKEN = "correct-horse-battery-staple";
const URL = "http://127.0.0.1:3000";

test("serve does not open to other machines without a token, and says how to make one", async () => {
  const env = { SERVER_HOST: "0.0.0.0", PLUGIN_DATA_DIR: temporaryFolder() };
  const { code, stderr } = await run(["serve"], { env });
  expect(code).toBe(2);
  expect(stderr).toContain("listens on 0.0.0.0");
  expect(stderr).toContain("openssl rand -hex 32");
});

test.each([
  [{}, undefined, ""],
  [{ SERVER_HOST: "0.0.0.0" }, "missing", "openssl rand -hex 32"],
  [{ SERVER_HOST: "0.0.0.0", PLUGIN_SERVER_TOKEN }, "good", "need PLUGIN_SERVER_TOKEN"],
])("doctor looks at who may come in: %j", async (env, status, words) => {
  const { json, stdout } = await run(["doctor", "--json", "--data", temporaryFolder()], { env });
  expect(json().find(({ name }) => name === "access")?.status).toBe(status);
  expect(stdout).toContain(words);
  expect(stdout).not.toContain(PLUGIN_SERVER_TOKEN);
});

test("serve says where to sign in when a token is needed, and does not say the token", () => {
  const config = loadConfig({ PLUGIN_SERVER_TOKEN });
  expect(placeToGo(URL, config)).toEqual({
    url: URL,
    needsToken: true,
    signIn: `${URL}/sign-in`,
    header: "X-API-KEY",
  });
  const text = welcome(URL, config, "The offline model is at work.").join("\n");
  expect(text).toMatch(/PLUGIN_SERVER_TOKEN: browsers sign in there once/);
  expect(text).not.toContain(PLUGIN_SERVER_TOKEN);
});

test("serve says that no token is needed when only this machine reaches it", () => {
  expect(placeToGo(URL, loadConfig({}))).toEqual({ url: URL, needsToken: false });
  expect(welcome(URL, loadConfig({}), "")[1]).toContain("only this machine");
});
