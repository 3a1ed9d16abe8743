import fs from "node:fs";

const TICK_MS = 10; // sysconf(_SC_CLK_TCK) is 100 wherever there is a /proc

/** Parent and CPU time, in ms, of every process; of children that ended, their parents know the time. */
function processes() {
  const found = new Map();
  for (const name of fs.readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = fs.readFileSync(`/proc/${name}/stat`, "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      const ticks = fields.slice(11, 15).reduce((sum, each) => sum + Number(each), 0);
      found.set(Number(name), { parent: Number(fields[1]), cpuMs: ticks * TICK_MS });
    } catch {
      // it ended meanwhile
    }
  }
  return found;
}

function below(pid, found) {
  const children = [...found].filter(([, { parent }]) => parent === pid).map(([child]) => child);
  return [pid, ...children.flatMap((child) => below(child, found))];
}

/** CPU time of this process and all that descends from it, in ms, to 10 ms. */
export function cpuMs() {
  const found = processes();
  return below(process.pid, found).reduce((sum, pid) => sum + (found.get(pid)?.cpuMs ?? 0), 0);
}

/** Memory of all processes below this one that is theirs alone, in MB: what would be free without them. */
export function memoryOfChildren() {
  const found = processes();
  const bytes = below(process.pid, found)
    .slice(1)
    .map((pid) => {
      try {
        const text = fs.readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
        const lines = text.match(/^(?:Private_Clean|Private_Dirty): +\d+/gm) ?? [];
        return lines.reduce((sum, line) => sum + Number(line.split(/ +/)[1]) * 1024, 0);
      } catch {
        return 0; // it ended meanwhile
      }
    });
  return bytes.reduce((sum, each) => sum + each, 0) / 1e6;
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
