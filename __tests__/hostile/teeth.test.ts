import fs from "node:fs";
import { describe, expect, test } from "vitest";
import { hostileCases } from "./cases/index.ts";
import type { HostileCase, Teeth } from "./hostile-case.ts";
import { inTurns } from "./in-turns.ts";
import type { Observation } from "./outside.ts";
import { runUnboxed } from "./unboxed.ts";

// Without a box, every case shows that it is real: otherwise nothing is proven by the box that holds it.

type WithTeeth = HostileCase & { teeth: Extract<Teeth, { tool: string }> };

/** Whether this machine lets a process read the memory of another one of the same user. */
const readsMemory = ((): boolean => {
  if (process.getuid?.() === 0) return true;
  const scope = "/proc/sys/kernel/yama/ptrace_scope";
  return !fs.existsSync(scope) || fs.readFileSync(scope, "utf8").trim() === "0";
})();

const cases = hostileCases.filter(
  (each): each is WithTeeth =>
    "tool" in each.teeth && (each.teeth.needs === undefined || readsMemory),
);

/** Vitest takes long to start, so that cases of one group run together; other tools run for each case. */
const keyOf = ({ name, group, teeth }: WithTeeth): string =>
  teeth.tool === "vitest" ? `group ${group}` : `case ${name}`;

const together = new Map<string, WithTeeth[]>();
for (const each of cases) {
  together.set(keyOf(each), [...(together.get(keyOf(each)) ?? []), each]);
}
const runs = inTurns(
  3,
  [...together].map(([key, members]) => {
    return [key, () => runUnboxed(members[0]?.teeth.tool ?? "vitest", members)] as const;
  }),
);

describe.each([...together.keys()])("%s", (key) => {
  test.each((together.get(key) ?? []).map((each) => [each.name, each.about, each] as const))(
    "%s escapes without a box (%s)",
    async (_name, _about, each) => {
      const observations = (await runs.get(key)) ?? [];
      expect(signsOf(each, observations)).toContain(each.teeth.shows);
    },
  );
});

/** What was seen of one case; where several could have caused it, what carries its name. */
function signsOf(each: WithTeeth, observations: Observation[]): string[] {
  const rivals = (together.get(keyOf(each)) ?? []).filter(
    ({ teeth }) => teeth.shows === each.teeth.shows,
  );
  return observations
    .filter(({ detail }) => rivals.length === 1 || isNamed(each, detail, rivals))
    .map(({ sign }) => sign);
}

/** Whether a text names the case, and none whose name goes on where its name ends. */
const isNamed = ({ name }: HostileCase, text: string, rivals: HostileCase[]): boolean =>
  text.includes(name) &&
  !rivals.some((each) => each.name.length > name.length && text.includes(each.name));
