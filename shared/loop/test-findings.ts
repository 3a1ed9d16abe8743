import { isTest } from "../files.ts";
import type { Iteration } from "../job.ts";
import type { Finding } from "../results.ts";
import { openFindings } from "./open-findings.ts";

const BITELESS = "tests-do-not-bite";
/** What says of tests that they show nothing. */
const OF_TESTS = new Set(["proves-nothing", BITELESS]);

/** A test that does not compile, breaks a rule or shows nothing is the tester's to mend; one that fails accuses the code. */
export const accusesTests = ({ from, file, rule = "" }: Finding): boolean =>
  OF_TESTS.has(rule) || (from !== "test" && file !== undefined && isTest(file));

/** What the tester has to mend, without what it would show of the code: who writes the tests never sees it. */
export const testFindings = (iteration: Iteration): Finding[] =>
  openFindings(iteration).filter(accusesTests).map(blinded);

function blinded(finding: Finding): Finding {
  if (finding.rule !== BITELESS) return finding;
  const [what = ""] = finding.message.split(" It was broken");
  return { ...finding, message: `${what} Call it, and check answers and stored data.` };
}
