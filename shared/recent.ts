/** Keeps the newest of what was worked out, for whoever asks for the same again soon. */
export class Recent<Value> {
  readonly #most: number;
  readonly #values = new Map<string, Value>();

  constructor(most: number) {
    this.#most = most;
  }

  get(key: string): Value | undefined {
    return this.#values.get(key);
  }

  set(key: string, value: Value): void {
    this.#values.set(key, value);
    const [oldest = ""] = this.#values.keys();
    if (this.#values.size > this.#most) this.#values.delete(oldest);
  }
}
