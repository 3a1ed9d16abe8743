import { spawnSync } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import type { CanaryOrder, CanaryReport } from "./canary-report.ts";

// Runs in a box and tries to get out of it. What it says of itself is compared with what was seen from outside.
const order = JSON.parse(process.argv[2] ?? "") as CanaryOrder; // a box without packages: no zod here

const attempt = (work: () => string): string => {
  try {
    return work();
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error); // being refused is what is hoped for
  }
};

const report: CanaryReport = {
  allowed: attempt(() => fs.readFileSync(order.allowed, "utf8")),
  secret: attempt(() => fs.readFileSync(order.secret, "utf8")),
  wrote: attempt(() => {
    fs.writeFileSync(path.join(order.outside, "written"), "");
    return "written";
  }),
  ownFolder: attempt(() => {
    fs.writeFileSync(path.join(process.env.TMPDIR ?? "", "own"), "");
    return "written";
  }),
  spawned: attempt(() => {
    const { error, status } = spawnSync(process.execPath, ["--version"]);
    return error ? String(error) : `exit code ${status}`;
  }),
  environment: Object.keys(process.env).sort(),
  parents: attempt(() => fs.readFileSync("/proc/1/environ", "utf8")),
  connected: await connect(order.port),
};
process.stdout.write(JSON.stringify(report));

function connect(port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1");
    socket.on("connect", () => resolve("connected"));
    socket.on("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? String(error)));
  });
}
