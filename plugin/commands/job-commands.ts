import { Option, type Command } from "commander";
import { agentNames } from "../../shared/agent-names.ts";
import type { AgentName } from "../../shared/event-fields.ts";
import type { CompareArguments } from "./compare.ts";
import type { CompareCharactersArguments } from "./compare-characters.ts";
import type { DeleteArguments } from "./delete.ts";
import type { ExportArguments } from "./export.ts";
import type { FilterOptions } from "./job-filter.ts";
import type { ForkArguments } from "./lineage.ts";
import type { ReportArguments } from "./report.ts";
import type { Settings } from "./settings.ts";
import type { TidyArguments } from "./tidy.ts";

/** The commands about jobs that are there already, with their arguments. */
export function addJobCommands(
  program: Command,
  done: (exitCode: number) => void,
  settings: () => Promise<Settings>,
): void {
  program
    .command("list")
    .description("show all jobs, newest first")
    .option("--status <status>", "only jobs with this status; repeatable", collect)
    .option("--plugin <name>", "only jobs of this plugin")
    .option("--since <when>", "only jobs begun since a day, or within an age such as 7d")
    .option("--limit <n>", "so many at most")
    .action(async (options: FilterOptions) => {
      done((await import("./list.ts")).list(options, await settings()));
    });
  program
    .command("status")
    .description("show how a job stands; the newest one when none is named")
    .argument("[job]", "id of the job")
    .action(async (job?: string) =>
      done((await import("./status.ts")).status(job, await settings())),
    );
  program
    .command("log")
    .description("show the git story of a job")
    .argument("<job>", "id of the job")
    .action(async (job: string) =>
      done(await (await import("./log.ts")).log(job, await settings())),
    );
  program
    .command("report")
    .description("make the report of a job and print where it lies")
    .argument("<job>", "id of the job")
    .addOption(
      new Option("--format <format>", "page or Markdown").choices(["html", "md"]).default("html"),
    )
    .option("--output <file>", "file to write it into; - prints it")
    .action(async (job: string, options: ReportArguments) => {
      done(await (await import("./report.ts")).report(job, options, await settings()));
    });
  program
    .command("export")
    .description("write everything there is of a job into one file, to be imported elsewhere")
    .argument("<job>", "id of the job")
    .option("--output <file>", "file to write it into (default: job-<job>.tgz)")
    .action(async (job: string, options: ExportArguments) => {
      done(await (await import("./export.ts")).exportOne(job, options, await settings()));
    });
  program
    .command("import")
    .description("bring a job here that was exported elsewhere")
    .argument("<file>", "archive that plugin-dynamic export has made")
    .action(async (file: string) => {
      done(await (await import("./import.ts")).importOne(file, await settings()));
    });
  program
    .command("delete")
    .description("remove a job that is over; what it released stays")
    .argument("<job>", "id of the job")
    .option("--yes", "without being asked")
    .action(async (job: string, options: DeleteArguments) => {
      done(await (await import("./delete.ts")).deleteOne(job, options, await settings()));
    });
  program
    .command("tidy")
    .description("remove the oldest jobs that are over")
    .option("--days <n>", "those that ended longer ago (default: PLUGIN_KEEP_DAYS)")
    .option("--mb <n>", "until all jobs fit into so many megabytes (default: PLUGIN_KEEP_MB)")
    .option("--dry-run", "only say which would go")
    .action(async (options: TidyArguments) => {
      done(await (await import("./tidy.ts")).tidyUp(options, await settings()));
    });
  program
    .command("cancel")
    .description("stop a job; what it has committed stays")
    .argument("<job>", "id of the job")
    .action(async (job: string) => {
      done(await (await import("./cancel.ts")).cancel(job, await settings()));
    });
  program
    .command("pause")
    .description("let a job stand still until it is continued")
    .argument("<job>", "id of the job")
    .action(async (job: string) => {
      done(await (await import("./pause.ts")).pauseJob(job, await settings()));
    });
  program
    .command("continue")
    .description("let a job go on that waits, or that was left behind")
    .argument("<job>", "id of the job")
    .option("--without", "plan it anew without the packages that it waits for")
    .action(async (job: string, options: { without?: boolean }) => {
      done(await (await import("./continue.ts")).continueJob(job, options, await settings()));
    });
  program
    .command("retry")
    .description("do a failed or cancelled job once more, with the same request")
    .argument("<job>", "id of the job")
    .action(async (job: string) => {
      done(await (await import("./lineage.ts")).retry(job, await settings()));
    });
  program
    .command("fork")
    .description("go another way from an iteration of a job, as a job of its own")
    .argument("<job>", "id of the job")
    .requiredOption("--iteration <n>", "iteration to go on from")
    .option("--hint <words>", "what the coder should do now")
    .action(async (job: string, options: ForkArguments) => {
      done(await (await import("./lineage.ts")).fork(job, options, await settings()));
    });
  program
    .command("edit")
    .description("have a plan that waits for a yes made anew")
    .argument("<job>", "id of the job")
    .argument("<words...>", "what should be different")
    .action(async (job: string, words: string[]) => {
      done(await (await import("./edit.ts")).edit(job, words.join(" "), await settings()));
    });
  program
    .command("hint")
    .description("tell the agents of a job how it is to be done")
    .argument("<job>", "id of the job")
    .argument("<words...>", "what they should hear")
    .addOption(
      new Option("--to <agent>", "who should hear it (default: whose work it is about)").choices(
        agentNames,
      ),
    )
    .action(async (job: string, words: string[], { to }: { to?: AgentName }) => {
      done(
        await (
          await import("./hint.ts")
        ).hint(job, { words: words.join(" "), to }, await settings()),
      );
    });
  program
    .command("improve")
    .description("make the next version of a released plugin; its tests stay green")
    .argument("<plugin>", "name of the plugin, or id of the job that released it")
    .argument("<words...>", "what should be different")
    .action(async (plugin: string, words: string[]) => {
      done(await (await import("./lineage.ts")).improve(plugin, words, await settings()));
    });
  program
    .command("compare")
    .description("show two jobs side by side, and how their files differ")
    .argument("<job>", "id of a job")
    .argument("<other>", "id of another one")
    .option("--patch", "show the whole patch between their files")
    .action(async (job: string, other: string, options: CompareArguments) => {
      done(await (await import("./compare.ts")).compare([job, other], options, await settings()));
    });
  program
    .command("compare-characters")
    .description("do the same job with several characters of one agent, and show what came of it")
    .argument(
      "<characters...>",
      "character files, or names of characters that come with the package",
    )
    .requiredOption("--role <agent>", "agent that plays them")
    .option("--spec <file>", "file with the specification that every run builds")
    .option("--job <id>", "job from whose iteration every run goes on")
    .option("--iteration <n>", "that iteration; a reviewer reviews it once more")
    .option("--hint <words>", "what the coder is asked for there")
    .option("--runs <n>", "runs of each character (default: 1)")
    .action(
      async (characters: string[], options: Omit<CompareCharactersArguments, "characters">) => {
        const { compareCharacters } = await import("./compare-characters.ts");
        done(await compareCharacters({ characters, ...options }, await settings()));
      },
    );
}

/** Gathers what a repeatable option is given. */
export const collect = (value: string, all: string[] = []): string[] => [...all, value];
