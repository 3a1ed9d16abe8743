import type { Team } from "../../agents/team.ts";
import { PluginCreationError } from "../../shared/errors.ts";
import { isFinished, waitsForPerson, type Job } from "../../shared/job.ts";
import { endingText } from "../status-text.ts";
import { eventLines } from "../terminal/event-lines.ts";
import { ExitCode } from "../terminal/explain.ts";
import { interruptible } from "../terminal/interrupts.ts";
import { colorsFor } from "../terminal/output.ts";
import { openTerminal, type Terminal } from "../terminal/terminal.ts";
import { settled } from "./attend.ts";
import { openConversation } from "./conversation.ts";
import { messagesOf } from "./messages.ts";
import { openTeam } from "./open-team.ts";
import type { Settings } from "./settings.ts";

/** Lets people talk to the coordinator until input ends; jobs that were begun here are seen to their end. */
export async function chat(settings: Settings): Promise<ExitCode> {
  const { signal, dispose } = interruptible();
  const { team, start, close } = await openTeam(settings, "chat", "all");
  // No server runs in this process; what is posted to the one of another process would be lost there.
  delete process.env.SERVER_PORT;
  try {
    await start(signal);
    const coordinator = team.runtimeOf("coordinator");
    if (!coordinator) throw new PluginCreationError("The coordinator was not started.");
    const conversation = await openConversation(coordinator);
    const terminal = openTerminal(settings, signal);
    const show = (text: string): void => terminal.show(coordinator.character.name, text);
    showProgress(team, terminal, show);
    terminal.note(`${team.model.reason} Ctrl-D ends the conversation.`);
    for (const { id } of team.resume()) terminal.note(`Going on with job ${id}.`);
    for await (const message of messagesOf(terminal.lines)) {
      if (!terminal.echoes) terminal.show("You", message);
      await conversation.say(message, show);
    }
    await finishAll(team, signal, terminal);
    return signal.aborted ? ExitCode.cancelled : ExitCode.completed;
  } finally {
    await close();
    dispose();
  }
}

function showProgress(team: Team, terminal: Terminal, show: (text: string) => void): void {
  team.bus.subscribe("*", (event) => {
    const job = team.jobs.get(event.jobId);
    terminal.event(event, eventLines(event, job, colorsFor(process.stdout)));
    // Who cancelled it has been told so.
    if (event.type !== "job:finished" || event.status === "cancelled") return;
    void team.report(job.id).then((report) => show(endingText(job, report)));
  });
}

/**
 * Nobody else would go on with these jobs: they end before the conversation does, or are cancelled by Ctrl-C. Those that
 * wait for a person stay as they are.
 */
async function finishAll(team: Team, signal: AbortSignal, terminal: Terminal): Promise<void> {
  const jobs = team.jobs.all().filter((job) => !isFinished(job));
  const cancel = (): void => jobs.forEach(({ id }: Job) => team.cancel(id));
  signal.addEventListener("abort", cancel);
  if (signal.aborted) cancel();
  else if (jobs.length > 0) terminal.note("Waiting for the jobs at work; Ctrl-C cancels them.");
  const left = (await Promise.all(jobs.map(({ id }) => settled(team, id)))).filter(waitsForPerson);
  for (const { id } of left) {
    terminal.note(`Job ${id} waits: plugin-dynamic continue ${id} lets it go on.`);
  }
}
