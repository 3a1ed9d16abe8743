import { deleteJob } from "../../agents/housekeeping/delete-job.ts";
import type { Begun } from "../../agents/team.ts";
import { PluginCreationError } from "../../shared/errors.ts";
import { findSpecification } from "../../shared/find-json.ts";
import { isFinished, type Job } from "../../shared/job.ts";
import { beginReply } from "../actions/begin.ts";
import { continuedText } from "../actions/continue-plugin-creation.ts";
import { waitingText } from "../../shared/cost-text.ts";
import { editedText, hintedText, notEditableText } from "../steering-text.ts";
import type { jobsApi } from "./api/jobs.ts";
import type { Answers, Studio } from "./studio.ts";
import { summaryOf } from "./summary.ts";

const jobOf = ({ service }: Studio, id: string): Job => service.team.jobs.get(id);

/** Throws why an action was not possible: pages show it beside the button. */
function done(success: boolean, text: string, otherwise: string): { text: string } {
  if (success) return { text };
  throw new PluginCreationError(otherwise);
}

const overText = ({ id, status }: Job): string => `Job ${id} is over already: ${status}.`;

function started(begun: Begun) {
  const { text } = beginReply(begun, (id) => `Job ID: ${id}.`);
  return { kind: begun.kind, text, jobId: begun.kind === "started" ? begun.job.id : null };
}

/** What people do with jobs on the page. */
export const jobs: Answers<typeof jobsApi> = {
  list(_input, { service: { team } }) {
    return team.jobs.all().map((job) => summaryOf(job, team.queue.placeOf(job.id)));
  },
  events({ id }, studio) {
    return studio.service.team.jobs.events(jobOf(studio, id).id);
  },
  async create({ wish, approval }, { service: { team } }) {
    const isSpecification = findSpecification(wish) !== undefined;
    const request = isSpecification ? { specification: wish } : { description: wish };
    return started(await team.create(request, { approval }));
  },
  cancel({ id }, studio) {
    const job = jobOf(studio, id);
    return done(studio.service.cancel(id), `Job ${id} is cancelled.`, overText(job));
  },
  pause({ id }, studio) {
    const job = jobOf(studio, id);
    const why = isFinished(job) ? overText(job) : `Job ${id} stands still already.`;
    return done(studio.service.pause(id), `Job ${id} is paused.`, why);
  },
  goOn({ id, without }, studio) {
    const job = jobOf(studio, id);
    if (without && job.waiting && job.waiting.kind !== "consent") {
      throw new PluginCreationError(
        `Job ${id} does not wait for a package that it could do without. ${waitingText(job.waiting)}`,
      );
    }
    return done(
      studio.service.continue(id, { without }),
      continuedText(job, studio.service, without),
      `Job ${id} does not wait: ${job.status}.`,
    );
  },
  edit({ id, words }, studio) {
    const job = jobOf(studio, id);
    return done(studio.service.team.edit(id, words), editedText(job), notEditableText(job));
  },
  hint({ id, words, to }, studio) {
    const job = jobOf(studio, id);
    const agents = studio.service.team.hint(id, words, to);
    const text = hintedText(job, agents);
    return done(agents.length > 0, text, text);
  },
  async retry({ id }, { service: { team } }) {
    return started(await team.lineage.retry(id));
  },
  async fork({ id, iteration, hint }, { service: { team } }) {
    return started(await team.lineage.fork(id, { iteration, hint }));
  },
  async improve({ id, wish }, { service: { team } }) {
    return started(await team.lineage.improve(id, wish));
  },
  async remove({ id }, { service: { team } }) {
    await deleteJob(team.config.dataDir, team.jobs, id);
    team.news.emit("jobs");
    return { text: `Job ${id} is gone. What it released stays.` };
  },
};
