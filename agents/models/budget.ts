import { amountText, raisedLimits, type BudgetLimits } from "../../shared/budget.ts";
import type { Config } from "../../shared/config.ts";
import { ModelError } from "../../shared/errors.ts";
import type { EventBus } from "../../shared/event-bus.ts";
import { BudgetUnit, type BudgetScope, type Payload } from "../../shared/events.ts";
import { isFinished, type Job } from "../../shared/job.ts";
import type { Jobs } from "../../shared/jobs.ts";
import { Ledger } from "../../shared/ledger.ts";
import { paidBy, type Spent } from "../../shared/spending.ts";
import { totalTokens } from "../../shared/usage.ts";

/** The most that a call can cost. */
export interface Need {
  /** US dollars; `null` when the model's price is not known: only tokens and minutes count then. */
  usd: number | null;
  tokens: number;
}

/**
 * Gives back what was held. What the call did cost is in its job's journal by then; only what no journal can hold is
 * given here: the cost of a request without a job, or of an attempt that ended after its job did.
 */
export type Settle = (unrecorded?: Spent) => void;

export interface BudgetOptions {
  limits: Record<BudgetScope, BudgetLimits>;
  jobs: Jobs;
  ledger: Ledger;
  /** Told once for each limit of a job that is nearly reached. */
  warn: (jobId: string, warning: Payload<"budget:warned">) => void;
  now?: () => Date;
}

interface Hold extends Need {
  jobId: string | undefined;
}

/** What one scope has used, holds and allows. */
interface Account {
  scope: BudgetScope;
  spent: Spent[];
  holds: Hold[];
  limits: BudgetLimits;
}

/** A limit is warned of when so much of it is used. */
const NEARLY = 0.8;

const amountOf: Record<BudgetUnit, (spent: Spent) => number> = {
  usd: ({ usd }) => usd ?? 0,
  tokens: ({ usage }) => totalTokens(usage),
  minutes: ({ durationMs }) => durationMs / 60_000,
};

/**
 * The budgets of this process: of each job, and of the day in local time. What is spent is read from the jobs themselves,
 * so that it survives restarts; what is held is for calls under way, so that calls at the same time cannot overdraw.
 */
export class Budget {
  readonly #options: BudgetOptions;
  readonly #holds = new Set<Hold>();

  constructor(options: BudgetOptions) {
    this.#options = options;
  }

  /**
   * Holds what a call can cost before it is made. Throws a ModelError of kind `budget` when a limit does not reach.
   * @param jobId nothing for a request that is no job yet.
   */
  hold(jobId: string | undefined, need: Need): Settle {
    this.#warn(jobId);
    for (const account of this.#accounts(jobId)) assertReaches(account, need, jobId);
    const hold = { jobId, ...need };
    this.#holds.add(hold);
    return (unrecorded) => {
      if (!this.#holds.delete(hold)) return;
      if (unrecorded) this.#options.ledger.add(unrecorded);
      this.#warn(jobId);
    };
  }

  /** Whether the day's budget has anything left. */
  isLeft(): boolean {
    return this.#accounts(undefined).every(({ spent, limits }) =>
      BudgetUnit.options.every((unit) => sumOf(unit, spent) < (limits[unit] ?? Infinity)),
    );
  }

  /** What was spent today, of all jobs and outside of them. */
  today(): Spent[] {
    return this.#accounts(undefined).flatMap(({ spent }) => spent);
  }

  /** Books what was spent outside of any job, such as on a chat. */
  book(spent: Spent): void {
    this.#options.ledger.add(spent);
  }

  #accounts(jobId: string | undefined): Account[] {
    const { jobs, ledger, limits, now = () => new Date() } = this.#options;
    const job = jobId === undefined ? undefined : jobs.find(jobId);
    const today = now().toDateString();
    const everything = [...jobs.own().flatMap(paidBy), ...ledger.all()];
    const ofDay: Account = {
      scope: "day",
      spent: everything.filter(({ at }) => new Date(at).toDateString() === today),
      holds: [...this.#holds],
      limits: raisedLimits(limits.day, job?.raised.day ?? 0),
    };
    return job ? [this.#accountOf(job), ofDay] : [ofDay];
  }

  #accountOf(job: Job): Account {
    return {
      scope: "job",
      spent: paidBy(job),
      holds: [...this.#holds].filter(({ jobId }) => jobId === job.id),
      limits: raisedLimits(this.#options.limits.job, job.raised.job),
    };
  }

  #warn(jobId: string | undefined): void {
    const find = (): Job | undefined => this.#options.jobs.find(jobId ?? "");
    if (jobId === undefined || !find()) return;
    for (const { scope, spent, limits } of this.#accounts(jobId)) {
      for (const unit of BudgetUnit.options) {
        const limit = limits[unit];
        const used = sumOf(unit, spent);
        if (limit === undefined || used < limit * NEARLY) continue;
        // The job is read anew each time: a warning is one of its events.
        const job = find();
        if (!job || isFinished(job) || job.warned.includes(`${scope} ${unit}`)) continue;
        this.#options.warn(jobId, { scope, unit, spent: used, limit });
      }
    }
  }
}

/** The budgets of a team's jobs; warnings become events of the job. */
export const budgetOf = (
  { budget: limits, dataDir }: Pick<Config, "budget" | "dataDir">,
  jobs: Jobs,
  bus: EventBus,
): Budget =>
  new Budget({
    limits,
    jobs,
    ledger: new Ledger(dataDir),
    warn: (jobId, warning) =>
      bus.publish("budget:warned", { jobId, agent: "coordinator" }, warning),
  });

const sumOf = (unit: BudgetUnit, spent: Spent[]): number =>
  spent.reduce((sum, each) => sum + amountOf[unit](each), 0);

/** Nobody knows beforehand how long a call takes: minutes only have to be left. */
function assertReaches(account: Account, need: Need, jobId: string | undefined): void {
  for (const unit of BudgetUnit.options) {
    const limit = account.limits[unit];
    if (limit === undefined || (unit === "usd" && need.usd === null)) continue;
    const spent = sumOf(unit, account.spent);
    const [held, needed] =
      unit === "minutes"
        ? [0, 0]
        : [account.holds.reduce((sum, each) => sum + (each[unit] ?? 0), 0), need[unit] ?? 0];
    const reaches = unit === "minutes" ? spent < limit : spent + held + needed <= limit;
    if (reaches) continue;
    const text = (amount: number): string => amountText(unit, amount);
    const facts = [
      `${text(spent)} spent`,
      ...(held > 0 ? [`${text(held)} held for calls under way`] : []),
      ...(needed > 0 ? [`up to ${text(needed)} needed`] : []),
      `${text(limit)} allowed`,
    ];
    throw new ModelError(
      "budget",
      `${NAMES[account.scope]} does not reach for the next call: ${facts.join(", ")}. ${wayOn(account.scope, jobId)}`,
      { scope: account.scope },
    );
  }
}

const NAMES: Record<BudgetScope, string> = {
  job: "The job's budget",
  day: "Today's budget of all jobs",
};

function wayOn(scope: BudgetScope, jobId: string | undefined): string {
  const variable = scope === "job" ? "PLUGIN_JOB_BUDGET" : "PLUGIN_DAY_BUDGET";
  if (jobId === undefined) return `Ask again tomorrow, or set ${variable} higher.`;
  return `Say "go on" in the chat or run plugin-dynamic continue ${jobId} to allow it the same amount again, or plugin-dynamic cancel ${jobId} to end it; ${variable} sets the amount.`;
}
