import { z } from "zod";
import type { Character } from "@elizaos/core";
import type { AgentName } from "../../shared/events.ts";
import type { Files, Writer } from "../../shared/files.ts";
import type { Job } from "../../shared/job.ts";
import { Criterion } from "../../shared/criteria.ts";
import { Dispute, TestVerdict } from "../../shared/loop/dispute.ts";
import { CheckReport, Finding, Review } from "../../shared/results.ts";
import { PluginSpecification } from "../../shared/specification.ts";
import type { TextModel } from "./text-model.ts";
import { WirePlan, WireReview, planFromWire, reviewFromWire } from "./wire.ts";

const SourceFile = z.object({ path: z.string(), content: z.string() });

const Files = z.object({
  files: z.array(SourceFile).min(1),
  /** What was written or changed, as the subject line of a commit. */
  summary: z.string(),
  /** Tests that the coder holds for wrong. */
  disputes: z.array(Dispute).optional(),
});

/** What can come of a request before there is any code. */
const Plan = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("specification"),
    specification: PluginSpecification,
    assumptions: z.array(z.string()),
    language: z.string().optional(),
    /** What can be observed of each component, in the planner's words. */
    criteria: z.array(Criterion.omit({ id: true })).optional(),
  }),
  z.object({ kind: z.literal("ask"), question: z.string() }),
  z.object({ kind: z.literal("refuse"), reason: z.string() }),
  z.object({ kind: z.literal("missing"), missing: z.array(z.string()) }),
]);

const Acknowledgement = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("start"), text: z.string() }),
  z.object({ kind: z.literal("ask"), question: z.string() }),
  z.object({ kind: z.literal("refuse"), reason: z.string() }),
]);
export type Acknowledgement = z.infer<typeof Acknowledgement>;

/** A test that is held for wrong, with what its writer has to know. */
const DisputedTest = Dispute.extend({
  file: z.string(),
  /** The test alone, as it stands in its file. */
  source: z.string(),
  /** How it failed. */
  failure: z.string(),
});

const Judgement = z.object({
  verdicts: z.array(
    TestVerdict.extend({
      /** Of a `fix`: the whole test as it should be. */
      source: z.string().optional(),
    }),
  ),
});
export type Judgement = z.infer<typeof Judgement>;

/** What somebody wants to be different in a released plugin. */
export const Improvement = z.object({ released: PluginSpecification, wish: z.string() });
export type Improvement = z.infer<typeof Improvement>;

/** A user's request: words, a specification that has been read already, or a change of a released plugin. */
export const PluginRequest = z.union([
  z.object({ specification: PluginSpecification }),
  z.object({ description: z.string() }),
  Improvement,
]);
export type PluginRequest = z.infer<typeof PluginRequest>;

/** What somebody wants to be different in a plan. */
const PlanChange = z.object({
  /** The plan as it stands; all edits but the newest are in it. */
  before: PluginSpecification,
  /** What was assumed for it. */
  assumptions: z.array(z.string()),
  /** In their own words, oldest first. */
  edits: z.array(z.string()).min(1),
});
export type PlanChange = z.infer<typeof PlanChange>;

/** What a job was asked for: one that improves a plugin has the released specification, and the wish as its description. */
export function requestOf({ specification, description = "" }: Job["request"]): PluginRequest {
  if (!specification) return { description };
  return description ? { released: specification, wish: description } : { specification };
}

const planned = {
  specification: PluginSpecification,
  /** What the plugin has to show; plans of earlier versions have none. */
  criteria: z.array(Criterion).optional(),
};
const toWrite = { ...planned, language: z.string().optional() };

/**
 * Everything a model is asked for: what it gets, and what its answer must look like. An answer that is no files also has
 * the form in which a language model writes it, and the way from there.
 */
