import { criteriaIn } from "../../shared/criteria.ts";
import type { Payload } from "../../shared/events.ts";
import { assertWritable, type Files } from "../../shared/files.ts";
import type { Job } from "../../shared/job.ts";
import { MOST_CHANGED, type Dispute, type TestVerdict } from "../../shared/loop/dispute.ts";
import { openFindings } from "../../shared/loop/open-findings.ts";
import type { Turn } from "../agent.ts";
import type { Answer, Input } from "../models/model.ts";
import { planOf } from "../plugin-files.ts";
import { isQuote } from "../quotes.ts";
import { isRunOf, testsIn, withTest, withoutTests, type TestCode } from "../test-code.ts";
import { judgePrompt } from "./prompts.ts";

type Judged = Omit<Payload<"tests:completed">, "iteration" | "character">;
type Proposed = Answer<"judge">["verdicts"][number];
type Disputed = Input<"judge">["tests"][number];

/**
 * Lets the tester judge tests that are held for wrong, by the specification alone. A test changes only for words of the
 * specification, only a part of all tests in a job, and never so that a criterion is left without one.
 */
export async function judgeTests(disputes: Dispute[], turn: Turn): Promise<Judged> {
  const { job, ask, character, repository } = turn;
  const { tests } = job;
  if (!tests) throw new Error(`Job ${job.id} has no tests to judge.`);
  const git = await repository();
  const before = await git.readTree(tests.tree);
  const { specification } = planOf(job);
  const disputed = disputedIn(before, disputes, job);
  const input = { specification, tests: disputed };
  const answer = await ask({
    purpose: "judge",
    input,
    prompt: () => judgePrompt(input, character),
  });
  const bench = new Bench(before, job);
  const verdicts = disputed.map((each) =>
    bench.settle(
      each,
      answer.verdicts.find(({ test }) => test === each.test),
    ),
  );
  assertWritable("tester", bench.files);
  const kept = verdicts.filter(({ verdict }) => verdict === "keep").length;
  const { dropped, untested, unproven } = tests;
  return {
    dropped,
    untested,
    unproven,
    tree: await git.writeTree(bench.files),
    files: Object.keys(bench.files),
    summary: `judge ${verdicts.length} disputed tests, keep ${kept}`,
    verdicts,
  };
}

/** The disputed tests with their source and how they failed. */
function disputedIn(files: Files, disputes: Dispute[], { iterations }: Job): Disputed[] {
  const red = openFindings(iterations.findLast(({ report }) => report) ?? {});
  return disputes.flatMap((dispute) => {
    const finding = red.find(({ test }) => test === dispute.test);
    const file = finding?.file ?? "";
    const code = testsIn(file, files[file] ?? "").find((each) => isRunOf(each, dispute.test));
    const failure = finding?.message ?? "";
    return code ? [{ ...dispute, file, source: code.source, failure }] : [];
  });
}

/** Tests while they are judged. */
class Bench {
  files: Files;
  readonly #job: Job;
  readonly #total: number;
  #changed: number;

  constructor(files: Files, job: Job) {
    this.files = files;
    this.#job = job;
    this.#total = this.#tests().length;
    this.#changed = job.verdicts.filter(({ verdict }) => verdict !== "keep").length;
  }

  /** Carries a verdict out, if it may be. */
  settle(disputed: Disputed, proposed: Proposed | undefined): TestVerdict {
    const { test, file } = disputed;
    const keep = (reason: string): TestVerdict => ({ test, verdict: "keep", quote: "", reason });
    if (!proposed) return keep("The tester said nothing of it.");
    const { verdict, quote, reason, source = "" } = proposed;
    if (verdict === "keep") return { ...keep(reason), quote };
    const obstacle = this.#obstacle(disputed, proposed);
    if (obstacle) return keep(`${obstacle} The tester had said: ${reason}`);
    const isIt = (each: TestCode): boolean => isRunOf(each, test);
    const content = this.files[file] ?? "";
    const changed =
      verdict === "fix" ? withTest(file, content, isIt, source) : withoutTests(file, content, isIt);
    const others = Object.entries(this.files).filter(([name]) => name !== file);
    this.files = {
      ...Object.fromEntries(others),
      ...(changed !== undefined && { [file]: changed }),
    };
    this.#changed += 1;
    return { test, verdict, quote, reason };
  }

  /** Why a verdict may not be carried out. */
  #obstacle(
    { test, file }: Disputed,
    { verdict, quote, source = "" }: Proposed,
  ): string | undefined {
    const { specification } = planOf(this.#job);
    if (this.#job.oldTests.includes(file))
      return "It is a test of an earlier release, which stays.";
    if (!isQuote(quote, specification))
      return "The words that were to prove it are not in the specification.";
    if (this.#changed + 1 > Math.max(1, Math.floor(this.#total * MOST_CHANGED))) {
      return "So many tests of this job changed already that no more may.";
    }
    const ids = criteriaIn(test);
    if (verdict === "fix") {
      const [only, second] = testsIn("fixed.test.ts", source);
      const named = only ? criteriaIn(only.path.join(" ")) : [];
      const isSame = named.length === ids.length && ids.every((id) => named.includes(id));
      return only && !second && isSame
        ? undefined
        : "What was to take its place is not one test of the same criteria.";
    }
    const others = this.#tests().filter((each) => !isRunOf(each, test));
    const shown = new Set(others.flatMap(({ path }) => criteriaIn(path.join(" "))));
    return ids.every((id) => shown.has(id)) ? undefined : "Without it no test shows its criterion.";
  }

  #tests(): TestCode[] {
    return Object.entries(this.files).flatMap(([file, content]) => testsIn(file, content));
  }
}
