import { execFileSync } from "node:child_process";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { readCassette } from "../agents/models/cassette/cassette.ts";
import { CASSETTE_FILE } from "../agents/models/cassette/recorder.ts";
import type { Begun } from "../agents/begun.ts";
import type { Job } from "../shared/job.ts";
import { Repository } from "../shared/repository.ts";
import type { Finding } from "../shared/results.ts";
import { fixture } from "./support/cases.ts";
import { lastingDataFolder } from "./support/data-folder.ts";
import { writeAll, writtenFiles, writtenPlan } from "./support/demonstrations/words.ts";
import { startMessagesServer, type MessagesServer } from "./support/messages-server.ts";
import { scriptedGates } from "./support/scripted-gates.ts";
import { scriptedConfig } from "./support/scripted-job.ts";
import { teamAtWork, type TeamAtWork } from "./support/started-team.ts";

const open: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

function atWork(...options: Parameters<typeof teamAtWork>): TeamAtWork {
  const made = teamAtWork(...options);
  open.push(made.team);
  return made;
}

const tooLong: Finding = {
  from: "test",
  severity: "blocker",
  rule: "maximum-length",
  message: "A text has no limit.",
};
const limited = /max\(2000\)|maxLength|2000/;
/** Red as long as the code limits no text, which the offline model can mend. */
const untilLimited = scriptedGates((files) =>
  Object.values(files).some((text) => limited.test(text)) ? [] : [tooLong],
);

function begun(result: Begun): Job {
  if (result.kind !== "started") throw new Error(JSON.stringify(result));
  return result.job;
}

describe("with the offline model", () => {
  /** A job that was cancelled when its first iteration was red and recorded. */
  async function cancelled(dataDir: string): Promise<{ parent: Job; team: TeamAtWork["team"] }> {
    const { team, begin } = atWork(dataDir, { gates: untilLimited });
    team.bus.subscribe("commit:completed", ({ jobId, kind }) => {
      if (kind === "iteration" && !team.jobs.get(jobId).parent) team.cancel(jobId);
    });
    const { id } = await begin(fixture("todo"));
    return { parent: await team.finished(id), team };
  }

  test("a fork of a red iteration goes on as the loop would have, on a branch of its own", async () => {
    const dataDir = lastingDataFolder();
    const { parent, team } = await cancelled(dataDir);
    expect(parent).toMatchObject({ status: "cancelled", iterations: [{ number: 1 }] });
    const fork = begun(await team.lineage.fork(parent.id, { iteration: 1 }));
    expect(fork.parent).toMatchObject({ jobId: parent.id, how: "fork", iteration: 1 });
    const done = await team.finished(fork.id);
    expect(done, done.finished?.reason).toMatchObject({ status: "completed" });
    expect(done.iterations.map(({ number }) => number)).toEqual([1, 2]);
    expect(done.iterations[0]?.report).toEqual(parent.iterations[0]?.report);
    expect(done.iterations[1]?.findings).toEqual([tooLong]);

    const events = team.jobs.events(fork.id);
    expect(new Set(events.map(({ jobId }) => jobId))).toEqual(new Set([fork.id]));
    const before = new Set(team.jobs.events(parent.id).map(({ id }) => id));
    expect(events.filter(({ id, cause = "" }) => before.has(id) || before.has(cause))).toEqual([]);
    const { folder } = await Repository.open(dataDir, "@elizaos/plugin-todo");
    const git = (...args: string[]) =>
      execFileSync("git", ["-C", folder, ...args], { encoding: "utf8" }).trim();
    const { header } = readCassette(path.join(team.jobs.folderOf(fork.id), CASSETTE_FILE));
    expect(header.parent).toMatchObject({ jobId: parent.id, how: "fork" });
    const history = git("log", "--format=%H %(trailers:key=Parent,valueonly,separator=%x2C)", `job/${fork.id}`).split("\n"); // prettier-ignore
    expect(history[0]).toMatch(new RegExp(`fork of ${parent.id}, iteration 1$`));
    expect(history[1]?.trim()).toBe(parent.iterations[0]?.commit);
  });

  test("a fork that a process left behind goes on where it stood", async () => {
    const dataDir = lastingDataFolder();
    const { parent, team } = await cancelled(dataDir);
    const fork = begun(await team.lineage.fork(parent.id, { iteration: 1 }));
    await team.close();
    open.length = 0;
    const second = atWork(dataDir, { gates: untilLimited });
    expect(second.team.resume().map(({ id }) => id)).toEqual([fork.id]);
    const done = await second.team.finished(fork.id);
    expect(done).toMatchObject({ status: "completed", finished: { iterations: 2 } });
    const plans = second.team.jobs.events(fork.id).filter(({ type }) => type === "plan:completed");
    expect(plans).toHaveLength(1);
  });

  test("what it cannot follow it says before a job begins, unless there is something to mend", async () => {
    const { parent, team } = await cancelled(lastingDataFolder());
    const hint = "use fetch, not axios";
    const fork = begun(await team.lineage.fork(parent.id, { iteration: 1, hint }));
    expect(fork.notes.join()).toContain("cannot follow a hint");
    const done = await team.finished(fork.id);
    expect(done.status).toBe("completed");
    const refused = await team.lineage.fork(fork.id, { iteration: 2, hint });
    expect(refused).toMatchObject({ kind: "refuse", reason: expect.stringContaining("cannot follow a hint") as string }); // prettier-ignore
    await expect(team.lineage.fork(fork.id, { iteration: 2 })).rejects.toThrow(
      "Iteration 2 of job " + fork.id + " was approved; nothing is left to do.",
    );
    await expect(team.lineage.fork(fork.id, { iteration: 3 })).rejects.toThrow(
      `Job ${fork.id} has no iteration 3 in git to go on from. It has 1, 2.`,
    );
    expect(team.jobs.all()).toHaveLength(2);
  });

  test("a cancelled job is tried once more, with the same request; one that is at work or done is not", async () => {
    const { parent, team } = await cancelled(lastingDataFolder());
    const again = begun(await team.lineage.retry(parent.id));
    expect(again).toMatchObject({
      request: parent.request,
      maxIterations: parent.maxIterations,
      parent: { jobId: parent.id, how: "retry" },
    });
    await expect(team.lineage.retry(again.id)).rejects.toThrow("is still at work");
    const done = await team.finished(again.id);
    expect(done.status).toBe("completed");
    expect(done.iterations).toHaveLength(2);
    await expect(team.lineage.retry(again.id)).rejects.toThrow("is completed");
  });
});

