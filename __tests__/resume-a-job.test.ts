import { expect, test } from "vitest";
import type { EventType } from "../shared/events.ts";
import { Repository } from "../shared/repository.ts";
import { fixture } from "./support/cases.ts";
import { lastingDataFolder } from "./support/data-folder.ts";
import { teamAtWork } from "./support/started-team.ts";

const moments: [EventType][] = [["plan:completed"], ["gate:started"], ["review:completed"]];

test.concurrent.each(moments)(
  "a job whose team was closed at %s goes on where it stood",
  async (moment) => {
    const dataDir = lastingDataFolder();
    const first = teamAtWork(dataDir);
    const { id } = await first.begin(fixture("giphy"));
    await first.event(id, moment);
    await first.team.close();
    expect(first.team.jobs.get(id).status).toBe("running");

    const second = teamAtWork(dataDir);
    expect(second.team.resume().map((job) => job.id)).toEqual([id]);
    const job = await second.team.finished(id);
    expect(job).toMatchObject({ status: "completed", finished: { iterations: 1 } });

    const types = second.team.jobs.events(id).map(({ type }) => type);
    for (const answer of [
      "plan:completed",
      "tests:completed",
      "code:completed",
      "review:completed",
    ]) {
      expect([answer, types.filter((type) => type === answer).length]).toEqual([answer, 1]);
    }
    const repository = await Repository.open(dataDir, "@elizaos/plugin-giphy");
    const story = (await repository.story(`job/${id}`)).split("\n");
    expect(story.map((line) => line.split(/\s+/)[1])).toEqual(["planner", "tester", "coder"]);
    await second.team.close();
  },
);

test("a finished job is not resumed", async () => {
  const dataDir = lastingDataFolder();
  const first = teamAtWork(dataDir);
  const { id } = await first.begin(fixture("todo"));
  first.team.cancel(id);
  await first.team.close();
  const second = teamAtWork(dataDir);
  expect(second.team.resume()).toEqual([]);
  expect(second.team.jobs.get(id).status).toBe("cancelled");
  await second.team.close();
});
