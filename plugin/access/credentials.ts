import crypto from "node:crypto";
import type http from "node:http";
import { RateLimiterMemory } from "rate-limiter-flexible";
import type { Secret } from "../../shared/secret.ts";
import { clientOf, isLoopback } from "./addresses.ts";
import { Sessions } from "./sessions.ts";

/** `none`: nothing was shown. `blocked`: too many wrong tokens came from there, and none is looked at for a while. */
export type Verdict = "right" | "wrong" | "none" | "blocked";

const WRONG_TOKENS_SECONDS = 300;

export interface CredentialsOptions {
  token: Secret | undefined;
  /** Cookies go to every port of a host; the name tells servers apart. */
  port: number;
  wrongTokens: number;
}

/** Who may come in: everybody when there is no token, else who shows it, who signed in with it, and this process itself. */
export class Credentials {
  /** What this process shows when it calls its own server, as the message bus of ElizaOS does for every answer. */
  readonly ownKey = crypto.randomBytes(32).toString("hex");
  readonly #token: Secret | undefined;
  readonly #cookie: string;
  readonly #sessions = new Sessions();
  readonly #wrong: RateLimiterMemory;
  readonly #wrongTokens: number;

  constructor({ token, port, wrongTokens }: CredentialsOptions) {
    this.#token = token;
    this.#cookie = `plugin-dynamic-${port}`;
    this.#wrongTokens = wrongTokens;
    this.#wrong = new RateLimiterMemory({ points: wrongTokens, duration: WRONG_TOKENS_SECONDS });
  }

  get areRequired(): boolean {
    return this.#token !== undefined;
  }

  isOwnProcess({ headers, socket }: http.IncomingMessage): boolean {
    const given = headers["x-api-key"];
    return typeof given === "string" && isLoopback(clientOf(socket)) && isEqual(given, this.ownKey);
  }

  async judge(request: http.IncomingMessage): Promise<Verdict> {
    if (!this.#token || this.isOwnProcess(request) || this.hasSession(request)) return "right";
    const given = tokensIn(request);
    return given.length > 0 ? this.judgeTokens(request, given) : "none";
  }

  hasSession({ headers }: http.IncomingMessage): boolean {
    return this.#sessions.has(cookieIn(headers.cookie, this.#cookie));
  }

  /** Compares tokens with the one that is asked for, so many times for one client. */
  async judgeTokens({ socket }: http.IncomingMessage, given: string[]): Promise<Verdict> {
    const client = clientOf(socket);
    const before = await this.#wrong.get(client);
    if (before && before.consumedPoints >= this.#wrongTokens) return "blocked";
    const expected = this.#token?.reveal() ?? "";
    if (given.some((each) => isEqual(each, expected))) return "right";
    await this.#wrong.penalty(client);
    return "wrong";
  }

  /** The Set-Cookie line of a browser that just signed in. */
  openSession({ isSecure }: { isSecure: boolean }): string {
    const { value, seconds } = this.#sessions.open();
    const secure = isSecure ? "; Secure" : "";
    return `${this.#cookie}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure}`;
  }

  /**
   * What goes on to ElizaOS: the key that its own check of `/api` asks for, and nothing that a plugin's route could pass
   * on to others.
   */
  exchange({ headers }: http.IncomingMessage): void {
    headers["x-api-key"] = this.ownKey;
    if (!this.areRequired) return;
    delete headers.authorization;
    const others = cookiesIn(headers.cookie).filter(([name]) => name !== this.#cookie);
    headers.cookie = others.map((pair) => pair.join("=")).join("; ");
  }
}

const tokensIn = ({ headers }: http.IncomingMessage): string[] => {
  const bearer = /^Bearer +(\S+)$/i.exec(headers.authorization ?? "")?.[1];
  return [headers["x-api-key"], bearer].filter((each) => typeof each === "string");
};

const cookiesIn = (header = ""): [string, string][] =>
  header
    .split(";")
    .filter((pair) => pair.includes("="))
    .map((pair) => {
      const [name = "", ...value] = pair.trim().split("=");
      return [name, value.join("=")];
    });

const cookieIn = (header: string | undefined, name: string): string | undefined =>
  cookiesIn(header).find(([each]) => each === name)?.[1];

/** Takes as long for what is nearly right as for what is all wrong, whatever the lengths. */
function isEqual(given: string, expected: string): boolean {
  const [one, other] = [given, expected].map((text) =>
    crypto.createHash("sha256").update(text).digest(),
  ) as [Buffer, Buffer];
  return crypto.timingSafeEqual(one, other);
}
