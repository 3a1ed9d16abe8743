import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { PluginCreationError } from "../../shared/errors.ts";
import { foldJob } from "../../shared/fold-job.ts";
import { isFinished, type Job } from "../../shared/job.ts";
import { JOURNAL_FILE, journalText } from "../../shared/journal.ts";
import { IMPORTED_FILE, Jobs } from "../../shared/jobs.ts";
import { readCassette } from "../models/cassette/cassette.ts";
import { CASSETTE_FILE } from "../models/cassette/recorder.ts";
import { reportFormats, reportTexts } from "../report/write-report.ts";
import { readStory, type Story } from "./imported-story.ts";
import { portable, scrubberOf, settled, type Machine } from "./portable.ts";
import { BadArchive, readArchive, type Archive } from "./read-archive.ts";
import { quarantine, takeIn } from "./take-bundle.ts";

export interface Imported {
  job: Job;
  /** Whether the job was here before, as it is in the archive. */
  wasHere: boolean;
  /** Whether its plugin was not known here before. */
  isNewPlugin: boolean;
}

/** Where imports are made, aside from everything else. */
const STAGING = "imports";

/**
 * Brings a job from an archive into a data folder that this process has claimed. Everything in the archive is a stranger's:
 * it is looked at aside, and gets its names when all of it is right. Throws BadArchive, and has changed nothing then.
 */
export async function importJob(file: string, machine: Machine): Promise<Imported> {
  const { dataDir } = machine;
  const archive = readArchive(file);
  // What a crash has left of an earlier one.
  fs.rmSync(path.join(dataDir, STAGING), { recursive: true, force: true });
  const staging = path.join(dataDir, STAGING, crypto.randomUUID());
  const folder = path.join(staging, "job");
  fs.mkdirSync(folder, { recursive: true });
  try {
    const story = storyIn(archive, folder);
    const known = knownJob(story, machine);
    if (known) return { job: known, wasHere: true, isNewPlugin: false };
    return await bringIn(archive, story, staging, machine);
  } finally {
    fs.rmSync(path.join(dataDir, STAGING), { recursive: true, force: true });
  }
}

function storyIn({ manifest, members }: Archive, folder: string): Story {
  const text = members["events.jsonl"]?.toString("utf8") ?? "";
  fs.writeFileSync(path.join(folder, JOURNAL_FILE), text);
  return readStory(folder, text, manifest);
}

/** The same job, if it is here already; throws when another one has its id. */
function knownJob({ events, job: { id } }: Story, machine: Machine): Job | undefined {
  const jobs = new Jobs(machine.dataDir);
  if (!fs.existsSync(jobs.folderOf(id))) return undefined;
  const job = jobs.find(id);
  if (job && isFinished(job)) {
    const own = portable(jobs.events(id), scrubberOf(machine, id));
    if (journalText(own) === journalText(events)) return job;
  }
  throw new PluginCreationError(
    `There is another job ${id} in ${machine.dataDir}, so that this one cannot be imported. Import it into another folder with --data, or remove that job with plugin-dynamic delete ${id}.`,
  );
}

async function bringIn(
  { members, manifest }: Archive,
  { events, job }: Story,
  staging: string,
  { dataDir }: Machine,
): Promise<Imported> {
  const folder = path.join(staging, "job");
  const bundle = members["job.bundle"];
  if (!bundle && job.commits.plan) throw new BadArchive("its job.bundle is missing.");
  if (bundle && !job.plan) throw new BadArchive("it has a job.bundle, and its job no plan.");
  const recording = members["model.cassette.jsonl"];
  if (recording) writeRecording(path.join(folder, CASSETTE_FILE), recording);
  const here = settled(events, dataDir);
  fs.writeFileSync(path.join(folder, JOURNAL_FILE), journalText(here));
  const from = { importedAt: new Date().toISOString(), product: manifest.product };
  fs.writeFileSync(path.join(folder, IMPORTED_FILE), `${JSON.stringify(from)}\n`);
  const looked = bundle && (await quarantine(bundle, path.join(staging, "repository"), job));
  const { isNew } = looked ? await takeIn(looked, dataDir, job) : { isNew: false };
  const settledJob = foldJob(here) ?? job;
  // Pages of a stranger are not taken: they could hold anything. They are made anew.
  const texts = await reportTexts(dataDir, settledJob);
  for (const each of reportFormats) {
    fs.writeFileSync(path.join(folder, `report.${each}`), texts[each]);
  }
  const target = new Jobs(dataDir).folderOf(job.id);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.renameSync(folder, target);
  return { job: settledJob, wasHere: false, isNewPlugin: isNew };
}

function writeRecording(file: string, content: Buffer): void {
  fs.writeFileSync(file, content, { mode: 0o600 });
  try {
    readCassette(file);
  } catch (cause) {
    const [line = "a line"] = /\bline \d+/.exec(String(cause)) ?? [];
    throw new BadArchive(
      `its ${CASSETTE_FILE} is no recording as this version writes it (${line}).`,
      {
        cause,
      },
    );
  }
}
