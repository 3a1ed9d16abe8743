/**
 * How long a start takes with many jobs: `npm run measure:jobs -- <data folder> [copies]` copies the finished jobs of a data
 * folder aside (200 in all), opens them as every process does, and prints milliseconds of the fastest of five tries.
 */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import zlib from "node:zlib";
import { Jobs } from "../dist/shared/jobs.js";

const [source = "data", copies = "200"] = process.argv.slice(2);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "measure-jobs-"));

/** The same journal under another job's id, with the checksums that belong to it. */
function copyJournal(from, id, copy) {
  const text = fs.readFileSync(path.join(source, "jobs", from, "events.jsonl"), "utf8");
  let sum = 0;
  const lines = text
    .trimEnd()
    .split("\n")
    .map((line) => {
      const json = line.replace(/,"sum":"[0-9a-f]{8}"\}$/, "}").replaceAll(from, copy);
      sum = zlib.crc32(json, sum);
      return `${json.slice(0, -1)},"sum":"${sum.toString(16).padStart(8, "0")}"}\n`;
    });
  const to = path.join(folder, "jobs", copy);
  fs.mkdirSync(to, { recursive: true });
  fs.writeFileSync(path.join(to, "events.jsonl"), lines.join(""));
}

const timed = (work) => {
  const start = performance.now();
  work();
  return Math.round(performance.now() - start);
};

try {
  const jobs = fs.readdirSync(path.join(source, "jobs"));
  for (let count = 0; count < Number(copies); count += 1) {
    const from = jobs[count % jobs.length];
    copyJournal(from, from, `c${String(count).padStart(5, "0")}`);
  }
  const tries = Array.from({ length: 5 }, () => {
    let opened;
    const open = timed(() => (opened = new Jobs(folder)));
    const all = timed(() => opened.all());
    const again = new Jobs(folder);
    const active = timed(() => again.active());
    return { open, active, all, jobs: opened.all().length, damaged: opened.damaged.size };
  });
  const [first] = tries;
  const best = (name) => Math.min(...tries.map((each) => each[name]));
  console.log({ jobs: first.jobs, damaged: first.damaged });
  console.log({ "first new Jobs": first.open, "first all()": first.all });
  console.log({
    "best new Jobs": best("open"),
    "best active()": best("active"),
    "best all()": best("all"),
  });
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
