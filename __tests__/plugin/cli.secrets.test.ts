import { expect, test } from "vitest";
import { run } from "../support/command-line.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const KEY = "pQ7.value-that-no-pattern-knows";
const env = { ANTHROPIC_API_KEY: KEY, DEBUG: "elizaos:plugin-dynamic:*" };

test("an error that quotes a key is printed without it, for people and as JSON", async () => {
  const folder = `${temporaryFolder()}/${KEY}`;
  for (const more of [[], ["--json"]]) {
    const { code, stdout, stderr } = await run(["check", folder, ...more], { env });
    expect(code).toBe(2);
    expect(stderr).toContain("[secret] is no plugin");
    expect(stdout + stderr).not.toContain(KEY);
  }
});
