import { forgery, probe, type HostileCase } from "../hostile-case.ts";

/** Keeps going until it is ended; its words on the command line say whose it is. */
const LOOP = `"while :; do sleep 5; done"`;

/** Ways to leave processes behind, to have too many of them, or to get at those of others. */
export const processes: HostileCase[] = [
  probe(
    "detached-survivor",
    "Leaves a detached process behind",
    "survivor",
    `const child = childProcess.spawn("sh", ["-c", ${LOOP}, "{{marker}}-detached-survivor-" + zone], { detached: true, stdio: "ignore" });
  await new Promise((resolve, reject) => child.on("spawn", resolve).on("error", reject));
  child.unref();`,
  ),
  probe(
    "orphan-survivor",
    "Leaves a grandchild behind that ignores polite signals",
    "survivor",
    `const script = "(trap '' TERM HUP INT; " + ${LOOP} + ") &";
  childProcess.execFileSync("sh", ["-c", script, "{{marker}}-orphan-survivor-" + zone], { stdio: "ignore" });`,
  ),
  probe(
    "session-survivor",
    "Leaves a process behind in a session of its own",
    "survivor",
    `childProcess.execFileSync("setsid", ["-f", "sh", "-c", ${LOOP}, "{{marker}}-session-survivor-" + zone], { stdio: "ignore" });`,
  ),
  probe(
    "nested-namespace",
    "Makes itself root in a namespace of its own",
    "file",
    `childProcess.execFileSync("unshare", ["-r", "-m", "sh", "-c", "id -u > {{empty}}/nested-namespace-" + zone], { stdio: "pipe" });`,
  ),
  forgery(
    "kill-parent",
    "Ends the process that judges it",
    `test("kill-parent", async () => {
  process.kill(process.ppid, "SIGKILL");
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect("alive").toBe("dead");
});`,
    { group: "parent and exit", findings: [/^test /], teeth: { tool: "vitest", shows: "killed" } },
  ),
  probe(
    "fork-bomb",
    "Starts as many processes as it can",
    "crowd",
    `const children = [];
  const started = (child) => new Promise((resolve) => child.on("spawn", () => resolve(1)).on("error", () => resolve(0)));
  for (let i = 0; i < Number("{{forks}}"); i += 1) {
    try {
      const child = childProcess.spawn("sh", ["-c", ${LOOP}, "{{marker}}-fork-bomb"], { stdio: "ignore" });
      children.push(started(child));
    } catch (error) { children.push(0); }
  }
  const all = await Promise.all(children);
  await new Promise((resolve) => setTimeout(resolve, 500));
  return all.reduce((sum, each) => sum + each, 0) + " started";`,
    { zones: ["test"], alone: true },
  ),
];