export const purposes = {
  /** Coordinator: is this something to begin with, and what to say. */
  acknowledge: {
    input: PluginRequest,
    answer: Acknowledgement,
    wire: Acknowledgement,
    fromWire: (answer: Acknowledgement) => answer,
  },
  /** Planner: the request as a specification. */
  plan: {
    input: PluginRequest.and(z.object({ change: PlanChange.optional() })),
    answer: Plan,
    wire: WirePlan,
    fromWire: planFromWire,
  },
  /** Tester: acceptance tests from the specification alone. */
  tests: {
    input: z.object({
      ...toWrite,
      /** Somebody else wrote the plugin, or will: nothing is known of it but its specification. */
      foreign: z.boolean().optional(),
      /** What is wrong with the tests themselves, when they are written again. */
      findings: z.array(Finding).optional(),
      /** Those tests. */
      files: z.record(z.string(), z.string()).optional(),
    }),
    answer: Files,
  },
  /** Tester: what is to become of tests that are held for wrong. */
  judge: {
    input: z.object({
      specification: PluginSpecification,
      tests: z.array(DisputedTest),
    }),
    answer: Judgement,
    wire: Judgement,
    fromWire: (answer: Judgement) => answer,
  },
  /** Coder: the plugin, or the plugin with the findings mended. */
  code: {
    input: z.object({
      ...toWrite,
      /** What has to be mended now. */
      findings: z.array(Finding),
      /** What each earlier round was asked to mend, oldest first: what was mended must stay mended. */
      history: z.array(z.array(Finding)),
      /** Tests, as `file > name`, that were green in an earlier round. */
      passedBefore: z.array(z.string()).optional(),
      /** What was tried and what came of it, a line each. */
      ledger: z.array(z.string()).optional(),
      /** Source files and README as they stand; empty in the first round. */
      files: z.record(z.string(), z.string()),
      /** How to go about it where an ordinary round led no farther. */
      manner: z.enum(["other", "minimal", "thorough"]).optional(),
      /** What is to be different in a released plugin, whose files these are. */
      wish: z.string().optional(),
      /** Set when the answer before this one changed nothing. */
      unchanged: z.boolean().optional(),
    }),
    answer: Files,
  },
  /** Reviewer: a verdict on code, tests and what the gates measured. */
  review: {
    input: z.object({
      ...planned,
      files: z.record(z.string(), z.string()),
      report: CheckReport,
      iteration: z.number().int(),
      /** What earlier rounds left open, with ids. */
      earlier: z.array(Finding).optional(),
      /** Lines that changed since the last review, by file. */
      changed: z.record(z.string(), z.array(z.tuple([z.number(), z.number()]))).optional(),
    }),
    answer: Review,
    wire: WireReview,
    fromWire: reviewFromWire,
  },
} as const;

export type Purpose = keyof typeof purposes;
/** Purposes whose answer is a form, and those whose answer is files. */
export type FormPurpose = Exclude<Purpose, FilesPurpose>;
export type FilesPurpose = "tests" | "code";
export type Input<Name extends Purpose> = z.infer<(typeof purposes)[Name]["input"]>;
export type Answer<Name extends Purpose> = z.infer<(typeof purposes)[Name]["answer"]>;

/** What a text model is told. The static part comes first and is the same, byte for byte, in every call of a role. */
export interface Prompt {
  system: string[];
  user: string;
}

/** Renders the prompt; `compact` when the whole one did not fit into the model's context. */
export type RenderPrompt = (options: { compact: boolean }) => Prompt;

/** Files that an agent writes or mends, for models that do it step by step with tools. */
export interface Draft {
  writer: Writer;
  /** What is there already. */
  files: Files;
  /** Type check of the whole plugin with these files in it: what is wrong, in words for the model, or that all is well. */
  check: (files: Files, signal: AbortSignal) => Promise<string>;
}

/** One question to a model, asked by an agent in its character. */
export interface ModelCall<Name extends Purpose = Purpose> {
  /** `role/iteration/call`: what a recording finds the answer by; missing where a question belongs to no job. */
  key?: string | undefined;
  role: AgentName;
  purpose: Name;
  /** For models that work from data. */
  input: Input<Name>;
  /** The same for models that read. */
  prompt: RenderPrompt;
  /** Given where the answer is files. */
  draft?: Draft | undefined;
  character: Character;
  signal: AbortSignal;
  /** Receives the model's reasoning while it arrives. */
  think: (delta: string) => void;
}

/** A question as an agent puts it; what it is recorded under, and who hears of it, is for its desk to say. */
export interface Question<Name extends Purpose = Purpose> extends Omit<
  ModelCall<Name>,
  "key" | "think"
> {
  /**
   * Given where an answer in the right form can still be one that cannot be used: says why, for a model that reads, which
   * then answers once more. The last answer stands; whoever asks has to look at it.
   */
  objection?: (answer: Answer<Name>) => Promise<string | undefined>;
  /** Worth more thought than usual: one level of effort above the character's. */
  harder?: boolean;
}

interface NamedSource {
  /** Name as `PLUGIN_MODEL` has it. */
  name: string;
  /** One sentence for people: which model this is and why it was chosen. */
  reason: string;
}

/** A source that answers from data; the answer may be anything and is checked by `ask`. */
export interface AnsweringSource extends NamedSource {
  answer: (call: ModelCall) => Promise<unknown>;
}

/** A source that is a language model. */
export interface TextSource extends NamedSource {
  model: TextModel;
}

/** Where answers come from. */
export type ModelSource = AnsweringSource | TextSource;
