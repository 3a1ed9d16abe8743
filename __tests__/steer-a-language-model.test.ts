import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { AgentName } from "../shared/events.ts";
import { fixture } from "./support/cases.ts";
import { lastingDataFolder } from "./support/data-folder.ts";
import { writtenPlan } from "./support/demonstrations/words.ts";
import { startMessagesServer, SILENCE, type MessagesServer } from "./support/messages-server.ts";
import { scriptedConfig } from "./support/scripted-job.ts";
import { teamAtWork, type TeamAtWork } from "./support/started-team.ts";

const EDIT = "also show the humidity";
const HINT = "use fetch, not axios";
const TEST_HINT = "tests should try names with umlauts";

let server: MessagesServer;
let atWork: TeamAtWork;
let id = "";

const askedOf = (role: AgentName): string[] =>
  server.seen
    .filter((each) => each.role === role)
    .map(({ body }) => JSON.stringify(body.messages[0]?.content));

const planned = (calls: number): Promise<void> =>
  vi.waitFor(
    () => {
      expect(askedOf("planner")).toHaveLength(calls);
      expect(atWork.team.jobs.get(id).waiting?.kind).toBe("approval");
    },
    { timeout: 60_000, interval: 20 },
  );

beforeAll(async () => {
  const plan = { text: writtenPlan("weather") };
  server = await startMessagesServer({
    replies: {
      planner: [plan, plan, { text: '{"kind":"missing","missing":["There is no such thing."]}' }],
    },
  });
  atWork = teamAtWork(lastingDataFolder(), {
    config: { ...scriptedConfig(server), approval: "ask" },
  });
  ({ id } = await atWork.begin(fixture("weather")));
});

afterAll(async () => {
  await atWork.team.close();
  await server.close();
});

test("the planner is told of the plan before and of every edit, and nothing of that at first", async () => {
  const { team } = atWork;
  await planned(1);
  expect(team.edit(id, EDIT)).toBe(true);
  await planned(2);
  const [first = "", second = ""] = askedOf("planner");
  expect(first).not.toContain("earlier plan");
  expect(second.startsWith(first.slice(0, -2))).toBe(true);
  expect(second).toMatch(/<data \w+ earlier plan>/);
  expect(second).toContain(`1. ${EDIT}`);
  expect(team.jobs.get(id).plan?.unchanged).toBeUndefined();
});

test("an edit that the model cannot plan leaves the plan, and the next one does not try it again", async () => {
  const { team } = atWork;
  const before = team.jobs.get(id).plan?.specification;
  expect(team.edit(id, "make it sing")).toBe(true);
  await planned(3);
  const { edits, plan } = team.jobs.get(id);
  expect([edits, plan?.specification]).toEqual([[EDIT], before]);
  expect(plan?.unchanged).toContain("There is no such thing.");
});

test("a hint is in what its agent reads at the next turn, and in nobody else's", async () => {
  const { team } = atWork;
  expect(team.hint(id, HINT)).toEqual(["coder"]);
  expect(team.hint(id, TEST_HINT)).toEqual(["tester"]);
  server.push(SILENCE, SILENCE);
  team.continue(id);
  await vi.waitFor(
    () => {
      expect(askedOf("coder")).toHaveLength(1);
      expect(askedOf("tester")).toHaveLength(1);
    },
    { timeout: 60_000, interval: 20 },
  );
  const [[code = ""], [tests = ""]] = [askedOf("coder"), askedOf("tester")];
  expect(code).toContain(`hints, oldest first>\\n- ${HINT}`);
  expect(code).not.toContain(TEST_HINT);
  expect(tests).toContain(`- ${TEST_HINT}`);
  expect(tests).not.toContain(HINT);
  for (const asked of askedOf("planner")) expect(asked).not.toContain("hints");
  team.cancel(id);
});
