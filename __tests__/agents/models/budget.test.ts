import { describe, expect, test } from "vitest";
import { Budget, type Need } from "../../../agents/models/budget.ts";
import type { BudgetLimits } from "../../../shared/budget.ts";
import { ModelError } from "../../../shared/errors.ts";
import { EventBus } from "../../../shared/event-bus.ts";
import type { BudgetScope, JobEvent } from "../../../shared/events.ts";
import { Jobs } from "../../../shared/jobs.ts";
import { Ledger } from "../../../shared/ledger.ts";
import { called, spent } from "../../support/spending.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const NOTHING: Need = { usd: 0, tokens: 0 };
const dollars = (usd: number): Need => ({ usd, tokens: 0 });

interface Options {
  dataDir?: string;
  job?: BudgetLimits;
  day?: BudgetLimits;
  now?: () => Date;
}

/** Budgets over real jobs on disk. */
function budgetOver({ dataDir = temporaryFolder(), job = {}, day = {}, now }: Options) {
  const jobs = new Jobs(dataDir);
  const bus = new EventBus((event) => jobs.record(event));
  const warnings: string[] = [];
  const budget = new Budget({
    limits: { job, day },
    jobs,
    ledger: new Ledger(dataDir),
    warn: (jobId, warning) => {
      warnings.push(`${jobId}: ${warning.scope} ${warning.unit} ${warning.spent}/${warning.limit}`);
      bus.publish("budget:warned", { jobId, agent: "coordinator" }, warning);
    },
    ...(now ? { now } : {}),
  });
  const publish = bus.publish.bind(bus);
  return {
    dataDir,
    budget,
    warnings,
    begin: (jobId: string, model = "anthropic"): JobEvent =>
      publish(
        "job:created",
        { jobId, agent: "coordinator" },
        { description: "x", notes: [], maxIterations: 5, model },
      ),
    /** A call from its hold to its end. */
    call: (jobId: string, cost: Parameters<typeof called>[0]): void => {
      const settle = budget.hold(jobId, { usd: cost?.usd === null ? null : 0, tokens: 0 });
      publish("model:called", { jobId, agent: "coder" }, called(cost));
      settle();
    },
    raise: (jobId: string, raised: BudgetScope): JobEvent =>
      publish("job:continued", { jobId, agent: "coordinator" }, { reason: "yes", raised }),
    finish: (jobId: string): JobEvent =>
      publish(
        "job:finished",
        { jobId, agent: "coordinator" },
        { status: "cancelled", reason: "x", plugin: null, iterations: 0, commit: null },
      ),
    close: () => jobs.close(),
  };
}

/** The error that a hold is refused with. */
function refusal(hold: () => unknown): ModelError {
  try {
    hold();
  } catch (error) {
    if (error instanceof ModelError) return error;
    throw error;
  }
  throw new Error("Nothing was refused.");
}

describe("a job's budget", () => {
  test("refuses a call that could overdraw it, before it is made, and says how to go on", () => {
    const { budget, begin, call } = budgetOver({ job: { usd: 3 } });
    begin("abc123");
    call("abc123", { usd: 2.5 });
    const { kind, scope, message } = refusal(() => budget.hold("abc123", dollars(0.62)));
    expect([kind, scope]).toEqual(["budget", "job"]);
    expect(message).toContain("$2.50 spent, up to $0.62 needed, $3.00 allowed");
    expect(message).toContain("plugin-dynamic continue abc123");
    expect(() => budget.hold("abc123", dollars(0.5))).not.toThrow();
  });

  test("counts calls at the same time, and gives back what was held", () => {
    const { budget, begin } = budgetOver({ job: { usd: 1 } });
    begin("abc123");
    const settle = budget.hold("abc123", dollars(0.6));
    const { message } = refusal(() => budget.hold("abc123", dollars(0.6)));
    expect(message).toContain("$0.00 spent, $0.60 held for calls under way");
    settle();
    settle();
    const again = budget.hold("abc123", dollars(0.6));
    expect(() => budget.hold("abc123", dollars(0.4))).not.toThrow();
    expect(() => budget.hold("abc123", dollars(0.1))).toThrow(/\$1\.00 held/);
    again();
  });

  test("is not touched by what another job holds", () => {
    const { budget, begin } = budgetOver({ job: { usd: 1 } });
    begin("abc123");
    begin("xyz789");
    budget.hold("abc123", dollars(1));
    expect(() => budget.hold("xyz789", dollars(1))).not.toThrow();
  });

  test("does not count dollars that nobody knows, but tokens and minutes", () => {
    const unknown: Need = { usd: null, tokens: 500 };
    const { budget, begin, call } = budgetOver({ job: { usd: 0.01, tokens: 2000, minutes: 2 } });
    begin("abc123");
    call("abc123", { usd: 0.02, minutes: 0, usage: { input: 0, output: 0 } });
    expect(() => budget.hold("abc123", NOTHING)).toThrow(/\$0\.02 spent, \$0\.01 allowed/);
    budget.hold("abc123", unknown)();
    call("abc123", { usd: null, minutes: 1 });
    expect(refusal(() => budget.hold("abc123", { usd: null, tokens: 1000 })).message).toContain(
      "1k tokens spent, up to 1k tokens needed, 2k tokens allowed",
    );
    call("abc123", { usd: null, minutes: 1, usage: { input: 0, output: 0 } });
    expect(refusal(() => budget.hold("abc123", unknown)).message).toContain(
      "2 minutes spent, 2 minutes allowed",
    );
  });

  test("without a limit stops nothing", () => {
    const { budget, begin } = budgetOver({});
    begin("abc123");
    expect(() => budget.hold("abc123", { usd: 1e6, tokens: 1e12 })).not.toThrow();
  });

  test("allows the same amount again for each time it was raised", () => {
    const { budget, begin, call, raise } = budgetOver({ job: { usd: 1, tokens: 2200 } });
    begin("abc123");
    call("abc123", { usd: 1 });
    expect(() => budget.hold("abc123", dollars(0.1))).toThrow(ModelError);
    raise("abc123", "day");
    expect(() => budget.hold("abc123", dollars(0.1))).toThrow(ModelError);
    raise("abc123", "job");
    call("abc123", { usd: 1 });
    expect(() => budget.hold("abc123", dollars(0.1))).toThrow(/\$2\.00 allowed/);
  });

  test("takes no notice of what was replayed", () => {
    const { budget, begin, call } = budgetOver({ job: { usd: 1, tokens: 1200 } });
    begin("abc123", "replay");
    call("abc123", { usd: 0 });
    call("abc123", { usd: 0 });
    expect(() => budget.hold("abc123", { usd: 0, tokens: 1200 })).not.toThrow();
  });
});

