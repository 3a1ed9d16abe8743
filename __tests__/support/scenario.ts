import type { AgentName } from "../../shared/events.ts";

/** What a model says in one attempt, as a scripted endpoint sends it. */
export interface Said {
  thinking?: string;
  text?: string;
  /** Tool calls, in order; they come after the text. */
  tools?: { name: string; input: unknown }[];
  /** `end_turn`, or `tool_use` when there are tools, unless said otherwise. */
  stop?: string;
  /** `stop_details` of a refusal. */
  refusal?: { category: string; explanation: string };
  /** Fields of the Messages API's `usage` that differ from the ordinary. */
  usage?: Record<string, unknown>;
  /** What goes wrong with the stream on its way. */
  trouble?: {
    /** Pause before each event, in milliseconds. */
    delayMs?: number;
    /** The socket is cut after so many events. */
    cutAfter?: number;
    /** Nothing more comes after so many events, and the socket stays open. */
    stallAt?: number;
    /** An event that is no JSON. */
    junkAt?: number;
    /** An `error` event instead of this one. */
    errorAt?: number;
    /** The stream ends well, but without `message_stop`. */
    noStop?: boolean;
    /** `data:` lines only, as some servers send. */
    noEventLines?: boolean;
    /** Every few bytes travel alone, so that characters are torn apart. */
    splitUtf8?: boolean;
  };
}

/** An answer that is an error of HTTP. */
export interface Failed {
  status: number;
  type: string;
  message: string;
  headers?: Record<string, string>;
}

export type Reply = Said | Failed;

/** A whole job's conversation: what each agent's model says, attempt by attempt. */
export interface Scenario {
  request: string | object;
  replies: Partial<Record<AgentName, Reply[]>>;
}
