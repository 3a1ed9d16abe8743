import { spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { packageRoot } from "../../shared/package.ts";
import { sharedDataFolder } from "./data-folder.ts";

export interface TestServer {
  url: string;
  dataDir: string;
  /** Ends the server at once, as a crash does; its data stay. */
  kill: () => Promise<void>;
  /** Ends the server in order and removes its data. */
  stop: () => Promise<void>;
}

export interface ServerPlace {
  /** An empty data folder without it. */
  dataDir?: string;
  /** A free one without it. */
  port?: number;
  env?: Record<string, string>;
}

/** A data folder for a server, beside what is prepared once. */
export function serverData(): string {
  const dataDir = fs.mkdtempSync(path.join(sharedDataFolder(), "server-"));
  const toolchain = path.join(sharedDataFolder(), "toolchain");
  fs.symlinkSync(toolchain, path.join(dataDir, "toolchain"), "dir");
  return dataDir;
}

/** `plugin-dynamic serve` in a process of its own. */
export async function startTestServer({
  dataDir = serverData(),
  port,
  env = {},
}: ServerPlace = {}): Promise<TestServer> {
  port ??= await freePort();
  const url = `http://127.0.0.1:${port}`;
  const cli = path.join(packageRoot, "dist", "plugin", "cli.js");
  const args = [cli, "serve", "--port", String(port), "--data", dataDir];
  const server = spawn(process.execPath, args, {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, PLUGIN_MUTATION_PROOF: "off", ...env },
  });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  await new Promise((resolve, reject) => {
    server.once("exit", () => reject(new Error("The server ended before it was open.")));
    server.stdout.on("data", (chunk: Buffer) => {
      if (chunk.toString().includes(url)) resolve(undefined);
    });
  });
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    server.kill(signal);
    await ended;
  };
  return {
    url,
    dataDir,
    kill: () => end("SIGKILL"),
    async stop() {
      await end("SIGTERM");
      fs.rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
