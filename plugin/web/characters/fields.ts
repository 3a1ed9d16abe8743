import type { AgentName } from "../../../shared/event-fields.ts";
import type { Path } from "./edit.ts";

/** One field of the form. */
export interface Field {
  path: Path;
  label: string;
  kind: "line" | "text" | "lines" | "number" | "choice" | "switch";
  /** What it is for, and what goes in. */
  hint?: string;
  choices?: string[];
  /** Whether a character has to have it. */
  needed?: boolean;
}

export interface Group {
  title: string;
  fields: Field[];
}

const ONE_A_LINE = "One a line.";

const ALL: Group[] = [
  {
    title: "Who it is",
    fields: [
      { path: ["name"], label: "Name", kind: "line", needed: true },
      {
        path: ["system"],
        label: "System prompt",
        kind: "text",
        hint: "What the model is told before everything else.",
      },
      { path: ["bio"], label: "Bio", kind: "lines", needed: true, hint: ONE_A_LINE },
      { path: ["topics"], label: "Topics", kind: "lines", hint: ONE_A_LINE },
      { path: ["adjectives"], label: "Adjectives", kind: "lines", hint: ONE_A_LINE },
    ],
  },
  {
    title: "How it speaks",
    fields: [
      { path: ["style", "all"], label: "Style everywhere", kind: "lines", hint: ONE_A_LINE },
      { path: ["style", "chat"], label: "Style in chats", kind: "lines", hint: ONE_A_LINE },
      { path: ["style", "post"], label: "Style in posts", kind: "lines", hint: ONE_A_LINE },
    ],
  },
  {
    title: "Its model",
    fields: [
      {
        path: ["settings", "model", "name"],
        label: "Model",
        kind: "line",
        hint: "Such as claude-opus-5-5; ANTHROPIC_MODEL overrides it for all agents.",
      },
      {
        path: ["settings", "model", "fallback"],
        label: "Fallback",
        kind: "line",
        hint: "Asked once when the first model refuses.",
      },
      {
        path: ["settings", "model", "effort"],
        label: "Effort",
        kind: "choice",
        choices: ["low", "medium", "high", "xhigh", "max"],
        hint: "Without a choice: high.",
      },
      {
        path: ["settings", "model", "temperature"],
        label: "Temperature",
        kind: "number",
        hint: "0 to 2; only for models that take one.",
      },
      {
        path: ["settings", "model", "maxTokens"],
        label: "Most tokens of an answer",
        kind: "number",
        hint: "256 to 128000, thinking included.",
      },
      {
        path: ["settings", "model", "edits"],
        label: "May send edits",
        kind: "switch",
        hint: "Otherwise whole files, which weak models do better; for models without tools.",
      },
    ],
  },
];

const REVIEW: Group = {
  title: "How strict it is",
  fields: [
    {
      path: ["settings", "review", "minimumScore"],
      label: "Lowest score that passes",
      kind: "number",
      hint: "0 to 100; 80 without a number.",
    },
    {
      path: ["settings", "review", "warningsBlock"],
      label: "Warnings block",
      kind: "switch",
      hint: "Whether a warning keeps a plugin from being approved.",
    },
  ],
};

/** What of an agent's character is edited as a form; everything else as JSON. */
export const groupsOf = (agent: AgentName): Group[] =>
  agent === "reviewer" ? [...ALL, REVIEW] : ALL;
