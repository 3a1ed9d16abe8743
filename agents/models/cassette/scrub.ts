import { KnownValues, MASK, masked } from "../../../shared/redact.ts";
import { maskSecrets } from "../../../shared/secrets.ts";
import type { Block, Message } from "../text-model.ts";

export interface ScrubOptions {
  /** Values that must not be written: keys, passwords. */
  secrets?: string[];
  /** Absolute paths of this machine by the name that is written for them, as `<NAME>`. */
  roots?: Record<string, string>;
}

/** Takes secrets out of what is written down: the values that are known, and whatever looks like a credential. */
export class Scrubber {
  readonly #known: KnownValues;
  readonly #roots: { path: RegExp; name: string }[];

  constructor({ secrets = [], roots = {} }: ScrubOptions = {}) {
    this.#known = new KnownValues(secrets);
    this.#roots = Object.entries(roots)
      .sort(([, one], [, other]) => other.length - one.length)
      .map(([name, path]) => ({
        path: new RegExp(`(?<![\\w.-])${escaped(path)}(?![\\w-]|\\.\\w)`, "g"),
        name: `<${name}>`,
      }));
  }

  text(text: string): string {
    return masked(text, (each) => this.#once(each));
  }

  /** Every text in a value of JSON, names of fields included. */
  value(value: unknown): unknown {
    if (typeof value === "string") return this.text(value);
    if (Array.isArray(value)) return value.map((each) => this.value(each));
    if (typeof value === "number" && this.text(String(value)) !== String(value)) return MASK;
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [this.text(key), this.value(each)]),
    );
  }

  /** A text that is JSON stays JSON; one that broke off is scrubbed as it stands. */
  json(text: string): string {
    let parsed: unknown;
    try {
      parsed = JSON.parse(text);
    } catch {
      return this.text(text); // broken off, or never JSON
    }
    const scrubbed = JSON.stringify(this.value(parsed));
    return scrubbed === JSON.stringify(parsed) ? text : scrubbed;
  }

  /** What only the endpoint can read (signatures, redacted thinking) stays: it would not accept it back otherwise. */
  block(block: Block): Block {
    if (block.type === "redacted_thinking") return block;
    const scrubbed = this.value(block) as Block;
    return block.type === "thinking" && block.signature !== undefined
      ? ({ ...scrubbed, signature: block.signature } as Block)
      : scrubbed;
  }

  message(message: Message): Message {
    return message.role === "assistant"
      ? { ...message, content: message.content.map((block) => this.block(block)) }
      : (this.value(message) as Message);
  }

  #once(text: string): string {
    const known = this.#known.withoutTornEnd(this.#known.mask(text));
    return this.#roots.reduce(
      (rest, { path, name }) => rest.replace(path, name),
      maskSecrets(known, { prose: true }),
    );
  }
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
