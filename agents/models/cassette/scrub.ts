import { maskSecrets } from "../../../shared/secrets.ts";
import type { Block, Message } from "../text-model.ts";

const MASK = "[secret]";

/** Shorter values stand in too many ordinary words. */
const SHORTEST = 6;

/** Masks can form another secret with what stands beside them; that ends after a round or two, if not on purpose. */
const MOST_ROUNDS = 20;

export interface ScrubOptions {
  /** Values that must not be written: keys, passwords. */
  secrets?: string[];
  /** Absolute paths of this machine by the name that is written for them, as `<NAME>`. */
  roots?: Record<string, string>;
}

/** Takes secrets out of what is written down: the values that are known, and whatever looks like a credential. */
export class Scrubber {
  /** Every known value in every form in which it may stand in a text, longest first. */
  readonly #forms: string[];
  readonly #known: RegExp | undefined;
  readonly #roots: { path: RegExp; name: string }[];

  constructor({ secrets = [], roots = {} }: ScrubOptions = {}) {
    // What is part of the mask itself could not be hidden by it, and "secret" is none.
    this.#forms = [...new Set(secrets.flatMap(formsOf))]
      .filter((form) => form.length >= SHORTEST && !MASK.includes(form))
      .sort((one, other) => other.length - one.length);
    this.#known =
      this.#forms.length > 0 ? new RegExp(this.#forms.map(escaped).join("|"), "g") : undefined;
    this.#roots = Object.entries(roots)
      .sort(([, one], [, other]) => other.length - one.length)
      .map(([name, path]) => ({
        path: new RegExp(`(?<![\\w.-])${escaped(path)}(?![\\w-]|\\.\\w)`, "g"),
        name: `<${name}>`,
      }));
  }

  text(text: string): string {
    let scrubbed = text;
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const before = scrubbed;
      scrubbed = this.#once(before);
      if (scrubbed === before) return scrubbed;
    }
    return MASK;
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
    const known = this.#known ? text.replace(this.#known, MASK) : text;
    const masked = maskSecrets(this.#withoutTornEnd(known), { prose: true });
    return this.#roots.reduce((rest, { path, name }) => rest.replace(path, name), masked);
  }

  /** A text may break off in the middle of a known value; half of it is too much already. */
  #withoutTornEnd(text: string): string {
    for (const form of this.#forms) {
      const shortest = Math.max(SHORTEST, Math.ceil(form.length / 2));
      for (let length = form.length - 1; length >= shortest; length--) {
        if (text.endsWith(form.slice(0, length))) return text.slice(0, -length) + MASK;
      }
    }
    return text;
  }
}

/** A value as it stands in plain text, in JSON, in JSON inside of JSON, in addresses and in base64. */
function formsOf(secret: string): string[] {
  const value = secret.trim();
  if (value.length < SHORTEST) return [];
  const inAddress = encodeURIComponent(Buffer.from(value).toString());
  return [
    value,
    inJson(value),
    inJson(inJson(value)),
    inAddress,
    inAddress.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    new URLSearchParams({ "": value }).toString().slice("=".length),
    ...inBase64(value),
  ];
}

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

/** Base64 depends on where among three bytes a value begins; these are the characters that are all its own. */
function inBase64(value: string): string[] {
  const bytes = Buffer.from(value);
  return [0, 1, 2].flatMap((before) => {
    const all = Buffer.concat([Buffer.alloc(before), bytes]);
    const [from, to] = [Math.ceil((before * 8) / 6), Math.floor((all.length * 8) / 6)];
    return [all.toString("base64").slice(from, to), all.toString("base64url").slice(from, to)];
  });
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
