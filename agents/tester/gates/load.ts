import type { CommandResult } from "../../../shared/command.ts";
import { blocker, interrupted, tail, type Place, type Verdict } from "../gate.ts";
import { Interrupted, QUESTION_MS } from "../load/interview.ts";
import { judgePlugin, notStarted, type Judged } from "../load/judge.ts";
import type { LoadProcess } from "../load/load-process.ts";

/** Part of a question's time that starting services may take, so that a slow one is named. */
const SERVICES = 0.75;

/** What a box ends with when its program was killed, as a shell would: 128 and the number of SIGKILL. */
const KILLED = 137;

/** How much of the error output is told of a process that ended. */
const TOLD = 1_000;

/**
 * Starts the built plugin in a real ElizaOS agent, in a process of its own, and tries every component. The process only
 * does what it is asked; what its answers are worth is judged here, where no code of the plugin runs.
 */
export async function load(place: Place, child: LoadProcess): Promise<Verdict> {
  const { specification, layout, timeoutMs } = place;
  const questionMs = Math.min(QUESTION_MS, timeoutMs / 3);
  const entry = child.letIn(place.folder);
  const { value: judged, result } = await child.use(async (prepared): Promise<Judged> => {
    if (prepared instanceof Interrupted) return { tried: 0, findings: [], interrupted: prepared };
    if ("threw" in prepared) {
      return { tried: 0, findings: [blocker("load", notStarted(prepared.threw))] };
    }
    prepared.limit(questionMs);
    return judgePlugin(prepared, {
      entry,
      specification,
      componentsKnown: layout?.componentsKnown ?? true,
      serviceMs: questionMs * SERVICES,
    });
  }, place);
  const { tried, findings } = judged;
  const stopped = interrupted("load", result);
  if (stopped.length === 0 && judged.interrupted) {
    stopped.push(blocker("load", sentenceFor(judged.interrupted, result, questionMs)));
  }
  const components = tried === 1 ? "1 component" : `${tried} components`;
  const summary = stopped.length > 0 ? "stopped" : `${components} tried in an ElizaOS agent`;
  return { summary, findings: [...findings, ...stopped] };
}

/** Why the process with the plugin gives no more answers. */
function sentenceFor(
  { how, ask, during }: Interrupted,
  result: CommandResult,
  limitMs: number,
): string {
  if (ask === "prepare") return `The agent with the plugin did not come up: ${tail(result)}`;
  const { exitCode, stderr } = result;
  const isKilled = exitCode === null || exitCode === KILLED;
  const exit = isKilled ? "killed" : `exit code ${exitCode}`;
  switch (how) {
    case "ended":
      return `The plugin ended the process ${during} (${exit}); it runs inside an agent and must never end it. ${stderr.trim().slice(-TOLD)}`.trim();
    case "late":
      return `The plugin ran into the time limit of ${Math.round(limitMs / 1000)} s ${during}; look for a loop, or for something that never answers.`;
    case "unreadable":
      return `The plugin changes what the process says ${during}; expected it to leave the output and built-in functions as they are.`;
    default:
      return how satisfies never;
  }
}
