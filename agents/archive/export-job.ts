import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { create } from "tar";
import { ConfigError, PluginCreationError, WorkspaceError } from "../../shared/errors.ts";
import type { JobEvent } from "../../shared/events.ts";
import { foldJob } from "../../shared/fold-job.ts";
import { isFinished, type Job } from "../../shared/job.ts";
import { journalText } from "../../shared/journal.ts";
import type { Jobs } from "../../shared/jobs.ts";
import { packageName, packageVersion } from "../../shared/package.ts";
import { KnownValues } from "../../shared/redact.ts";
import { makeTemporaryFolder } from "../../shared/temporary-folder.ts";
import { CASSETTE_FILE } from "../models/cassette/recorder.ts";
import { reportTexts } from "../report/write-report.ts";
import type { Manifest } from "./format.ts";
import { memberNames, members, MOST_COMPRESSED, MOST_UNPACKED, type MemberName } from "./format.ts";
import { makeBundle } from "./make-bundle.ts";
import { portable, scrubberOf, type Machine } from "./portable.ts";

export interface Exported {
  file: string;
  bytes: number;
  members: MemberName[];
}

/**
 * Writes everything there is of a job that is over into one archive, which any data folder can import. Throws when the job
 * is not over, when it is too large, or when the file cannot be written.
 */
export async function exportJob(
  jobs: Jobs,
  jobId: string,
  file: string,
  machine: Machine,
): Promise<Exported> {
  const job = jobs.get(jobId);
  if (!isFinished(job)) {
    throw new PluginCreationError(
      `Job ${jobId} is not over: ${job.status}. Only a job that has ended can be exported; wait for its end, or end it with plugin-dynamic cancel ${jobId}.`,
    );
  }
  const folder = makeTemporaryFolder("export");
  try {
    await writeMembers(folder, jobs, job, machine);
    const names = memberNames.filter((name) => fs.existsSync(path.join(folder, name)));
    const archive = path.join(folder, "archive.tgz");
    // Portable: without users, groups and times of this machine.
    await create(
      { file: archive, cwd: folder, gzip: true, portable: true, mtime: new Date(job.updatedAt) },
      names,
    );
    const { size: bytes } = fs.statSync(archive);
    assertFits("the archive", bytes, MOST_COMPRESSED);
    put(archive, file);
    return { file, bytes, members: names };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function writeMembers(folder: string, jobs: Jobs, job: Job, machine: Machine) {
  const known = new KnownValues(machine.secrets);
  const write = (name: MemberName, text: string): void =>
    fs.writeFileSync(path.join(folder, name), text, { mode: 0o644 });
  const events = portable(jobs.events(job.id), scrubberOf(machine, job.id));
  write("events.jsonl", journalText(events));
  const recording = path.join(jobs.folderOf(job.id), CASSETTE_FILE);
  if (fs.existsSync(recording)) {
    // It was written without secrets; one that is known only now goes as well.
    write("model.cassette.jsonl", known.mask(fs.readFileSync(recording, "utf8")));
  }
  await makeBundle(machine.dataDir, job, path.join(folder, "job.bundle"));
  const report = await reportsOf(events, job, machine);
  write("report.html", report.html);
  write("report.md", report.md);
  const manifest = manifestOf(folder, job);
  const total = Object.values(manifest.members).reduce((sum, { bytes }) => sum + bytes, 0);
  assertFits("everything together", total, MOST_UNPACKED);
  write("manifest.json", `${JSON.stringify(manifest, null, 2)}\n`);
}

/** The reports of what is exported, so that they say no more than that. */
async function reportsOf(events: JobEvent[], job: Job, machine: Machine) {
  const texts = await reportTexts(machine.dataDir, foldJob(events) ?? job);
  // What git says when it fails is the one thing in a report that does not come from the events.
  const scrubber = scrubberOf(machine, job.id);
  const md = scrubber.text(texts.md);
  const html = scrubber.text(texts.html).replace(/<(JOB|DATA|PACKAGE|TMP|HOME)>/g, "&lt;$1&gt;");
  return { html, md };
}

function manifestOf(folder: string, job: Job): Manifest {
  const names = memberNames.filter((name) => fs.existsSync(path.join(folder, name)));
  const { name, version } = job.plan?.specification ?? {};
  return {
    kind: "plugin-dynamic job",
    format: 1,
    jobId: job.id,
    plugin: name && version ? { name, version } : null,
    createdAt: new Date().toISOString(),
    product: { name: packageName, version: packageVersion },
    members: Object.fromEntries(
      names.map((each) => {
        const content = fs.readFileSync(path.join(folder, each));
        assertFits(each, content.length, members[each]);
        return [each, { bytes: content.length, sha256: sha256(content) }];
      }),
    ),
  };
}

export const sha256 = (content: Buffer): string =>
  crypto.createHash("sha256").update(content).digest("hex");

function assertFits(what: string, bytes: number, most: number): void {
  if (bytes <= most) return;
  throw new WorkspaceError(
    `The job cannot be exported: ${what} would have ${bytes} bytes, and no more than ${most} can be imported anywhere. Copy the data folder instead.`,
  );
}

/** Whoever looks at the file finds the old one or the new one, never half of it. */
function put(archive: string, file: string): void {
  const fresh = `${file}.${crypto.randomUUID()}`;
  try {
    fs.copyFileSync(archive, fresh, fs.constants.COPYFILE_EXCL);
    fs.renameSync(fresh, file);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new ConfigError(
      `The archive cannot be written to ${file} (${code ?? String(cause)}). Give a file that can be with --output <file>.`,
      { cause },
    );
  } finally {
    if (fs.existsSync(fresh)) fs.rmSync(fresh);
  }
}
