import { PluginCreationError } from "../../shared/errors.ts";
import { readSpecification } from "../../shared/read-specification.ts";
import type { PluginSpecification } from "../../shared/specification.ts";
import { defineAgent } from "../agent.ts";
import { criteriaOf } from "../criteria.ts";
import type { PluginRequest, Answer } from "../models/model.ts";
import { refusal } from "../models/offline/misuse.ts";
import { assertPackages, objectionTo } from "./packages.ts";
import { planPrompt } from "./prompts.ts";

/** Turns a request into a specification, or says in one sentence per missing part why it cannot. */
export const planner = defineAgent({
  name: "planner",
  answers: {
    async "plan:requested"(_request, turn) {
      const { job, ask, character, hash, reserveVersion, estimate } = turn;
      const { specification, description = "" } = job.request;
      const written = specification && without(job.declined, specification);
      const input = written ? { specification: written } : { description };
      refuseHarm(input);
      // What somebody wrote is not for a model to correct.
      if (written) await assertPackages(written, turn);
      const plan = await ask({
        purpose: "plan",
        input,
        prompt: () => planPrompt(input, character, job.declined),
        objection: (answer) => objectionTo(answer, turn),
      });
      if (plan.kind !== "specification") throw new PluginCreationError(explain(plan));
      // A model's specification is held to the same rules as a person's.
      const checked = readSpecification(plan.specification).specification;
      refuseHarm({ specification: checked });
      await assertPackages(checked, turn);
      const wanted = checked.version;
      const version = await reserveVersion(checked.name, wanted);
      const bumped =
        version === wanted
          ? []
          : [`${checked.name} ${wanted} exists already, so this is ${version}.`];
      const planned = { ...checked, version };
      return {
        specification: planned,
        assumptions: [...job.notes, ...plan.assumptions, ...bumped],
        language: plan.language,
        estimate: estimate(planned),
        criteria: criteriaOf(planned, plan.criteria),
        character: hash,
      };
    },
  },
});

/** Whoever asks, and whatever a model makes of it: what is plainly for harm is not built, and no call is paid for it. */
function refuseHarm(request: PluginRequest): void {
  const reason = refusal(request);
  if (reason) throw new PluginCreationError(reason);
}
const without = (
  names: string[],
  { dependencies, ...others }: PluginSpecification,
): PluginSpecification => ({
  ...others,
  dependencies: Object.fromEntries(
    Object.entries(dependencies).filter(([name]) => !names.includes(name)),
  ),
});

function explain(plan: Exclude<Answer<"plan">, { kind: "specification" }>): string {
  switch (plan.kind) {
    case "ask":
      return plan.question;
    case "refuse":
      return plan.reason;
    case "missing":
      return plan.missing.join("\n");
  }
}
