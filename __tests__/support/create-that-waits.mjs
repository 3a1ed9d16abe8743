// Runs the built create command's way of attending a job, in which the job has to wait before its plan.
// Arguments: data folder, milliseconds to wait or "person", and --json if wanted.
import { withTeam } from "../../dist/plugin/commands/attend.js";
import { settingsOf } from "../../dist/plugin/commands/settings.js";

const [data, time, json] = process.argv.slice(2);
const wait =
  time === "person"
    ? { kind: "budget", scope: "job", reason: "The job's budget does not reach." }
    : {
        kind: "rate-limit",
        until: new Date(Date.now() + Number(time)).toISOString(),
        reason: "The model is asked too often.",
      };

const code = await withTeam(
  settingsOf({ data, json: json === "--json" }),
  "create",
  async ({ team, attend }) => {
    const stop = team.bus.subscribe("plan:requested", ({ jobId }) => {
      stop();
      const stamp = { jobId, agent: "planner" };
      team.bus.publish("job:waiting", stamp, { ...wait, request: "plan:requested" });
    });
    // What comes after the wait is not what is tried.
    team.bus.subscribe("tests:requested", ({ jobId }) => team.cancel(jobId));
    const begun = await team.create({ description: "a plugin that flips a coin" });
    return attend(begun.job);
  },
);
process.exit(code);
