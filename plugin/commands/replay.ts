import fs from "node:fs";
import path from "node:path";
import { treesOf } from "../../agents/job-trees.ts";
import { readCassette, type Cassette } from "../../agents/models/cassette/cassette.ts";
import { CASSETTE_FILE } from "../../agents/models/cassette/recorder.ts";
import type { ReplayMode } from "../../shared/config.ts";
import { ConfigError } from "../../shared/errors.ts";
import { isFinished } from "../../shared/job.ts";
import { packageRoot } from "../../shared/package.ts";
import { ExitCode, report } from "../terminal/explain.ts";
import { complain, print, printJson } from "../terminal/output.ts";
import { withTeam } from "./attend.ts";
import type { Settings } from "./settings.ts";

export interface ReplayArguments {
  /** Id of a job, or a file with a recording. */
  recording: string;
  mode: ReplayMode;
}

/** The recording that comes with the package. */
const DEMONSTRATION = path.join(packageRoot, "plugin", "demonstration", "weather.cassette.jsonl");

/** Plays the demonstration that comes with the package. It was recorded without mutants, which reviewers are told of. */
export const demonstrate = (settings: Settings): Promise<ExitCode> =>
  replay(
    { recording: DEMONSTRATION, mode: "replay" },
    { ...settings, config: { ...settings.config, mutationProof: false } },
  );

/**
 * Runs the whole team on a recording: what the model said is played, everything else is done anew, in a folder of its own.
 * Red when the job does not end as it did then, or git does not arrive at the same trees.
 */
export async function replay(
  { recording, mode }: ReplayArguments,
  settings: Settings,
): Promise<ExitCode> {
  try {
    const file = findRecording(recording, settings.config.dataDir);
    return await play(readCassette(file), mode, settings);
  } catch (error) {
    return report(error);
  }
}

async function play(cassette: Cassette, mode: ReplayMode, settings: Settings): Promise<ExitCode> {
  const { config, json } = settings;
  const { request, maxIterations, parent } = cassette.header;
  if ("released" in request || (parent && parent.how !== "retry")) {
    throw new ConfigError(
      `The recording ${cassette.file} goes on from another job${parent ? `, ${parent.jobId} (${parent.how})` : ""}, so it cannot be played from its beginning. Replay one that begins with a request.`,
    );
  }
  const dataDir = emptyRoom(config.dataDir, cassette.file);
  const playing: Settings = {
    ...settings,
    config: { ...config, dataDir, model: "replay", cassette: cassette.file, replay: mode },
  };
  return withTeam(playing, "replay", async ({ team, attend }) => {
    if (!json) print(team.model.reason);
    const begun = await team.create(request, { maxIterations, approval: "auto" });
    if (begun.kind !== "started") {
      complain(begun.kind === "ask" ? begun.question : begun.reason);
      return ExitCode.refused;
    }
    const code = await attend(begun.job);
    const job = team.jobs.get(begun.job.id);
    if (!isFinished(job) || !cassette.end || mode === "then-live") return code;
    const trees = await treesOf(playing.config, job);
    const same = job.status === cassette.end.status && equal(trees, cassette.end.trees);
    if (json) printJson({ type: "replay:compared", same, trees, recorded: cassette.end.trees });
    else if (same) print("", `The same ${trees.length} trees as when it was recorded.`);
    else complain(difference(job.status, trees, cassette.end));
    return same ? ExitCode.completed : ExitCode.failed;
  });
}

/** A job's own recording, or a file. */
function findRecording(recording: string, dataDir: string): string {
  const ofJob = path.join(dataDir, "jobs", recording, CASSETTE_FILE);
  const found = [ofJob, path.resolve(recording)].find((file) => fs.existsSync(file));
  if (found && fs.statSync(found).isFile()) return found;
  throw new ConfigError(
    `There is no recording "${recording}": expected the id of a job in ${dataDir}, or a file such as data/jobs/<job>/${CASSETTE_FILE}.`,
  );
}

/** A replay begins with an empty data folder, so that versions and histories are those of a first time; tools are shared. */
function emptyRoom(dataDir: string, file: string): string {
  const name = path.basename(file) === CASSETTE_FILE ? path.dirname(file) : file;
  const room = path.join(dataDir, "replays", path.basename(name).split(".")[0] ?? "");
  const toolchain = path.join(dataDir, "toolchain");
  fs.rmSync(room, { recursive: true, force: true });
  fs.mkdirSync(room, { recursive: true });
  fs.mkdirSync(toolchain, { recursive: true });
  fs.symlinkSync(toolchain, path.join(room, "toolchain"), "dir");
  return room;
}

const equal = (some: string[], others: string[]): boolean =>
  some.length === others.length && some.every((each, index) => each === others[index]);

function difference(status: string, trees: string[], recorded: NonNullable<Cassette["end"]>) {
  const at = trees.findIndex((tree, index) => tree !== recorded.trees[index]);
  const where =
    status !== recorded.status
      ? `it ended ${status}, not ${recorded.status}`
      : at >= 0
        ? `commit ${at + 1} has tree ${trees[at]}, not ${recorded.trees[at] ?? "none"}`
        : `it has ${trees.length} commits, not ${recorded.trees.length}`;
  return `The replay did not arrive where the recording did: ${where}. Another version of this package, or of its tools, writes other files.`;
}
