import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SpecificationError } from "../shared/errors.ts";
import type { Job } from "../shared/job.ts";
import { findSpecification } from "../shared/find-json.ts";
import type { Begun } from "../agents/team.ts";
import { cases } from "./support/cases.ts";
import { sharedDataFolder } from "./support/data-folder.ts";
import { teamAtWork, type TeamAtWork } from "./support/started-team.ts";

const dataDir = fs.mkdtempSync(path.join(sharedDataFolder(), "requests-"));
let atWork: TeamAtWork;

beforeAll(() => {
  fs.symlinkSync(
    path.join(sharedDataFolder(), "toolchain"),
    path.join(dataDir, "toolchain"),
    "dir",
  );
  atWork = teamAtWork(dataDir);
});
afterAll(async () => {
  await atWork.team.close();
  fs.rmSync(dataDir, { recursive: true, force: true });
});

/** What chat does with a message: a specification when there is one in it, a description otherwise. */
const begin = (text: string): Promise<Begun> =>
  atWork.team.create(
    findSpecification(text) === undefined ? { description: text } : { specification: text },
  );

async function build(text: string): Promise<Job> {
  const begun = await begin(text);
  if (begun.kind !== "started") throw new Error(`No job began: ${JSON.stringify(begun)}`);
  return atWork.team.finished(begun.job.id);
}

const jobCount = (): number => atWork.team.jobs.all().length;

describe.concurrent(
  "requests in plain words become the plugin that was meant",
  { timeout: 600_000 },
  () => {
    test.each(cases.requests)("$id", async ({ text, expect: { mustHave } }) => {
      const { status, plan, finished } = await build(text);
      expect([status, finished?.reason]).toEqual(["completed", finished?.reason]);
      const found = Object.keys(mustHave).map((kind) => [
        kind,
        (plan?.specification[kind as keyof typeof mustHave].length ?? 0) > 0,
      ]);
      expect(Object.fromEntries(found)).toEqual(mustHave);
    });
  },
);

const hard = (outcome: string[]) =>
  cases.hard.filter((each) => outcome.includes(each.expect.outcome));

describe.concurrent("difficult requests that can be built are built", { timeout: 600_000 }, () => {
  test.each(hard(["plugin", "plugin_or_refuse", "plugin_or_clear_error"]))(
    "$id",
    async ({ text }) => {
      const { status, finished, plan } = await build(text);
      expect([status, finished?.reason]).toEqual(["completed", finished?.reason]);
      const folder = finished?.plugin?.directory ?? "";
      expect(path.basename(folder)).toMatch(/^[a-z0-9-]+$/);
      const { scripts } = JSON.parse(
        fs.readFileSync(path.join(folder, "package.json"), "utf8"),
      ) as {
        scripts: object;
      };
      expect(Object.keys(scripts)).toEqual(["build", "lint", "test"]);
      for (const { name } of plan?.specification.actions ?? [])
        expect(name).toMatch(/^[A-Za-z]\w*$/);
    },
  );
});

describe("requests that cannot be built begin no job", () => {
  test.each(hard(["ask", "refuse", "must_refuse"]))(
    "$id",
    async ({ text, expect: { outcome } }) => {
      const before = jobCount();
      const begun = await begin(text);
      expect(begun.kind).toBe(outcome === "ask" ? "ask" : "refuse");
      expect(jobCount()).toBe(before);
    },
  );

  test.each(hard(["clear_error", "clear_error_or_safe_plugin"]))(
    "$id",
    async ({ text, expect: { variants = [] } }) => {
      const texts = [
        text,
        ...variants.map((name) => JSON.stringify({ ...(JSON.parse(text) as object), name })),
      ];
      for (const each of texts) {
        await expect(begin(each), each).rejects.toThrow(SpecificationError);
      }
      expect(fs.readdirSync(dataDir)).not.toContain("OWNED");
    },
  );
});
