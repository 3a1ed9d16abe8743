import type http from "node:http";
import { RateLimiterMemory } from "rate-limiter-flexible";
import type { Config } from "../../shared/config.ts";
import { IMPORT_URL } from "../studio/api/jobs.ts";
import { clientOf, isLoopback } from "./addresses.ts";
import type { Answer } from "./answer.ts";
import { checkRoute } from "./closed-routes.ts";
import { Credentials } from "./credentials.ts";
import type { Limits } from "./limits.ts";
import { checkHost, checkOrigin, ownHosts, type IsOwnHost } from "./own-hosts.ts";
import { SIGN_IN_PATH, signIn, unauthorized } from "./sign-in.ts";

/** Looks at every request before anything of ElizaOS does. */
export class Guard {
  readonly #credentials: Credentials;
  readonly #isOwn: IsOwnHost;
  readonly #limits: Limits;
  readonly #requests: RateLimiterMemory;

  constructor(config: Config, limits: Limits) {
    const { port, serverToken: token } = config;
    this.#credentials = new Credentials({ token, port, wrongTokens: limits.wrongTokens });
    this.#isOwn = ownHosts(config);
    this.#limits = limits;
    this.#requests = new RateLimiterMemory({ points: limits.localRequests, duration: 60 });
  }

  /** What this process shows to its own server. */
  get ownKey(): string {
    return this.#credentials.ownKey;
  }

  isOwnProcess(request: http.IncomingMessage): boolean {
    return this.#credentials.isOwnProcess(request);
  }

  /** What a request is answered here and now; nothing when it may go on, with what ElizaOS expects in its headers. */
  async answer(request: http.IncomingMessage): Promise<Answer | undefined> {
    const answer =
      checkTarget(request) ??
      checkHost(request, this.#isOwn) ??
      checkOrigin(request, this.#isOwn) ??
      checkBody(request, this.#limits) ??
      (await this.#checkRate(request)) ??
      this.#checkProxy(request) ??
      (await this.#checkCredentials(request)) ??
      checkRoute(request);
    if (!answer) this.#credentials.exchange(request);
    return answer;
  }

  async #checkRate(request: http.IncomingMessage): Promise<Answer | undefined> {
    if (this.isOwnProcess(request)) return undefined;
    const client = clientOf(request.socket);
    const { localRequests, remoteRequests } = this.#limits;
    const most = isLoopback(client) ? localRequests : remoteRequests;
    const { consumedPoints, msBeforeNext } = await this.#requests.penalty(client);
    if (consumedPoints <= most) return undefined;
    const seconds = Math.ceil(msBeforeNext / 1000);
    return {
      status: 429,
      text: `More than ${most} requests a minute came from this address. Try again in ${seconds} s.`,
      headers: { "Retry-After": String(seconds) },
    };
  }

  /** Behind a proxy everybody looks local, so that "only this machine" is no protection any more. */
  #checkProxy({ headers }: http.IncomingMessage): Answer | undefined {
    const forwarded =
      headers.forwarded ?? headers["x-forwarded-for"] ?? headers["x-forwarded-host"];
    if (forwarded === undefined || this.#credentials.areRequired) return undefined;
    return {
      status: 403,
      text: "This request came through a proxy, and the server asks for no token. Start it with PLUGIN_SERVER_TOKEN, and list the proxy's name in PLUGIN_SERVER_HOSTS.",
    };
  }

  async #checkCredentials(request: http.IncomingMessage): Promise<Answer | undefined> {
    const { method, url } = request;
    const signsIn = this.#credentials.areRequired && url?.split("?")[0] === SIGN_IN_PATH;
    if (signsIn && method === "POST") return signIn(request, this.#credentials);
    const verdict = await this.#credentials.judge(request);
    if (verdict !== "right") return unauthorized(request, verdict);
    return signsIn
      ? { status: 303, text: "You are signed in.", headers: { Location: "/" } }
      : undefined;
  }
}

/** Only paths are asked of a server; other forms are for proxies, and read differently by different readers. */
const checkTarget = ({ url = "" }: http.IncomingMessage): Answer | undefined =>
  url.startsWith("/") ? undefined : { status: 400, text: "Expected a path such as /chat." };

/** Bodies say how long they are; Node then reads no more than that. */
function checkBody(
  { headers, method, url }: http.IncomingMessage,
  { bodyBytes, archiveBytes }: Limits,
): Answer | undefined {
  if (headers["transfer-encoding"] !== undefined) {
    return { status: 411, text: "Expected a Content-Length; bodies in chunks are not taken." };
  }
  const most = method === "POST" && url === IMPORT_URL ? archiveBytes : bodyBytes;
  if (Number(headers["content-length"] ?? 0) <= most) return undefined;
  return { status: 413, text: `Expected at most ${most} bytes.` };
}
