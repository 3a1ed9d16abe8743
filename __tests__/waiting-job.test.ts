import { expect, test } from "vitest";
import type { Job } from "../shared/job.ts";
import { preparedDataFolder } from "./support/data-folder.ts";
import { roughRoad } from "./support/demonstrations/rough-road.ts";
import { startMessagesServer } from "./support/messages-server.ts";
import { scriptedConfig } from "./support/scripted-job.ts";
import { teamAtWork } from "./support/started-team.ts";

const WISH = "I need a plugin that generates strong passwords";

test("a job whose budget does not reach waits for a yes, then goes on from where it stood", async () => {
  const server = await startMessagesServer(roughRoad);
  const { team, begin, event } = teamAtWork(preparedDataFolder(), {
    config: {
      ...scriptedConfig(server),
      // Enough for the plan's worst case, not for tests and code at the same time.
      budget: { job: { tokens: 30_000 }, day: {} },
    },
  });
  const { id } = await begin(WISH);
  let job: Job = team.jobs.get(id);
  let waits = 0;
  while (!job.finished) {
    if (job.waiting && job.inFlight.length === 0) {
      waits += 1;
      expect(job.waiting).toMatchObject({ kind: "budget", scope: "job" });
      expect(job.waiting.reason).toContain(`plugin-dynamic continue ${id}`);
      expect(team.continue(id)).toBe(true);
    }
    await Promise.race([event(id, "job:waiting"), event(id, "job:finished"), settled(team, id)]);
    job = team.jobs.get(id);
  }
  expect(waits).toBeGreaterThan(0);
  expect(job.finished.status).toBe("completed");
  expect(job.raised.job).toBe(waits);
  const plans = server.seen.filter(({ role }) => role === "planner");
  expect(plans).toHaveLength(2); // a rate limit and the answer
  // The coder's conversation broke off for a wait, and no turn of it was paid for twice.
  const turns = server.seen.filter(({ role }) => role === "coder");
  expect(turns).toHaveLength(5);
  await team.close();
  await server.close();
});

/** Resolves once nobody is at work on a job. */
const settled = (team: ReturnType<typeof teamAtWork>["team"], id: string): Promise<void> =>
  new Promise((resolve) => {
    const unsubscribe = team.bus.subscribe("*", () => {
      if (team.jobs.get(id).inFlight.length > 0) return;
      unsubscribe();
      resolve();
    });
  });

test("a rate limit that asks for an hour lets the job wait with the time on it", async () => {
  const server = await startMessagesServer(roughRoad);
  const { team, begin, event } = teamAtWork(preparedDataFolder(), {
    config: scriptedConfig(server),
  });
  server.push({ text: JSON.stringify({ kind: "start", text: "I'll do it." }) });
  const begun = begin(WISH);
  server.push({
    status: 429,
    type: "rate_limit_error",
    message: "Slow down.",
    headers: { "retry-after": "3600" },
  });
  const { id } = await begun;
  if (!team.jobs.get(id).waiting) await event(id, "job:waiting");
  const { status, waiting } = team.jobs.get(id);
  expect(status).toBe("waiting");
  expect(waiting?.kind).toBe("rate-limit");
  const wait = Date.parse(waiting?.until ?? "") - Date.now();
  expect(wait).toBeGreaterThan(3_500_000);
  expect(wait).toBeLessThanOrEqual(3_600_000);
  expect(team.cancel(id)).toBe(true);
  expect(team.jobs.get(id).status).toBe("cancelled");
  await team.close();
  await server.close();
});
