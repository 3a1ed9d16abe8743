import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { defineAgent, listen, type Agent, type Turn } from "../../agents/agent.ts";
import { conduct } from "../../agents/coordinator/conduct.ts";
import { TimeLimit } from "../../agents/time-limit.ts";
import { Waits } from "../../agents/waiting.ts";
import { ConsentError } from "../../agents/packages/errors.ts";
import type { PackageFacts } from "../../agents/packages/facts.ts";
import { ModelError } from "../../shared/errors.ts";
import { EventBus } from "../../shared/event-bus.ts";
import type { EventType, JobEvent } from "../../shared/events.ts";
import type { Job } from "../../shared/job.ts";
import type { PackageVersion } from "../../shared/npm-package.ts";
import { Jobs } from "../../shared/jobs.ts";
import { greeter } from "../support/specifications.ts";
import { waitFor } from "../support/spending.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { onBusyMachines } from "../support/busy-machine.ts";

const JOB = "abc123";
const overBudget = () =>
  new ModelError("budget", "The job's budget does not reach.", { scope: "job" });
const rateLimited = (retryAfterMs?: number) =>
  new ModelError("rate-limited", "Too many requests.", { retryAfterMs });

/** Throws the errors that are left for an agent, one a turn. */
type Troubles = Record<"planner" | "coder" | "tester", Error[]>;

/** Agents that do nothing but run into trouble, around a real bus with real journals. */
function agentsIn(troubles: Partial<Troubles>, jobTimeoutMs = 60_000, dataDir = temporaryFolder()) {
  const jobs = new Jobs(dataDir);
  const bus = new EventBus((event) => jobs.record(event));
  const find = (jobId: string): Job | undefined => jobs.find(jobId);
  const stumble = (agent: keyof Troubles): void => {
    const trouble = troubles[agent]?.shift();
    if (trouble) throw trouble;
  };
  const allowed: PackageVersion[] = [];
  const written = { tree: "t", summary: "s", files: [], character: "c" };
  const agents = [
    defineAgent({
      name: "planner",
      answers: {
        "plan:requested": async () => {
          stumble("planner");
          return { specification: greeter, assumptions: [], character: "c" };
        },
      },
    }),
    defineAgent({
      name: "coordinator",
      answers: {
        "commit:requested": async ({ kind, iteration }) => ({ kind, iteration, commit: "c" }),
      },
    }),
    defineAgent({
      name: "coder",
      answers: {
        "code:requested": async ({ iteration }) => {
          stumble("coder");
          return { iteration, ...written };
        },
      },
    }),
    defineAgent({
      name: "tester",
      answers: {
        "tests:requested": async ({ iteration }) => {
          stumble("tester");
          return { iteration, ...written };
        },
        "checks:requested": () => new Promise<never>(() => undefined), // far enough
      },
    }),
  ] as Agent[];
  const surroundings = {
    bus,
    find,
    allow: (packages: PackageVersion[]) => allowed.push(...packages),
    turn: (_agent: string, job: Job) =>
      ({ job, signal: new AbortController().signal }) as unknown as Turn,
    working: () => undefined,
    broken: (_jobId: string, error: unknown) => {
      throw error;
    },
  };
  agents.forEach((agent) => listen(agent, surroundings));
  const waits = new Waits(surroundings);
  const limit = new TimeLimit(bus, jobTimeoutMs, (jobId, reason) =>
    bus.publish("job:stopped", { jobId, agent: "coordinator" }, { status: "failed", reason }),
  );
  conduct(bus, { ...surroundings, locate: () => null });
  const close = (): void => {
    waits.close();
    limit.close();
    jobs.close();
  };
  onTestFinished(close);
  return {
    bus,
    waits,
    allowed,
    dataDir,
    close,
    job: () => jobs.get(JOB),
    types: () => jobs.events(JOB).map(({ type }) => type),
    begin(): void {
      const stamp = { jobId: JOB, agent: "coordinator" } as const;
      const wish = { description: "greet", notes: [], maxIterations: 5, model: "anthropic" };
      bus.publish("job:created", stamp, wish);
    },
    /** The next event of a type, or the one that makes a condition true. */
    until: (type: EventType, isTrue: () => boolean = () => true) =>
      new Promise<JobEvent>((resolve) => {
        const stop = bus.subscribe(type, (event: JobEvent) => {
          if (!isTrue()) return;
          stop();
          resolve(event);
        });
      }),
  };
}

