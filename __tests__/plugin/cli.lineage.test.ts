import { expect, test } from "vitest";
import { Jobs } from "../../shared/jobs.ts";
import { fixture } from "../support/cases.ts";
import { preparedDataFolder, run } from "../support/command-line.ts";
import { scriptedGates } from "../support/scripted-gates.ts";
import { teamAtWork } from "../support/started-team.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

test("a cancelled job is tried again, and what cannot go on from a job is said", async () => {
  const dataDir = preparedDataFolder(temporaryFolder());
  const { team, begin } = teamAtWork(dataDir, { gates: scriptedGates() });
  const { id } = await begin(fixture("giphy"));
  team.cancel(id);
  await team.finished(id);
  await team.close();
  const cli = (...args: string[]) => run([...args, "--data", dataDir, "--json"]);

  const again = await cli("retry", id);
  expect([again.code, again.stderr]).toEqual([0, ""]);
  expect(again.json()[0]).toMatchObject({
    type: "job:created",
    parent: { jobId: id, how: "retry" },
  });
  expect(again.json().at(-1)).toMatchObject({ type: "job:finished", status: "completed" });
  const [job] = new Jobs(dataDir).all();

  const refused = async (...args: string[]): Promise<unknown> => {
    const { code, json } = await cli(...args);
    const [line] = json();
    return [code, line?.status, line?.reason];
  };
  const done = job?.id ?? "";
  expect(await refused("retry", done)).toEqual([2, "refused", expect.stringContaining("nothing is left to be tried again")]); // prettier-ignore
  expect(await refused("fork", done, "--iteration", "1")).toEqual([2, "refused", expect.stringContaining("was approved")]); // prettier-ignore
  expect(await refused("fork", done, "--iteration", "first")).toEqual([2, "refused", expect.stringContaining('Expected --iteration with a number from 1 on, got "first".')]); // prettier-ignore
  expect(await refused("fork", done, "--iteration", "1", "--hint", "use fetch")).toEqual([2, "refused", expect.stringContaining("cannot follow a hint")]); // prettier-ignore
  expect(await refused("improve", "plugin-weather", "add", "x")).toEqual([2, "refused", expect.stringContaining("There are: @elizaos/plugin-giphy.")]); // prettier-ignore
  expect(new Jobs(dataDir).all()).toHaveLength(2);
}, 300_000);
