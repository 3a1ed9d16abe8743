import path from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Plugin } from "vite";
import { BaseSequencer, type TestModule, type TestSpecification } from "vitest/node";
import { z } from "zod";
import { mutantTest, soberTest } from "./mutant-tests.ts";
import { openVitest } from "./open.ts";
import { withSources } from "./own-sources-only.ts";
import type { MutantOutcome, MutantsOrder, MutantsReport } from "./report.ts";

/** A test is given so many times what it took before anything was broken. */
const PATIENCE = 5;
const LEAST_TIMEOUT_MS = 3_000;
/** So many mutants are tried between two looks at the plugin as it is. */
const SOBER_EVERY = 40;

/**
 * Tries mutants one by one, in workers that stay: for each one a test file of ours chooses the mutant, loads the plugin
 * afresh and with it the plugin's own tests, up to the first that fails. The plugin as it is runs first, to tell which
 * mutants are reached by which file, and again and again: where its tests are not green in a worker that stays, every mutant
 * gets a worker of its own.
 *
 * What it proves: a mutant that survives is a change which no test notices. What it does not prove: that tests which kill
 * mutants are good. Generated code shares a process with the switch, and tests that fail on purpose when it is set look
 * sharp. So mutants only ever make a verdict worse, and nothing that is red becomes green by them.
 */
export async function tryMutants(order: MutantsOrder): Promise<MutantsReport> {
  const started = performance.now();
  const left = (): number => order.timeoutMs - (performance.now() - started);
  const shared = await round(order, left(), false);
  const alone = shared ?? (await round(order, left(), true));
  const outcomes = [...(alone ?? [])];
  return { outcomes, durationMs: Math.round(performance.now() - started) };
}

type Outcomes = Map<number, MutantOutcome>;

/** One pass over the mutants; `undefined` when the tests of the plugin as it is were not green in it. */
async function round(
  order: MutantsOrder,
  timeoutMs: number,
  isolate: boolean,
): Promise<Outcomes | undefined> {
  const { ids, sources, slowestMs } = order;
  const { root } = order.room;
  const files = order.files.map((file) => path.join(root, file));
  const outcomes: Outcomes = new Map();
  const testTimeout = Math.max(LEAST_TIMEOUT_MS, Math.round(PATIENCE * slowestMs));
  const drunk = new AbortController();
  let isSober = true;
  let reached: Record<string, number[]> | undefined;

  // In a worker that stays, the second time has to be like the first.
  const again = isolate ? files : [...files, ...files];

  /** The files whose tests may notice a mutant, as far as that is known by now. */
  const filesFor = (id: number): string[] =>
    reached ? files.filter((file) => reached?.[file]?.includes(id)) : files;
  const entries = new Map<string, number | undefined>([
    [path.join(root, "sober.test.ts"), undefined],
  ]);
  ids.forEach((id, index) => {
    entries.set(path.join(root, `mutant-${id}.test.ts`), id);
    if ((index + 1) % SOBER_EVERY === 0 || index + 1 === ids.length)
      entries.set(path.join(root, `sober-${index + 1}.test.ts`), undefined);
  });
  const onTestModuleEnd = (module: TestModule): void => {
    const id = entries.get(module.moduleId);
    const state = module.state();
    if (id === undefined) {
      isSober &&= state === "passed";
      if (!isSober) drunk.abort();
      reached ??= ReachedMeta.safeParse([...module.children.allTests()].at(-1)?.meta()).data
        ?.reached;
    } else if (state === "failed") outcomes.set(id, "killed");
    else if (state === "passed")
      outcomes.set(id, filesFor(id).length > 0 ? "survived" : "unreached");
  };
  const testFiles: Plugin = {
    name: "plugin-dynamic:mutant-tests",
    enforce: "pre",
    // Vite asks for a file by its path from the root, too.
    resolveId: (id) => [id, path.join(root, id)].find((each) => entries.has(each)),
    load(file) {
      if (!entries.has(file)) return null;
      const id = entries.get(file);
      const code = id === undefined ? soberTest(again) : mutantTest(id, filesFor(id), testTimeout);
      return { code, map: null };
    },
  };
  const vitest = await openVitest(order, [testFiles, withSources(root, sources)], {
    isolate,
    reporters: [{ onTestModuleEnd }],
    sequence: { sequencer: InGivenOrder },
  });
  const project = vitest.getRootProject();
  const specifications = [...entries.keys()].map((file) => project.createSpecification(file));
  const isOver = new AbortController();
  await Promise.race([
    vitest.runTestSpecifications(specifications),
    setTimeout(timeoutMs, undefined, {
      signal: AbortSignal.any([drunk.signal, isOver.signal]),
    }).catch(() => undefined),
  ]);
  isOver.abort();
  // What is still running is ended now, and would look as if it had failed.
  const found = isSober ? new Map(outcomes) : undefined;
  await vitest.close();
  return found;
}

/** What the sober test leaves for us. To leave out what is reached only makes survivors of it. */
const ReachedMeta = z.object({ reached: z.record(z.string(), z.array(z.number())) });

class InGivenOrder extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return Promise.resolve(files);
  }
}
