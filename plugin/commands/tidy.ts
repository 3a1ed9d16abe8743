import {
  isLimited,
  planTidying,
  retentionOf,
  tidy,
  type Plan,
} from "../../agents/housekeeping/tidy.ts";
import { claimDataFolder } from "../../shared/data-folder.ts";
import { ConfigError } from "../../shared/errors.ts";
import { megabytesText, type Retention } from "../../shared/retention.ts";
import { ExitCode } from "../terminal/explain.ts";
import { print, printJson } from "../terminal/output.ts";
import { sum, tidiedLines } from "../tidied-text.ts";
import type { Settings } from "./settings.ts";
import { requireGit } from "./tools.ts";

export interface TidyArguments {
  days?: string;
  mb?: string;
  /** Says what would go, and changes nothing. */
  dryRun?: boolean;
}

/** Removes the oldest jobs that are over, by age and by size, as the options or else the settings say. */
export async function tidyUp(
  { days, mb, dryRun = false }: TidyArguments,
  { config: { dataDir, keep }, json }: Settings,
): Promise<ExitCode> {
  const given = { days: read("--days", days), megabytes: read("--mb", mb) };
  const retention = retentionOf(days === undefined && mb === undefined ? keep : given);
  if (!isLimited(retention)) {
    throw new ConfigError(
      "Nothing says how much to keep. Give --days <n> or --mb <n>, or set PLUGIN_KEEP_DAYS or PLUGIN_KEEP_MB.",
    );
  }
  if (dryRun) tell(planTidying(dataDir, retention), retention, { json, dryRun });
  else {
    await requireGit();
    const release = await claimDataFolder(dataDir, "plugin-dynamic tidy");
    try {
      tell(await tidy(dataDir, retention), retention, { json, dryRun });
    } finally {
      release();
    }
  }
  return ExitCode.completed;
}

function tell(
  plan: Plan,
  retention: Retention,
  { json, dryRun }: { json: boolean; dryRun: boolean },
): void {
  const { remove, stay } = plan;
  if (json) {
    const removed = remove.map(({ id }) => id);
    const [freed, bytes] = [sum(remove), sum(stay)];
    return printJson({ removed, freed, jobs: stay.length, bytes, dryRun });
  }
  const verb = dryRun ? "would go" : "went";
  print(
    ...remove.map(({ id, updatedAt, bytes }) => {
      const day = updatedAt.slice(0, 16).replace("T", " ");
      return `${id}  ${day}  ${megabytesText(bytes).padStart(9)}  ${verb}`;
    }),
    ...tidiedLines(plan, retention, verb),
  );
}

function read(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,8}$/.test(text.trim())) return Number(text);
  throw new ConfigError(`Expected ${option} to be a whole number from 1 on, got "${text}".`);
}
