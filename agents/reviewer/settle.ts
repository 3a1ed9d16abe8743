import type { Character } from "@elizaos/core";
import { criteriaIn, type Criterion } from "../../shared/criteria.ts";
import type { Files } from "../../shared/files.ts";
import type { LineRanges } from "../../shared/line-ranges.ts";
import type { CheckReport, Finding, Review } from "../../shared/results.ts";
import type { PluginSpecification } from "../../shared/specification.ts";
import { isQuote } from "../quotes.ts";
import { ReviewSettings } from "../review-settings.ts";

/** What no specification has to say: nothing may leave the machine unasked, hide, or speak for somebody else. */
export const SAFE = "safe";

/** What a review has to stand up to. */
export interface Grounds {
  specification: PluginSpecification;
  criteria: Criterion[];
  files: Files;
  report: CheckReport;
  /** What can be read from the code itself and speaks against it. */
  facts: Finding[];
  /** What is still open from the rounds before. */
  earlier: Finding[];
  /** Lines that changed since the last review; missing in the first round. */
  changed?: LineRanges | undefined;
}

/**
 * The verdict on a plugin, settled by rule: a blocker counts when it names a place and a clause, and in later rounds when
 * it is an old one or lies on changed lines; facts count in any case; what nobody closed stays open. Approved is what
 * has green gates and no open blocker, whatever the model calls it.
 */
export function settle(answer: Review, grounds: Grounds, character: Character): Review {
  const { facts, report, earlier } = grounds;
  const settings = ReviewSettings.parse(character.settings?.review ?? {});
  // Who finds a plugin worth less than is asked for has to be content with nothing that is left to mend.
  const strict = settings.warningsBlock || answer.score < settings.minimumScore;
  const known = new Set(earlier.map(({ id }) => id));
  const closed = (answer.closed ?? []).filter(({ id }) => known.has(id));
  const said = answer.findings.map((finding) =>
    known.has(finding.id) ? finding : fresh(finding, grounds),
  );
  const open = earlier.filter(
    ({ id }) => !closed.some((each) => each.id === id) && !said.some((each) => each.id === id),
  );
  const told = [...report.gates.flatMap(({ findings }) => findings), ...said];
  const added = facts.filter(
    (fact) => fact.severity === "blocker" && !told.some((each) => isSame(each, fact)),
  );
  const findings = numbered([...open, ...said, ...added], earlier).map((finding): Finding =>
    strict && finding.severity === "warning" ? { ...finding, severity: "blocker" } : finding,
  );
  const isBlocked = findings.some(({ severity }) => severity === "blocker") || facts.some(blocks);
  const verdict = report.verdict === "passed" && !isBlocked ? "approve" : "revise";
  const summary =
    verdict === answer.verdict ? answer.summary : overruled(verdict, answer, findings);
  return { ...answer, verdict, summary, findings, closed };
}

/** Why an answer cannot be used as it is, for a model that answers once more; nothing when it can. */
export function objectionTo(answer: Review, grounds: Grounds): string | undefined {
  const { earlier } = grounds;
  const named = new Set([...answer.findings, ...(answer.closed ?? [])].map(({ id }) => id));
  const forgotten = earlier.filter(({ id }) => !named.has(id)).map(({ id }) => id);
  const uncited = answer.findings.filter(
    (each) => blocks(each) && !each.id && !isCited(each, grounds),
  );
  const sentences = [
    ...(forgotten.length > 0
      ? [`Say of ${forgotten.join(", ")} whether it is still open (in findings) or closed.`]
      : []),
    ...uncited.map(
      ({ message }) =>
        `"${message.slice(0, 80)}" blocks without a ground: it needs a file and line of the plugin, and a clause: AC-1, words of the specification, or "${SAFE}".`,
    ),
  ];
  return sentences.length > 0 ? sentences.join("\n") : undefined;
}

const blocks = ({ severity }: Finding): boolean => severity === "blocker";

/** A new blocker that cites nothing, or speaks of what was there when it was last approved of, is a warning. */
function fresh(claimed: Finding, grounds: Grounds): Finding {
  const finding = { ...claimed, id: undefined };
  const { changed, facts } = grounds;
  if (!blocks(finding) || facts.some((fact) => isSame(fact, finding))) return finding;
  const isNews = !changed || isOn(finding, changed);
  return isNews && isCited(finding, grounds) ? finding : { ...finding, severity: "warning" };
}

const isOn = ({ file = "", line = 0 }: Finding, changed: LineRanges): boolean =>
  (changed[file] ?? []).some(([first, last]) => first <= line && line <= last);

/** Whether a finding names a line that is there and a clause that is there. */
function isCited({ file, line, clause = "" }: Finding, grounds: Grounds): boolean {
  const { files, criteria, specification } = grounds;
  const lines = file ? files[file]?.split("\n").length : undefined;
  if (!lines || !line || line < 1 || line > lines) return false;
  const ids = [...criteriaIn(clause), ...(/^AC-\d+/.exec(clause) ?? [])];
  return (
    clause === SAFE || criteria.some(({ id }) => ids.includes(id)) || isQuote(clause, specification)
  );
}

const isSame = (one: Finding, other: Finding): boolean =>
  one.rule === other.rule && one.file === other.file && one.line === other.line;

/** Gives findings without an id the next free one. */
function numbered(findings: Finding[], earlier: Finding[]): Finding[] {
  const numbers = [...earlier, ...findings].map(({ id }) => Number(id?.slice(1) ?? 0));
  let last = Math.max(0, ...numbers.filter(Number.isFinite));
  return findings.map((each) => (each.id ? each : { ...each, id: `R${++last}` }));
}

function overruled(verdict: Review["verdict"], { summary }: Review, findings: Finding[]): string {
  if (verdict === "approve")
    return `Approved: no blocker has a ground. The reviewer's words: ${summary}`;
  const [first] = findings.filter(blocks);
  return `Not approved, whatever speaks for it: ${first?.message ?? "a gate is red."}`;
}
