import { afterEach, expect, test } from "vitest";
import type { Begun } from "../agents/begun.ts";
import type { Files } from "../shared/files.ts";
import type { Job } from "../shared/job.ts";
import { Repository } from "../shared/repository.ts";
import type { Finding } from "../shared/results.ts";
import { lastingDataFolder } from "./support/data-folder.ts";
import { writeAll, writtenFiles, writtenPlan } from "./support/demonstrations/words.ts";
import { startMessagesServer, type MessagesServer } from "./support/messages-server.ts";
import type { Reply } from "./support/scenario.ts";
import { scriptedGates } from "./support/scripted-gates.ts";
import { scriptedConfig } from "./support/scripted-job.ts";
import { teamAtWork, type TeamAtWork } from "./support/started-team.ts";

// A released plugin of a language model, and its next version; the gates find what the test wants them to.
const code = writtenFiles("stuck", "code");
const tests = writtenFiles("stuck", "tests");
const OLD = "src/__tests__/split-bill-1.0.0.test.ts";
const NEW = "src/__tests__/split-bill.test.ts";
const WISH = "let people add a tip";

interface Plan {
  specification: { actions: { parameters: object[] }[]; version: string };
  criteria: { component: string; text: string }[];
}
const plan = (): Plan => JSON.parse(writtenPlan("stuck")) as Plan;
const tip = { name: "tip", type: "number", description: "Tip, zero or more", required: false };
/** The plan with a tip, under a number that no planner has to say. */
function tipped(required = false): Plan {
  const next = plan();
  next.specification.version = "7.7.7";
  next.specification.actions[0]?.parameters.push({ ...tip, required });
  next.criteria.unshift({ component: "splitBill", text: "A tip is part of what is split." });
  return next;
}

const renewed = { [NEW]: `${tests[NEW] ?? ""}\n// also of the tip\n` };
const withTip = { ...code, "src/tip.ts": "export const tip = 0;\n" };
const words = (files: Files, summary: string): Reply[] => [
  { tools: writeAll(files) },
  { text: summary },
];
const approve = { verdict: "approve", score: 95, summary: "Fine.", findings: [] };

interface World extends TeamAtWork {
  server: MessagesServer;
  first: Job;
  improve: () => Promise<Job>;
}

const open: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

function started(result: Begun): Job {
  if (result.kind !== "started") throw new Error(JSON.stringify(result));
  return result.job;
}

/** A plugin at 1.0.0, and what is said when it is improved. */
async function world(
  next: Plan,
  coder: Reply[],
  wrong: (files: Files) => Finding[] = () => [],
): Promise<World> {
  const server = await startMessagesServer({
    replies: {
      planner: [plan(), next, next].map((each) => ({ text: JSON.stringify(each) })),
      tester: [tests, renewed, renewed, renewed, renewed].flatMap((each) => words(each, "tests")),
      coder: [...words(code, "the plugin"), ...coder],
      reviewer: Array.from({ length: 4 }, () => ({ text: JSON.stringify(approve) })),
    },
  });
  const gates = scriptedGates(wrong);
  const atWork = teamAtWork(lastingDataFolder(), { config: scriptedConfig(server), gates });
  open.push(atWork.team, server);
  const first = await atWork.create(plan().specification);
  expect(first.status, first.finished?.reason).toBe("completed");
  const improve = async (): Promise<Job> => {
    const { team } = atWork;
    return team.finished(started(await team.lineage.improve("plugin-bill-splitter", WISH)).id);
  };
  return { ...atWork, server, first, improve };
}

const saidTo = ({ seen }: MessagesServer, role: string, since: number): string[] =>
  seen
    .slice(since)
    .filter((each) => each.role === role)
    .map(({ raw }) => raw.toString("utf8"));

