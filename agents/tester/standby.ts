import type { Resident } from "../../shared/resident.ts";
import { debug } from "../../shared/log.ts";
import { removeTemporaryFolder } from "../../shared/temporary-folder.ts";
import { wakeWorkers, type Surroundings } from "../warm/workers.ts";
import { LoadProcess, type LoadSurroundings } from "./load/load-process.ts";
import { nextHost, takeHost } from "./tests/host.ts";
import { openRoom, type TestRoom } from "./tests/room.ts";

const log = debug("tester");

// What the next check will need, made while nobody waits for it: a worker in its box, and an agent with its database.

/** How long it is kept when no check comes. */
const IDLE_MS = 300_000;
/** A worker comes up within moments, or not at all. */
const PREPARE_MS = 60_000;

interface Ready {
  key: string;
  discard: () => void;
}

interface ReadyRoom extends Ready {
  room: Promise<TestRoom>;
  host: Resident;
}

interface ReadyProcess extends Ready {
  child: LoadProcess;
}

let room: ReadyRoom | undefined;
let load: ReadyProcess | undefined;
let idle: NodeJS.Timeout | undefined;

const keyOf = ({ sandbox, nodeModules }: Surroundings): string =>
  `${sandbox.level} ${sandbox.backend} ${nodeModules}`;

/** Makes ready what is not. Is called when a check is to be expected, and gives back at once. */
export function standBy(surroundings: LoadSurroundings): void {
  stayIdle();
  wakeWorkers(surroundings);
  const key = keyOf(surroundings);
  if (room?.key !== key) {
    room?.discard();
    room = readyRoom(key, surroundings);
  }
  if (load?.key !== key) {
    load?.discard();
    load = readyProcess(surroundings, new LoadProcess(surroundings));
  }
}

/** Gives up what was made ready. */
export function standDown(): void {
  room?.discard();
  load?.discard();
  room = undefined;
  load = undefined;
}

/**
 * A room for one run of tests, and who runs them, to be released after it; with a worker that waits for them where one was
 * made ready.
 */
export async function takeRoom(
  surroundings: Surroundings & { warm: boolean },
): Promise<{ room: TestRoom; host: Resident }> {
  const { warm } = surroundings;
  const ready = warm && room?.key === keyOf(surroundings) ? room : undefined;
  if (!ready) return { room: await openRoom(surroundings), host: takeHost({ warm }) };
  room = undefined;
  return { room: await ready.room, host: takeHost({ warm, next: ready.host }) };
}

/** A process for one plugin; the one that was made ready where there is one. */
export function takeLoadProcess(surroundings: LoadSurroundings & { warm: boolean }): LoadProcess {
  if (!surroundings.warm || load?.key !== keyOf(surroundings)) return new LoadProcess(surroundings);
  const { child, discard } = load;
  load = undefined;
  if (!child.isGone) return child;
  discard();
  return new LoadProcess(surroundings);
}

/** Ends a process; one that no plugin was let into waits for the next check. */
export async function giveBack(
  child: LoadProcess,
  surroundings: Surroundings & { warm: boolean },
): Promise<void> {
  if (!surroundings.warm || load || child.isTaken || child.isGone) return child.discard();
  load = readyProcess(surroundings, child);
  stayIdle();
}

const readyProcess = (surroundings: Surroundings, child: LoadProcess): ReadyProcess => ({
  key: keyOf(surroundings),
  child,
  discard: () => void child.discard().catch(() => undefined),
});

function stayIdle(): void {
  clearTimeout(idle);
  idle = setTimeout(standDown, IDLE_MS).unref();
}

function readyRoom(key: string, surroundings: Surroundings): ReadyRoom {
  const host = nextHost();
  const made = openRoom(surroundings);
  const asking = { signal: new AbortController().signal, timeoutMs: PREPARE_MS };
  const isReady = made.then((room) => host.ask({ order: "prepare", room }, asking));
  // Where it fails, a worker is started when it is needed, and tells why it cannot.
  isReady.catch((error: unknown) => log("no worker was made ready: %s", error));
  const discard = (): void =>
    void made.then(
      ({ scratch }) => removeTemporaryFolder(scratch),
      () => undefined, // there is nothing to be removed
    );
  return { key, room: made, host, discard };
}
