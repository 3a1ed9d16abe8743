import type {
  BudgetScope,
  CommitKind,
  JobEvent,
  Origin,
  Parent,
  Payload,
  RequestType,
} from "./events.ts";
import type { Approach, Decision } from "./loop/decision.ts";
import type { Dispute, TestVerdict } from "./loop/dispute.ts";
import type { CheckReport, Finding, Gate, GateName, Review } from "./results.ts";
import type { PluginSpecification } from "./specification.ts";
import type { Spent } from "./spending.ts";

export type JobStatus = "pending" | "running" | "waiting" | "completed" | "failed" | "cancelled";

type Written = Pick<Payload<"code:completed">, "tree" | "summary" | "files" | "character">;

/** What a person said to agents while they were at work. */
export type Hint = Payload<"job:hinted">;

/** What happened in one round of writing, checking and reviewing. */
export interface Iteration {
  number: number;
  /** Why the code was written: empty in the first round. */
  findings: Finding[];
  /** Iteration whose files it began with. */
  base?: number | undefined;
  approach?: Approach | undefined;
  code?: Written | undefined;
  /** Further answers of the coder, as long as the gates have not chosen. */
  others?: Omit<Written, "character">[] | undefined;
  /** Tests that the code was checked against. */
  testsTree?: string | undefined;
  /** Gates with a verdict so far, in order. */
  gates: Gate[];
  report?: CheckReport;
  review?: Review;
  reviewer?: string;
  commit?: string;
}

/** Everything there is to know of a job; always the fold of its events, never changed in place. */
export interface Job {
  id: string;
  createdAt: string;
  updatedAt: string;
  /** `pending`: it could begin or go on, and nobody has been asked yet. */
  status: JobStatus;
  /** When it last got its place among the jobs at work; without it, it has not begun. */
  placedAt?: string | undefined;
  request: { description?: string | undefined; specification?: PluginSpecification | undefined };
  notes: string[];
  origin?: Origin | undefined;
  maxIterations: number;
  /** Name of the model source that does the work. */
  model: string;
  /** Whether the plan waits for somebody's yes. */
  approval: "auto" | "ask";
  /** Set once somebody said yes to the plan as it stands. */
  isApproved: boolean;
  /** The job that this one goes on from. */
  parent?: Parent | undefined;
  /** What somebody wanted to be different in the plan, oldest first. */
  edits: string[];
  /** The plan that the newest edit was about. */
  before?: Payload<"plan:completed"> | undefined;
  /** What somebody said to agents, oldest first. */
  hints: Hint[];
  plan?: Payload<"plan:completed"> | undefined;
  tests?: Payload<"tests:completed"> | undefined;
  /** Files with tests of the release that is improved. */
  oldTests: string[];
  /** Oldest first; the last one is the current one. */
  iterations: Iteration[];
  commits: Partial<Record<Exclude<CommitKind, "iteration">, string | undefined>>;
  /** What the loop decided, oldest first. */
  decisions: Decision[];
  /** The decision that is to be carried out. */
  decision?: Decision | undefined;
  /** Rounds in which the coder wrote nothing new; they count as no iteration. */
  idle: { after: number; reason: string }[];
  /** Tests that are held for wrong, oldest first. */
  disputes: Dispute[];
  /** Those that the tester is to judge now. */
  judging?: Dispute[] | undefined;
  /** What the tester said of disputed tests. */
  verdicts: TestVerdict[];
  /** Requests that wait for their answer. */
  inFlight: RequestType[];
  /** The gate at work, if one is. */
  gate?: GateName | undefined;
  /** Every attempt at a model, oldest first. */
  spent: Spent[];
  /** Budgets that were warned of, as `scope unit`. */
  warned: string[];
  /** How often a person raised each budget. */
  raised: Record<BudgetScope, number>;
  /** Packages that a person does not want. */
  declined: string[];
  /** Set while the job stands still. */
  waiting?: Payload<"job:waiting"> | undefined;
  /** Why an agent gave up. */
  failure?: string;
  /** Set once somebody or something stopped the job; it only has to be finished then. */
  stopped?: Payload<"job:stopped">;
  finished?: Payload<"job:finished">;
  /** The newest events, oldest first: what status texts tell. */
  recent: JobEvent[];
}

/** The iteration at work, or the last one of a finished job. */
export const currentIteration = (job: Job): Iteration | undefined => job.iterations.at(-1);

export const isFinished = (job: Job): boolean => job.finished !== undefined;

/** Whether what the models say in a job is played from a recording. Whoever shows the job has to say so. */
export const isRecording = ({ model }: Pick<Job, "model">): boolean => model === "replay";

/** Whether a job stands still until a person says that it may go on. */
export const waitsForPerson = ({ waiting }: Job): boolean =>
  waiting !== undefined && waiting.until === undefined;
