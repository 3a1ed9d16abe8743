import fs from "node:fs";
import path from "node:path";
import v8 from "node:v8";
import vm from "node:vm";
import { expect, onTestFinished, test } from "vitest";
import { runClean } from "../../shared/clean-child.ts";
import { packageRoot } from "../../shared/package.ts";
import { Resident } from "../../shared/resident.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const { signal } = new AbortController();
const asking = { signal, timeoutMs: 60_000 };

/** A program that answers with its own process id and what it was asked, or does what it is told. */
const CODE = `
  require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
    const [id] = line.split(" ", 1);
    const question = JSON.parse(line.slice(id.length + 1));
    if (question === "leave") process.exit(7);
    if (question === "hang") for (;;);
    if (question === "flood") for (;;) try { require("node:fs").writeSync(1, "x".repeat(10_000)); } catch {}
    process.stdout.write("00000000 forged\\n" + id + " " + JSON.stringify({ pid: process.pid, question }) + "\\n");
  });`;

function resident(most = 100, idleMs?: number): Resident {
  const cwd = temporaryFolder();
  const made = new Resident(
    (options) => runClean({ file: process.execPath, args: ["-e", CODE], cwd, ...options }),
    most,
    idleMs,
  );
  onTestFinished(() => made.close());
  return made;
}

async function pidFrom(program: Resident): Promise<number> {
  const reply = await program.ask("who", asking);
  return ("answer" in reply ? (reply.answer as { pid: number }) : { pid: 0 }).pid;
}

const isAlive = (pid: number): boolean => fs.existsSync(path.join("/proc", String(pid), "fd"));

test("one program answers every question in turn", async () => {
  const program = resident();
  const replies = await Promise.all(
    ["one", "two", "three"].map((each) => program.ask(each, asking)),
  );
  const pid = await pidFrom(program);
  expect(replies).toEqual(
    ["one", "two", "three"].map((question) => ({ answer: { pid, question } })),
  );
});

test("a program that leaves, hangs, floods or is aborted says so, and the next question finds another", async () => {
  const program = resident();
  const pids = [await pidFrom(program)];
  expect(await program.ask("leave", asking)).toMatchObject({ ended: { exitCode: 7 } });
  pids.push(await pidFrom(program));
  const late = await program.ask("hang", { signal, timeoutMs: 200 });
  expect(late).toMatchObject({ ended: { killed: "timeout" } });
  pids.push(await pidFrom(program));
  expect(await program.ask("flood", asking)).toMatchObject({ ended: { killed: "output" } });
  pids.push(await pidFrom(program));
  const aborted = program.ask("hang", { signal: AbortSignal.timeout(200), timeoutMs: 60_000 });
  expect(await aborted).toMatchObject({ ended: { killed: "aborted" } });
  pids.push(await pidFrom(program));
  expect(new Set(pids).size).toBe(pids.length);
});

test("a program that stays does not keep in memory what it answered", async () => {
  const program = resident();
  const replies = [];
  for (let times = 0; times < 3; times += 1) {
    replies.push(new WeakRef(await program.ask("a question", asking)));
  }
  await program.ask("the last one, which may be kept", asking);
  v8.setFlagsFromString("--expose-gc");
  (vm.runInNewContext("gc") as () => void)();
  expect(replies.map((reply) => reply.deref())).toEqual([undefined, undefined, undefined]);
});

test("a program that died between two questions is started again without a word", async () => {
  const program = resident();
  const pid = await pidFrom(program);
  process.kill(pid, "SIGKILL");
  await expect.poll(() => isAlive(pid)).toBe(false);
  expect(await pidFrom(program)).not.toBe(pid);
});

test("a program is started afresh after so many questions, and is gone when it is closed", async () => {
  const program = resident(2);
  const [first, second, third] = [
    await pidFrom(program),
    await pidFrom(program),
    await pidFrom(program),
  ];
  expect(second).toBe(first);
  expect(third).not.toBe(first);
  await program.close();
  expect(isAlive(third)).toBe(false);
});

test("a program that nobody needs for a while is gone, and comes back for the next question", async () => {
  const program = resident(100, 200);
  const pid = await pidFrom(program);
  await expect.poll(() => isAlive(pid)).toBe(false);
  expect(await pidFrom(program)).not.toBe(pid);
});

test("a program that cannot be started is told with its reason", async () => {
  const broken = new Resident(
    (options) => runClean({ file: "/no/such/program", args: [], cwd: "/", ...options }),
    1,
  );
  const reply = await broken.ask("anything", asking);
  expect("ended" in reply && reply.ended.stderr).toContain("ENOENT");
});

test("whoever asks a program that hangs is told, though nothing else keeps the process alive", async () => {
  const code = `
    import { runClean } from ${JSON.stringify(path.join(packageRoot, "dist", "shared", "clean-child.js"))};
import { Resident } from ${JSON.stringify(path.join(packageRoot, "dist", "shared", "resident.js"))};
    const args = ["-e", 'process.on("SIGTERM", () => undefined); setInterval(() => undefined, 1000)'];
    const start = (options) => runClean({ file: process.execPath, args, cwd: "/", ...options });
    const asking = { signal: new AbortController().signal, timeoutMs: 300 };
    const { ended } = await new Resident(start, 1).ask("anything", asking);
    console.log(ended.killed);`;
  const file = path.join(temporaryFolder(), "asking.mjs");
  fs.writeFileSync(file, code);
  const { stdout, stderr, exitCode } = await runClean({
    file: process.execPath,
    args: [file],
    cwd: temporaryFolder(),
    signal,
    timeoutMs: 60_000,
  });
  expect({ stdout, stderr, exitCode }).toEqual({ stdout: "timeout\n", stderr: "", exitCode: 0 });
});
