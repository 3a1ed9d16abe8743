import fs from "node:fs";

/** Bytes of a page on every system that has /proc; `getconf PAGESIZE`. */
const PAGE = 4096;

interface Process {
  parent: number;
  bytes: number;
}

const WATCH_MS = 500;

/** What is called, and for how many bytes, by the process that is watched. */
const watched = new Map<number, { bytes: number; exceeded: () => void }>();
let watching: NodeJS.Timeout | undefined;

/**
 * Calls back when a process and all that descend from it hold more memory than that; it is looked at twice a second, for all
 * at once. Returns how to stop it. Where the system has no /proc nothing is seen.
 */
export function watchMemory(pid: number, bytes: number, exceeded: () => void): () => void {
  watched.set(pid, { bytes, exceeded });
  watching ??= setInterval(look, WATCH_MS).unref();
  return () => {
    watched.delete(pid);
    if (watched.size > 0) return;
    clearInterval(watching);
    watching = undefined;
  };
}

function look(): void {
  const processes = readProcesses();
  for (const [pid, { bytes, exceeded }] of watched) {
    if (residentMemory(pid, processes) > bytes) exceeded();
  }
}

/**
 * Bytes of memory that a process and all that descend from it hold at this moment, shared pages counted for each. Zero
 * where the system has no /proc.
 */
function residentMemory(pid: number, processes = readProcesses()): number {
  const children = new Map<number, number[]>();
  for (const [each, { parent }] of processes) {
    children.set(parent, [...(children.get(parent) ?? []), each]);
  }
  const sum = (each: number): number =>
    (processes.get(each)?.bytes ?? 0) +
    (children.get(each) ?? []).reduce((total, child) => total + sum(child), 0);
  return sum(pid);
}

function readProcesses(): Map<number, Process> {
  const found = new Map<number, Process>();
  if (!fs.existsSync("/proc/self/stat")) return found;
  for (const name of fs.readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      // Behind the program's name, which may hold anything: state, parent, and as the 22nd of the rest the pages.
      const stat = fs.readFileSync(`/proc/${name}/stat`, "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      found.set(Number(name), { parent: Number(fields[1]), bytes: Number(fields[21]) * PAGE });
    } catch {
      // it ended meanwhile
    }
  }
  return found;
}
