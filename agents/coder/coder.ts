import type { Payload } from "../../shared/events.ts";
import type { Files } from "../../shared/files.ts";
import type { Job } from "../../shared/job.ts";
import type { Dispute } from "../../shared/loop/dispute.ts";
import { passedTests } from "../../shared/loop/fitness.ts";
import { openFindings } from "../../shared/loop/open-findings.ts";
import type { Finding } from "../../shared/results.ts";
import type { Repository } from "../../shared/repository.ts";
import { defineAgent, type Turn } from "../agent.ts";
import { draftFor } from "../draft.ts";
import type { Answer, Input } from "../models/model.ts";
import { codeOf, planOf, releasedFor, storeFiles } from "../plugin-files.ts";
import { ledgerOf } from "./ledger.ts";
import { codePrompt } from "./prompts.ts";
import { isSameCode } from "./same-code.ts";

type CodeInput = Input<"code">;

/** Writes the plugin's source and README; mends what came back. */
export const coder = defineAgent({
  name: "coder",
  answers: {
    async "code:requested"({ iteration, findings, base, approach = "mend" }, turn) {
      const { job, hash, repository } = turn;
      const git = await repository();
      const input = await inputFor(job, findings, base, git);
      // Nothing was checked yet that a first answer could repeat.
      const isFirst = base === undefined;
      const manners: CodeInput["manner"][] =
        approach === "two-candidates"
          ? ["minimal", "thorough"]
          : [approach === "fresh-start" ? "other" : undefined];
      const written: Stored[] = [];
      // One after the other: a recording finds answers by their order.
      for (const manner of manners) {
        written.push(await write({ ...input, manner }, turn, git, isFirst));
      }
      const fresh = written.filter(({ idle }) => idle === undefined);
      const [first = written[0], ...others] = fresh;
      if (!first) throw new Error(`Nobody was asked for the code of iteration ${iteration}.`);
      return { iteration, ...first, others, character: hash };
    },
  },
});

type Stored = Pick<Payload<"code:completed">, "tree" | "summary" | "files" | "idle" | "disputes">;

async function inputFor(
  job: Job,
  findings: CodeInput["findings"],
  base: number | undefined,
  git: Repository,
): Promise<CodeInput> {
  const { specification, criteria, language } = planOf(job);
  const before = job.iterations.filter(({ number }) => base !== undefined && number < base);
  const from = job.iterations.find(({ number }) => number === base);
  const released = base === undefined ? await releasedFor(job, git) : undefined;
  return {
    specification,
    criteria,
    language,
    findings,
    history: before.map(openFindings),
    passedBefore: [...new Set(before.flatMap((each) => [...passedTests(each)]))],
    ledger: await ledgerOf(job, git),
    files: released?.code ?? (await codeOf(from, git)),
    ...(released && { wish: job.request.description }),
  };
}

/** One answer, which has to be a new version; where it is none the coder is told so, once. */
async function write(
  input: CodeInput,
  turn: Turn,
  git: Repository,
  isFirst: boolean,
): Promise<Stored> {
  const first = await askFor(input, turn);
  const isIdle = idleReason(input.files, first) !== undefined && !first.disputes?.length;
  const answer = isIdle ? await askFor({ ...input, unchanged: true }, turn) : first;
  const stored = await storeFiles("coder", answer, git);
  return {
    ...stored,
    idle: isFirst
      ? undefined
      : (idleReason(input.files, answer) ?? repeated(turn.job, stored.tree)),
    disputes: disputesOf(answer, input.findings),
  };
}

function askFor(input: CodeInput, turn: Turn): Promise<Answer<"code">> {
  const { ask, character } = turn;
  return ask({
    purpose: "code",
    input,
    prompt: (options) => codePrompt(input, character, options),
    draft: draftFor("coder", input.files, turn),
    harder: input.manner !== undefined,
  });
}

/** Disputes of tests that are red, under the names that results have for them. */
function disputesOf({ disputes = [] }: Answer<"code">, findings: Finding[]): Dispute[] {
  const red = findings.flatMap(({ test }) => (test ? [test] : []));
  return disputes.flatMap((dispute) => {
    const test =
      red.find((name) => name === dispute.test) ?? red.find((name) => name.includes(dispute.test));
    return test ? [{ ...dispute, test }] : [];
  });
}

/** Why an answer is no new version of the files that were to be mended. */
function idleReason(before: Files, { files }: Answer<"code">): string | undefined {
  if (Object.keys(before).length === 0) return undefined;
  const after = Object.fromEntries(files.map(({ path, content }) => [path, content]));
  return isSameCode(before, after) ? "The coder changed nothing that matters." : undefined;
}

/** The gates said already what they say of a version that was there before. */
function repeated({ iterations, tests }: Job, tree: string): string | undefined {
  const same = iterations.find(
    (each) => each.report && each.code?.tree === tree && each.testsTree === tests?.tree,
  );
  return same && `The coder wrote iteration ${same.number} again.`;
}
