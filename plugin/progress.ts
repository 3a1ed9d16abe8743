import { setTimeout } from "node:timers/promises";
import { logger, type IAgentRuntime, type UUID } from "@elizaos/core";
import type { Team } from "../agents/team.ts";
import type { JobEvent } from "../shared/events.ts";
import type { Job } from "../shared/job.ts";
import { withoutSecrets } from "../shared/redact.ts";
import { waitingText, warningText } from "../shared/cost-text.ts";
import { planCard } from "./plan-card.ts";
import { endingText } from "./status-text.ts";
import { postMessage } from "./post-message.ts";

/** ElizaOS shows an action's reply once its handler has returned; news of the job must not overtake it. */
const REPLY_FIRST_MS = 1500;

/** Posts what people should hear of their jobs into the rooms they asked in. Returns the way out. */
export function reportProgress(team: Team, runtime: IAgentRuntime): () => void {
  let last = Promise.resolve();
  return team.bus.subscribe("*", (event: JobEvent) => {
    const job = team.jobs.find(event.jobId);
    if (job?.origin?.agentId !== runtime.agentId) return;
    const text =
      event.type === "job:finished" ? endText(event, job, team) : progressText(event, job);
    if (!text) return;
    const roomId = job.origin.roomId as UUID;
    const early = Date.now() - Date.parse(lastWord(job));
    const wait = Math.max(0, REPLY_FIRST_MS - early);
    // One after the other, so that people read them in order.
    last = last.then(() => setTimeout(wait)).then(async () => say(runtime, roomId, await text));
  });
}

/** When a person last said something that is replied to, and that news follow at once. */
const lastWord = ({ recent, createdAt }: Job): string =>
  recent.findLast(({ type }) => type === "job:edited" || type === "job:continued")?.at ?? createdAt;

/** Who cancelled a job has been told so. */
const endText = (
  { status }: JobEvent<"job:finished">,
  job: Job,
  team: Team,
): Promise<string> | undefined =>
  status === "cancelled"
    ? undefined
    : team.report(job.id).then((report) => endingText(job, report));

/** The few moments that people want to hear of without asking. */
function progressText(event: JobEvent, job: Job): string | undefined {
  switch (event.type) {
    case "plan:completed": {
      if (event.unchanged !== undefined) return `Job ${job.id}: ${event.unchanged}`;
      const { name, version, actions, providers, services, evaluators } = event.specification;
      const parts = [...actions, ...providers, ...services, ...evaluators].map((each) => each.name);
      const title = `Plan of job ${job.id}: ${name} ${version} with ${parts.join(", ")}.`;
      return [title, ...planCard(event)].join("\n");
    }
    case "checks:completed": {
      const gates = event.report.gates.map(
        ({ name, status, summary }) => `- ${name} ${status}: ${summary}`,
      );
      return `Iteration ${event.iteration} of job ${job.id} is checked.\n${gates.join("\n")}`;
    }
    case "review:completed": {
      const { verdict, score, summary } = event.review;
      const word = verdict === "approve" ? "approves" : "rejects";
      return `The reviewer ${word} iteration ${event.iteration} of job ${job.id} with ${score} of 100. ${summary}`;
    }
    case "budget:warned":
      return `Job ${job.id}: ${warningText(event)}.`;
    case "job:waiting":
      // A second agent that has to wait for the same is no news.
      return job.waiting?.request === event.request
        ? `Job ${job.id} waits. ${waitingText(event)}`
        : undefined;
    case "job:continued":
      // Whoever raised a budget has been told so.
      return event.raised ? undefined : `Job ${job.id}: ${event.reason}`;
    default:
      return undefined;
  }
}

async function say(runtime: IAgentRuntime, roomId: UUID, text: string): Promise<void> {
  try {
    const room = await runtime.getRoom(roomId);
    if (!room) return;
    await runtime.createMemory(
      {
        entityId: runtime.agentId,
        agentId: runtime.agentId,
        roomId,
        content: { text, source: room.source },
      },
      "messages",
    );
    const world = room.worldId ? await runtime.getWorld(room.worldId) : null;
    const posted =
      room.channelId !== undefined &&
      (await postMessage({
        channelId: room.channelId,
        serverId: world?.messageServerId,
        agent: { id: runtime.agentId, name: runtime.character.name },
        text,
      }));
    if (posted) return;
    await runtime.sendMessageToTarget(
      { source: room.source, roomId, channelId: room.channelId },
      { text },
    );
  } catch (error) {
    // A message that cannot be delivered must not disturb the job; status still tells everything.
    logger.debug(
      { src: "plugin:dynamic", roomId, error: withoutSecrets(String(error)) },
      "Progress was not delivered",
    );
  }
}
