import type http from "node:http";
import type { Config } from "../../shared/config.ts";
import type { Answer } from "./answer.ts";
import { bracketed, isWildcard, ownAddresses } from "./addresses.ts";
import { page } from "./pages.ts";

/** Whether `name:port`, as a Host header or an origin has it, is one of this server's own. */
export type IsOwnHost = (authority: string) => boolean;

/** Which hosts are ours: loopback and the configured one with our port, and the names that were listed. */
export function ownHosts({ host, port, serverHosts, serverToken }: Config): IsOwnHost {
  const withPort = (name: string): string[] => {
    const authority = `${bracketed(name).toLowerCase()}:${port}`;
    return port === 80 ? [authority, bracketed(name)] : [authority];
  };
  const everywhere = isWildcard(host);
  const named = ["localhost", "127.0.0.1", "::1", ...(everywhere ? [] : [host])];
  const listed = serverHosts.flatMap((name) =>
    /:\d+$/.test(name) ? [name] : [name, `${name}:${port}`],
  );
  const own = new Set([...named.flatMap(withPort), ...listed]);
  return (authority) => {
    const asked = authority.toLowerCase();
    if (own.has(asked)) return true;
    return everywhere && serverToken !== undefined
      ? ownAddresses().flatMap(withPort).includes(asked)
      : false;
  };
}

/**
 * Refuses names that are not ours. A page of a stranger can give its own name this machine's address and then read what
 * the server answers as if it were its own.
 */
export function checkHost({ headers }: http.IncomingMessage, isOwn: IsOwnHost): Answer | undefined {
  const { host = "" } = headers;
  if (isOwn(host)) return undefined;
  return {
    status: 421,
    text: `This server does not answer to the host "${host.slice(0, 100)}". Use an address of its own, or list the name in PLUGIN_SERVER_HOSTS where it is started.`,
  };
}

/** Refuses what the pages of other origins send, be it to write, to read or to open a socket. */
export function checkOrigin(
  { method, headers }: http.IncomingMessage,
  isOwn: IsOwnHost,
): Answer | undefined {
  const { origin } = headers;
  const site = headers["sec-fetch-site"];
  const authority = /^https?:\/\/([^/\s]+)$/.exec(origin ?? "")?.[1];
  const foreignOrigin = origin !== undefined && !(authority && isOwn(authority));
  const foreignSite = site === "cross-site" || site === "same-site";
  if (!foreignOrigin && !foreignSite) return undefined;
  const text = `Pages of other origins may not use this server${origin ? `; this one is ${origin.slice(0, 100)}` : ""}. Open its own address.`;
  const isPerson = method === "GET" && headers["sec-fetch-dest"] === "document";
  return {
    status: 403,
    text,
    ...(isPerson ? page("Another site sent you here", FOLLOWED_A_LINK) : {}),
  };
}

const FOLLOWED_A_LINK = `<p>What another site links to is not opened without you.</p><p><a href="/">Open the studio</a></p>`;
