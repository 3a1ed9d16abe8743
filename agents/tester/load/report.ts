import { z } from "zod";
import { PluginSpecification } from "../../../shared/specification.ts";

/** What the child is told, as JSON on standard input. */
export const LoadOrder = z.object({
  /** Put in front of the one line that is the answer. */
  nonce: z.string(),
  /** Absolute path of the built plugin. */
  entry: z.string(),
  /** Folder of a prepared database that the agent may write to. */
  database: z.string(),
  specification: PluginSpecification,
  /** False when the plugin's own components are to be tried, whatever they are. */
  componentsKnown: z.boolean(),
});
export type LoadOrder = z.infer<typeof LoadOrder>;

/** What the child answers. */
export const LoadReport = z.object({
  /** Components that were there to be tried. */
  checked: z.number().int(),
  problems: z.array(z.string()),
});
export type LoadReport = z.infer<typeof LoadReport>;
