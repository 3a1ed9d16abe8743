import type { AgentName } from "./event-fields.ts";
import type { Gate } from "./results.ts";

/** How something is told from others at a glance, also without its colour. */
export interface Look {
  icon: string;
  /** Colour in a terminal, which decides itself how it looks. */
  terminal: "blue" | "magenta" | "cyan" | "yellow" | "green" | "red" | "dim";
  /** Colour of text on a light and on a dark ground; both are readable by WCAG AA. */
  light: string;
  dark: string;
}

/** The agents, in terminal, report and page alike. */
export const AGENTS: Record<AgentName, Look> = {
  coordinator: { icon: "◆", terminal: "blue", light: "#3246a8", dark: "#a3b3ff" },
  planner: { icon: "▲", terminal: "magenta", light: "#86309c", dark: "#dd9df0" },
  coder: { icon: "●", terminal: "cyan", light: "#0b6478", dark: "#74cfe2" },
  tester: { icon: "■", terminal: "yellow", light: "#7d5200", dark: "#e6bb66" },
  reviewer: { icon: "★", terminal: "green", light: "#1d6a38", dark: "#7fd39b" },
};

/** Verdicts of gates. */
export const VERDICTS: Record<Gate["status"], Look> = {
  passed: { icon: "✔", terminal: "green", light: "#116329", dark: "#6fce86" },
  failed: { icon: "✖", terminal: "red", light: "#b3261e", dark: "#ff8f85" },
  skipped: { icon: "-", terminal: "dim", light: "#59636e", dark: "#98a2ad" },
};
