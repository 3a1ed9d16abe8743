import type { Finding } from "../../../shared/results.ts";
import { blocker } from "../gate.ts";
import type { Effects, Stopped } from "./protocol.ts";

/** What packages put into the global object on purpose, under names that mean nothing to anybody else. */
const KNOWN = /^(Symbol\(.*\)|__zod_\w+|__core-js_shared__|\$adzeGlobal|lc_\w+)$/;
/** How much of a stack errors show; packages set it as they like. */
const DEPTH_OF_STACKS = "stackTraceLimit";

const MAXIMUM_NAMES = 5;

/** What of the changes in the process is wrong; what a service needs while it runs counts only after it stopped. */
export function judgeEffects(
  { changes, listeners, variables, moved }: Effects,
  { stopped }: { stopped: boolean },
): Finding[] {
  const forbidden = changes.filter(isForbidden);
  const problems = [...new Set(forbidden.map(({ owner }) => owner))].map((owner) => {
    const own = forbidden.filter((each) => each.owner === owner);
    const what = list(own.map(({ key, how }) => `${JSON.stringify(key)} ${how}`));
    return `The plugin changes ${owner === "globalThis" ? "the global object" : owner} (${what}), which it shares with everything else in the process; keep what is its own in modules and services.`;
  });
  if (variables.length > 0) {
    problems.push(
      `The plugin changes environment variables of the process (${list(variables)}); expected it to read the agent's settings and to set nothing.`,
    );
  }
  if (moved) problems.push("The plugin changes the working directory of the process.");
  if (stopped && listeners.length > 0) {
    problems.push(
      `The plugin still listens to the process (${list(listeners)}) after the agent stopped: remove the listeners in stop().`,
    );
  }
  return problems.map((problem) => blocker("load", problem));
}

const isForbidden = ({ owner, key, how }: Effects["changes"][number]): boolean =>
  !(owner === "globalThis" && how === "added" && KNOWN.test(key)) &&
  !(owner === "Error" && key === DEPTH_OF_STACKS);

/** Resources that only a plugin opens: the agent alone leaves none of them. */
const OPENED: Record<string, string> = {
  TCPServerWrap: "A server still listens after the agent stopped: close it in stop().",
  TCPSocketWrap: "A connection is still open after the agent stopped: close it in stop().",
  PipeWrap: "A local socket is still open after the agent stopped: close it in stop().",
  UDPWrap: "A UDP socket is still open after the agent stopped: close it in stop().",
  FSEventWrap: "A file is still watched after the agent stopped: close the watcher in stop().",
  StatWatcher: "A file is still watched after the agent stopped: close the watcher in stop().",
  ProcessWrap: "A program still runs after the agent stopped: end it in stop().",
  MessagePort:
    "A worker or a message port is still open after the agent stopped: close it in stop().",
};

/** Requests on their way, which end by themselves. */
const PASSING = /Req|Wrap$/;

/** What of that which is still there after the agent stopped is the plugin's to end. */
export function judgeStop({ timers, resources }: Stopped): Finding[] {
  const running = timers.filter(({ repeats, holds }) => repeats || holds);
  const findings: Finding[] = [];
  if (running.some(({ by }) => by === "plugin")) {
    findings.push(
      blocker("load", "A timer is still running after the agent stopped: clear it in stop()."),
    );
  }
  if (running.some(({ by }) => by === "package")) {
    findings.push(
      warning(
        "A timer of a package that the plugin uses is still running after the agent stopped.",
      ),
    );
  }
  for (const kind of Object.keys(resources)) {
    const sentence = OPENED[kind];
    if (sentence) findings.push(blocker("load", sentence));
    else if (!PASSING.test(kind)) {
      findings.push(warning(`Something is still open after the agent stopped: ${kind}.`));
    }
  }
  return findings;
}

const warning = (message: string): Finding => ({ from: "load", severity: "warning", message });

function list(names: string[]): string {
  const shown = names.slice(0, MAXIMUM_NAMES).join(", ");
  return names.length > MAXIMUM_NAMES ? `${shown} and ${names.length - MAXIMUM_NAMES} more` : shown;
}
