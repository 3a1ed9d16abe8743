import type { AgentName } from "../../../shared/events.ts";
import { acknowledge } from "./acknowledge.ts";
import { describe } from "./describe.ts";
import { refuse } from "./misuse.ts";
import { type Answer, role } from "./words/roles.ts";
import { impossible } from "./words/impossible.ts";
import { intentOf, isWithout, isYes } from "./words/intent.ts";
import { MAXIMUM_LENGTH } from "./words/prepare.ts";
import { readSpecification } from "../../../shared/read-specification.ts";
import { SpecificationError } from "../../../shared/errors.ts";

/** What the agents know about one job when they chat about it. */
export interface JobSummary {
  id: string;
  plugin?: string | undefined;
  status: string;
  phase: string;
  iteration: number;
  findings: string[];
  reviewSummary?: string | undefined;
  decisions?: string[] | undefined;
}

export interface ChatInput {
  agent: AgentName;
  message: string;
  characterName: string;
  /** Newest first; a message that names none is about the first. */
  jobs: JobSummary[];
}

/** An agent's next message: one sentence of reasoning, the actions to run, and what it says. */
export interface ChatReply {
  thought: string;
  actions: string[];
  text: string;
}

const CAPABILITIES =
  'I lead a team of five agents that builds ElizaOS plugins. Tell me in a sentence what a plugin should do, or send a JSON specification; ask for the status at any time, or cancel. For example: "I need a plugin that helps manage todo lists with add, remove, and list functionality".';

const reply = (thought: string, text: string): ChatReply => ({ thought, actions: ["REPLY"], text });

/** Answers a chat message in an agent's role, without a language model. */
export function chat({ agent, message, characterName, jobs }: ChatInput): ChatReply {
  if (agent !== "coordinator") {
    const { thought, text }: Answer = role(agent, message, characterName, jobs);
    return reply(thought, text);
  }
  return coordinate(message.trim(), characterName, jobs);
}

function coordinate(message: string, name: string, jobs: JobSummary[]): ChatReply {
  const waiting = jobs.find(({ status }) => status === "waiting");
  const ids = jobs.map(({ id }) => id);
  if (waiting && isWithout(message)) {
    return {
      thought: "They want the plugin without what they were asked about.",
      actions: ["continuePluginCreation"],
      text: "I'll see whether it can do without.",
    };
  }
  if (waiting && isYes(message, ids)) {
    return {
      thought: "They let the plugin creation go on that waits for them.",
      actions: ["continuePluginCreation"],
      text: "I'll go on with it.",
    };
  }
  switch (intentOf(message.slice(0, 20 * MAXIMUM_LENGTH))) {
    case "specification":
      return fromSpecification(message);
    case "description":
      return fromDescription(message);
    case "status":
      return {
        thought: "They ask how a plugin creation is doing.",
        actions: ["checkPluginCreationStatus"],
        text: "Let me check the status of the plugin creation.",
      };
    case "cancel":
      return {
        thought: "They want a plugin creation to stop.",
        actions: ["cancelPluginCreation"],
        text: "I'll cancel the plugin creation.",
      };
    case "keep":
      return reply(
        "They want the plugin creation to go on.",
        waiting
          ? `All right, nothing is cancelled. Job ${waiting.id} waits; say "go on" when it may.`
          : "All right, nothing is cancelled; the work goes on.",
      );
    case "help":
      return reply("They want to know what I can do or how.", CAPABILITIES);
    case "greeting":
      return reply("They greet me.", `Hello, I'm ${name}. ${CAPABILITIES}`);
    case "thanks":
      return reply(
        "They thank me.",
        jobs.some(({ status }) => status === "running")
          ? "You're welcome! I'll tell you how the plugin creation goes."
          : "You're welcome! Tell me when you need another plugin.",
      );
    case "farewell":
      return reply(
        "They say goodbye.",
        "Goodbye! Running plugin creations go on without you; ask me for their status when you are back.",
      );
    case "talk":
      return otherwise(message);
  }
}

function fromSpecification(message: string): ChatReply {
  const reason = refuse(message);
  if (reason) return reply("This specification asks for something harmful.", reason);
  const start = (text: string): ChatReply => ({
    thought: "They sent a specification, so a plugin can be created from it.",
    actions: ["createPlugin"],
    text,
  });
  try {
    return start(acknowledge({ specification: readSpecification(message).specification }));
  } catch (error) {
    if (!(error instanceof SpecificationError)) throw error;
    // The action reports what is wrong with it, in full.
    return start("Let me read your specification.");
  }
}

function fromDescription(message: string): ChatReply {
  const plan = describe(message);
  if (plan.kind === "refuse")
    return reply("This is something I won't or cannot build.", plan.reason);
  if (plan.kind === "ask")
    return reply("I don't know yet what the plugin should do, so I ask.", plan.question);
  return {
    thought: "They describe a plugin, so one can be created from the description.",
    actions: ["createPluginFromDescription"],
    text: acknowledge({ description: message }),
  };
}

function otherwise(message: string): ChatReply {
  const reason = refuse(message) ?? impossible(message);
  if (reason) return reply("This is something I won't or cannot build.", reason);
  return reply(
    "This is no request about plugins, so I say what I am here for.",
    'I\'m not sure what you would like me to do. If you want a plugin, tell me what it should do, for example: "create a plugin that keeps my reading list". You can also ask for the status of a plugin creation, or cancel it.',
  );
}

/**
 * The user's last message in a prompt of ElizaOS's default message template, without the sender's name; empty when the
 * prompt holds none.
 */
export function readMessage(prompt: string): string {
  const start = prompt.lastIndexOf("# Received Message");
  if (start < 0) return "";
  const block = prompt.slice(start + "# Received Message".length);
  const end = block.lastIndexOf("# Focus your response");
  return (end < 0 ? block : block.slice(0, end)).replace(/^\s*[^\n:]{1,200}:[ \t]?/, "").trim();
}

/** A reply in the XML that ElizaOS reads replies from. */
export function replyXml({ thought, actions, text }: ChatReply): string {
  return `<response>
  <thought>${escaped(thought)}</thought>
  <actions>${escaped(actions.join(","))}</actions>
  <providers></providers>
  <text>${escaped(text)}</text>
</response>`;
}

/** "&" first: ElizaOS turns the others back before it. */
const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
