import { wordsOf } from "../../../../shared/names.ts";
import type {
  EvaluatorSpecification,
  ProviderSpecification,
} from "../../../../shared/specification.ts";
import type { Blueprint, Component, Rendering } from "../blueprint.ts";
import { evaluatorWiring, providerWiring } from "../code/context.ts";
import { furtherStep, keepingVerbs } from "../code/further.ts";
import { beyondRecords } from "./collection/understand/limits.ts";
import { limitOf } from "./collection/understand/ordering.ts";
import {
  evaluatorFile,
  KEPT,
  noticedProviderFile,
  noticesFile,
  type Watch,
} from "./evaluator/sources.ts";
import { watchTests } from "./evaluator/tests.ts";
import { triggersOf } from "./evaluator/triggers.ts";

/** Verbs that ask for more than noticing, counting and keeping. */
const MORE =
  /\b(repl(y|ies)|respond|responds|answers?|warns?|blocks?|bans?|kicks?|deletes?|removes?|updates?|completes?|creates? an?|adds? an?|adds? (them|it)|scores?|rates?|classif\w+|judges?|assess\w*|quality|tone|relevan\w+|learns?|improves?)\b/i;

/** What an evaluator asks for beyond noticing, in words; nothing when noticing is all. */
export function beyondNoticing({ description }: EvaluatorSpecification): string | undefined {
  return (
    beyondRecords(description) ??
    MORE.exec(description)?.[0] ??
    furtherStep(description, keepingVerbs)
  );
}

/** Evaluators that notice words, phrases or patterns in messages and keep what they noticed. */
export const evaluator: Blueprint = {
  name: "evaluator",
  matches({ name }, open) {
    const watches = open.flatMap((component): Watch[] => {
      if (component.kind !== "evaluator" || beyondNoticing(component.specification)) return [];
      const triggers = triggersOf(component.specification);
      return triggers ? [{ evaluator: component.specification, triggers }] : [];
    });
    if (watches.length === 0) return undefined;
    const shown = open.flatMap((component) =>
      component.kind === "provider" && showsNotices(component.specification, watches, open)
        ? [component.specification]
        : [],
    );
    const taken = new Set<unknown>([...watches.map((watch) => watch.evaluator), ...shown]);
    return {
      components: open.filter(({ specification }) => taken.has(specification)),
      render: () => render(name, watches, shown),
    };
  },
};

/** Whether a provider is about what the evaluators noticed. */
function showsNotices(
  { name, description }: ProviderSpecification,
  watches: Watch[],
  open: Component[],
): boolean {
  const text = `${wordsOf(name).join(" ")}. ${description}`.toLowerCase();
  if (beyondRecords(description)) return false;
  if (
    /\b(noticed|detected|mention|mentions|mentioned|triggers?|triggered|matches|matched|observed|flagged|evaluator|found|caught|spotted)\b/.test(
      text,
    )
  )
    return true;
  const words = watches.flatMap(({ evaluator: { name: own }, triggers }) => [
    ...wordsOf(own).filter(
      (word) => !/^(evaluator|detector|tracker|monitor|watcher|check|the|and)$/.test(word),
    ),
    ...triggers.map(({ label }) => label.toLowerCase()),
  ]);
  const about = words.some((word) => text.includes(word.replace(/s$/, "")));
  return about || open.every(({ kind }) => kind === "evaluator" || kind === "provider");
}

/** The evaluators a provider shows: those its words name, else all. */
function shownBy({ name, description }: ProviderSpecification, watches: Watch[]): Watch[] {
  const text = `${wordsOf(name).join(" ")} ${description}`.toLowerCase();
  const named = watches.filter(({ evaluator: { name: own } }) =>
    wordsOf(own).some(
      (word) =>
        word.length > 3 &&
        !/^(evaluator|detector|tracker|monitor|mentions?)$/.test(word) &&
        text.includes(word.replace(/s$/, "")),
    ),
  );
  return named.length > 0 ? named : watches;
}

function render(
  packageName: string,
  watches: Watch[],
  providers: ProviderSpecification[],
): Rendering {
  const limits = (provider: ProviderSpecification): number =>
    limitOf(provider.description, false) ?? 5;
  return {
    source: [
      noticesFile,
      ...watches.map((watch) => evaluatorFile(watch, packageName)),
      ...providers.map((provider) =>
        noticedProviderFile(provider, shownBy(provider, watches), limits(provider)),
      ),
    ],
    wiring: [
      ...watches.map((watch) => evaluatorWiring(watch.evaluator.name)),
      ...providers.map(({ name }) => providerWiring(name)),
    ],
    tests: watches.map((watch) => {
      const provider = providers.find((each) => shownBy(each, watches).includes(watch));
      return watchTests(
        watch,
        provider,
        provider !== undefined && shownBy(provider, watches).length > 1,
      );
    }),
    readme: readme(watches, providers),
  };
}

function readme(watches: Watch[], providers: ProviderSpecification[]): string {
  const sections = watches.map(({ evaluator: { name, description }, triggers }) =>
    [
      `### ${name}`,
      description,
      `Looks for: ${triggers.map(({ label }) => `\`${label}\``).join(", ")}.`,
    ]
      .filter(Boolean)
      .join("\n\n"),
  );
  const shown = providers.map(({ name, description }) => `- \`${name}\`: ${description}`);
  return [
    "## What it notices",
    "Every message of other people is looked at, whether the agent answers it or not. Capitals do not matter for words and phrases.",
    ...sections,
    ...(shown.length > 0 ? ["### In the agent's context", shown.join("\n")] : []),
    "### Limits",
    `- The latest ${KEPT} messages of each evaluator are kept in full; the counts go on.\n- A message counts once for each thing it contains. What was noticed survives a restart.`,
  ].join("\n\n");
}
