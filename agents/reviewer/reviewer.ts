import { PluginCreationError } from "../../shared/errors.ts";
import { currentIteration } from "../../shared/job.ts";
import type { CheckReport, Finding, Review } from "../../shared/results.ts";
import { defineAgent } from "../agent.ts";
import { codeFacts } from "../facts/code-facts.ts";
import { undeclared } from "../facts/undeclared.ts";
import { planOf, pluginFiles } from "../plugin-files.ts";
import { reviewPrompt } from "./prompts.ts";

/** Reads the code against the specification and what the gates measured. */
export const reviewer = defineAgent({
  name: "reviewer",
  answers: {
    async "review:requested"({ iteration }, { job, ask, character, hash, repository }) {
      const report = currentIteration(job)?.report;
      if (!report) throw new PluginCreationError(`Iteration ${iteration} was not checked yet.`);
      const { specification } = planOf(job);
      const files = await pluginFiles(job, await repository());
      const input = { specification, files, report, iteration };
      const review = await ask({
        purpose: "review",
        input,
        prompt: (options) => reviewPrompt(input, character, options),
      });
      const facts = undeclared(codeFacts(files), specification, "review");
      return { iteration, review: heldTo(facts, review, report), character: hash };
    },
  },
});

/** What a model says of a plugin stands as far as the facts let it: they can only lower a verdict. */
export function heldTo(facts: Finding[], review: Review, { gates }: CheckReport): Review {
  const blockers = facts.filter(({ severity }) => severity === "blocker");
  const [first] = blockers;
  if (!first) return review;
  const told = [...gates.flatMap(({ findings }) => findings), ...review.findings];
  const added = blockers.filter((each) => !told.some((known) => isSame(known, each)));
  const summary =
    review.verdict === "approve"
      ? `Not approved, whatever speaks for it: ${first.message}`
      : review.summary;
  return { ...review, verdict: "revise", summary, findings: [...review.findings, ...added] };
}

const isSame = (one: Finding, other: Finding): boolean =>
  one.rule === other.rule && one.file === other.file && one.line === other.line;