test("planner and coder begin with what was released, and the version follows from what changes", async () => {
  const { server, improve, first, team } = await world(tipped(), words(withTip, "add a tip"));
  const asked = server.seen.length;
  const job = await improve();
  expect(job, job.finished?.reason).toMatchObject({
    status: "completed",
    finished: { plugin: { version: "1.1.0" } },
    oldTests: [OLD],
  });
  const [planning = ""] = saidTo(server, "planner", asked);
  expect(planning).toContain("Plan the next version of a plugin that is released");
  expect(planning).toContain(WISH);
  expect(planning).toContain("Number of people, 1 to 1000");
  const [coding = ""] = saidTo(server, "coder", asked);
  expect(coding).toContain("This plugin is released");
  expect(coding).toContain("file src/share.ts");
  expect(coding).not.toContain("findings, causes first");
  expect(saidTo(server, "tester", asked).join()).not.toContain("src/share.ts");
  // No recorded job was asked like that.
  expect(saidTo(server, "coder", 0)[0]).not.toContain("released");
  expect(saidTo(server, "planner", 0)[0]).not.toContain("next version");

  const [before = [], after = []] = [first.plan?.criteria, job.plan?.criteria];
  expect(after.map(({ id }) => id)).toEqual(["AC-3", ...before.map(({ id }) => id)]);
  const git = await Repository.open(team.config.dataDir, "@elizaos/plugin-bill-splitter");
  const kept = await git.readTree(job.tests?.tree ?? "");
  expect(kept[OLD]).toBe(tests[NEW]);
  expect(kept[NEW]).toContain("also of the tip");
});

test("where a parameter is required now, old tests of its action cannot stay, and that is said", async () => {
  const { improve } = await world(tipped(true), words(withTip, "add a tip"));
  const job = await improve();
  expect(job.finished).toMatchObject({ status: "completed", plugin: { version: "2.0.0" } });
  expect(job.oldTests).toEqual([]);
  expect(job.tests?.dropped?.map(({ file }) => file)).toContain(NEW);
});

test("a coder that changes nothing at first is told so, and the gates judge what it has", async () => {
  const coder = [
    ...words(code, "as it is"),
    ...words(code, "as it is"),
    ...words(withTip, "a tip"),
  ];
  const noTip: Finding = { from: "test", severity: "blocker", message: "There is no tip." };
  const { improve, server } = await world(tipped(), coder, (files) =>
    OLD in files && !("src/tip.ts" in files) ? [noTip] : [],
  );
  const asked = server.seen.length;
  const job = await improve();
  expect(job.finished, job.finished?.reason).toMatchObject({ status: "completed", iterations: 2 });
  expect(job.iterations[1]?.findings).toEqual([noTip]);
  expect(saidTo(server, "coder", asked)[2]).toContain("changed nothing that matters");
});

test("old tests cannot be written anew, whatever is wrong with the new ones", async () => {
  const accused: Finding = { from: "lint", severity: "blocker", message: "Unused.", file: NEW };
  let rounds = 0;
  const { improve, server } = await world(tipped(), words(withTip, "a tip"), (files) =>
    OLD in files && (rounds += 1) === 1 ? [accused] : [],
  );
  const asked = server.seen.length;
  const job = await improve();
  expect(job.decisions.map(({ step }) => step)).toEqual(["rewrite-tests", "release"]);
  expect(job.oldTests).toEqual([OLD]);
  expect(job.tests?.files.sort()).toEqual([OLD, NEW].sort());
  expect(saidTo(server, "tester", asked).join()).not.toContain(OLD);
});

test("an improvement that was cancelled is tried again as one", async () => {
  const { team, server, first } = await world(tipped(), words(withTip, "add a tip"));
  const cancelled = started(await team.lineage.improve(first.id, WISH));
  team.cancel(cancelled.id);
  await team.finished(cancelled.id);
  const again = started(await team.lineage.retry(cancelled.id));
  expect(again).toMatchObject({
    parent: { jobId: first.id, how: "improve", commit: first.commits.release },
    request: { description: WISH },
  });
  team.cancel(again.id);
  await team.finished(again.id);
  expect(server.seen.length).toBeGreaterThan(0);
});
