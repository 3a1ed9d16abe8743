import { createHook } from "node:async_hooks";
import type { Stopped } from "./protocol.ts";

type Timer = Stopped["timers"][number];

/** What Node.js hands out for a timer; the delay of the next round is there only when there is one. */
type Handle = NodeJS.Timeout & { _repeat?: number | null };

/** Frames of Node.js on the way from a timer to whoever asked for it. */
const MACHINERY = /node:(internal\/(async_hooks|timers)|timers)\b|\(<anonymous>\)$/;
const FRAMES = 20;

/** Watches what is started from now on, to say what is still there at the end. */
export class Leftovers {
  readonly #entry: string;
  readonly #timers = new Map<number, { handle: Handle; by: Timer["by"] | undefined }>();
  readonly #before: Record<string, number>;
  readonly #hook = createHook({
    init: (id, type, _trigger, handle) => {
      if (type !== "Timeout") return;
      this.#timers.set(id, { handle: handle as Handle, by: startedBy(stack(), this.#entry) });
    },
    destroy: (id) => this.#timers.delete(id),
  });

  /** @param entry address of the plugin's file. */
  constructor(entry: string) {
    this.#entry = entry;
    // The first use of an output opens it; that would look like something left open.
    void [process.stdout, process.stderr];
    this.#before = openResources();
    this.#hook.enable();
  }

  /** What is there now, after whatever closes in this moment has closed. */
  async left(): Promise<Stopped> {
    for (let turn = 0; turn < 3; turn += 1) await new Promise((next) => setImmediate(next));
    this.#hook.disable();
    const timers = [...this.#timers.values()].flatMap(({ handle, by }): Timer[] =>
      by ? [{ by, repeats: typeof handle._repeat === "number", holds: handle.hasRef() }] : [],
    );
    const more = Object.entries(openResources()).flatMap(([kind, count]): [string, number][] => {
      const added = count - (this.#before[kind] ?? 0);
      return added > 0 ? [[kind, added]] : [];
    });
    return { timers, resources: Object.fromEntries(more) };
  }
}

function stack(): string[] {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = FRAMES;
  const lines = (new Error().stack ?? "").split("\n").slice(1);
  Error.stackTraceLimit = limit;
  return lines;
}

/** Whose code asked for a timer; timers that Node.js makes for its own use are nobody's. */
function startedBy(frames: string[], entry: string): Timer["by"] | undefined {
  const isOurs = (each: string): boolean => each.includes(import.meta.url);
  const frame = frames.find((each) => !isOurs(each) && !MACHINERY.test(each)) ?? "";
  if (frame.includes(entry)) return "plugin";
  if (/[\\/]@(elizaos|electric-sql)[\\/]/.test(frame)) return "elizaos";
  return frame.includes("node_modules") ? "package" : undefined;
}

/** What keeps the process alive, by Node's own names; timers are looked at one by one instead. */
function openResources(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) {
    if (kind !== "Timeout" && kind !== "Immediate") counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}
