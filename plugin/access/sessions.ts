import crypto from "node:crypto";

const LIFETIME_MS = 12 * 60 * 60_000;
const MOST = 1000;

/** Browsers that signed in. Only fingerprints are kept, and only in memory: a restart asks everybody again. */
export class Sessions {
  readonly #ends = new Map<string, number>();

  /** Begins a session; returns its value for the cookie, and for how many seconds it is good. */
  open(): { value: string; seconds: number } {
    this.#forget();
    const value = crypto.randomBytes(32).toString("base64url");
    this.#ends.set(fingerprint(value), Date.now() + LIFETIME_MS);
    return { value, seconds: LIFETIME_MS / 1000 };
  }

  has(value: string | undefined): boolean {
    const ends = value && this.#ends.get(fingerprint(value));
    return ends ? ends > Date.now() : false;
  }

  /** Drops what has ended, and the oldest when there are too many. */
  #forget(): void {
    for (const [key, ends] of this.#ends) {
      if (ends > Date.now() && this.#ends.size < MOST) return; // the rest is younger
      this.#ends.delete(key);
    }
  }
}

const fingerprint = (value: string): string =>
  crypto.createHash("sha256").update(value).digest("base64");
