import { expect, test } from "vitest";
import { Comparison } from "../../../plugin/studio/api/comparison.ts";
import { comparison } from "../../../plugin/studio/comparison.ts";
import type { Studio } from "../../../plugin/studio/studio.ts";
import { Jobs } from "../../../shared/jobs.ts";
import { finishedJob } from "../../support/finished-job.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

test("two jobs of a plugin are told side by side, with what differs between their files", async () => {
  const dataDir = temporaryFolder();
  await finishedJob(dataDir, { id: "aaa111", code: { "src/index.ts": "export default 1;\n" } });
  await finishedJob(dataDir, {
    id: "bbb222",
    version: "1.0.1",
    code: { "src/index.ts": "export default 2;\n" },
  });
  const team = { jobs: new Jobs(dataDir), config: { dataDir } };
  const studio = { service: { team } } as unknown as Studio;
  const answer = await comparison.compare({ one: "aaa111", other: "bbb222" }, studio);

  const { rows, files, patch, reason } = Comparison.parse(answer);
  const cells = rows.find(({ label }) => label === "Plugin")?.cells;
  expect(cells).toEqual([expect.stringMatching(/ 1\.0\.0$/), expect.stringMatching(/ 1\.0\.1$/)]);
  expect(files).toContainEqual({ file: "src/index.ts", kind: "changed", added: 1, removed: 1 });
  expect(patch).toContain("+export default 2;");
  expect(reason).toBeNull();
  const missing = async () => comparison.compare({ one: "aaa111", other: "nobody" }, studio);
  await expect(missing()).rejects.toThrow('There is no job "nobody"');
});
