import { changesBetween, nextVersion } from "../../shared/changes.ts";
import { PluginCreationError } from "../../shared/errors.ts";
import type { Payload } from "../../shared/events.ts";
import type { Job } from "../../shared/job.ts";
import { readSpecification } from "../../shared/read-specification.ts";
import type { PluginSpecification } from "../../shared/specification.ts";
import { defineAgent, type Turn } from "../agent.ts";
import { criteriaOf, keepingIds } from "../criteria.ts";
import { requestOf, type Answer, type PlanChange, type PluginRequest } from "../models/model.ts";
import { refusal } from "../models/offline/misuse.ts";
import { waitFor } from "../waiting.ts";
import { assertPackages, objectionTo } from "./packages.ts";
import { planPrompt } from "./prompts.ts";

type Plan = Payload<"plan:completed">;

/** Turns a request into a specification, or says in one sentence per missing part why it cannot. */
export const planner = defineAgent({
  name: "planner",
  answers: {
    async "plan:requested"(_request, turn) {
      const { before, edits } = turn.job;
      if (!before || edits.length === 0) return planned(turn);
      try {
        const { specification, assumptions } = before;
        return await planned(turn, { before: specification, assumptions, edits });
      } catch (error) {
        // A plan that somebody saw is not lost over an edit; what can be waited for is waited for.
        const isAnswer = error instanceof PluginCreationError && !turn.signal.aborted;
        if (!isAnswer || waitFor(error, "plan:requested", turn.job.id)) throw error;
        return asBefore(before, edits.at(-1) ?? "", error.message);
      }
    },
  },
});

async function planned(turn: Turn, change?: PlanChange): Promise<Plan> {
  const { job, parent, ask, character, hash, reserveVersion, estimate } = turn;
  const asked = inputFor(job);
  const released = "released" in asked ? asked.released : undefined;
  const input = { ...asked, ...(change && { change }) };
  refuseHarm(asked);
  if (change) refuseHarm({ description: change.edits.join("\n") });
  // What somebody wrote is not for a model to correct.
  if ("specification" in asked && !change) await assertPackages(asked.specification, turn);
  const plan = await ask({
    purpose: "plan",
    input,
    prompt: () => planPrompt(input, character, job.declined),
    objection: (answer) => objectionTo(answer, turn),
  });
  if (plan.kind !== "specification") throw new PluginCreationError(explain(plan));
  // A model's specification is held to the same rules as a person's.
  const read = readSpecification(plan.specification).specification;
  const checked = released ? nextOf(released, read) : read;
  refuseHarm({ specification: checked });
  await assertPackages(checked, turn);
  const wanted = checked.version;
  const version = await reserveVersion(checked.name, wanted);
  const bumped =
    version === wanted ? [] : [`${checked.name} ${wanted} exists already, so this is ${version}.`];
  const finished = { ...checked, version };
  const criteria = criteriaOf(finished, plan.criteria);
  return {
    specification: finished,
    assumptions: [
      ...new Set([...job.notes, ...plan.assumptions, ...news(released, checked), ...bumped]),
    ],
    language: plan.language,
    estimate: estimate(finished),
    criteria: released ? keepingIds(criteria, parent?.plan?.criteria ?? []) : criteria,
    character: hash,
  };
}

/** The plan that somebody saw, and why it is still that one. */
const asBefore = (
  { specification, assumptions, language, estimate, criteria, character }: Plan,
  edit: string,
  reason: string,
): Plan => ({
  specification,
  assumptions,
  language,
  estimate,
  criteria,
  character,
  unchanged: `The plan stays as it is, since "${edit}" could not be planned. ${reason}`,
});

/** A specification does without what nobody allows; what somebody says in words, the planner is told so. */
function inputFor({ request, declined }: Job): PluginRequest {
  const asked = requestOf(request);
  return "specification" in asked
    ? { specification: without(declined, asked.specification) }
    : asked;
}

/** The specification of a plugin's next version: its name stays, and its number follows from what changes. */
const nextOf = (
  released: PluginSpecification,
  planned: PluginSpecification,
): PluginSpecification => ({
  ...planned,
  name: released.name,
  version: nextVersion(
    released.version,
    changesBetween(released, { ...planned, name: released.name }),
  ),
});

/** What changes against the released version, for people. */
const news = (released: PluginSpecification | undefined, next: PluginSpecification): string[] =>
  released ? changesBetween(released, next).map(({ weight, text }) => `${text} (${weight})`) : [];

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
