import { create } from "zustand";
import { studioApi, type About } from "../studio/api/studio.ts";
import type { JobSummary } from "../studio/api/jobs.ts";
import type { AgentName, JobEvent } from "../../shared/events.ts";
import { ask, reasonOf } from "./api.ts";
import type { Streamed } from "../studio/api/stream.ts";
import { listen, type Connection } from "./stream-client.ts";

/** What is known of a job that is watched. */
export interface Watched {
  /** All of its events, oldest first. */
  events: JobEvent[];
  /** What each agent's model is saying now. */
  thinking: Partial<Record<AgentName, string>>;
}

interface Studio {
  connection: Connection;
  about: About | undefined;
  /** Why nothing could be loaded. */
  trouble: string | undefined;
  /** By id; nothing before the server told. */
  jobs: Record<string, JobSummary> | undefined;
  watched: Record<string, Watched>;
  /** Goes up whenever an agent's character changed. */
  charactersVersion: number;
}

export const useStudio = create<Studio>()(() => ({
  connection: "connecting",
  about: undefined,
  trouble: undefined,
  jobs: undefined,
  watched: {},
  charactersVersion: 0,
}));

const { setState: set, getState: get } = useStudio;

/** How many parts of the page watch each job. */
const watchers = new Map<string, number>();
const known = new Map<string, Set<string>>();
let stop: (() => void) | undefined;

/** What came and is not shown yet: the page draws once for much of it. */
let arrived: Arrived[] = [];
let drawing = false;
const DRAW_MS = 16;

type Arrived = { event: JobEvent } | { thinking: Streamed["thinking"] };

function show(what: Arrived): void {
  arrived.push(what);
  if (drawing) return;
  drawing = true;
  // A page in the background gets no animation frames, and still has to keep up.
  setTimeout(() => {
    drawing = false;
    const changed = new Map<string, Watched>();
    const change = (jobId: string): Watched => {
      const { events, thinking } = get().watched[jobId] ?? { events: [], thinking: {} };
      const own = changed.get(jobId) ?? { events: [...events], thinking: { ...thinking } };
      changed.set(jobId, own);
      return own;
    };
    for (const each of arrived) {
      if ("event" in each) addEvent(change(each.event.jobId), each.event);
      else addThinking(change(each.thinking.jobId), each.thinking);
    }
    arrived = [];
    set(({ watched }) => ({ watched: { ...watched, ...Object.fromEntries(changed) } }));
  }, DRAW_MS);
}

/** After a lost connection the server may send again what is there already. */
function addEvent({ events, thinking }: Watched, event: JobEvent): void {
  const seen = known.get(event.jobId) ?? new Set<string>();
  known.set(event.jobId, seen);
  if (seen.has(event.id)) return;
  seen.add(event.id);
  events.push(event);
  // A finished thought is an event, and is not shown twice.
  thinking[event.agent] = undefined;
}

function addThinking({ thinking }: Watched, { agent, kind, delta }: Streamed["thinking"]): void {
  thinking[agent] = kind === "restart" ? "" : (thinking[agent] ?? "") + delta;
}

/** Opens the connection to the server, again with what is watched now if there is one. */
export function connect(): void {
  stop?.();
  stop = listen({
    watched: () =>
      Object.fromEntries(
        [...watchers.keys()].map((id) => [id, get().watched[id]?.events.at(-1)?.id]),
      ),
    onConnection(connection) {
      set({ connection });
      if (connection === "live") void loadAbout();
    },
    onMessage: {
      jobs: (all) => set({ jobs: Object.fromEntries(all.map((job) => [job.id, job])) }),
      job: (job) => set(({ jobs }) => ({ jobs: { ...jobs, [job.id]: job } })),
      event: (event) => show({ event }),
      events: (events) => events.forEach((event) => show({ event })),
      thinking: (thinking) => show({ thinking }),
      characters() {
        set(({ charactersVersion }) => ({ charactersVersion: charactersVersion + 1 }));
        void loadAbout();
      },
    },
  });
}

export async function loadAbout(): Promise<void> {
  try {
    set({ about: await ask(studioApi.about, {}), trouble: undefined });
  } catch (error) {
    set({ trouble: reasonOf(error) });
  }
}

/** Takes a job out that was deleted. */
export function forget(jobId: string): void {
  set(({ jobs, watched }) => ({ jobs: without(jobs, jobId), watched: without(watched, jobId) }));
  known.delete(jobId);
}

const without = <Entry, Whole extends Record<string, Entry> | undefined>(
  whole: Whole,
  key: string,
): Whole =>
  whole && (Object.fromEntries(Object.entries(whole).filter(([each]) => each !== key)) as Whole);

/** Watches a job until the returned function is called. */
export function watch(jobId: string): () => void {
  const before = watchers.get(jobId) ?? 0;
  watchers.set(jobId, before + 1);
  if (before === 0) connect();
  return () => {
    const left = (watchers.get(jobId) ?? 1) - 1;
    if (left > 0) watchers.set(jobId, left);
    else watchers.delete(jobId); // its events stay; whoever looks again gets what came meanwhile
  };
}
