import fs from "node:fs";

const TICK_MS = 10; // sysconf(_SC_CLK_TCK) is 100 wherever there is a /proc

/** The parent of every process. */
function processes() {
  const found = new Map();
  for (const name of fs.readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = fs.readFileSync(`/proc/${name}/stat`, "utf8");
      found.set(Number(name), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]));
    } catch {
      // it ended meanwhile
    }
  }
  return found;
}

function below(pid, found) {
  const children = [...found].filter(([, parent]) => parent === pid).map(([child]) => child);
  return [pid, ...children.flatMap((child) => below(child, found))];
}

/**
 * CPU time that this machine has used, in ms, to 10 ms: of a worker that is killed in its box nobody but the kernel knows the
 * time. So nothing else may run beside the benchmark.
 */
export function cpuMs() {
  const [, user, nice, system, , , irq, softirq] = fs
    .readFileSync("/proc/stat", "utf8")
    .split("\n", 1)[0]
    .split(/ +/)
    .map(Number);
  return (user + nice + system + irq + softirq) * TICK_MS;
}

/**
 * Memory of the processes below this one that only they hold (anonymous), in MB: of the workers that check, and of the agent
 * that waits for a plugin with its database.
 */
export function memory() {
  const found = processes();
  const sums = { workersMb: 0, agentMb: 0 };
  for (const pid of below(process.pid, found).slice(1)) {
    try {
      const text = fs.readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
      const isAgent = fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("load/main.js");
      sums[isAgent ? "agentMb" : "workersMb"] += Number(/^Anonymous: +(\d+)/m.exec(text)[1]) / 1024;
    } catch {
      // it ended meanwhile
    }
  }
  return { workersMb: Math.round(sums.workersMb), agentMb: Math.round(sums.agentMb) };
}

export const median = (values) => {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};

/** Runs work and gives what it took. */
export async function measured(work) {
  const [started, before] = [performance.now(), cpuMs()];
  const value = await work();
  return { value, wallMs: performance.now() - started, cpuMs: cpuMs() - before };
}
