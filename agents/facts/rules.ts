import type { FactKind } from "./code-facts.ts";
import type { Capability } from "./declared.ts";

/** What follows from a fact. */
export interface Rule {
  severity: "blocker" | "warning";
  /** What the specification has to speak about for this to be in order; without it nothing can allow it. */
  allowedBy?: Capability | "variable" | "host";
  /** What was found and what to do, given the fact's detail. */
  says: (detail: string) => string;
}

const HIDES = "Code has to be readable as it is: write it out.";
const OWN_MACHINE = "A plugin has no business there.";

/** Every kind of fact that something follows from; the others are only told. */
export const rules: Partial<Record<FactKind, Rule>> = {
  unreadable: {
    severity: "blocker",
    says: (detail) => `This file cannot be read: it is ${detail}. Write it more simply.`,
  },
  "leaves-plugin": {
    severity: "blocker",
    says: (detail) =>
      `"${detail}" leads out of the plugin. Import only the plugin's own files by relative paths, packages by name and Node's modules as node:….`,
  },
  "imports-tests": {
    severity: "blocker",
    says: (detail) => `"${detail}" belongs to the tests, which are no part of the plugin.`,
  },
  "dynamic-import": {
    severity: "blocker",
    says: (detail) =>
      `What ${detail} loads cannot be read from the code. Write the module's name there.`,
  },
  evaluation: {
    severity: "blocker",
    says: (detail) =>
      `${detail} makes code out of text while the plugin runs. Write the code itself.`,
  },
  "computed-global": {
    severity: "blocker",
    says: (detail) => `What ${detail} reaches cannot be read from the code. Name the global.`,
  },
  "child-process": {
    severity: "blocker",
    says: (detail) => `${detail} starts other programs. ${OWN_MACHINE}`,
  },
  worker: { severity: "blocker", says: (detail) => `${detail} starts threads. ${OWN_MACHINE}` },
  engine: {
    severity: "blocker",
    says: (detail) => `${detail} reaches into the engine or the loader of modules. ${OWN_MACHINE}`,
  },
  native: { severity: "blocker", says: (detail) => `${detail} loads machine code. ${OWN_MACHINE}` },
  "process-control": {
    severity: "blocker",
    says: (detail) => `${detail} acts on the process of the whole agent. ${OWN_MACHINE}`,
  },
  "process-listener": {
    severity: "warning",
    says: (detail) =>
      `${detail} listens to the process of the whole agent. Use a service's stop().`,
  },
  patch: {
    severity: "blocker",
    says: (detail) => `${detail} is not the plugin's own, but is changed here. Work on a copy.`,
  },
  "top-level-effect": {
    severity: "blocker",
    says: (detail) => `${detail} is called when the file is imported. Call it when it is needed.`,
  },
  "top-level-timer": {
    severity: "blocker",
    says: (detail) =>
      `${detail} begins when the file is imported. Begin it in a service's start().`,
  },
  payload: { severity: "blocker", says: (detail) => `Here is ${detail}. ${HIDES}` },
  obfuscation: {
    severity: "blocker",
    says: (detail) => `The name ${detail} hides what it means. ${HIDES}`,
  },
  "hidden-character": {
    severity: "blocker",
    says: (detail) => `Here is a character that readers do not see or mistake: ${detail}. ${HIDES}`,
  },
  suppression: {
    severity: "blocker",
    says: (detail) => `${detail} keeps the compiler from looking. Mend what it complains about.`,
  },
  "test-awareness": {
    severity: "blocker",
    says: (detail) =>
      `${detail} lets the code see that it is being tested. It has to behave in tests as it does for people.`,
  },
  "environment-all": {
    severity: "blocker",
    says: (detail) =>
      `The whole environment can be read here (${detail}). Read declared variables by their names.`,
  },
  "setting-unknown": {
    severity: "blocker",
    says: (detail) =>
      `Which setting ${detail} reads cannot be read from the code. Write its name there.`,
  },
  environment: {
    severity: "blocker",
    allowedBy: "variable",
    says: (detail) => `Reads ${detail}, which the specification does not declare.`,
  },
  setting: {
    severity: "blocker",
    allowedBy: "variable",
    says: (detail) => `Reads ${detail}, which the specification does not declare.`,
  },
  network: {
    severity: "blocker",
    allowedBy: "network",
    says: (detail) => `${detail} uses the network, of which the specification says nothing.`,
  },
  host: {
    severity: "blocker",
    allowedBy: "host",
    says: (detail) =>
      `${detail} is a host that the specification does not mention: data would go there without anybody knowing.`,
  },
  "mentioned-host": {
    severity: "warning",
    allowedBy: "host",
    says: (detail) => `A text names ${detail}, a host that the specification does not mention.`,
  },
  "file-read": {
    severity: "blocker",
    allowedBy: "files",
    says: (detail) =>
      `${detail} reads files of this machine, of which the specification says nothing.`,
  },
  "file-write": {
    severity: "blocker",
    allowedBy: "files",
    says: (detail) =>
      `${detail} can change files of this machine, of which the specification says nothing.`,
  },
  machine: {
    severity: "blocker",
    allowedBy: "machine",
    says: (detail) => `${detail} looks at the machine, of which the specification says nothing.`,
  },
  import: {
    severity: "blocker",
    allowedBy: "package",
    says: (detail) => `${detail} is a package that the specification's dependencies do not name.`,
  },
};

/** Kinds that say what a plugin can do, for people who have no specification to hold it against. */
export const capabilities: Partial<Record<FactKind, string>> = {
  network: "uses the network",
  host: "speaks with",
  "file-read": "reads files",
  "file-write": "changes files",
  machine: "looks at the machine",
  environment: "reads the variable",
  setting: "reads the setting",
  "setting-unknown": "reads settings by names made while it runs",
};
