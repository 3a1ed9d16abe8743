import type { JobEvent, Parent } from "./events.ts";
import { isRecording } from "./job.ts";
import type { Finding } from "./results.ts";
import { testsNotes } from "./criteria-text.ts";
import { estimateText, waitingText, warningText } from "./cost-text.ts";

const SHOWN = 10;

/** What an agent says to the others with an event, for the job's room; nothing for events that are mere bookkeeping. */
export function exchangeText(event: JobEvent): string | undefined {
  switch (event.type) {
    case "job:created": {
      const wish =
        event.description ?? `the specification of ${event.specification?.name ?? "a plugin"}`;
      const from = event.parent ? `, ${parentText(event.parent)}` : "";
      return `A new job${isRecording(event) ? ", played from a recording" : ""}${from}: ${wish}`;
    }
    case "plan:requested":
      return "Planner, please turn this into a specification.";
    case "plan:completed": {
      if (event.unchanged !== undefined) return event.unchanged;
      const { name, version, actions, providers, services, evaluators } = event.specification;
      const parts = [...actions, ...providers, ...services, ...evaluators];
      const lines = parts.map((each) => `${each.name}: ${each.description}`);
      const expected = event.estimate ? `\n${estimateText(event.estimate)}` : "";
      const title = `Here is the plan for ${name} ${version}.${expected}`;
      const wanted = (event.criteria ?? []).map(
        ({ id, component, text }) => `${id} ${component}: ${text}`,
      );
      return list(title, [...lines, ...event.assumptions, ...wanted]);
    }
    case "tests:requested":
      return "Tester, please write acceptance tests from the specification.";
    case "tests:completed":
      return list(`The tests are written: ${event.summary}.`, [
        ...testsNotes(event),
        ...event.files,
      ]);
    case "code:requested":
      return event.findings.length > 0
        ? list(`Coder, iteration ${event.iteration}: please mend this.`, event.findings.map(line))
        : `Coder, please write the plugin (iteration ${event.iteration}).`;
    case "code:completed":
      return list(`The code is written: ${event.summary}.`, event.files);
    case "checks:requested":
      return "Tester, please run every check.";
    case "gate:completed": {
      const { name, status, summary, findings } = event.gate;
      return list(`${name} ${status}: ${summary}`, findings.map(line));
    }
    case "review:requested":
      return "Reviewer, please look at the code and the results.";
    case "review:completed": {
      const { summary, findings } = event.review;
      return list(summary, findings.map(line));
    }
    case "commit:completed":
      return `Recorded in git: ${event.kind} ${event.commit.slice(0, 7)}.`;
    case "agent:thought":
      return event.text;
    case "character:swapped":
      return `From now on the ${event.of} is ${event.name}.`;
    case "plan:failed":
    case "tests:failed":
    case "code:failed":
    case "checks:failed":
    case "review:failed":
    case "commit:failed":
    case "job:stopped":
    case "loop:decided":
      return event.reason;
    case "job:finished":
      return `The job is ${event.status}. ${event.reason}`;
    case "job:waiting":
      return waitingText(event);
    case "job:continued":
      return event.reason;
    case "job:edited":
      return `Planner, somebody wants the plan to be different: ${event.text}`;
    case "job:hinted":
      return `To the ${event.to.join(", the ")}: ${event.text}`;
    case "budget:warned":
      return `${warningText(event)}.`;
    case "model:called":
    case "commit:requested":
    case "gate:started":
    case "checks:completed":
      return undefined;
    default:
      return event satisfies never;
  }
}

/** How a job goes on from another one: "fork of abc123, iteration 2". */
export const parentText = ({ how, jobId, iteration }: Parent): string =>
  `${PARENTS[how]} ${jobId}${iteration ? `, iteration ${iteration}` : ""}`;

const PARENTS: Record<Parent["how"], string> = {
  retry: "a retry of",
  fork: "a fork of",
  improve: "an improvement of what was built by",
};

function list(title: string, items: string[]): string {
  const shown = items.slice(0, SHOWN).map((item) => `- ${item}`);
  const more = items.length > SHOWN ? [`- and ${items.length - SHOWN} more`] : [];
  return [title, ...shown, ...more].join("\n");
}

const line = ({ severity, message, file }: Finding): string =>
  `${severity}${file ? ` in ${file}` : ""}: ${message}`;
