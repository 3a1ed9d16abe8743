// Builds one plugin with the offline model and gates that let everything pass, and goes on with it where it was left.
// Argument: data folder. Prints one JSON object a line: what happened first and when, and how the job ended.
import { execFileSync } from "node:child_process";
import path from "node:path";
import { Team } from "../../dist/agents/team.js";
import { claimDataFolder } from "../../dist/shared/data-folder.js";
import { loadConfig } from "../../dist/shared/config.js";
import { cheapGates } from "./cheap-gates.mjs";

const [dataDir = ""] = process.argv.slice(2);
const specification = {
  name: "@elizaos/plugin-notes",
  description: "Keeps notes",
  actions: [{ name: "addNote", description: "Add a note", parameters: { text: "string" } }],
};

const say = (facts) => process.stdout.write(`${JSON.stringify(facts)}\n`);

/** Lets somebody else's release come between: this job's release has to be merged with it. */
function moveMain() {
  const repository = path.join(dataDir, "repos", "plugin-notes.git");
  const identity = ["-c", "user.name=somebody", "-c", "user.email=somebody@localhost"];
  const git = (...args) =>
    execFileSync("git", [...identity, ...args], { cwd: repository, encoding: "utf8" }).trim();
  if (git("branch", "--list", "main") !== "") return;
  const [plan] = git("rev-list", "--max-parents=0", "--branches=job/*").split("\n");
  const commit = git("commit-tree", `${plan}^{tree}`, "-p", plan, "-m", "Somebody else's release");
  git("update-ref", "refs/heads/main", commit);
}

const release = await claimDataFolder(dataDir, "a test", "all");
const team = new Team({
  config: { ...loadConfig({ PLUGIN_SANDBOX: "none", PLUGIN_MODEL: "offline" }), dataDir },
  gates: async (options) => {
    const report = await cheapGates(options);
    moveMain();
    return report;
  },
});
let isFirst = true;
team.bus.subscribe("*", ({ type }) => {
  const { user, system } = process.cpuUsage();
  const work = Math.round((user + system) / 1000);
  if (isFirst) say({ first: type, afterMs: Math.round(performance.now()), workMs: work });
  isFirst = false;
});
const [left] = team.resume();
const [over] = team.jobs.all();
const job = left ?? over ?? (await team.create({ specification }).then((begun) => begun.job));
const { id, status, finished } = await team.finished(job.id);
await team.report(id);
await team.close();
release();
say({ jobId: id, status, reason: finished.reason });
process.exit(0);
