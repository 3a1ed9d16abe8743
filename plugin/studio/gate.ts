import crypto from "node:crypto";
import type http from "node:http";
import { clientOf, isLoopback } from "../access/addresses.ts";

/**
 * Whether a request may see anything of jobs. ElizaOS lets everybody reach a plugin's routes; behind our own front door
 * requests carry its key, in somebody else's server the key is that server's, and where there is none only this machine
 * gets in, and no page of another site.
 * @param key ELIZA_SERVER_AUTH_TOKEN of the process.
 */
export function mayAsk(request: http.IncomingMessage, key: string | undefined): boolean {
  const given = request.headers["x-api-key"];
  if (key) return typeof given === "string" && isEqual(given, key);
  const { host = "", origin } = request.headers;
  const site = request.headers["sec-fetch-site"];
  const isHere = isLoopback(clientOf(request.socket)) && LOCAL_HOST.test(host);
  const isOwn = origin === undefined || /^https?:\/\/([^/\s]+)$/.exec(origin)?.[1] === host;
  return isHere && isOwn && site !== "cross-site" && site !== "same-site";
}

const LOCAL_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

function isEqual(given: string, expected: string): boolean {
  const [one, other] = [given, expected].map((text) =>
    crypto.createHash("sha256").update(text).digest(),
  ) as [Buffer, Buffer];
  return crypto.timingSafeEqual(one, other);
}