describe("an agent's trouble", () => {
  test("with a budget makes the job wait for a person", async () => {
    const team = agentsIn({ planner: [overBudget()] });
    const waiting = team.until("job:waiting");
    team.begin();
    expect(await waiting).toMatchObject({
      kind: "budget",
      scope: "job",
      request: "plan:requested",
      reason: "The job's budget does not reach.",
      agent: "planner",
    });
    expect(team.job().status).toBe("waiting");
    expect(team.job().waiting?.until).toBeUndefined();
  });

  test.each([
    ["with a rate limit that names no time", rateLimited()],
    ["with an overloaded model", new ModelError("overloaded", "Busy.")],
    ["with a key", new ModelError("auth", "No.")],
  ])("%s ends the job", async (_title, trouble) => {
    const team = agentsIn({ planner: [trouble] });
    const finished = team.until("job:finished");
    team.begin();
    expect(await finished).toMatchObject({ status: "failed", reason: trouble.message });
  });

  test.each([Infinity, 1e300])("with a time that never comes is a week (%d ms)", async (ms) => {
    const team = agentsIn({ planner: [rateLimited(ms)] });
    const waiting = team.until("job:waiting");
    team.begin();
    const { until = "" } = (await waiting) as JobEvent<"job:waiting">;
    expect(Date.parse(until) - Date.now()).toBeLessThanOrEqual(7 * 24 * 3600_000);
    expect(team.job().status).toBe("waiting");
  });
});

describe("a job that waits for a yes to a package", () => {
  const facts: PackageFacts = {
    name: "is-odd",
    version: "3.0.1",
    integrity: "sha512-a",
    range: "^3.0.0",
    maintainers: [],
    versions: 1,
    installScript: false,
    tarball: "",
  };
  const asking = () => new ConsentError([facts], ["is-odd 3.0.1 is new here."]);

  test("says how to say yes or no, and which packages are meant", async () => {
    const team = agentsIn({ planner: [asking()] });
    const waiting = team.until("job:waiting");
    team.begin();
    const { reason, ...wait } = (await waiting) as JobEvent<"job:waiting">;
    expect(wait).toMatchObject({
      kind: "consent",
      packages: [{ name: "is-odd", version: "3.0.1", integrity: "sha512-a" }],
    });
    expect(reason).toContain(
      "is-odd 3.0.1 is new here.\nMay the plugin be built with is-odd 3.0.1?",
    );
    for (const how of ["continue abc123 ", "continue abc123 --without", "cancel abc123"]) {
      expect(reason).toContain(`plugin-dynamic ${how}`);
    }
  });

  test("keeps the yes before it goes on", async () => {
    const team = agentsIn({ planner: [asking()] });
    const waiting = team.until("job:waiting");
    team.begin();
    await waiting;
    const continued = team.until("job:continued", () => team.allowed.length === 1);
    expect(team.waits.continue(JOB)).toBe(true);
    expect(await continued).toMatchObject({ reason: "Somebody allowed is-odd, so it goes on." });
    expect(team.allowed).toEqual([{ name: "is-odd", version: "3.0.1", integrity: "sha512-a" }]);
    await team.until("checks:requested");
  });

  test("is planned anew without the package when nobody wants it", async () => {
    const team = agentsIn({ planner: [asking()] });
    const waiting = team.until("job:waiting");
    team.begin();
    await waiting;
    const checks = team.until("checks:requested");
    expect(team.waits.continue(JOB, { without: true })).toBe(true);
    await checks;
    expect(team.allowed).toEqual([]);
    expect(team.job().declined).toEqual(["is-odd"]);
    expect(team.types().filter((type) => type === "plan:requested")).toHaveLength(2);
  });

  test("is the only one that can do without", async () => {
    const team = agentsIn({ planner: [overBudget()] });
    const waiting = team.until("job:waiting");
    team.begin();
    await waiting;
    expect(team.waits.continue(JOB, { without: true })).toBe(false);
    expect(team.job().status).toBe("waiting");
  });
});

