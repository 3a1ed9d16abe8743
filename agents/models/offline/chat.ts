import type { AgentName, Payload } from "../../../shared/events.ts";
import { acknowledge } from "./acknowledge.ts";
import { describe } from "./describe.ts";
import { refuse } from "./misuse.ts";
import { type Answer, role } from "./words/roles.ts";
import { impossible } from "./words/impossible.ts";
import { lineageWish, type LineageWish } from "./words/lineage.ts";
import { asksFirst } from "./words/asks-first.ts";
import { intentOf, isWithout, isYes } from "./words/intent.ts";
import {
  asksForPlan,
  isEdit,
  isHint,
  isNo,
  isPlainlyEdit,
  isToAgent,
  isYesToPlan,
  orderIn,
} from "./words/steering.ts";
import { MAXIMUM_LENGTH } from "./words/prepare.ts";
import { readSpecification } from "../../../shared/read-specification.ts";
import { SpecificationError } from "../../../shared/errors.ts";

/** What the agents know about one job when they chat about it. */
export interface JobSummary {
  id: string;
  plugin?: string | undefined;
  status: string;
  /** What it waits for, if it does. */
  waitsFor?: Payload<"job:waiting">["kind"] | undefined;
  phase: string;
  iteration: number;
  findings: string[];
  reviewSummary?: string | undefined;
  decisions?: string[] | undefined;
}

export interface ChatInput {
  agent: AgentName;
  message: string;
  /** Whether the person was asked what the plugin should do, and has not said so yet. */
  isAnswer?: boolean;
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
export function chat(input: ChatInput): ChatReply {
  const { agent, message, characterName, jobs } = input;
  if (agent !== "coordinator") {
    const { thought, text }: Answer = role(agent, message, characterName, jobs);
    return reply(thought, text);
  }
  const trimmed = { ...input, message: message.trim() };
  return steer(trimmed) ?? coordinate(trimmed);
}

/** A word to a job that is there; nothing when the message is about something else. */
function steer({ message, jobs, isAnswer }: ChatInput): ChatReply | undefined {
  const isActive = jobs.some(({ status }) => ACTIVE.has(status));
  const planned = jobs.some(({ waitsFor }) => waitsFor === "approval");
  const ids = jobs.map(({ id }) => id);
  if (planned && isYesToPlan(message, ids)) return goOn("They like the plan.");
  if (planned && asksForPlan(message)) {
    return {
      thought: "They want to see the plan.",
      actions: ["checkPluginCreationStatus"],
      text: "Here is the plan.",
    };
  }
  if (planned && isNo(message)) {
    return {
      thought: "They do not want what was planned.",
      actions: ["cancelPluginCreation"],
      text: "I'll end it then.",
    };
  }
  if (isHint(message) && (isActive || isToAgent(orderIn(message)))) {
    return {
      thought: "They say how it is to be done.",
      actions: ["hintPluginCreation"],
      text: "I'll tell them.",
    };
  }
  // Whoever was just asked what a plugin should do speaks of that one, unless they name parts.
  const isChange = isPlainlyEdit(message) || (planned && !isAnswer && isEdit(message));
  if (isActive && isChange) {
    return {
      thought: "They want the plan to be different.",
      actions: ["editPluginPlan"],
      text: "I'll have the plan made anew.",
    };
  }
  return undefined;
}

const ACTIVE = new Set(["pending", "running", "waiting"]);

const goOn = (thought: string): ChatReply => ({
  thought,
  actions: ["continuePluginCreation"],
  text: "I'll go on with it.",
});

function coordinate({ message, characterName: name, jobs, isAnswer }: ChatInput): ChatReply {
  const waiting = jobs.find(({ status }) => status === "waiting");
  const ids = jobs.map(({ id }) => id);
  if (waiting && waiting.waitsFor !== "approval" && isWithout(message)) {
    return {
      thought: "They want the plugin without what they were asked about.",
      actions: ["continuePluginCreation"],
      text: "I'll see whether it can do without.",
    };
  }
  if (waiting && isYes(message, ids)) {
    return goOn("They let the plugin creation go on that waits for them.");
  }
  const wish = lineageWish(message, {
    jobs: ids,
    plugins: jobs.flatMap(({ plugin }) => (plugin ? [plugin] : [])),
  });
  if (wish) return goingOn(wish);
  const { rest } = asksFirst(message.slice(0, 20 * MAXIMUM_LENGTH));
  switch (intentOf(rest)) {
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
    case "pause":
      return {
        thought: "They want a plugin creation to stand still for a while.",
        actions: ["pausePluginCreation"],
        text: "I'll pause the plugin creation.",
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
      return isAnswer ? fromDescription(message) : otherwise(message, jobs);
  }
}

/** What becomes of jobs that are there already; the actions read the message and say the rest. */
function goingOn(wish: LineageWish): ChatReply {
  switch (wish.kind) {
    case "retry":
      return {
        thought: "They want a plugin creation that ended to be tried again.",
        actions: ["retryPluginCreation"],
        text: "I'll try it again.",
      };
    case "fork":
      return {
        thought: "They want a plugin creation to go another way from one of its iterations.",
        actions: ["forkPluginCreation"],
        text: "I'll go on from there in a job of its own.",
      };
    case "improve": {
      const reason = refuse(wish.wish);
      if (reason) return reply("This change is something I won't make.", reason);
      return {
        thought: `They want ${wish.target} to be changed.`,
        actions: ["improvePlugin"],
        text: "I'll see what has to change.",
      };
    }
    case "compare":
      return {
        thought: "They want to see two plugin creations side by side.",
        actions: ["comparePluginCreations"],
        text: "Let me put them side by side.",
      };
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
  // The action asks as well, and remembers what the answer belongs to.
  if (plan.kind === "ask") {
    return {
      thought: "I don't know yet what the plugin should do, so I ask.",
      actions: ["createPluginFromDescription"],
      text: plan.question,
    };
  }
  return {
    thought: "They describe a plugin, so one can be created from the description.",
    actions: ["createPluginFromDescription"],
    text: acknowledge({ description: message }),
  };
}

function otherwise(message: string, jobs: JobSummary[]): ChatReply {
  const reason = refuse(message) ?? impossible(message);
  if (reason) return reply("This is something I won't or cannot build.", reason);
  const planned = jobs.find(({ waitsFor }) => waitsFor === "approval");
  if (planned) {
    return reply(
      "A plan waits for a yes, and this is neither a yes nor a change of it.",
      `The plan of job ${planned.id} waits for you. "Yes, go on" begins the work, "cancel" ends it, and what should be different you can say in plain words, for example: "drop the list action", "rename addTodo to createTodo", "also complete todos".`,
    );
  }
  return reply(
    "This is no request about plugins, so I say what I am here for.",
    'I\'m not sure what you would like me to do. If you want a plugin, tell me what it should do, for example: "create a plugin that keeps my reading list". You can also ask for the status of a plugin creation, or cancel it.',
  );
}
