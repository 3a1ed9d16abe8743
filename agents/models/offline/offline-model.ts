import type { Answer, AnsweringSource, Input, ModelCall, Purpose } from "../model.ts";
import { acknowledge } from "./acknowledge.ts";
import { acceptanceTests } from "./acceptance/acceptance.ts";
import { labelled, addingTo } from "./acceptance/labels.ts";
import { assemble } from "./assemble.ts";
import type { SourceFile } from "./blueprint.ts";
import { changePlan } from "./change-plan.ts";
import { describeImprovement } from "./improve.ts";
import { describe } from "./describe.ts";
import { refusal } from "./misuse.ts";
import { review } from "./review.ts";

/** Length that every string parameter is limited to once a reviewer asks for a limit. */
const MAXIMUM_LENGTH = 2000;

/**
 * The embedded default: deterministic blueprints, no key, no network. It plays every role and says plainly what it
 * cannot build.
 */
export const offlineModel = (why: string): AnsweringSource => ({
  name: "offline",
  reason: `The offline model is at work: ${why}.`,
  answer: async (call) => answers[call.purpose](call as never),
});

const answers: { [Name in Purpose]: (call: ModelCall<Name>) => Answer<Name> } = {
  acknowledge({ input }) {
    const plan = describeOrRefuse(input);
    if (plan.kind === "ask" || plan.kind === "refuse") return plan;
    // Of a released plugin it is known what it does: whatever is not understood is no reason to begin.
    if (plan.kind === "missing" && "wish" in input) {
      return { kind: "refuse", reason: plan.missing.join("\n") };
    }
    return { kind: "start", text: acknowledge(input) };
  },

  plan({ input, think }) {
    const plan = input.change ? changePlan(input, input.change) : describeOrRefuse(input);
    if (plan.kind !== "specification") return plan;
    const { missing, dependencies } = assemble(plan.specification);
    if (missing.length > 0) {
      const sentences = missing.map(
        ({ component, reason, help }) => `${component}: ${reason} What would help: ${help}`,
      );
      return { kind: "missing", missing: sentences };
    }
    const { actions, providers, services, evaluators } = plan.specification;
    const names = [...actions, ...providers, ...services, ...evaluators].map(({ name }) => name);
    think(`Every part can be built from a blueprint: ${names.join(", ")}.`);
    return withDependencies(plan, dependencies);
  },

  tests({ input, think }) {
    const { specification } = input;
    const files = testsFor(input);
    think("I write the tests from the specification alone; I have not seen any code.");
    return { files, summary: `tests of ${components(specification)}` };
  },

  code({ input: { specification, language, findings, history }, think }) {
    const bounded = [...history.flat(), ...findings].some(({ rule }) => rule === "maximum-length");
    const options = { language, ...(bounded ? { maximumLength: MAXIMUM_LENGTH } : {}) };
    const { source, readme } = assemble(specification, options);
    const files = [...source, { path: "README.md", content: readme }];
    if (findings.length === 0) {
      think(`I write ${source.length} source files for ${components(specification)}.`);
      return { files, summary: `write ${components(specification)}` };
    }
    const mended = findings.filter(({ rule }) => rule === "maximum-length");
    const summary =
      mended.length > 0
        ? `limit every text parameter to ${MAXIMUM_LENGTH} characters`
        : "no change, the blueprints know nothing better";
    think(`${findings.length} findings came back; ${mended.length} of them I can mend.`);
    return { files, summary };
  },

  /** Its tests follow from the specification by rule; what they ask for stands there. */
  judge: ({ input: { tests } }) => ({
    verdicts: tests.map(({ test }) => ({
      test,
      verdict: "keep" as const,
      quote: "",
      reason: "It follows from the specification.",
    })),
  }),

  review: ({ input, character, think }) => {
    const verdict = review(input, character);
    think(verdict.summary);
    return verdict;
  },
};

/** Of a plugin of ours its words are known; of anybody else's only what its specification says. */
function testsFor({
  specification,
  language,
  criteria = [],
  foreign = false,
}: Input<"tests">): SourceFile[] {
  const blind = acceptanceTests(specification, criteria);
  if (foreign) return blind;
  const own = labelled(assemble(specification, { language }).tests, specification, criteria);
  return [...own, ...addingTo(own, blind)];
}

type Planned = Extract<Answer<"plan">, { kind: "specification" }>;

/** Packages that the code will import are declared, even when nobody thought of it. */
function withDependencies(plan: Planned, needed: Record<string, string>): Planned {
  const declared = plan.specification.dependencies;
  const added = Object.keys(needed).filter((name) => !(name in declared));
  return {
    ...plan,
    specification: { ...plan.specification, dependencies: { ...needed, ...declared } },
    assumptions: [...plan.assumptions, ...added.map((name) => `It needs the npm package ${name}.`)],
  };
}

function describeOrRefuse(request: Input<"plan">): Answer<"plan"> {
  if ("description" in request) return describe(request.description);
  if ("wish" in request) return describeImprovement(request);
  const reason = refusal(request);
  if (reason) return { kind: "refuse", reason };
  return { kind: "specification", specification: request.specification, assumptions: [] };
}

function components({
  actions,
  providers,
  services,
  evaluators,
}: Input<"tests">["specification"]): string {
  const counts = Object.entries({
    action: actions,
    provider: providers,
    service: services,
    evaluator: evaluators,
  });
  return counts
    .filter(([, all]) => all.length > 0)
    .map(([kind, all]) => `${all.length} ${kind}${all.length === 1 ? "" : "s"}`)
    .join(", ");
}