describe("a job that waits for a time", () => {
  test("goes on by itself, and asks the same again", async () => {
    const team = agentsIn({ planner: [rateLimited(50)] });
    const planned = team.until("plan:completed");
    team.begin();
    await planned;
    expect(team.types().slice(0, 6)).toEqual([
      "job:created",
      "plan:requested",
      "job:waiting",
      "job:continued",
      "plan:requested",
      "plan:completed",
    ]);
  });

  test("waits for the later one of two times", async () => {
    const team = agentsIn({ coder: [rateLimited(30)], tester: [rateLimited(250)] });
    const continued = team.until("job:continued");
    team.begin();
    await continued;
    const at = Date.parse(team.job().updatedAt) - Date.parse(team.job().createdAt);
    expect(at).toBeGreaterThanOrEqual(240);
    await team.until("checks:requested");
    expect(team.types().filter((type) => type === "job:continued")).toHaveLength(1);
  });

  test.each([
    ["is past", 1],
    ["is to come", 300],
  ])("goes on after a restart when its time %s", async (_title, ms) => {
    const first = agentsIn({ planner: [rateLimited(ms)] });
    const waiting = first.until("job:waiting");
    first.begin();
    const { until = "" } = (await waiting) as JobEvent<"job:waiting">;
    first.close();
    const second = agentsIn({}, 60_000, first.dataDir);
    expect(second.job().status).toBe("waiting");
    const continued = second.until("job:continued");
    second.waits.arm(JOB);
    expect(Date.parse((await continued).at)).toBeGreaterThanOrEqual(Date.parse(until));
    await second.until("checks:requested");
  });

  test("can be let go on before its time, once", async () => {
    const team = agentsIn({ planner: [rateLimited(60_000)] });
    const waiting = team.until("job:waiting");
    team.begin();
    await waiting;
    expect(team.waits.continue(JOB)).toBe(true);
    expect(team.waits.continue(JOB)).toBe(false);
    expect(team.job().raised).toEqual({ job: 0, day: 0 });
    await team.until("checks:requested");
  });
});

describe("a job that waits for a person", () => {
  test("goes on with a raised budget at a yes, with what the other agent wrote meanwhile", async () => {
    const team = agentsIn({ coder: [overBudget()] });
    const tested = team.until("tests:completed");
    team.begin();
    await tested;
    expect(team.job()).toMatchObject({ status: "waiting", inFlight: [] });
    const checks = team.until("checks:requested");
    expect(team.waits.continue(JOB)).toBe(true);
    await checks;
    expect(team.job().raised).toEqual({ job: 1, day: 0 });
    expect(team.types().filter((type) => type === "tests:requested")).toHaveLength(1);
  });

  test("goes on without more money when nobody gives it any", async () => {
    const team = agentsIn({ planner: [overBudget()] });
    const waiting = team.until("job:waiting");
    team.begin();
    await waiting;
    expect(team.waits.continue(JOB, { raise: false })).toBe(true);
    expect(team.job().raised).toEqual({ job: 0, day: 0 });
  });

  test("waits until both agents may go on, and both are asked again", async () => {
    const team = agentsIn({ coder: [overBudget()], tester: [overBudget()] });
    const both = team.until("job:waiting", () => team.job().inFlight.length === 0);
    team.begin();
    await both;
    const checks = team.until("checks:requested");
    team.waits.continue(JOB);
    await checks;
    expect(team.job().raised.job).toBe(1);
  });

  test("is not overtaken by its time limit, which ends it later on", async () => {
    const team = agentsIn({ planner: [overBudget()] }, 300);
    const waiting = team.until("job:waiting");
    team.begin();
    await waiting;
    await sleep(500); // nothing is to happen
    expect(team.job().status).toBe("waiting");
    const finished = team.until("job:finished");
    team.waits.continue(JOB);
    expect(await finished).toMatchObject({
      status: "failed",
      reason: "The job's time limit of 0.3 s is used up.",
    });
  });

  test("has its time run on when somebody wants another plan", async () => {
    const team = agentsIn({ planner: [overBudget()] }, 300);
    const waiting = team.until("job:waiting");
    team.begin();
    await waiting;
    const finished = team.until("job:finished");
    team.bus.publish("job:edited", { jobId: JOB, agent: "coordinator" }, { text: "smaller" });
    const reason = "The job's time limit of 0.3 s is used up.";
    expect(await finished).toMatchObject({ status: "failed", reason });
  });

  test("has the time that was left when it began to wait", onBusyMachines, async () => {
    const team = agentsIn({ coder: [overBudget()] }, 1500);
    const stamp = { jobId: JOB, agent: "coder" } as const;
    team.begin();
    await team.until("job:waiting");
    team.waits.continue(JOB);
    await sleep(1000);
    team.bus.publish("job:waiting", stamp, waitFor("checks:requested"));
    const from = performance.now();
    const finished = team.until("job:finished");
    team.waits.continue(JOB);
    await finished;
    expect(performance.now() - from).toBeLessThan(1000);
  });

  test("can be cancelled, and no yes wakes it up then", async () => {
    const team = agentsIn({ planner: [overBudget()] });
    const waiting = team.until("job:waiting");
    team.begin();
    await waiting;
    const stamp = { jobId: JOB, agent: "coordinator" } as const;
    team.bus.publish("job:stopped", stamp, { status: "cancelled", reason: "Enough." });
    expect(team.job().status).toBe("cancelled");
    expect(team.waits.continue(JOB)).toBe(false);
  });
});
