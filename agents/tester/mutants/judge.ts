import type { Finding, Mutation } from "../../../shared/results.ts";
import type { MutantsReport } from "../tests/report.ts";
import type { Mutant } from "./mutants.ts";
import { SHARED_CODE } from "./owners.ts";

type Component = Mutation["components"][number];

interface Judged {
  mutation: Mutation;
  /** One line for people. */
  summary: string;
  findings: Finding[];
}

/** So many mutants in a row that nobody noticed are enough, where there was no time for all. */
const ENOUGH = 10;
/** Survivors that are named to whoever mends the tests; the rest stands in the report. */
const MOST_NOTES = 5;
const MOST_NAMED = 5;

/**
 * Counts what the tests noticed, by component. A component in which they noticed nothing at all is not tested; when time was
 * too short to know that, nothing is said.
 */
export function judgeMutants(mutants: Mutant[], { outcomes, durationMs }: MutantsReport): Judged {
  const components = new Map<string, Component>();
  for (const [id, outcome] of [...outcomes].sort(([one], [other]) => one - other)) {
    const mutant = mutants[id];
    if (!mutant) continue;
    const { component: name, file, line, what } = mutant;
    const its = components.get(name) ?? { name, killed: 0, tried: 0, survivors: [] };
    components.set(name, its);
    its.tried += 1;
    if (outcome === "killed") its.killed += 1;
    else {
      const why = outcome === "unreached" ? `${what} (no test gets there)` : what;
      its.survivors.push({ file, line, what: why });
    }
  }
  const all = [...components.values()];
  const sum = (key: "killed" | "tried"): number =>
    all.reduce((total, each) => total + each[key], 0);
  const mutation: Mutation = {
    killed: sum("killed"),
    tried: sum("tried"),
    total: mutants.length,
    durationMs,
    components: all,
  };
  const isUntested = ({ name, killed, tried }: Component): boolean =>
    name !== SHARED_CODE &&
    killed === 0 &&
    tried >= Math.min(ENOUGH, mutants.filter(({ component }) => component === name).length);
  const untested = all.filter(isUntested);
  const notes = all.filter((each) => !untested.includes(each)).flatMap((each) => each.survivors);
  return {
    mutation,
    summary: summaryOf(mutation),
    findings: [...untested.map(biteless), ...notes.slice(0, MOST_NOTES).map(note)],
  };
}

const summaryOf = ({ killed, tried, total }: Mutation): string =>
  tried === 0
    ? `none of ${total} mutants was tried in time`
    : `${killed} of ${tried} mutants killed${tried < total ? `, ${total} in all` : ""}`;

function biteless({ name, tried, survivors }: Component): Finding {
  const named = survivors
    .slice(0, MOST_NAMED)
    .map(({ file, line, what }) => `${file}:${line} ${what}`)
    .join("; ");
  const more = survivors.length > MOST_NAMED ? `; and ${survivors.length - MOST_NAMED} more` : "";
  return {
    from: "test",
    severity: "blocker",
    rule: "tests-do-not-bite",
    message: `No test notices when ${name} is broken. It was broken in ${tried} ways, one at a time, and all tests stayed green: ${named}${more}. Test what ${name} does: call it, and check answers and stored data.`,
  };
}

const note = ({ file, line, what }: Component["survivors"][number]): Finding => ({
  from: "test",
  severity: "note",
  rule: "surviving-mutant",
  message: `No test notices when ${what}.`,
  file,
  line,
});
