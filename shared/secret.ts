import util from "node:util";

const MASK = "[secret]";

/** Every value that was put into a Secret: what the logs of this process must not show. */
const given = new Set<string>();

export const givenSecrets = (): ReadonlySet<string> => given;

/** A value that shows itself only to who asks for it by name: not in logs, messages, JSON or the debugger's listing. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
    given.add(value);
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return MASK;
  }

  toJSON(): string {
    return MASK;
  }

  [util.inspect.custom](): string {
    return MASK;
  }
}
