import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import net, { type AddressInfo } from "node:net";
import path from "node:path";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { packageRoot } from "../../shared/package.ts";
import {
  openSandbox,
  sandboxText,
  type SandboxLevel,
  type UntrustedCommand,
} from "../../shared/sandbox/sandbox.ts";
import { attempt, boxedIn, workerIn } from "../support/boxed.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const isLinux = process.platform === "linux";

const boxed = async (level: SandboxLevel, code: string, options?: Partial<UntrustedCommand>) =>
  boxedIn(await openSandbox(level), code, options);

describe.runIf(isLinux)("level os", () => {
  beforeAll(async () => {
    const { level, missing } = await openSandbox("os");
    expect({ level, missing }).toEqual({ level: "os", missing: [] });
  });

  test("files that are not named do not exist", async () => {
    const secret = path.join(temporaryFolder(), "secret");
    fs.writeFileSync(secret, "canary");
    const code = attempt(
      `console.log(require("fs").readFileSync(${JSON.stringify(secret)}, "utf8"))`,
    );
    expect((await boxed("os", code)).stdout).toBe("ENOENT\n");
  });

  test("a folder that may be read cannot be written, one that may be written can", async () => {
    const folder = temporaryFolder();
    const code = `${attempt('require("fs").writeFileSync("x", ""); console.log("written")')}
      ${attempt(`require("fs").writeFileSync(${JSON.stringify(path.join(folder, "x"))}, ""); console.log("written")`)}`;
    expect((await boxed("os", code, { writable: [folder] })).stdout).toBe("EROFS\nwritten\n");
    expect(fs.readdirSync(folder)).toEqual(["x"]);
  });

  test("a listener on this machine is not reached", async () => {
    let hits = 0;
    const server = net.createServer(() => (hits += 1));
    onTestFinished(() => void server.close());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const code = `require("net").connect(${port}, "127.0.0.1").on("error", (e) => console.log(e.code)).on("connect", () => console.log("connected"))`;
    expect((await boxed("os", code)).stdout).toBe("ECONNREFUSED\n");
    expect(hits).toBe(0);
  });

  test("only so many processes start", async () => {
    const code = `
      const { spawn } = require("child_process");
      let started = 0;
      for (let i = 0; i < 200; i += 1) {
        try { const child = spawn("sleep", ["20"]); child.on("error", () => {}); if (child.pid) started += 1; } catch {}
      }
      console.log(started);
      process.exit();`;
    const { stdout } = await boxed("os", code);
    expect(Number(stdout)).toBeGreaterThan(10);
    expect(Number(stdout)).toBeLessThan(64);
  });

  test("memory outside of the heap has an end", async () => {
    const code = `const kept = []; ${attempt(`for (;;) { kept.push(Buffer.alloc(40e6, 1)); if (kept.length > 9) { console.log("all of it"); break; } }`)}`;
    const limits = { dataBytes: 350_000_000 };
    expect((await boxed("os", code, { limits })).stdout).not.toContain("all of it");
    const free = { dataBytes: 2_000_000_000 };
    expect((await boxed("os", code, { limits: free })).stdout).toContain("all of it");
  });

  test("memory of many small processes together has an end", async () => {
    const child = `const kept = Buffer.alloc(150e6, 1); setInterval(() => kept.length, 1000)`;
    const code = `
      const { spawn } = require("child_process");
      for (let i = 0; i < 4; i += 1) spawn(process.execPath, ["-e", ${JSON.stringify(child)}]);
      setInterval(() => {}, 1000);`;
    const result = await boxed("os", code, { limits: { memoryBytes: 400_000_000 } });
    expect(result.killed).toBe("memory");
  });

  test("the private temporary folder has an end and is gone afterwards", async () => {
    const code = attempt(`
      const fs = require("fs");
      for (let i = 0; i < 8; i += 1) fs.writeFileSync(process.env.TMPDIR + "/" + i, Buffer.alloc(5e6));
      console.log("all of it");`);
    const limits = { temporaryBytes: 20_000_000 };
    expect((await boxed("os", code, { limits })).stdout).toBe("ENOSPC\n");
  });

  test("new user namespaces cannot be made", async () => {
    const code = `const { status } = require("child_process").spawnSync("unshare", ["-U", "true"]); console.log(status === 0 ? "made" : "refused");`;
    expect((await boxed("os", code)).stdout).toBe("refused\n");
  });

  test("whoever outlives the program is ended with the box", async () => {
    const mark = `outlive-${process.pid}-${Date.now()}`;
    const code = `
      const { spawn } = require("child_process");
      spawn("setsid", ["sh", "-c", "trap '' TERM HUP; while :; do sleep 1; done", ${JSON.stringify(mark)}], { detached: true, stdio: "ignore" }).unref();
      setTimeout(() => process.exit(), 300);`;
    await boxed("os", code);
    expect(commandLines().filter((line) => line.includes(mark))).toEqual([]);
  });

  test("an ordinary user gets the same box", () => {
    if (process.getuid?.() !== 0) return expect(process.getuid?.()).toBeGreaterThan(0);
    expect(levelSeenBy(["setpriv", "--reuid=1001", "--regid=1001", "--clear-groups"])).toBe("os");
  });
});

