import { createRequire } from "node:module";
import type * as Sdk from "@anthropic-ai/sdk";
import type * as JsonSchema from "@anthropic-ai/sdk/lib/transform-json-schema";
import type * as Streaming from "@anthropic-ai/sdk/streaming";

const require = createRequire(import.meta.url);

// Anthropic's client, loaded when it is needed for the first time: 249 files, and most processes never call Claude.
export const sdk = (): typeof Sdk => require("@anthropic-ai/sdk") as typeof Sdk;
export const jsonSchema = (): typeof JsonSchema =>
  require("@anthropic-ai/sdk/lib/transform-json-schema") as typeof JsonSchema;
export const streaming = (): typeof Streaming =>
  require("@anthropic-ai/sdk/streaming") as typeof Streaming;