describe("the day's budget", () => {
  test("is one for all jobs, and is the same after a restart", () => {
    const first = budgetOver({ day: { usd: 1 } });
    first.begin("abc123");
    first.begin("xyz789");
    first.call("abc123", { usd: 0.7 });
    const { scope, message } = refusal(() => first.budget.hold("xyz789", dollars(0.4)));
    expect(scope).toBe("day");
    expect(message).toContain("Today's budget of all jobs");
    expect(message).toContain("PLUGIN_DAY_BUDGET");
    first.finish("abc123");
    first.close();
    const second = budgetOver({ dataDir: first.dataDir, day: { usd: 1 } });
    expect(() => second.budget.hold("xyz789", dollars(0.4))).toThrow(/\$0\.70 spent/);
    expect(() => second.budget.hold("xyz789", dollars(0.3))).not.toThrow();
  });

  test("counts what a request cost that led to no job, also after a restart", () => {
    const first = budgetOver({ day: { usd: 1 } });
    const settle = first.budget.hold(undefined, dollars(0.9));
    settle(spent({ agent: "coordinator", iteration: 0, usd: 0.8 }));
    const second = budgetOver({ dataDir: first.dataDir, day: { usd: 1 } });
    for (const { budget } of [first, second]) {
      const { message } = refusal(() => budget.hold(undefined, dollars(0.3)));
      expect(message).toContain("$0.80 spent");
      expect(message).toContain("Ask again tomorrow, or set PLUGIN_DAY_BUDGET higher.");
    }
  });

  test("begins anew with the local day", () => {
    let now = new Date();
    const { budget, begin, call } = budgetOver({ day: { usd: 1 }, now: () => now });
    begin("abc123");
    call("abc123", { usd: 1 });
    expect(() => budget.hold("abc123", dollars(0.1))).toThrow(ModelError);
    now = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
    expect(() => budget.hold("abc123", dollars(0.1))).not.toThrow();
  });

  test("is raised for the one job whose person said so", () => {
    const { budget, begin, call, raise } = budgetOver({ day: { usd: 1 } });
    begin("abc123");
    begin("xyz789");
    call("abc123", { usd: 1 });
    raise("abc123", "day");
    expect(() => budget.hold("abc123", dollars(0.5))).not.toThrow();
    expect(() => budget.hold("xyz789", dollars(0.5))).toThrow(ModelError);
  });
});

describe("a warning", () => {
  test("comes once for each scope and unit, at 80 percent", () => {
    const { warnings, begin, call } = budgetOver({
      job: { usd: 1, minutes: 10 },
      day: { usd: 10 },
    });
    begin("abc123");
    call("abc123", { usd: 0.75 });
    expect(warnings).toEqual([]);
    call("abc123", { usd: 0.0625 });
    call("abc123", { usd: 0.0625 });
    expect(warnings).toEqual(["abc123: job usd 0.8125/1"]);
    call("abc123", { usd: 0, minutes: 7 });
    expect(warnings.slice(1)).toEqual(["abc123: job minutes 8.5/10"]);
  });

  test("comes again after the budget was raised and nearly used", () => {
    const { warnings, begin, call, raise } = budgetOver({ job: { usd: 1 } });
    begin("abc123");
    call("abc123", { usd: 1 });
    raise("abc123", "job");
    call("abc123", { usd: 0.5 });
    expect(warnings).toHaveLength(1);
    call("abc123", { usd: 0.25 });
    expect(warnings).toEqual(["abc123: job usd 1/1", "abc123: job usd 1.75/2"]);
  });

  test("of the day reaches a job that others brought there", () => {
    const { budget, warnings, begin, call } = budgetOver({ day: { usd: 1 } });
    begin("abc123");
    begin("xyz789");
    call("abc123", { usd: 0.9 });
    budget.hold("xyz789", NOTHING);
    expect(warnings).toEqual(["abc123: day usd 0.9/1", "xyz789: day usd 0.9/1"]);
  });

  test("does not come to a job that is over, whose last attempt still counts", () => {
    const { budget, warnings, begin, finish } = budgetOver({ job: { usd: 1 }, day: { usd: 1 } });
    begin("abc123");
    const settle = budget.hold("abc123", dollars(0.9));
    finish("abc123");
    settle(spent({ usd: 0.9 }));
    expect(warnings).toEqual([]);
    expect(() => budget.hold(undefined, dollars(0.2))).toThrow(/\$0\.90 spent/);
  });
});
