import fs from "node:fs";
import path from "node:path";
import { expect, test, vi } from "vitest";
import { z } from "zod";
import { runCommand, type Command } from "../../shared/command.ts";
import { runClean } from "../../shared/clean-child.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const node = (code: string, options: Partial<Command> = {}) =>
  runCommand({
    file: process.execPath,
    args: ["-e", code],
    cwd: temporaryFolder(),
    env: {},
    signal: new AbortController().signal,
    timeoutMs: 60_000,
    ...options,
  });

/** Whether a process still runs; one that ended and waits to be collected does not. */
const isAlive = (pid: number): boolean => {
  if (!(pid > 0)) throw new Error(`Expected a process id, got ${pid}.`);
  const file = `/proc/${pid}/stat`;
  return fs.existsSync(file) && !fs.readFileSync(file, "utf8").includes(") Z ");
};

test("a program's output and exit code come back, a red one too", async () => {
  const result = await node('console.log("out"); console.error("err"); process.exitCode = 3');
  expect(result).toMatchObject({ exitCode: 3, stdout: "out\n", stderr: "err\n" });
  expect(result.killed).toBeUndefined();
});

test("standard input reaches the program", async () => {
  const result = await node("process.stdin.pipe(process.stdout)", { input: "hello" });
  expect(result.stdout).toBe("hello");
});

test("a program that does not exist is a result, not an exception", async () => {
  const result = await node("", { file: "/no/such/program" });
  expect(result.exitCode).toBeNull();
  expect(result.stderr).toContain("ENOENT");
});

test("a program that hangs is ended at its time limit", async () => {
  const result = await node("setInterval(() => {}, 1000)", { timeoutMs: 300 });
  expect(result).toMatchObject({ exitCode: null, killed: "timeout" });
});

test("a program that ignores SIGTERM is ended all the same", async () => {
  const code = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)';
  const result = await node(code, { timeoutMs: 300 });
  expect(result.killed).toBe("timeout");
  expect(result.durationMs).toBeLessThan(9_000);
});

test("a program that floods its output is ended and the flood is not kept", async () => {
  const code = 'for (;;) process.stdout.write("x".repeat(10000))';
  const result = await node(code, { outputBytes: 50_000 });
  expect(result.killed).toBe("output");
  expect(result.stdout.length).toBeLessThanOrEqual(50_000);
});

test("aborting ends the program and its children", async () => {
  const stop = new AbortController();
  const note = path.join(temporaryFolder(), "pid");
  const code = `
    const { spawn } = require("node:child_process");
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit" });
    require("node:fs").writeFileSync(${JSON.stringify(note)}, String(child.pid));
    setInterval(() => {}, 1000);`;
  const running = node(code, { signal: stop.signal, timeoutMs: 60_000 });
  // However long a busy machine takes to start two programs.
  const pid = await vi.waitFor(
    () => z.coerce.number().positive().parse(fs.readFileSync(note, "utf8")),
    50_000,
  );
  expect(isAlive(pid)).toBe(true);
  stop.abort();
  expect((await running).killed).toBe("aborted");
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), 5_000);
});

test("a child that outlives its parent is ended with it and does not keep us waiting", async () => {
  const code = `
    const { spawn } = require("node:child_process");
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit" });
    console.log(child.pid);
    child.unref();
    process.exit(0);`;
  const result = await node(code);
  expect(result.exitCode).toBe(0);
  expect(result.killed).toBeUndefined();
  await vi.waitFor(() => expect(isAlive(Number(result.stdout))).toBe(false), 5_000);
});

test("a program that touches generated code sees none of our variables", async () => {
  process.env.PLUGIN_DYNAMIC_CANARY = "secret";
  const result = await runClean({
    file: process.execPath,
    args: ["-e", "console.log(JSON.stringify(process.env))"],
    cwd: temporaryFolder(),
    signal: new AbortController().signal,
    timeoutMs: 10_000,
    env: { EXTRA: "yes" },
  });
  delete process.env.PLUGIN_DYNAMIC_CANARY;
  const seen = JSON.parse(result.stdout) as Record<string, string>;
  expect(Object.keys(seen).sort()).toEqual(
    ["CI", "EXTRA", "HOME", "LANG", "NODE_ENV", "PATH", "TMPDIR"].sort(),
  );
});

test("a program is talked with line by line, and ended when the conversation is over", async () => {
  const code = `
    require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
      process.stdout.write(line.slice(0, 2));
      setTimeout(() => process.stdout.write(line.slice(2) + " you\\nunasked\\nno end"), 20);
    });
    setInterval(() => {}, 1000);`;
  const heard: unknown[] = [];
  const result = await node(code, {
    async converse({ send, lines }) {
      send("hello");
      heard.push((await lines.next()).value, (await lines.next()).value);
      send("goodbye");
      heard.push((await lines.next()).value);
    },
  });
  expect(heard).toEqual(["hello you", "unasked", "no endgoodbye you"]);
  expect(result.exitCode).toBeNull();
  expect(result.killed).toBeUndefined();
});

test("a conversation comes to its end when the program goes away, floods or hangs", async () => {
  const untilTheEnd: Command["converse"] = async ({ send, lines }) => {
    for (let line = await lines.next(); !line.done; line = await lines.next()) send("go on");
  };
  const leaving = await node('console.log("bye"); process.exit(7)', { converse: untilTheEnd });
  expect(leaving).toMatchObject({ exitCode: 7, stdout: "" });
  expect(leaving.killed).toBeUndefined();
  const endless = 'process.stdout.write("x".repeat(10_000_000)); setInterval(() => {}, 1000)';
  const flooding = await node(endless, { converse: untilTheEnd, outputBytes: 50_000 });
  expect(flooding.killed).toBe("output");
  expect(flooding.stdout.length).toBeLessThanOrEqual(50_000);
  const hanging = await node("for (;;);", { converse: untilTheEnd, timeoutMs: 300 });
  expect(hanging.killed).toBe("timeout");
  const absent = await node("", { converse: untilTheEnd, file: "/no/such/program" });
  expect(absent.stderr).toContain("ENOENT");
});

test("what a conversation throws comes out when the program has ended", async () => {
  let pid = 0;
  const running = node("console.log(process.pid); setInterval(() => {}, 1000)", {
    async converse({ lines }) {
      pid = Number((await lines.next()).value);
      throw new Error("a bug of ours");
    },
  });
  await expect(running).rejects.toThrow("a bug of ours");
  expect(isAlive(pid)).toBe(false);
});
