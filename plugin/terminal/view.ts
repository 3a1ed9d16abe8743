import ora from "ora";
import type { Thinking } from "../../shared/event-bus.ts";
import type { AgentName, JobEvent, RequestType } from "../../shared/events.ts";
import type { Job } from "../../shared/job.ts";
import { eventLines } from "./event-lines.ts";
import { colorsFor, isLive, print, printable, printJson } from "./output.ts";

/** How a command shows a job at work. */
export interface View {
  event: (event: JobEvent, job: Job) => void;
  thinking: (thinking: Thinking) => void;
  /** Leaves the terminal as it should be. */
  close: () => void;
}

/** The view that fits: JSON when it is asked for, alive on a terminal, plain lines into a pipe. */
export function openView({ json }: { json: boolean }): View {
  if (json) return jsonView;
  return isLive(process.stdout) ? liveView() : plainView;
}

const nothing = (): void => undefined;

const jsonView: View = { event: printJson, thinking: nothing, close: nothing };

const plainView: View = {
  event: (event, job) => print(...eventLines(event, job, colorsFor(process.stdout))),
  thinking: nothing, // the finished thought comes as an event
  close: nothing,
};

const DOING: Record<RequestType, string> = {
  "plan:requested": "planner is writing the specification",
  "tests:requested": "tester is writing acceptance tests",
  "code:requested": "coder is writing the plugin",
  "checks:requested": "tester is checking",
  "review:requested": "reviewer is reading",
  "commit:requested": "coordinator is recording in git",
};

/** Characters of an agent's stream that a line can show. */
const KEPT = 300;

/** Lines that stay, above one that tells what is going on right now. */
function liveView(): View {
  const colors = colorsFor(process.stdout);
  const lastWords = new Map<AgentName, string>();
  const spinner = ora({ stream: process.stdout, discardStdin: false });
  return {
    event(event, job) {
      const lines = eventLines(event, job, colors);
      spinner.stop();
      print(...lines);
      const doing = job.inFlight.map((request) => DOING[request]).join(", ");
      if (doing) spinner.start(job.gate ? `${doing}: ${job.gate}` : doing);
    },
    thinking({ agent, kind, delta }) {
      if (kind === "input") return; // files while they are written: too fast to read
      const said = kind === "restart" ? "" : `${lastWords.get(agent) ?? ""}${delta}`.slice(-KEPT);
      lastWords.set(agent, said);
      const line = printable(said).replaceAll(/\s+/g, " ").trim();
      const width = Math.max(20, process.stdout.columns - 20);
      if (line) spinner.text = `${agent}: ${line.slice(-width)}`;
    },
    close: () => void spinner.stop(),
  };
}
