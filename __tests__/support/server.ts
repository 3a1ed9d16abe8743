import { spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { packageRoot } from "../../shared/package.ts";
import { sharedDataFolder } from "./data-folder.ts";

export interface TestServer {
  url: string;
  dataDir: string;
  stop: () => Promise<void>;
}

/** `plugin-dynamic serve` in a process of its own, on a free port and an empty data folder. */
export async function startTestServer(): Promise<TestServer> {
  const dataDir = fs.mkdtempSync(path.join(sharedDataFolder(), "server-"));
  const toolchain = path.join(sharedDataFolder(), "toolchain");
  fs.symlinkSync(toolchain, path.join(dataDir, "toolchain"), "dir");
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const cli = path.join(packageRoot, "dist", "plugin", "cli.js");
  const args = [cli, "serve", "--port", String(port), "--data", dataDir];
  const server = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  await new Promise((resolve, reject) => {
    server.once("exit", () => reject(new Error("The server ended before it was open.")));
    server.stdout.on("data", (chunk: Buffer) => {
      if (chunk.toString().includes(url)) resolve(undefined);
    });
  });
  return {
    url,
    dataDir,
    async stop() {
      server.kill("SIGTERM");
      await ended;
      fs.rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
