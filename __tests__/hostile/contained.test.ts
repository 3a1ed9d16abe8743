import { afterAll, describe, expect, test } from "vitest";
import { hostileCases } from "./cases/index.ts";
import { canActAsOrdinaryUser, Checker, type CheckedCases, type Who } from "./checked.ts";
import type { HostileCase } from "./hostile-case.ts";
import { inTurns } from "./in-turns.ts";

// Every hostile plugin goes through `plugin-dynamic check`, and is judged by what it did outside of its box.

const LEVEL = process.env.HOSTILE_LEVEL;
const AT_ONCE = 3;

/** The first shows that a plugin passes whose only fault is what lies around it. */
const groups = new Map<string, HostileCase[]>([["harmless", []]]);
for (const each of hostileCases) groups.set(each.group, [...(groups.get(each.group) ?? []), each]);

interface Checking {
  who: Who;
  group: string;
}
const keyOf = ({ who, group }: Checking): string => `${who}: ${group}`;

// In the order of the tests, so that none of them waits for long.
const checkings: Checking[] = [
  ...[...groups.keys()].map((group) => ({ who: "me" as const, group })),
  ...(canActAsOrdinaryUser() ? ["harmless", "probes"] : []).map((group) => ({
    who: "ordinary user" as const,
    group,
  })),
];

const checkers = new Map<Who, Promise<Checker>>();
function checkerOf(who: Who): Promise<Checker> {
  const checker = checkers.get(who) ?? Checker.prepare(who, LEVEL);
  checkers.set(who, checker);
  return checker;
}
afterAll(async () => {
  for (const checker of checkers.values()) (await checker).close();
});

const checks = inTurns(
  AT_ONCE,
  checkings.map((checking) => {
    const check = async (): Promise<CheckedCases> => {
      const checker = await checkerOf(checking.who);
      return checker.check(groups.get(checking.group) ?? []);
    };
    return [keyOf(checking), check] as const;
  }),
);

const isLeftOpen = ({ openAtProcess = false }: HostileCase): boolean => openAtProcess;

function expectContained(each: HostileCase, checked: CheckedCases): void {
  const { verdict, findings, observations, sandbox, said } = checked;
  const isOpen = sandbox?.level === "process" && groups.get(each.group)?.some(isLeftOpen);
  expect(
    observations.filter(({ sign }) => !(isOpen && sign === "connection")),
    said,
  ).toEqual([]);
  if (isOpen) expect(sandbox.missing).toContain("network");
  expect(verdict, said).toBe(each.expect.verdict);
  for (const finding of each.expect.findings) {
    expect(findings).toEqual(expect.arrayContaining([expect.stringMatching(finding)]));
  }
}

describe.each(checkings.map((each) => [keyOf(each), each.group] as const))("%s", (key, group) => {
  const cases = groups.get(group) ?? [];
  test.each(cases.map((each) => [each.name, each.about, each] as const))(
    "%s is contained (%s)",
    async (_name, _about, each) => {
      const checked = await checks.get(key);
      if (checked) expectContained(each, checked);
    },
  );

  test("the check says at which level it ran", async () => {
    const checked = await checks.get(key);
    if (checked?.verdict === "refused") return;
    expect(checked?.sandbox?.level).toBe(LEVEL ?? "os");
  });
});
