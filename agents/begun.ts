import type { Approval, Config } from "../shared/config.ts";
import type { Origin } from "../shared/events.ts";
import type { Job } from "../shared/job.ts";
import { readSpecification } from "../shared/read-specification.ts";
import { maskSecrets } from "../shared/secrets.ts";
import type { Acknowledgement, PluginRequest } from "./models/model.ts";
import { asksFirst } from "./models/offline/words/asks-first.ts";

export interface CreateOptions {
  origin?: Origin;
  maxIterations?: number;
  /** Whether the plan waits for a yes; what the request itself says of that goes first. */
  approval?: Approval;
}

/** A job that began, with the first words to the user and, when it has to wait, its place in the line; or why none began. */
export type Begun =
  | { kind: "started"; job: Job; text: string; notes: string[]; place: number | undefined }
  | Exclude<Acknowledgement, { kind: "start" }>;

/** A request as agents get it, and what belongs to its job from the beginning. */
interface ReadRequest {
  asked: PluginRequest;
  notes: string[];
  origin: Origin | undefined;
  maxIterations: number;
  approval: Approval;
}

/** Reads a request: words without secrets, or a specification of any form people write, which throws a SpecificationError. */
export function readRequest(
  request: { specification: unknown } | { description: string },
  { origin, maxIterations, approval }: CreateOptions,
  config: Pick<Config, "maxIterations" | "approval">,
): ReadRequest {
  const { asked, notes, words } =
    "specification" in request ? readForm(request) : readWords(request);
  return {
    asked,
    notes,
    origin,
    maxIterations: maxIterations ?? config.maxIterations,
    approval: asksFirst(words).asks ? "ask" : (approval ?? config.approval),
  };
}

const readWords = ({ description }: { description: string }) => ({
  asked: { description: maskSecrets(asksFirst(description).rest) },
  notes: [],
  words: description,
});

function readForm({ specification: written }: { specification: unknown }) {
  const { specification, notes } = readSpecification(written);
  // The sentences inside are about the plugin.
  const words = typeof written === "string" ? written.replace(/\{[\s\S]*\}/, " ") : "";
  return { asked: { specification }, notes, words };
}
