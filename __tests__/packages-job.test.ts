import fs from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { WirePlan } from "../agents/models/wire.ts";
import { readConsents } from "../agents/packages/consent.ts";
import { discard } from "../agents/packages/install.ts";
import type { JobEvent } from "../shared/events.ts";
import { fixture } from "./support/cases.ts";
import { copyDatabase } from "./support/data-folder.ts";
import { writtenPlan } from "./support/demonstrations/words.ts";
import { startMessagesServer } from "./support/messages-server.ts";
import { startRegistry, useRegistry } from "./support/registry.ts";
import { scriptedConfig } from "./support/scripted-job.ts";
import { teamAtWork, type TeamAtWork } from "./support/started-team.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

function dataFolder(): string {
  const dataDir = temporaryFolder();
  copyDatabase(dataDir);
  onTestFinished(() => discard(path.join(dataDir, "toolchain")));
  return dataDir;
}

const todoWith = (dependencies: Record<string, string>): object => ({
  ...fixture("todo"),
  dependencies,
});

/** Begins a job and waits until it waits. */
async function waitingJob({ team, begin }: TeamAtWork, request: object | string): Promise<string> {
  const waiting = new Promise<JobEvent>((resolve) => team.bus.subscribe("job:waiting", resolve));
  const { id } = await begin(request);
  await waiting;
  return id;
}

test("a job waits for a yes to a package that nobody knows, also after a restart, and goes on then", async () => {
  useRegistry(await startRegistry({ name: "is-odd", version: "3.0.1", maintainers: ["ann"] }));
  const dataDir = dataFolder();
  const first = teamAtWork(dataDir);
  const id = await waitingJob(first, todoWith({ "is-odd": "^3.0.0" }));
  const { waiting, commits, status } = first.team.jobs.get(id);
  expect({ status, commits }).toEqual({ status: "waiting", commits: {} });
  expect(waiting).toMatchObject({
    kind: "consent",
    request: "commit:requested",
    packages: [{ name: "is-odd", version: "3.0.1" }],
  });
  expect(waiting?.reason).toContain("published 100 days ago; publisher unknown; maintainers ann;");
  expect(waiting?.reason).toContain("No further packages come along.");
  expect(waiting?.reason).toContain(`plugin-dynamic continue ${id} --without`);
  await first.team.close();

  const { team } = teamAtWork(dataDir);
  team.resume();
  expect(team.jobs.get(id).status).toBe("waiting");
  expect(readConsents(dataDir)).toEqual({});
  expect(team.continue(id)).toBe(true);
  const job = await team.finished(id);
  expect(job.finished?.reason).not.toContain("is-odd");
  expect(job.status).toBe("completed");
  expect(readConsents(dataDir)).toMatchObject({ "is-odd": { range: "3.x", version: "3.0.1" } });
  const manifest = path.join(job.finished?.plugin?.directory ?? "", "package.json");
  expect(fs.readFileSync(manifest, "utf8")).toContain('"is-odd": "^3.0.0"');
  // The next job with it is not asked about.
  const planned = new Promise<JobEvent>((resolve) =>
    team.bus.subscribe("tests:requested", resolve),
  );
  const again = await team.create({ specification: todoWith({ "is-odd": "^3.0.0" }) });
  await planned;
  if (again.kind === "started") team.cancel(again.job.id);
  await team.close();
});

test("a package that somebody does not want is left out of a new plan", async () => {
  useRegistry(await startRegistry({ name: "is-odd", version: "3.0.1" }));
  const dataDir = dataFolder();
  const atWork = teamAtWork(dataDir);
  const { team, event } = atWork;
  const id = await waitingJob(atWork, todoWith({ "is-odd": "^3.0.0" }));
  const requested = event(id, "tests:requested");
  expect(team.continue(id, { without: true })).toBe(true);
  await requested;
  expect(team.jobs.get(id)).toMatchObject({
    declined: ["is-odd"],
    plan: { specification: { dependencies: {} } },
  });
  expect(readConsents(dataDir)).toEqual({});
  team.cancel(id);
  await team.close();
});

test("a job for somebody's own specification fails before any work when its package does not exist", async () => {
  useRegistry(await startRegistry());
  const { team, create } = teamAtWork(dataFolder());
  const job = await create(todoWith({ "luxon-business-calendar": "^1.0.0" }));
  expect(job.status).toBe("failed");
  expect(job.finished?.reason).toContain("no package luxon-business-calendar. Nearest: luxon");
  expect(job.commits).toEqual({});
  await team.close();
});

test("a planner that makes a package up is told so, and plans without it", async () => {
  const registry = await startRegistry({ name: "luxon", version: "3.0.0" });
  useRegistry(registry);
  const server = await startMessagesServer();
  const atWork = teamAtWork(dataFolder(), { config: scriptedConfig(server) });
  const { team, begin, event } = atWork;
  const { specification, ...rest } = JSON.parse(writtenPlan("rough-road")) as WirePlan & {
    kind: "specification";
  };
  const plan = (name: string): { text: string } => {
    const dependencies = [{ name, range: "^3.0.0" }];
    return { text: JSON.stringify({ ...rest, specification: { ...specification, dependencies } }) };
  };
  server.push(
    { text: JSON.stringify({ kind: "start", text: "I'll do it." }) },
    plan("luxon-business-calendar"),
    plan("luxon"),
  );
  const { id } = await begin("I need a plugin that generates strong passwords");
  await event(id, "tests:requested");
  team.cancel(id);
  const { plan: planned } = team.jobs.get(id);
  expect(planned?.specification.dependencies).toEqual({ luxon: "^3.0.0" });
  const [, again] = server.seen.filter(({ role }) => role === "planner");
  expect(JSON.stringify(again?.body.messages.at(-1))).toContain(
    "The npm registry has no package luxon-business-calendar. Nearest: luxon",
  );
  await team.close();
  await server.close();
});
