import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";
import type { Team } from "../agents/team.ts";
import { WorkspaceError } from "../shared/errors.ts";
import { Jobs } from "../shared/jobs.ts";
import { Journal, readJournal } from "../shared/journal.ts";
import { cheapGates } from "./support/cheap-gates.mjs";
import { preparedDataFolder } from "./support/data-folder.ts";
import { created, eventOf, planned } from "./support/job-story.ts";
import { greeter } from "./support/specifications.ts";
import { teamAtWork } from "./support/started-team.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const open: Team[] = [];
afterEach(async () => {
  for (const team of open.splice(0)) await team.close();
  vi.useRealTimers();
});

function teamOn(dataDir: string) {
  const atWork = teamAtWork(dataDir, {
    config: { sandbox: "none", model: "offline", maxConcurrentJobs: 1 },
    gates: cheapGates,
  });
  open.push(atWork.team);
  return atWork;
}

/** Leaves two jobs in a data folder as a process leaves them that ended while the first one was at work. */
async function twoLeft(): Promise<{ dataDir: string; first: string; second: string }> {
  const dataDir = preparedDataFolder();
  const { team, begin, event } = teamOn(dataDir);
  const first = await begin({ ...greeter, name: "@elizaos/plugin-first" });
  const second = await begin({ ...greeter, name: "@elizaos/plugin-second" });
  await event(first.id, "tests:completed");
  await team.close();
  open.splice(0);
  return { dataDir, first: first.id, second: second.id };
}

const mount = (...args: string[]): void => void execFileSync("mount", args);

