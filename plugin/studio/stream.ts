import type http from "node:http";
import type { AgentName, JobEvent } from "../../shared/events.ts";
import { readWatch, type Streamed } from "./api/stream.ts";
import type { Studio } from "./studio.ts";
import { summaryOf } from "./summary.ts";

/** Proxies end connections over which nothing comes for half a minute. */
const HEARTBEAT_MS = 15_000;

/** What a page that does not read is spared: it begins anew where it stopped. */
const MOST_UNREAD_BYTES = 16 * 1024 ** 2;

/** Summaries of a job are sent no more often than that, the last one always. */
const SUMMARY_MS = 100;

/**
 * Sends what happens as server-sent events for as long as the page listens.
 * @param watch jobs whose events are wanted, as `watchText` writes them.
 */
export function stream(studio: Studio, watch: string, response: http.ServerResponse): void {
  const { team } = studio.service;
  const watched = readWatch(watch);
  response.writeHead(200, {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",
  });

  const send = <Name extends keyof Streamed>(name: Name, data: Streamed[Name]): void => {
    if (response.writableLength > MOST_UNREAD_BYTES) response.destroy();
    else response.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  const summary = (jobId: string) => summaryOf(team.jobs.get(jobId), team.queue.placeOf(jobId));

  const stale = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const sendStale = (): void => {
    timer = undefined;
    for (const jobId of stale) if (team.jobs.find(jobId)) send("job", summary(jobId));
    stale.clear();
  };

  // Both happen in one go, so that no event falls between what is read and what is heard.
  const sendJobs = (): void =>
    send(
      "jobs",
      team.jobs.all().map(({ id }) => summary(id)),
    );
  sendJobs();
  for (const [jobId, last] of watched) {
    if (!team.jobs.find(jobId)) continue; // it was deleted, or its journal is damaged
    send("events", missing(team.jobs.events(jobId), last));
  }
  const ways = [
    team.bus.subscribe("*", (event) => {
      if (watched.has(event.jobId)) send("event", event);
      stale.add(event.jobId);
      // Where one job stands in line depends on the others.
      if (event.type === "job:finished" || event.type === "job:waiting") {
        for (const { id } of team.jobs.active()) stale.add(id);
      }
      timer ??= setTimeout(sendStale, SUMMARY_MS);
    }),
    team.bus.watch((thinking) => {
      if (watched.has(thinking.jobId)) send("thinking", thinking);
    }),
  ];
  const sendCharacter = (agent: AgentName): void => send("characters", { agent });
  team.news.on("jobs", sendJobs).on("character", sendCharacter);
  const heartbeat = setInterval(() => response.write(": \n\n"), HEARTBEAT_MS);
  response.on("close", () => {
    for (const leave of ways) leave();
    team.news.off("jobs", sendJobs).off("character", sendCharacter);
    clearInterval(heartbeat);
    clearTimeout(timer);
  });
}

/** The events after the last one that the page has; all of them when it is not among them. */
function missing(events: JobEvent[], last: string): JobEvent[] {
  return events.slice(events.findIndex(({ id }) => id === last) + 1);
}