describe("with a language model", () => {
  const code = writtenFiles("stuck", "code");
  const tests = writtenFiles("stuck", "tests");
  const changed = { ...code, "src/asked.ts": "export const asked = true;\n" };
  const approve = { verdict: "approve", score: 95, summary: "Fine.", findings: [] };
  const WISH = { severity: "blocker", message: "Not done.", id: "P1" };
  const words = (files: Record<string, string>, summary: string) => [
    { tools: writeAll(files) },
    { text: summary },
  ];

  async function approved(
    dataDir: string,
    reviews: object[],
  ): Promise<{ parent: Job; server: MessagesServer; team: TeamAtWork["team"] }> {
    // prettier-ignore
    const server = await startMessagesServer({
      replies: {
        planner: [{ text: writtenPlan("stuck") }],
        tester: words(tests, "tests"),
        coder: [
          ...words(code, "the plugin"),
          ...words(changed, "what was asked for"),
          ...words({ ...changed, "src/more.ts": "export const more = 1;\n" }, "more of it"),
        ],
        reviewer: [approve, ...reviews].map((each) => ({ text: JSON.stringify(each) })),
      },
    });
    const { team, create } = atWork(dataDir, {
      config: scriptedConfig(server),
      gates: scriptedGates(),
    });
    open.push(server);
    const { specification } = JSON.parse(writtenPlan("stuck")) as { specification: object };
    const parent = await create(specification);
    expect(parent, parent.finished?.reason).toMatchObject({ status: "completed" });
    return { parent, server, team };
  }

  test("a hint is what the coder has to mend, and the reviewer says when it is done", async () => {
    const dataDir = lastingDataFolder();
    const done = { ...approve, score: 80, closed: [{ id: "P1", how: "fixed" }] };
    const { parent, server, team } = await approved(dataDir, [done]);
    const asked = server.seen.length;
    const fork = begun(
      await team.lineage.fork(parent.id, { iteration: 1, hint: "use fetch, not axios" }),
    );
    expect(fork.iterations[0]?.review?.verdict).toBe("approve");
    const job = await team.finished(fork.id);
    expect(job, job.finished?.reason).toMatchObject({
      status: "completed",
      finished: { iterations: 2, best: 2, open: [] },
    });
    expect(job.decisions.map(({ step }) => step)).toEqual(["mend", "release"]);
    const own = server.seen.slice(asked);
    expect(own.map(({ role }) => role)).toEqual(["coder", "coder", "reviewer"]);
    expect(own[0]?.raw.toString("utf8")).toContain("A person asks: use fetch, not axios");
    expect(own[2]?.raw.toString("utf8")).toContain("P1 blocker : A person asks: use fetch");
    // What the parent spent is not the fork's.
    expect(job.spent).toHaveLength(own.length);
    const { version } = parent.plan?.specification ?? {};
    expect([version, job.plan?.specification.version]).toEqual(["1.0.0", "1.0.1"]);
  });

  test("a hint that was not heeded blocks until it is", async () => {
    const open = { ...approve, findings: [WISH] };
    const closed = { ...approve, closed: [{ id: "P1", how: "fixed" }] };
    const { parent, team } = await approved(lastingDataFolder(), [open, closed]);
    const fork = begun(await team.lineage.fork(parent.id, { iteration: 1, hint: "use fetch" }));
    const job = await team.finished(fork.id);
    expect(job.iterations.map(({ review }) => review?.verdict)).toEqual([
      "approve",
      "revise",
      "approve",
    ]);
    expect(job.status).toBe("completed");
  });

  test("a coder that does nothing about a hint does not have the old version released again", async () => {
    const { parent, team, server } = await approved(lastingDataFolder(), []);
    const nothing = words(code, "the same");
    server.push(...Array.from({ length: 9 }, () => nothing).flat());
    const fork = begun(await team.lineage.fork(parent.id, { iteration: 1, hint: "use fetch" }));
    const job = await team.finished(fork.id);
    expect(job).toMatchObject({ status: "failed", finished: { ending: "no-progress" } });
    expect(job.finished?.reason).toContain("A person asks: use fetch");
  });
});
