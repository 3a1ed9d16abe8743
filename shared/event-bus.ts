import crypto from "node:crypto";
import EventEmitter from "eventemitter3";
import {
  parseEvent,
  type AgentName,
  type EventType,
  type JobEvent,
  type Payload,
} from "./events.ts";
import { debug, warn } from "./log.ts";
import type { Redact } from "./redact.ts";

const log = debug("bus");

/** What a model says while it says it: delivered, never journaled. */
export interface Thinking {
  jobId: string;
  agent: AgentName;
  /** Reasoning, the answer's text, a tool's input; or that what came so far is void, since the attempt begins anew. */
  kind: "thinking" | "text" | "input" | "restart";
  /** Empty for `restart`. */
  delta: string;
}

/** What whoever publishes says of an event. */
interface Stamp {
  jobId: string;
  agent: AgentName;
  cause?: string | undefined;
}

type Listener<Event> = (event: Event) => void;

/**
 * The one line of communication between agents. A durable event is validated, stamped and handed to `record` (the
 * job's journal) before anyone receives it; listeners then receive events in the order in which they were published.
 */
export class EventBus {
  readonly #emitter = new EventEmitter();
  readonly #record: (event: JobEvent) => void;
  readonly #redact: Redact;
  readonly #undelivered: JobEvent[] = [];
  #delivering = false;

  /** @param redact takes out of every event what must not be written. */
  constructor(record: (event: JobEvent) => void, redact: Redact = (value) => value) {
    this.#record = record;
    this.#redact = redact;
  }

  /** Publishes a durable event and returns it with its stamp. Throws when it is invalid or cannot be recorded. */
  publish<Type extends EventType>(
    type: Type,
    stamp: Stamp,
    payload: Payload<Type>,
  ): JobEvent<Type> {
    const event: JobEvent = this.#stamped(type, stamp, payload);
    this.#record(event);
    this.announce(event);
    return event as JobEvent<Type>;
  }

  /** An event as it would be published, for whoever records it in another way. */
  stamped<Type extends EventType>(
    type: Type,
    stamp: Stamp,
    payload: Payload<Type>,
  ): JobEvent<Type> {
    return this.#stamped(type, stamp, payload) as JobEvent<Type>;
  }

  #stamped(type: EventType, stamp: Stamp, payload: object): JobEvent {
    const id = crypto.randomUUID();
    const at = new Date().toISOString();
    return parseEvent(this.#redact({ type, id, at, ...stamp, ...payload }));
  }

  /** Delivers an event that is recorded already. */
  announce(event: JobEvent): void {
    this.#undelivered.push(event);
    this.#deliver();
  }

  /** Receives events of one type, or all with `"*"`. Returns the way out. */
  subscribe<Type extends EventType>(type: Type, listener: Listener<JobEvent<Type>>): () => void;
  subscribe(type: "*", listener: Listener<JobEvent>): () => void;
  subscribe(type: string, listener: Listener<never>): () => void {
    return this.#on(type, listener);
  }

  /** Streams a piece of reasoning to whoever watches. */
  think(thinking: Thinking): void {
    this.#emitter.emit("thinking", this.#redact(thinking));
  }

  /** Receives streamed reasoning. Returns the way out. */
  watch(listener: Listener<Thinking>): () => void {
    return this.#on("thinking", listener);
  }

  #on(name: string, listener: Listener<never>): () => void {
    const contained = (event: unknown): void => {
      try {
        listener(event as never); // the map of events ties name and payload together
      } catch (error) {
        // One listener's bug must not silence the others.
        log("a listener of %s failed: %o", name, error);
        warn(`A listener of ${name} failed: ${String(error)}`);
      }
    };
    this.#emitter.on(name, contained);
    return () => this.#emitter.off(name, contained);
  }

  /** A listener may publish; its event waits until everybody has received the current one. */
  #deliver(): void {
    if (this.#delivering) return;
    this.#delivering = true;
    for (let event = this.#undelivered.shift(); event; event = this.#undelivered.shift()) {
      log("%s %s by %s", event.jobId, event.type, event.agent);
      this.#emitter.emit(event.type, event);
      this.#emitter.emit("*", event);
    }
    this.#delivering = false;
  }
}
