import { z } from "zod";

// What the check and the process with the plugin say to each other: one JSON object a line, each way. The process does what
// it is asked and says what happened; what that means is decided by whoever asks.

/** Text that comes from a plugin; longer text is cut before it is sent. */
const Text = z.string().max(2_100);
const Names = z.array(Text);

export const MAXIMUM_TEXT = 2_000;

/** Every question with what it needs. */
export const questions = {
  /** Puts a copy of the database in place, and looks around before there is any plugin. */
  prepare: z.object({ database: z.string() }),
  import: z.object({ entry: z.string() }),
  /** Reads the plugin's components by value. */
  shape: z.object({}),
  /** Starts an agent with the plugin and waits for the plugin's services, each for so long. */
  start: z.object({ settings: z.record(z.string(), z.string()), serviceMs: z.number() }),
  validate: z.object({ kind: z.enum(["actions", "evaluators"]), name: z.string() }),
  /** Calls a handler with parameters in its options. */
  call: z.object({ name: z.string(), parameters: z.record(z.string(), z.unknown()) }),
  /** Has the agent itself run an action, as after an answer of a model. */
  process: z.object({ name: z.string(), parameters: z.record(z.string(), z.unknown()) }),
  provide: z.object({ name: z.string() }),
  /** Composes the agent's context from all providers. */
  compose: z.object({}),
  stop: z.object({}),
  /** Compares what everything in a process shares with how it was before the plugin. */
  effects: z.object({}),
};
export type Ask = keyof typeof questions;
export type Details<Kind extends Ask> = z.infer<(typeof questions)[Kind]>;

export const Question = z.object({
  id: z.string(),
  ask: z.enum(Object.keys(questions) as [Ask, ...Ask[]]),
  details: z.unknown(),
});
export type Question = z.infer<typeof Question>;

const named = { name: Text, description: Text };

/** What a plugin brings. */
export const Shape = z.object({
  ...named,
  actions: z.array(z.object({ ...named, parameters: z.unknown().optional() })),
  providers: z.array(z.object(named)),
  evaluators: z.array(z.object(named)),
  services: z.array(z.object({ name: Text, type: Text })),
  /** Names of all that is on the plugin object, with the names in each. */
  everything: Names,
});
export type Shape = z.infer<typeof Shape>;

/** What there is in the agent after its start. */
export const Started = z.object({
  actions: Names,
  providers: Names,
  evaluators: Names,
  services: z.array(z.object({ type: Text, methods: Names })),
  failed: z.array(z.object({ service: Text, reason: Text })),
});
export type Started = z.infer<typeof Started>;

/** What is still at work after the agent stopped. */
export const Stopped = z.object({
  timers: z.array(
    z.object({
      /** Whose code started it. */
      by: z.enum(["plugin", "package", "elizaos"]),
      repeats: z.boolean(),
      /** Whether it keeps the process alive. */
      holds: z.boolean(),
    }),
  ),
  /** Node's names of other open resources, and how many more there are than before the plugin. */
  resources: z.record(Text, z.number()),
});
export type Stopped = z.infer<typeof Stopped>;

export const Effects = z.object({
  changes: z.array(
    z.object({
      /** What was changed, such as `Object.prototype`. */
      owner: Text,
      key: Text,
      how: z.enum(["added", "changed", "removed"]),
    }),
  ),
  /** Names of the process's events that have more listeners than before. */
  listeners: Names,
  /** Names of environment variables with another value. */
  variables: Names,
  /** Whether the working directory is another one. */
  moved: z.boolean(),
});
export type Effects = z.infer<typeof Effects>;

/** What came back from the plugin, as far as JSON can say it; nothing for `undefined`. */
const Returned = z.object({ value: z.unknown().optional() });
export type Returned = z.infer<typeof Returned>;

/** The answer to each question, when nothing was thrown. */
export const answers = {
  prepare: z.object({}),
  import: z.object({ exports: Names, found: z.boolean() }),
  shape: Shape,
  start: Started,
  validate: Returned,
  call: Returned,
  process: Returned,
  provide: Returned,
  compose: Returned,
  stop: Stopped,
  effects: Effects,
} satisfies Record<Ask, z.ZodType>;
export type Answered<Kind extends Ask> = z.infer<(typeof answers)[Kind]>;

/** One line of the process: what it did, or what was thrown meanwhile. */
export const Answer = z.union([
  z.object({ id: z.string(), threw: Text }),
  z.object({ id: z.string(), answer: z.unknown() }),
]);
export type Answer = z.infer<typeof Answer>;
