import type { Character } from "@elizaos/core";
import type { Files } from "../../../shared/files.ts";
import type { Finding } from "../../../shared/results.ts";
import { codeFacts } from "../../facts/code-facts.ts";
import { undeclared } from "../../facts/undeclared.ts";
import { ReviewSettings } from "../../review-settings.ts";
import type { Answer, Input } from "../model.ts";

const COST = { blocker: 30, warning: 6, note: 1 };

/** A review by fixed rules: every finding is something that can be pointed at. */
export function review(input: Input<"review">, character: Character): Answer<"review"> {
  const settings = ReviewSettings.parse(character.settings?.review ?? {});
  const earlier = input.earlier ?? [];
  const findings = rules.flatMap((rule) => rule(input)).map((each) => withId(each, earlier));
  const red = input.report.gates.filter(({ status }) => status !== "passed").length;
  const lost = findings.reduce((sum, { severity }) => sum + COST[severity], red * COST.blocker);
  const score = Math.max(0, 100 - lost);
  const blocking = findings.filter(
    ({ severity }) => severity === "blocker" || (settings.warningsBlock && severity === "warning"),
  );
  const approved = red === 0 && blocking.length === 0 && score >= settings.minimumScore;
  return {
    verdict: approved ? "approve" : "revise",
    score,
    summary: summarize(input, approved, score, findings, settings.minimumScore),
    findings,
    closed: earlier
      .filter(({ id }) => !findings.some((each) => each.id === id))
      .flatMap(({ id }) => (id ? [{ id, how: "fixed" as const }] : [])),
  };
}

/** What was found before keeps its name. */
function withId(finding: Finding, earlier: Finding[]): Finding {
  const known = earlier.find((each) => each.rule === finding.rule && each.file === finding.file);
  return known ? { ...finding, id: known.id } : finding;
}

function summarize(
  { specification, report }: Input<"review">,
  approved: boolean,
  score: number,
  findings: Finding[],
  minimumScore: number,
): string {
  const tests = report.gates.find(({ name }) => name === "test")?.summary ?? "no tests";
  const counted = (severity: Finding["severity"]): string => {
    const count = findings.filter((each) => each.severity === severity).length;
    return `${count} ${severity}${count === 1 ? "" : "s"}`;
  };
  const open = `${counted("blocker")}, ${counted("warning")}, ${counted("note")}`;
  return approved
    ? `${specification.name} does what its specification says as far as the checks reach (${tests}); ${open}; ${score} of 100.`
    : `${specification.name} is not ready: ${open}; ${score} of 100, ${minimumScore} needed.`;
}

type Rule = (input: Input<"review">) => Finding[];

const rules: Rule[] = [
  absentComponents,
  undocumented,
  thinTests,
  unbounded,
  beyondSpecification,
  noisy,
];

const finding = (
  severity: Finding["severity"],
  rule: string,
  message: string,
  file?: string,
  line?: number,
): Finding => ({ from: "review", severity, rule, message, file, line });

function absentComponents({ specification, files }: Input<"review">): Finding[] {
  const { actions, providers, services, evaluators } = specification;
  const source = Object.entries(files).filter(([file]) => isSource(file));
  return [...actions, ...providers, ...services, ...evaluators]
    .filter(({ name }) => !source.some(([, content]) => content.includes(name)))
    .map(({ name }) => ({
      ...finding(
        "blocker",
        "absent",
        `${name} is specified, but the code never names it.`,
        "src/index.ts",
        1,
      ),
      clause: name,
    }));
}

function undocumented({ specification, files }: Input<"review">): Finding[] {
  const readme = files["README.md"] ?? "";
  const { actions, environmentVariables } = specification;
  return [...actions, ...environmentVariables]
    .filter(({ name }) => !readme.includes(name))
    .map(({ name }) =>
      finding("warning", "undocumented", `The README does not mention ${name}.`, "README.md"),
    );
}

function thinTests({ specification, files }: Input<"review">): Finding[] {
  const tests = Object.entries(files).filter(([file]) => file.endsWith(".test.ts"));
  const all = tests.map(([, content]) => content).join("\n");
  return specification.actions
    .filter(({ name }) => !all.includes(name))
    .map(({ name }) => finding("warning", "untested", `No test calls ${name}.`));
}

/** Text parameters without an upper bound: one finding that points at the first and names the other files. */
function unbounded({ files }: Input<"review">): Finding[] {
  const places = ownSource(files).flatMap(([file, content]) => {
    const [before, ...texts] = content.split("z.string(");
    const index = texts.findIndex(
      (text) => !/\.max\(|\.length <= /.test(text.split("});")[0] ?? ""),
    );
    const above = [before, ...texts.slice(0, index)].join("");
    return index < 0 ? [] : [{ file, line: above.split("\n").length }];
  });
  const [first, ...others] = places;
  if (!first) return [];
  const also =
    others.length > 0 ? ` The same in ${others.map(({ file }) => file).join(", ")}.` : "";
  const message = `A text parameter has no upper bound; a very long one would be kept as it is.${also}`;
  return [finding("warning", "maximum-length", message, first.file, first.line)];
}

/** What the code does that no plugin may do, or that its specification does not say. */
function beyondSpecification({ specification, files }: Input<"review">): Finding[] {
  const found = undeclared(codeFacts(files), specification, "review");
  return found.filter(({ severity }) => severity === "blocker");
}

function noisy({ files }: Input<"review">): Finding[] {
  return ownSource(files)
    .filter(([, content]) => /\bconsole\.(log|error|warn)\(/.test(content))
    .map(([file]) =>
      finding("note", "console", "Prints to the console; use runtime.logger.", file),
    );
}

const isSource = (file: string): boolean =>
  file.startsWith("src/") && file.endsWith(".ts") && !file.startsWith("src/__tests__/");

/** The coder's own source: what every plugin carries is not up for review. */
const ownSource = (files: Files): [string, string][] =>
  Object.entries(files).filter(([file]) => isSource(file) && file !== "src/parameters.ts");
