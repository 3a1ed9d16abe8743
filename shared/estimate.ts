import type { AgentName, Estimate } from "./events.ts";
import type { Job } from "./job.ts";
import { costOf, type Prices } from "./prices.ts";
import type { PluginSpecification } from "./specification.ts";
import { totalOf } from "./spending.ts";
import { noUsage, totalTokens, type Usage } from "./usage.ts";

/** Jobs whose plugins are needed before they tell more than assumptions do. */
const ENOUGH = 3;

/** Rounds that a job takes when it does not go well at once. */
const LATER_ROUNDS = 3;

export interface EstimateContext {
  /** Model of each agent. */
  models: Record<AgentName, string>;
  prices: Prices;
  /** Name of the model source. */
  source: string;
  /** All jobs there are; those that this source completed count. */
  jobs: Job[];
  maxIterations: number;
}

/** What a job is expected to take: judged by earlier jobs when there are enough of them, else by the size of the plan. */
export function estimateJob(
  specification: PluginSpecification,
  context: EstimateContext,
): Estimate {
  const components = componentsOf(specification);
  const earlier = context.jobs.filter(
    ({ status, model, spent, plan }) =>
      status === "completed" && model === context.source && plan && spent.length > 0,
  );
  return earlier.length >= ENOUGH ? fromJobs(components, earlier) : fromPlan(components, context);
}

/** Components of a plugin; one without any is still one thing to write. */
function componentsOf({ actions, providers, services, evaluators }: PluginSpecification): number {
  return Math.max(1, [actions, providers, services, evaluators].flat().length);
}

/** The median and the 90th percentile of what earlier jobs took for each component. */
function fromJobs(components: number, jobs: Job[]): Estimate {
  const each = jobs.map(({ plan, spent }) => {
    const { usd, tokens } = totalOf(spent);
    const size = plan ? componentsOf(plan.specification) : 1;
    return { tokens: tokens / size, usd: usd === null ? null : usd / size };
  });
  const prices = each.flatMap(({ usd }) => (usd === null ? [] : [usd]));
  return {
    tokens: span(each.map(({ tokens }) => tokens * components)).map(Math.round) as Span,
    usd: prices.length === each.length ? span(prices.map((usd) => usd * components)) : null,
    basis: `${jobs.length} earlier jobs`,
  };
}

type Span = [low: number, high: number];

function span(values: number[]): Span {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
  return [at(0.5), at(0.9)];
}

function fromPlan(
  components: number,
  { models, prices, maxIterations }: EstimateContext,
): Estimate {
  const rounds = Math.min(LATER_ROUNDS, maxIterations);
  const [low, high] = [callsFor(components, 1, 2000), callsFor(components, rounds, 4000)];
  const usdOf = (calls: Call[]): number | null =>
    calls.reduce<number | null>((sum, [agent, usage]) => {
      const usd = costOf(usage, models[agent], prices);
      return sum === null || usd === null ? null : sum + usd;
    }, 0);
  const tokensOf = (calls: Call[]): number =>
    calls.reduce((sum, [, usage]) => sum + totalTokens(usage), 0);
  const [cheap, dear] = [usdOf(low), usdOf(high)];
  const parts = `${components} component${components === 1 ? "" : "s"}`;
  const iterations = rounds === 1 ? "1 iteration" : `1 to ${rounds} iterations`;
  const known = cheap !== null && dear !== null;
  return {
    tokens: [tokensOf(low), tokensOf(high)],
    usd: known ? [cheap, dear] : null,
    basis: `the plan: ${parts}, ${iterations}${known ? `, prices of ${prices.verifiedOn}` : ""}`,
  };
}

type Call = [AgentName, Usage];

/** Turns in which the coder mends what was found. */
const TURNS = 3;

/**
 * What the agents read and write for a plugin of this size, in tokens. The sizes are assumptions, good enough to tell
 * cents from dollars: a static prompt, and the rest grows with the components. Earlier jobs take their place.
 */
function callsFor(components: number, rounds: number, thinking: number): Call[] {
  const plan = 500 + 250 * components;
  const prompt = 9000 + plan;
  const sources = 1500 * components;
  const tests = 900 * components;
  const findings = 1500;
  const edits = 900;
  const verdict = 700;
  const perTurn = Math.round((edits + thinking) / TURNS);
  const mending = Array.from({ length: TURNS }, (_, turn): Call => {
    // Each turn reads again what the ones before it read and wrote.
    const begun = sources + findings;
    const read = turn === 0 ? prompt : prompt + begun + (turn - 1) * perTurn;
    const written = turn === 0 ? begun : perTurn;
    return ["coder", usageOf({ cacheRead: read, cacheWrite5m: written, output: perTurn })];
  });
  const again: Call[] = [
    ...mending,
    [
      "reviewer",
      usageOf({ cacheRead: prompt, input: sources + tests + findings, output: verdict + thinking }),
    ],
  ];
  return [
    ["planner", usageOf({ input: 2500, output: plan + thinking })],
    ["tester", usageOf({ cacheWrite5m: prompt, output: tests + thinking })],
    ["coder", usageOf({ cacheWrite5m: prompt, output: sources + thinking })],
    ["reviewer", usageOf({ cacheWrite5m: prompt + sources + tests, output: verdict + thinking })],
    ...Array.from({ length: rounds - 1 }, () => again).flat(),
  ];
}

const usageOf = (parts: Partial<Usage>): Usage => ({ ...noUsage, ...parts });
