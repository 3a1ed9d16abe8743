import type { Finding } from "../../shared/results.ts";
import { isSensitiveName } from "../../shared/secrets.ts";
import type { PluginSpecification } from "../../shared/specification.ts";
import type { CodeFact, CodeFacts, FactKind } from "./code-facts.ts";
import { declaredBy, type Declared } from "./declared.ts";
import { capabilities, rules, type Rule } from "./rules.ts";

type From = Finding["from"];

/** What the code does that no plugin may do, or that its specification does not say. */
export function undeclared(
  facts: CodeFacts,
  specification: PluginSpecification,
  from: From = "lint",
): Finding[] {
  const declared = declaredBy(specification);
  if (facts.some(({ kind, detail }) => kind === "host" && declared.meansHost(detail))) {
    declared.capabilities.add("network");
  }
  const findings = facts.flatMap((fact): Finding[] => {
    const rule = rules[fact.kind];
    if (!rule || isAllowed(fact, rule, declared)) return [];
    if (rule.allowedBy === "variable" && isHarmless(fact.detail)) {
      return [found(fact, "note", `${rule.says(fact.detail)} It should.`, from)];
    }
    return [found(fact, rule.severity, rule.says(fact.detail), from)];
  });
  return unique(findings);
}

/** The same for a plugin without a specification: what nothing can allow, and what it can do, as notes. */
export function unspecified(facts: CodeFacts, from: From = "lint"): Finding[] {
  return unique(
    facts.flatMap((fact): Finding[] => {
      const can = capabilities[fact.kind];
      const rule = rules[fact.kind];
      if (can) return [found(fact, "note", `It ${can}: ${fact.detail}.`, from)];
      return rule && !rule.allowedBy
        ? [found(fact, rule.severity, rule.says(fact.detail), from)]
        : [];
    }),
  );
}

function isAllowed({ detail }: CodeFact, { allowedBy }: Rule, declared: Declared): boolean {
  switch (allowedBy) {
    case undefined:
      return false;
    case "variable":
      return declared.variables.has(detail);
    case "host":
      return declared.allowsHost(detail);
    case "package":
      return detail.startsWith("node:") || declared.packages.has(detail);
    default:
      return declared.capabilities.has(allowedBy);
  }
}

/** Says where something is, or how it is shown: nobody loses anything when it is read. */
const HARMLESS =
  /(?:^|_)(?:URL|ENDPOINT|TIMEZONE|LOCALE|LANGUAGE|UNITS?|CURRENCY|TIMEOUT|INTERVAL|LIMIT|SIZE|MAX|MIN|TTL|MODEL)(?:_(?:MS|SECONDS|MINUTES|HOURS|DAYS))?$/;

const isHarmless = (name: string): boolean => HARMLESS.test(name) && !isSensitiveName(name);

const found = (
  { kind, file, line }: CodeFact,
  severity: Finding["severity"],
  message: string,
  from: From,
): Finding => ({ from, severity, message, file, line, rule: RULE_NAMES[kind] ?? kind });

/** Names by which findings are known elsewhere. */
const RULE_NAMES: Partial<Record<FactKind, string>> = {
  environment: "undeclared-variable",
  setting: "undeclared-variable",
  network: "undeclared-network",
  host: "undeclared-host",
  "mentioned-host": "undeclared-host",
  "file-read": "undeclared-files",
  "file-write": "undeclared-files",
  machine: "undeclared-machine",
  import: "undeclared-package",
};

/** A variable that is read in two ways is one finding. */
const unique = (findings: Finding[]): Finding[] => [
  ...new Map(
    findings.map((each) => [[each.message, each.file, each.line].join("\n"), each]),
  ).values(),
];
