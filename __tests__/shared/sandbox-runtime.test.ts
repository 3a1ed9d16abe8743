import { once } from "node:events";
import fs from "node:fs";
import net, { type AddressInfo } from "node:net";
import path from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { probe } from "../../shared/sandbox/probe.ts";
import { findSandboxRuntime } from "../../shared/sandbox/sandbox-runtime.ts";
import { sandboxOf, type Sandbox } from "../../shared/sandbox/sandbox.ts";
import { attempt, boxedIn, workerIn } from "../support/boxed.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

// The box of macOS. On Linux the same package works with bubblewrap, and so what we ask of it can be tried.

const backend = findSandboxRuntime();
if (!backend) throw new Error("@anthropic-ai/sandbox-runtime is not installed: npm ci");

function openBox(): Sandbox {
  if (!backend) throw new Error("There is no backend.");
  return sandboxOf(backend);
}

describe.runIf(["linux", "darwin"].includes(process.platform))("the box of macOS", () => {
  test("the canary does not get out", async () => {
    expect(backend.level).toBe("os");
    expect(await probe(backend)).toBeUndefined();
  });

  test("a package that fails is no box, and says why", async () => {
    const wrap = () => Promise.reject(new Error("no such platform"));
    expect(await probe({ ...backend, wrap })).toBe(
      "the canary did not come back: Error: no such platform",
    );
  });

  test("it says which limits it does not hold", () => {
    expect(openBox().missing).toEqual(
      expect.arrayContaining(["memory", "number of processes", "disk taken by many files"]),
    );
  });

  test("what is not named is not there, what may be read is not written, and no name is too odd", async () => {
    const odd = path.join(temporaryFolder(), `it's "odd" $HOME \\ here`);
    fs.mkdirSync(odd);
    const secret = path.join(temporaryFolder(), "secret");
    for (const file of [path.join(odd, "open"), secret]) fs.writeFileSync(file, "canary");
    const reading = [path.join(odd, "open"), secret, "/etc/passwd", `${process.env.HOME}/.npmrc`];
    const code = [
      ...reading.map(
        (file) => `console.log(require("fs").readFileSync(${JSON.stringify(file)}, "utf8"))`,
      ),
      `require("fs").writeFileSync(${JSON.stringify(path.join(odd, "x"))}, ""); console.log("written")`,
    ];
    const writable = temporaryFolder();
    const writing = attempt(
      `require("fs").writeFileSync(${JSON.stringify(path.join(writable, "x"))}, ""); console.log("written")`,
    );
    const { stdout } = await boxedIn(openBox(), [...code.map(attempt), writing].join("\n"), {
      readable: [odd, writable],
      writable: [writable],
      argv: [process.execPath, "-e", [...code.map(attempt), writing].join("\n")],
    });
    expect(stdout.trim().split("\n")).toEqual([
      "canary",
      ...Array.from(
        { length: 3 },
        () => expect.stringMatching(/^(ENOENT|EPERM|EACCES)$/) as string,
      ),
      expect.stringMatching(/^(EROFS|EPERM)$/),
      "written",
    ]);
    expect(fs.readdirSync(odd)).toEqual(["open"]);
    expect(fs.readdirSync(writable)).toEqual(["x"]);
  });

  test("nothing on this machine is reached, by port or by socket", async () => {
    let hits = 0;
    const listening = async (place: net.ListenOptions) => {
      const server = net.createServer(() => (hits += 1)).listen(place);
      onTestFinished(() => void server.close());
      await once(server, "listening");
      return server.address();
    };
    const host = "127.0.0.1";
    const { port } = (await listening({ host, port: 0 })) as AddressInfo;
    const socket = await listening({ path: path.join(temporaryFolder(), "socket") });
    const code = [{ host, port }, { path: socket }]
      .map(
        (place) => `
      try {
        require("net").connect(${JSON.stringify(place)}).on("error", () => console.log("refused")).on("connect", () => console.log("connected"));
      } catch { console.log("refused"); }`,
      )
      .join("\n");
    expect((await boxedIn(openBox(), code)).stdout).toBe("refused\nrefused\n");
    expect(hits).toBe(0);
  });

  test("a worker gets its words and its channel, and has limits", async () => {
    const code = `
      const fs = require("fs");
      const large = process.env.TMPDIR + "/large";
      const opened = [];
      process.send(process.argv.slice(2));
      try { fs.writeFileSync(large, Buffer.alloc(3e6)); } catch (error) { process.send(error.code); }
      try { for (;;) opened.push(fs.openSync(__filename)); } catch (error) { process.send(error.code); }
      process.send([fs.statSync(large).size <= 1e6, opened.length < 100], () => process.disconnect());`;
    const words = ["two words", "it's", '"$HOME"', "*"];
    const { told } = await workerIn(openBox(), code, { fileBytes: 1e6, openFiles: 100 }, words);
    expect(told).toEqual([words, "EFBIG", "EMFILE", [true, true]]);
  });

  test("a worker that never stops is ended when its CPU time is over", async () => {
    const code = `process.send("on", () => { for (;;); });`;
    const { told, ended } = await workerIn(openBox(), code, { cpuSeconds: 2 });
    expect(told).toEqual(["on"]);
    expect(["SIGKILL", "SIGXCPU", 137, 152]).toContain(ended);
  });
});
