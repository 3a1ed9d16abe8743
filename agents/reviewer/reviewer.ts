import { PluginCreationError } from "../../shared/errors.ts";
import { currentIteration, type Iteration, type Job } from "../../shared/job.ts";
import { openWish } from "../../shared/loop/wish.ts";
import type { Repository } from "../../shared/repository.ts";
import type { Finding } from "../../shared/results.ts";
import { defineAgent } from "../agent.ts";
import { codeFacts } from "../facts/code-facts.ts";
import { undeclared } from "../facts/undeclared.ts";
import { planOf, pluginFiles } from "../plugin-files.ts";
import { reviewPrompt } from "./prompts.ts";
import { objectionTo, settle, type Grounds } from "./settle.ts";

/** Reads the code against the specification and what the gates measured. */
export const reviewer = defineAgent({
  name: "reviewer",
  answers: {
    async "review:requested"({ iteration }, { job, ask, character, hash, repository }) {
      const grounds = await groundsOf(job, await repository());
      const { specification, criteria, files, report, earlier, changed } = grounds;
      const input = { specification, criteria, files, report, iteration, earlier, changed };
      const answer = await ask({
        purpose: "review",
        input,
        prompt: (options) => reviewPrompt(input, character, options),
        objection: (review) => Promise.resolve(objectionTo(review, grounds)),
      });
      return { iteration, review: settle(answer, grounds, character), character: hash };
    },
  },
});

async function groundsOf(job: Job, git: Repository): Promise<Grounds> {
  const current = currentIteration(job);
  if (!current?.report || !current.code) {
    throw new PluginCreationError(`Job ${job.id} has nothing that was checked yet.`);
  }
  const { specification, criteria = [] } = planOf(job);
  const files = await pluginFiles(job, git);
  const before = job.iterations.filter((each) => each !== current);
  const last = before.findLast(({ review }) => review);
  return {
    specification,
    criteria,
    files,
    report: current.report,
    facts: undeclared(codeFacts(files), specification, "review"),
    earlier: [...openWish({ ...job, iterations: before }, current), ...(last ? openOf(last) : [])],
    changed: last?.code && (await git.changedLines(last.code.tree, current.code.tree)),
  };
}

const openOf = ({ review }: Iteration): Finding[] =>
  review?.findings.filter(({ severity }) => severity !== "note") ?? [];
