import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import type { JobEvent } from "../../shared/events.ts";
import { Repository } from "../../shared/repository.ts";
import { cheapGates } from "../support/cheap-gates.mjs";
import { preparedDataFolder } from "../support/data-folder.ts";
import { SILENCE, startMessagesServer } from "../support/messages-server.ts";
import { scriptedConfig } from "../support/scripted-job.ts";
import { greeter } from "../support/specifications.ts";
import { teamAtWork } from "../support/started-team.ts";

const offline = { sandbox: "none", model: "offline" } as const;

const nameOf = (event: JobEvent): string =>
  "kind" in event ? `${event.type} ${event.kind}` : event.type;

test("a job that is paused and continued at every step does every step once", async () => {
  const dataDir = preparedDataFolder();
  const { team, begin } = teamAtWork(dataDir, { config: offline, gates: cheapGates });
  const paused = new Set<string>();
  team.bus.subscribe("*", (event) => {
    const name = nameOf(event);
    if (!event.type.endsWith(":requested") || paused.has(name)) return;
    paused.add(name);
    // In the middle of it, and on before it can have come to its end.
    setTimeout(() => {
      const { inFlight } = team.jobs.get(event.jobId);
      if (!inFlight.includes(event.type as never)) return;
      expect(team.pause(event.jobId)).toBe(true);
      expect(team.jobs.get(event.jobId)).toMatchObject({ status: "waiting", inFlight: [] });
      expect(team.continue(event.jobId)).toBe(true);
    }, 5);
  });
  const { id } = await begin(greeter);
  const job = await team.finished(id);
  expect(job.finished).toMatchObject({ status: "completed", iterations: 1 });
  const names = team.jobs.events(id).map(nameOf);
  const answers = names.filter((name) => name.includes(":completed") && !name.startsWith("gate"));
  expect(answers.length).toBe(new Set(answers).size);
  expect(names.filter((name) => name === "job:waiting pause").length).toBeGreaterThanOrEqual(5);
  const story = await (await Repository.open(dataDir, greeter.name)).story("main");
  expect(story.split("\n").map((line) => line.split(/\s+/)[1])).toEqual(["planner", "tester", "coder"]); // prettier-ignore
  await team.close();
});

test("what is at work is stopped, says nothing any more, and gives its place to the next job", async () => {
  let stopped = 0;
  const { team, begin, event } = teamAtWork(preparedDataFolder(), {
    config: { ...offline, maxConcurrentJobs: 1 },
    gates: ({ signal, onGate }) =>
      new Promise((_resolve, reject) => {
        onGate?.started("build");
        signal.addEventListener("abort", () => {
          stopped += 1;
          setTimeout(() => {
            onGate?.started("lint"); // a late word
            reject(new Error("The gates were torn down."));
          }, 50);
        });
      }),
  });
  const { id } = await begin(greeter);
  const next = await begin(greeter);
  await event(id, "gate:started");
  expect(team.pause(id)).toBe(true);
  expect(stopped).toBe(1);
  expect(team.pause(id)).toBe(false); // it stands still already
  expect(team.jobs.get(next.id).status).toBe("running");
  await sleep(300);
  expect(team.jobs.events(id).at(-1)).toMatchObject({ type: "job:waiting", kind: "pause" });
  const { status, waiting } = team.jobs.get(id);
  expect([status, waiting?.reason]).toEqual(["waiting", `The job is paused. "go on" or plugin-dynamic continue ${id} lets it go on where it stood; plugin-dynamic cancel ${id} ends it.`]); // prettier-ignore
  expect(team.pause(next.id)).toBe(true);
  expect(team.continue(id)).toBe(true);
  await event(id, "gate:started");
  expect(team.cancel(id)).toBe(true);
  expect(team.pause(id)).toBe(false);
  await team.close();
});

test("a job in line can be paused, and a paused one stays so after a restart", async () => {
  const dataDir = preparedDataFolder();
  const config = { ...offline, maxConcurrentJobs: 1 };
  const first = teamAtWork(dataDir, { config, gates: cheapGates });
  const [one, two] = [await first.begin(greeter), await first.begin(greeter)];
  expect(first.team.pause(two.id)).toBe(true);
  expect(first.team.queue.placeOf(two.id)).toBeUndefined();
  expect(first.team.pause(one.id)).toBe(true);
  await first.team.close();
  const { team } = teamAtWork(dataDir, { config, gates: cheapGates });
  team.resume();
  expect([one, two].map(({ id }) => team.jobs.get(id).status)).toEqual(["waiting", "waiting"]);
  expect(team.continue(two.id)).toBe(true);
  expect(await team.finished(two.id)).toMatchObject({ status: "completed" });
  expect(team.jobs.get(one.id).status).toBe("waiting");
  await team.close();
});

test("an agent that takes longer than a phase may is named, and its job ends", async () => {
  const start = { text: JSON.stringify({ kind: "start", text: "I begin." }) };
  const server = await startMessagesServer();
  server.push(start, SILENCE);
  const { team, begin } = teamAtWork(preparedDataFolder(), {
    config: { ...scriptedConfig(server), phaseTimeoutMs: 400 },
  });
  const { id } = await begin("a plugin that flips a coin");
  const job = await team.finished(id);
  expect(job.finished).toMatchObject({
    status: "failed",
    reason:
      "The planner did not plan the plugin within 0.4 s, the limit of one phase. PLUGIN_PHASE_TIMEOUT_MS sets another one.",
  });
  await team.close();
  await server.close();
});
