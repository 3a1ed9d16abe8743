import { once } from "node:events";
import fs from "node:fs";
import net, { type AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { runCommand } from "../command.ts";
import { packageRoot } from "../package.ts";
import { SURROUNDINGS, type Backend, type UntrustedProgram, type Wrapped } from "./box.ts";
import { CanaryReport, type CanaryOrder } from "./canary-report.ts";

const FOLDER = path.join(packageRoot, "dist", "shared", "sandbox");
const TIMEOUT_MS = 30_000;
const ALLOWED = "may be seen";

/** What a level has to prove; of the weaker one less is asked. */
const OPEN: Record<Backend["level"], (keyof Escapes)[]> = {
  os: [],
  process: ["network"],
  none: ["files", "network", "processes", "environment"],
};

interface Escapes {
  files: boolean;
  network: boolean;
  processes: boolean;
  environment: boolean;
}

/**
 * Lets a canary try to get out of a box, and watches from outside. Returns what is wrong in a sentence, or `undefined` when
 * the box holds what its level promises.
 */
export async function probe(backend: Backend): Promise<string | undefined> {
  const room = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "plugin-dynamic-canary-")));
  const folder = (name: string): string => {
    fs.mkdirSync(path.join(room, name));
    return path.join(room, name);
  };
  const allowed = path.join(folder("allowed"), "file");
  const secret = path.join(folder("private"), "file");
  const outside = folder("outside");
  const hidden = `secret ${Math.random()}`;
  fs.writeFileSync(allowed, ALLOWED);
  fs.writeFileSync(secret, hidden);
  let hits = 0;
  const listener = net.createServer((socket) => {
    hits += 1;
    socket.destroy();
  });
  try {
    await once(listener.listen(0, "127.0.0.1"), "listening");
    const { port } = listener.address() as AddressInfo;
    const order: CanaryOrder = { allowed, secret, outside, port };
    const { report, trouble } = await fly(backend, order, folder("temporary"));
    if (!report) return `the canary did not come back: ${trouble}`;
    const written = fs.existsSync(path.join(outside, "written"));
    const works = report.allowed === ALLOWED && report.ownFolder === "written";
    if (!works) return `the box shows too little: ${report.allowed}, ${report.ownFolder}`;
    const escapes: Escapes = {
      files: report.secret === hidden || written || report.wrote === "written",
      network: hits > 0 || report.connected === "connected",
      processes: backend.level === "process" && report.spawned.startsWith("exit code"),
      environment: [...report.environment, ...namesIn(report.parents)].some(
        (name) => !KNOWN.includes(name),
      ),
    };
    const open = Object.entries(escapes)
      .filter(([what, escaped]) => escaped && !OPEN[backend.level].includes(what as keyof Escapes))
      .map(([what]) => what);
    return open.length > 0 ? `the canary got out (${open.join(", ")})` : undefined;
  } finally {
    listener.close();
    fs.rmSync(room, { recursive: true, force: true });
  }
}

/** All variables that a box may know of; bubblewrap adds the folder. */
const KNOWN = ["PATH", "HOME", "TMPDIR", "PWD", ...Object.keys(SURROUNDINGS)];

const namesIn = (environment: string): string[] =>
  [...environment.matchAll(/(?:^|\0)(\w+)=/g)].map(([, name = ""]) => name);

async function fly(backend: Backend, order: CanaryOrder, temporary: string) {
  const cwd = path.dirname(order.allowed);
  const program: UntrustedProgram = {
    argv: [process.execPath, path.join(FOLDER, "canary.js"), JSON.stringify(order)],
    cwd,
    touches: "executes",
    readable: [cwd, FOLDER, path.join(packageRoot, "package.json")],
  };
  let wrapped: Wrapped;
  try {
    wrapped = await backend.wrap(program, temporary);
  } catch (error) {
    return { trouble: String(error) }; // a package of others may be broken
  }
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const result = await runCommand({ ...wrapped, cwd, signal, timeoutMs: TIMEOUT_MS });
  const read = CanaryReport.safeParse(parse(result.stdout));
  const trouble =
    result.stderr.trim().split("\n").slice(-3).join(" ") || `exit code ${result.exitCode}`;
  return { report: read.success ? read.data : undefined, trouble };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // it did not get as far as a report; what it printed instead is told
  }
}
