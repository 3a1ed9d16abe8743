import {
  Check,
  CirclePause,
  CirclePlay,
  CircleX,
  Lightbulb,
  PackageX,
  Pencil,
  RotateCcw,
  Sparkles,
  type LucideIcon,
} from "lucide-react";
import { jobsApi, type JobSummary } from "../../studio/api/jobs.ts";
import { ask } from "../api.ts";
import type { Came } from "./use-act.ts";
import { isOver } from "./words.ts";
import type { Asked, Words } from "./words-form.tsx";

/** Something that can be done with a job. */
export interface JobAction {
  label: string;
  icon: LucideIcon;
  tone?: "primary" | "danger";
  isPossible: (job: JobSummary) => boolean;
  /** Words that it needs. */
  asked?: Asked;
  /** What is asked before it is done. */
  confirm?: { title: string; text: string; yes: string };
  perform: (job: JobSummary, said: Words) => Promise<Came>;
}

type Kind = NonNullable<JobSummary["waiting"]>["kind"];

const waitsFor =
  (kind: Kind) =>
  ({ waiting }: JobSummary): boolean =>
    waiting?.kind === kind;

const goOn =
  (without: boolean): JobAction["perform"] =>
  ({ id }) =>
    ask(jobsApi.goOn, { id, without });

const cancel: Pick<JobAction, "label" | "icon" | "tone" | "perform" | "confirm"> = {
  label: "Cancel",
  icon: CircleX,
  tone: "danger",
  confirm: {
    title: "Cancel the job?",
    text: "Nobody works on it any more. What it has recorded in git stays, and it can be tried again.",
    yes: "Cancel the job",
  },
  perform: ({ id }) => ask(jobsApi.cancel, { id }),
};

/** What a job that stands still waits for, as buttons. */
export const WAITING_ACTIONS: JobAction[] = [
  {
    label: "Go ahead",
    icon: Check,
    tone: "primary",
    isPossible: waitsFor("approval"),
    perform: goOn(false),
  },
  {
    label: "Change the plan…",
    icon: Pencil,
    isPossible: waitsFor("approval"),
    asked: {
      label: "What should be different in the plan?",
      placeholder: "A flip can be repeated up to 100 times",
      send: "Plan anew",
    },
    perform: ({ id }, { words }) => ask(jobsApi.edit, { id, words }),
  },
  {
    label: "Allow",
    icon: Check,
    tone: "primary",
    isPossible: waitsFor("consent"),
    perform: goOn(false),
  },
  {
    label: "Without them",
    icon: PackageX,
    isPossible: waitsFor("consent"),
    perform: goOn(true),
  },
  {
    label: "Raise and go on",
    icon: CirclePlay,
    tone: "primary",
    isPossible: waitsFor("budget"),
    perform: goOn(false),
  },
  {
    label: "Go on",
    icon: CirclePlay,
    tone: "primary",
    isPossible: waitsFor("pause"),
    perform: goOn(false),
  },
  { ...cancel, isPossible: ({ waiting }) => waiting !== null },
];

/** What can be done with a job that is at work, or over. */
export const JOB_ACTIONS: JobAction[] = [
  {
    label: "Pause",
    icon: CirclePause,
    isPossible: (job) => !isOver(job) && job.waiting?.until !== null,
    perform: ({ id }) => ask(jobsApi.pause, { id }),
  },
  {
    label: "Hint…",
    icon: Lightbulb,
    // Whoever waits for a yes to the plan is told what should be different in it.
    isPossible: (job) => !isOver(job) && job.waiting?.kind !== "approval",
    asked: {
      label: "What should the agents know?",
      placeholder: "Keep the results in memory, do not write files",
      send: "Tell them",
      toAgents: true,
    },
    perform: ({ id }, { words, to }) => ask(jobsApi.hint, { id, words, to }),
  },
  { ...cancel, isPossible: (job) => !isOver(job) && !job.waiting },
  {
    label: "Improve…",
    icon: Sparkles,
    isPossible: ({ status }) => status === "completed",
    asked: {
      label: "What should the next version do?",
      placeholder: "Todos have a due date",
      send: "Build the next version",
    },
    perform: ({ id }, { words }) => ask(jobsApi.improve, { id, wish: words }),
  },
  {
    label: "Try again",
    icon: RotateCcw,
    isPossible: ({ status }) => status === "failed" || status === "cancelled",
    perform: ({ id }) => ask(jobsApi.retry, { id }),
  },
];
