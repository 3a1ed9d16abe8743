import { z } from "zod";
import { AgentName } from "../../../shared/event-fields.ts";
import { endpoint } from "./endpoint.ts";

/** Who and what the page is about; it does not change while a page is open, but for the characters' names. */
export const About = z.object({
  version: z.string(),
  /** Id of the agent that people talk to, in ElizaOS. */
  coordinatorId: z.string(),
  agents: z.array(
    z.object({
      agent: AgentName,
      /** Name of its character. */
      name: z.string(),
      /** Fingerprint of its character, as commits carry it. */
      hash: z.string(),
    }),
  ),
  model: z.string(),
  maxIterations: z.number(),
  /** Whether plans wait for a yes. */
  approval: z.enum(["auto", "ask"]),
});
export type About = z.infer<typeof About>;

export const studioApi = {
  about: endpoint("GET", "about", z.object({}), About),
};
