import type { IAgentRuntime } from "@elizaos/core";
import type { PluginCreationService } from "../services/plugin-creation-service.ts";
import type { Endpoint, InputOf } from "./api/endpoint.ts";
import type { z } from "zod";

/** What answers of the studio are made from. */
export interface Studio {
  service: PluginCreationService;
  /** The agent that people talk to. */
  runtime: IAgentRuntime;
}

/** What answers each endpoint of a part of the API. A PluginCreationError it throws becomes a sentence for people. */
export type Answers<Api extends Record<string, Endpoint>> = {
  [Name in keyof Api]: (
    input: InputOf<Api[Name]>,
    studio: Studio,
  ) => z.input<Api[Name]["output"]> | Promise<z.input<Api[Name]["output"]>>;
};
