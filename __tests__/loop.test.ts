import fs from "node:fs";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { formatTable } from "./support/loop/table.ts";
import { play, rememberingGates, type Played } from "./support/loop/play.ts";
import { scenarios } from "./support/loop/scenarios.ts";
import { preparedDataFolder, sharedDataFolder } from "./support/data-folder.ts";

// How the loop ends with coders that have a known fault; printed as a table by: npm run bench:loop
const room = fs.mkdtempSync(path.join(sharedDataFolder(), "loop-"));
const gates = rememberingGates(room);
const played = new Map<string, Played>();

afterAll(() => {
  fs.rmSync(room, { recursive: true, force: true });
  if (process.env.LOOP_TABLE) console.log(formatTable(played));
});

test.each(scenarios)("a coder that $name", async (scenario) => {
  const { ends } = scenario;
  const result = await play(scenario, preparedDataFolder(), gates);
  played.set(scenario.name, result);
  const { job, told, tokens } = result;
  expect(job.finished, job.finished?.reason).toMatchObject({
    status: ends.status,
    iterations: ends.iterations,
    best: ends.best,
    ...(ends.ending && { ending: ends.ending }),
  });
  if (ends.because) {
    const reasons = job.decisions.map(({ reason }) => reason).join("\n");
    expect(reasons).toContain(ends.because);
  }
  expect(new Set(told).size).toBe(told.length);
  expect(Math.max(0, ...tokens)).toBeLessThanOrEqual(1500);
});
