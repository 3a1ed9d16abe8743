import fs from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AgentName, JobEvent } from "../shared/events.ts";
import { cheapGates } from "./support/cheap-gates.mjs";
import { fixture } from "./support/cases.ts";
import { lastingDataFolder, preparedDataFolder } from "./support/data-folder.ts";
import { roughRoad } from "./support/demonstrations/rough-road.ts";
import { treeOf } from "./hostile/processes.ts";
import { SILENCE, startMessagesServer } from "./support/messages-server.ts";
import { scriptedConfig } from "./support/scripted-job.ts";
import { teamAtWork, type TeamAtWork } from "./support/started-team.ts";

/** How long a job's programs may still be there when it is cancelled. */
const GONE_MS = 2000;
/** Programs that stay for the next plugin, whichever job it is of, and the compilers that they keep. */
const STAYING =
  /agents\/(?:warm\/(?:compile|lint)-worker|tester\/tests\/main)\.js|\/tsc --api |\/esbuild --service=/;

/** When a program began, which tells it from a later one with the same number; nothing when it is gone. */
function startOf(pid: number): string | undefined {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
    const [state, ...fields] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return state === "Z" ? undefined : fields[18];
  } catch {
    return undefined;
  }
}

/** Sees every program that this process starts, also those whose parent ends before them. */
function watchChildren() {
  const seen = new Map<string, { pid: number; command: string }>();
  const look = (): void => {
    for (const { pid, command } of treeOf(process.pid)) {
      const start = pid === process.pid ? undefined : startOf(pid);
      if (start !== undefined && command !== "") seen.set(`${pid} ${start}`, { pid, command });
    }
  };
  const timer = setInterval(look, 20);
  return {
    seen: () => [...seen.values()].map(({ command }) => command),
    left: () =>
      [...seen]
        .filter(([key, { pid }]) => key === `${pid} ${startOf(pid)}`)
        .map(([, { command }]) => command)
        .filter((command) => !STAYING.test(command)),
    close: () => clearInterval(timer),
  };
}

/** Resolves once that is so, or after a while. */
async function within(ms: number, isSo: () => boolean): Promise<void> {
  for (const end = Date.now() + ms; Date.now() < end && !isSo();) await sleep(20);
}

/** Cancels a job when something happens; nothing of it may be left, and nobody may say anything afterwards. */
async function assertGone(
  { team, begin }: TeamAtWork,
  isMoment: (event: JobEvent) => boolean,
  afterMs: number,
): Promise<void> {
  const children = watchChildren();
  const delivered: JobEvent["type"][] = [];
  const stop = team.bus.subscribe("*", (event) => {
    delivered.push(event.type);
    if (isMoment(event)) setTimeout(() => team.cancel(event.jobId), afterMs);
  });
  const { id } = await begin(fixture("todo"));
  const { status } = await team.finished(id);
  await within(GONE_MS, () => children.left().length === 0);
  const left = children.left();
  await sleep(300); // for late words
  children.close();
  stop();
  expect({ status, left }).toEqual({ status: "cancelled", left: [] });
  expect(children.seen().length).toBeGreaterThan(0);
  expect(team.jobs.events(id).at(-1)?.type).toBe("job:finished");
  expect(delivered.at(-1)).toBe("job:finished");
  expect(team.cancel(id)).toBe(false);
}

describe("a job that is cancelled leaves no program behind", () => {
  let atWork: TeamAtWork;
  beforeAll(() => {
    atWork = teamAtWork(lastingDataFolder());
  });
  afterAll(() => atWork.team.close());

  const at =
    (type: JobEvent["type"], mark: object = {}) =>
    (event: JobEvent): boolean =>
      event.type === type &&
      Object.entries(mark).every(([key, value]) => (event as object as Record<string, unknown>)[key] === value); // prettier-ignore

  test.each([
    ["planned", at("plan:requested"), 0],
    ["committed to git", at("commit:requested", { kind: "plan" }), 10],
    ["written", at("code:requested"), 50],
    ["given tests, which are tried out", at("tests:requested"), 900],
    ["installed", at("gate:started", { gate: "install" }), 0],
    ["built", at("gate:started", { gate: "build" }), 100],
    ["linted", at("gate:started", { gate: "lint" }), 200],
    ["tested", at("gate:started", { gate: "test" }), 400],
    ["loaded", at("gate:started", { gate: "load" }), 100],
    ["reviewed", at("review:requested"), 0],
    ["committed after its review", at("commit:requested", { kind: "iteration" }), 10],
    ["released", at("commit:requested", { kind: "release" }), 20],
  ])("while its plugin is %s", async (_phase, isMoment, afterMs) => {
    await assertGone(atWork, isMoment, afterMs);
  });

  test("while its tests are tried on broken code", async () => {
    const proving = teamAtWork(lastingDataFolder(), { config: { mutationProof: true } });
    // Whether tests bite is asked last.
    const isLoaded = (event: JobEvent): boolean =>
      event.type === "gate:completed" && event.gate.name === "load";
    await assertGone(proving, isLoaded, 50);
    await proving.team.close();
  });
});

describe("a job that is cancelled while a model thinks", () => {
  const roles: AgentName[] = ["planner", "tester", "coder", "reviewer"];
  test.each(roles)("asks the %s no more, and hears nothing of it", async (role) => {
    const replies = { ...roughRoad.replies, [role]: [SILENCE] };
    const server = await startMessagesServer({ replies }); // prettier-ignore
    const { team, begin } = teamAtWork(preparedDataFolder(), {
      config: { ...scriptedConfig(server), sandbox: "none" },
      gates: cheapGates,
    });
    const children = watchChildren();
    const { id } = await begin(roughRoad.request);
    await within(60_000, () => server.seen.some((each) => each.role === role));
    await sleep(100);
    expect(team.cancel(id)).toBe(true);
    expect(team.jobs.get(id).status).toBe("cancelled");
    const asked = () => server.seen.filter((each) => each.role === role);
    await within(GONE_MS, () => asked().every(({ closedEarly }) => closedEarly));
    expect(asked().map(({ closedEarly }) => closedEarly)).toEqual([true]);
    await within(GONE_MS, () => children.left().length === 0);
    expect(children.left()).toEqual([]);
    await sleep(300);
    children.close();
    expect(team.jobs.events(id).at(-1)?.type).toBe("job:finished");
    await team.close();
    await server.close();
  });
});

test("a job that takes too long fails with its time limit", async () => {
  const { team, create } = teamAtWork(lastingDataFolder(), { config: { jobTimeoutMs: 600 } });
  const job = await create(fixture("todo"));
  expect(job).toMatchObject({ status: "failed" });
  expect(job.finished?.reason).toBe("The job's time limit of 0.6 s is used up.");
  await team.close();
});