/** Whether this process may mount; only root may, and not in every box. */
const canMount = ((): boolean => {
  const folder = fs.mkdtempSync(path.join(fs.realpathSync("/tmp"), "plugin-dynamic-mount-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "tmpfs", folder], { stdio: "ignore" });
    execFileSync("umount", [folder]);
    return true;
  } catch {
    return false; // then there is no disk that could be full
  } finally {
    fs.rmdirSync(folder);
  }
})();

/** Puts a folder on a small disk of its own. */
function ontoSmallDisk(folder: string, kilobytes: number): void {
  const aside = `${folder}.aside`;
  fs.renameSync(folder, aside);
  fs.mkdirSync(folder);
  mount("-t", "tmpfs", "-o", `size=${kilobytes}k`, "tmpfs", folder);
  onTestFinished(() => void execFileSync("umount", ["--lazy", folder]));
  fs.cpSync(aside, folder, { recursive: true });
  fs.rmSync(aside, { recursive: true });
}

function fill(folder: string): string {
  const ballast = path.join(folder, "ballast");
  const descriptor = fs.openSync(ballast, "w");
  try {
    for (;;) fs.writeSync(descriptor, Buffer.alloc(1024));
  } catch {
    fs.closeSync(descriptor); // it is full now
  }
  return ballast;
}

describe.skipIf(!canMount)("a disk", () => {
  test("that is full stops the job that lies on it by name, and no other", async () => {
    const { dataDir, first, second } = await twoLeft();
    const folder = path.join(dataDir, "jobs", first);
    ontoSmallDisk(folder, 256);
    fill(folder);
    const before = readJournal(folder);
    const { team } = teamOn(dataDir);
    team.resume();
    // Which file the disk has no room for any more depends on what the journal's last page has left.
    const end = await team.finished(first).then(({ finished }) => finished?.reason, String);
    expect(end).toContain("ENOSPC");
    expect(end).not.toContain("Unexpected trouble");
    expect(await team.finished(second)).toMatchObject({ status: "completed" });
    expect(readJournal(folder).slice(0, before.length)).toEqual(before);
    await team.close();
    open.splice(0);
  });

  test("that cannot be written stops the job that lies on it by name, until it can be", async () => {
    const { dataDir, first, second } = await twoLeft();
    const folder = path.join(dataDir, "jobs", first);
    ontoSmallDisk(folder, 8192);
    mount("-o", "remount,ro", folder);
    const before = readJournal(folder);
    const { team } = teamOn(dataDir);
    team.resume();
    await expect(team.finished(first)).rejects.toThrow(WorkspaceError);
    await expect(team.finished(first)).rejects.toThrow(new RegExp(`journal .*${first}.* cannot be written .*EROFS.*Free some disk space or make the folder writable`)); // prettier-ignore
    expect(await team.finished(second)).toMatchObject({ status: "completed" });
    expect(readJournal(folder)).toEqual(before);
    await team.close();
    open.splice(0);

    mount("-o", "remount,rw", folder);
    const again = teamOn(dataDir);
    again.team.resume();
    expect(await again.team.finished(first)).toMatchObject({ status: "completed" });
    expect(readJournal(folder).slice(0, before.length)).toEqual(before);
    await again.team.close();
    open.splice(0);
  });

  test("that gets full within a line keeps every line that was acknowledged, and no half one", () => {
    const folder = path.join(temporaryFolder(), "abc123");
    fs.mkdirSync(folder);
    ontoSmallDisk(folder, 64);
    const journal = new Journal(folder);
    const acknowledged = [created(), planned()];
    for (const event of acknowledged) journal.append(event);
    const ballast = fill(folder);
    const refused = (): string => {
      for (let count = 0; count < 1000; count += 1) {
        const event = eventOf("agent:thought", { text: `${count} ${"word ".repeat(150)}` });
        try {
          journal.append(event);
          acknowledged.push(event);
        } catch (error) {
          return String(error);
        }
      }
      return "";
    };
    for (let round = 0; round < 3; round += 1) {
      expect(refused()).toContain("ENOSPC");
      expect(readJournal(folder)).toEqual(acknowledged);
    }
    fs.rmSync(ballast);
    const last = eventOf("agent:thought", { text: "There is room again." });
    journal.append(last);
    journal.close();
    expect(readJournal(folder)).toEqual([...acknowledged, last]);
  });
});

test("a repository that is gone is named, and the other jobs go on", async () => {
  const { dataDir, first, second } = await twoLeft();
  const repository = path.join(dataDir, "repos", "plugin-first.git");
  fs.rmSync(repository, { recursive: true });
  const { team } = teamOn(dataDir);
  team.resume();
  const { status, finished } = await team.finished(first);
  expect([status, finished?.reason]).toEqual(["failed", `The repository ${repository} is missing, expected it with what job ${first} has written so far. Bring it back from a copy, or create the plugin anew.`]); // prettier-ignore
  expect(fs.existsSync(repository)).toBe(false);
  expect(await team.finished(second)).toMatchObject({ status: "completed" });
});

test("a damaged journal stops no other job, and says where it is damaged to who asks for it", async () => {
  const { dataDir, first, second } = await twoLeft();
  const file = path.join(dataDir, "jobs", first, "events.jsonl");
  const content = fs.readFileSync(file);
  content[200] = (content[200] ?? 0) ^ 1;
  fs.writeFileSync(file, content);
  const { team } = teamOn(dataDir);
  expect(team.resume().map(({ id }) => id)).toEqual([second]);
  expect(await team.finished(second)).toMatchObject({ status: "completed" });
  for (const ask of [
    () => team.cancel(first),
    () => team.pause(first),
    () => team.continue(first),
  ]) {
    expect(ask).toThrow(`${file} line 1 is not an event`);
  }
  expect(fs.readFileSync(file)).toEqual(content);
});

test("a job goes on when the clock goes back, and a later process goes on with it", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const dataDir = preparedDataFolder();
  const first = teamOn(dataDir);
  const { id } = await first.begin(greeter);
  await first.event(id, "commit:completed");
  vi.setSystemTime(Date.now() - 24 * 60 * 60_000);
  await first.event(id, "code:completed");
  await first.team.close();
  open.splice(0);
  vi.setSystemTime(Date.now() - 60 * 60_000);
  const { team } = teamOn(dataDir);
  team.resume();
  expect(await team.finished(id)).toMatchObject({
    status: "completed",
    finished: { iterations: 1 },
  });
  const events = new Jobs(dataDir).events(id);
  const times = events.map(({ at }) => at);
  expect(times.toSorted()).not.toEqual(times);
  for (const type of ["plan:completed", "tests:completed", "code:completed", "review:completed"]) {
    expect(events.filter((event) => event.type === type)).toHaveLength(1);
  }
});
