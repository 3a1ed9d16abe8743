import { forgery, probe, type HostileCase } from "../hostile-case.ts";

/**
 * Ways to what must not be read: files, the environment, memory of other processes. What is imported is
 * named by digits, or the check of the text would refuse it before there is anything to contain.
 */
export const reads: HostileCase[] = [
  probe(
    "read-file",
    "Reads a private file",
    "secret",
    `return fs.readFileSync("{{canary}}", "utf8");`,
  ),
  probe(
    "read-home",
    "Reads keys and tokens in the home folder",
    "secret",
    `const names = [".ssh/id_ed25519", ".npmrc", ".gitconfig", ".env"];
  const homes = [os.homedir(), "{{home}}"];
  const texts = homes.flatMap((home) => names.map((name) => {
    try { return fs.readFileSync(path.join(home, name), "utf8"); } catch { return ""; }
  }));
  return texts.join("");`,
  ),
  probe(
    "read-variables",
    "Reads its own environment",
    "environment",
    `return JSON.stringify(process.env);`,
  ),
  probe(
    "read-own-environ",
    "Reads the environment it was started with",
    "environment",
    `return fs.readFileSync("/proc/self/environ", "utf8");`,
  ),
  probe(
    "read-environ-of-parents",
    "Reads the environment of every process above it",
    "environment",
    `const texts = [];
  const environ = (pid) => {
    try { return fs.readFileSync("/proc/" + pid + "/environ", "utf8"); } catch (error) { return error.code; }
  };
  for (let pid = process.ppid; pid > 0; ) {
    texts.push(environ(pid));
    const status = fs.readFileSync("/proc/" + pid + "/status", "utf8");
    pid = Number(/^PPid:\\s+(\\d+)/m.exec(status)?.[1] ?? 0);
  }
  return [...texts, environ(1)].join("");`,
  ),
  probe(
    "read-memory-of-parent",
    "Reads the memory of the process that judges it",
    "environment",
    `const maps = fs.readFileSync("/proc/" + process.ppid + "/maps", "utf8").split("\\n");
  const [from, to] = maps.find((line) => line.endsWith("[stack]")).split(" ")[0].split("-").map((hex) => parseInt(hex, 16));
  const bytes = Buffer.alloc(to - from);
  fs.readSync(fs.openSync("/proc/" + process.ppid + "/mem", "r"), bytes, 0, bytes.length, from);
  return bytes.toString("latin1");`,
    { needs: "memory of other processes" },
  ),
  probe(
    "read-descriptors",
    "Reads every file that it or a process above it holds open",
    "secret",
    `const texts = [];
  for (const pid of ["self", String(process.ppid), "1"]) {
    let names = [];
    try { names = fs.readdirSync("/proc/" + pid + "/fd"); } catch {}
    for (const name of names) {
      const file = "/proc/" + pid + "/fd/" + name;
      try { if (fs.statSync(file).isFile()) texts.push(fs.readFileSync(file, "utf8").slice(0, 65536)); } catch {}
    }
  }
  return texts.join("");`,
  ),
  probe(
    "read-through-link",
    "Makes a link to a private file and reads the link",
    "secret",
    `let failure;
  for (const folder of [process.cwd(), os.tmpdir(), "/tmp", "/dev/shm"]) {
    const link = path.join(folder, "{{marker}}-link-" + zone);
    try {
      fs.symlinkSync("{{canary}}", link);
      const text = fs.readFileSync(link, "utf8");
      fs.rmSync(link);
      return text;
    } catch (error) { failure = error; }
  }
  throw failure;`,
  ),
  probe(
    "read-by-program",
    "Lets another program read a private file",
    "secret",
    `return childProcess.execFileSync("cat", ["{{canary}}"], { encoding: "utf8", stdio: "pipe" });`,
  ),
  probe(
    "read-by-require",
    "Requires a private file as a module",
    "secret",
    `const file = Buffer.from("{{hex canaryJson}}", "hex").toString();
  return JSON.stringify(module.createRequire(import.meta.url)(file));`,
  ),
  probe(
    "read-by-import",
    "Imports a private file as a module",
    "secret",
    `const file = "file://" + Buffer.from("{{hex canaryJson}}", "hex");
  return JSON.stringify(await import(/* @vite-ignore */ file, { with: { type: "json" } }));`,
  ),
];

const inTests = { zones: ["test" as const] };

/** Ways to files through vitest's main process, which reads and writes files for its workers. */
export const deputies: HostileCase[] = [
  probe(
    "vite-raw",
    "Lets vite read a private file as text",
    "secret",
    `const file = Buffer.from("{{hex canary}}", "hex") + "?raw";
  return (await import(/* @vite-ignore */ file)).default;`,
    inTests,
  ),
  probe(
    "vite-fs",
    "Lets vite read a private file by its address for files outside of the project",
    "secret",
    `const file = "/@fs" + Buffer.from("{{hex canary}}", "hex") + "?raw";
  return (await import(/* @vite-ignore */ file)).default;`,
    inTests,
  ),
  probe(
    "vite-inline",
    "Lets vite put a private file into an address",
    "secret",
    `const file = Buffer.from("{{hex canary}}", "hex") + "?url&inline";
  return Buffer.from((await import(/* @vite-ignore */ file)).default.split(",")[1] ?? "", "base64");`,
    inTests,
  ),
  probe(
    "vite-glob",
    "Lets vite read private files by a pattern",
    "secret",
    `const all = import.meta.glob("{{up}}{{private}}/*.txt", { query: "?raw", import: "default", eager: true });
  return JSON.stringify(all);`,
    { ...inTests, group: "sources" }, // refused as text already, and nothing is loaded then
  ),
  probe(
    "vite-static",
    "Imports a private file as text where vite sees it before anything runs",
    "secret",
    `return (await import("{{canary}}?raw")).default;`,
    { ...inTests, group: "sources" }, // refused as text already, and nothing is loaded then
  ),
  probe(
    "vitest-rpc",
    "Asks vitest's main process for a private file in vitest's own words",
    "secret",
    `const { rpc } = globalThis.__vitest_worker__;
  const { tmp, code } = await rpc.fetch("{{canary}}?raw", undefined, "__vitest__", {});
  return code ?? fs.readFileSync(tmp, "utf8");`,
    inTests,
  ),
  probe(
    "vitest-attachment",
    "Has a private file attached to a test and reads the copy",
    "secret",
    `await context.annotate("{{marker}}", { path: "{{canary}}" });
  const folder = path.join(process.cwd(), ".vitest-attachments");
  return fs.readdirSync(folder).map((name) => fs.readFileSync(path.join(folder, name), "utf8")).join("");`,
    inTests,
  ),
  forgery(
    "vitest-stack",
    "Claims that an error happened in a private file, so that a report shows its lines",
    `test("vitest-stack", async () => {
  await globalThis.__vitest_worker__.rpc.ensureModuleGraphEntry("{{canary}}", "{{canary}}");
  const error = new Error("thrown elsewhere");
  error.stack = "Error: thrown elsewhere\\n    at thrown ({{canary}}:1:1)";
  throw error;
});`,
    { teeth: { tool: "vitest", shows: "secret" } },
  ),
  probe(
    "vitest-snapshot",
    "Has a snapshot written outside",
    "file",
    `await context.expect("{{marker}}").toMatchFileSnapshot("{{empty}}/vitest-snapshot");`,
    inTests,
  ),
];