describe("level process", () => {
  test("files by a list, no children, no native code; and it says that the network is open", async () => {
    const secret = path.join(temporaryFolder(), "secret");
    fs.writeFileSync(secret, "canary");
    const code = [
      `console.log(require("fs").readFileSync(${JSON.stringify(secret)}, "utf8"))`,
      `require("fs").writeFileSync(${JSON.stringify(`${secret}-2`)}, "")`,
      `require("child_process").execSync("true")`,
      `new (require("worker_threads").Worker)("1", { eval: true })`,
      `process.dlopen({ exports: {} }, ${JSON.stringify(secret)})`,
    ];
    const { stdout } = await boxed("process", code.map(attempt).join("\n"));
    expect(stdout.trim().split("\n")).toEqual([
      ...Array.from({ length: 4 }, () => "ERR_ACCESS_DENIED"),
      "ERR_DLOPEN_DISABLED",
    ]);
    expect(fs.existsSync(`${secret}-2`)).toBe(false);
    expect(sandboxText(await openSandbox("process"))).toContain("network is NOT blocked");
  });
});

describe.each(isLinux ? (["os", "process"] as const) : [])("a worker at level %s", (level) => {
  test("writes no file larger than is allowed", async () => {
    const code = `
      const file = process.env.TMPDIR + "/large";
      try { require("fs").writeFileSync(file, Buffer.alloc(3e6)); } catch (error) { process.send(error.code); }
      process.send(require("fs").statSync(file).size, () => process.disconnect());`;
    const { told } = await workerIn(await openSandbox(level), code, { fileBytes: 1_000_000 });
    expect(told).toEqual(["EFBIG", 1_000_000]);
  });

  test("that never stops is ended when its CPU time is over", async () => {
    const { told, ended } = await workerIn(
      await openSandbox(level),
      `process.send("on", () => { for (;;); });`,
      {
        cpuSeconds: 2,
      },
    );
    expect(told).toEqual(["on"]);
    // Where another program stands in front, the signal is told as an exit code.
    expect(["SIGKILL", "SIGXCPU", 137, 152]).toContain(ended);
  });

  test("opens no more files than is allowed", async () => {
    const code = `
      let opened = 0;
      try { for (; opened < 200; opened += 1) require("fs").openSync(__filename); } catch (error) { process.send(error.code); }
      process.send(opened < 100, () => process.exit());`;
    expect((await workerIn(await openSandbox(level), code, { openFiles: 100 })).told).toEqual([
      "EMFILE",
      true,
    ]);
  });
});

test("level none runs compilers, and never generated code", async () => {
  const sandbox = await openSandbox("none");
  const rest = {
    argv: [process.execPath, "--version"] as [string, ...string[]],
    cwd: temporaryFolder(),
    readable: [],
    signal: new AbortController().signal,
    timeoutMs: 60_000,
  };
  expect((await sandbox.run({ ...rest, touches: "reads" })).stdout).toContain("v");
  await expect(sandbox.run({ ...rest, touches: "executes" })).rejects.toThrow("no generated code");
});

/** This machine as it would be without bubblewrap. */
const WITHOUT = ["bwrap", "--dev-bind", "/", "/", "--ro-bind", "/dev/null", "/usr/bin/bwrap", "--"];

test.runIf(isLinux)(
  "where bubblewrap is missing, asking for it fails with what to do; auto says what it falls to",
  () => {
    expect(levelSeenBy(WITHOUT)).toBe("process");
    const asked = open(WITHOUT, "os");
    expect(asked).toContain("PLUGIN_SANDBOX=os cannot be had");
    expect(asked).toContain("apt-get install bubblewrap");
  },
);

const levelSeenBy = (prefix: string[]): string => open(prefix, "auto").split(" ")[0] ?? "";

/** Opens the sandbox in another process; answers with the level and what it means, or with the error. */
function open(prefix: string[], choice: string): string {
  const module = path.join(packageRoot, "dist", "shared", "sandbox", "sandbox.js");
  const code = `
    const { openSandbox, sandboxText } = await import(${JSON.stringify(module)});
    console.log(await openSandbox(${JSON.stringify(choice)}).then(sandboxText, (error) => error.message));`;
  const [file = "", ...args] = [...prefix, process.execPath, "--input-type=module", "-e", code];
  const { stdout, stderr } = spawnSync(file, args, {
    encoding: "utf8",
    cwd: "/",
    env: { PATH: process.env.PATH },
  });
  return stdout || stderr;
}

function commandLines(): string[] {
  return execFileSync("ps", ["-eo", "args"], { encoding: "utf8" }).split("\n");
}
