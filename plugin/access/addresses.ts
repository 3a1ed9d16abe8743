import net from "node:net";
import os from "node:os";

/** Whether only this machine reaches what listens on a host. */
export const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "::1" || (net.isIPv4(host) && host.startsWith("127."));

/** Whether a host means every address of this machine. */
export const isWildcard = (host: string): boolean => host === "0.0.0.0" || host === "::";

/** A host as it stands in an address: IPv6 in brackets. */
export const bracketed = (host: string): string => (net.isIPv6(host) ? `[${host}]` : host);

/** The addresses of this machine that others can reach. */
export const ownAddresses = (): string[] =>
  Object.values(os.networkInterfaces()).flatMap((all) =>
    (all ?? []).filter(({ internal }) => !internal).map(({ address }) => address),
  );

/**
 * By what a client is told from others. Whoever has one IPv6 address has the 2^64 of its network, so the network counts.
 */
export function clientOf({ remoteAddress = "" }: net.Socket): string {
  const address = remoteAddress.replace(/^::ffff:(?=\d+\.)/, "");
  if (!net.isIPv6(address)) return address;
  const [head = [], tail = []] = address.split("::").map((part) => part.split(":").filter(Boolean));
  const missing = Array<string>(8 - head.length - tail.length).fill("0");
  return address === "::1" ? address : [...head, ...missing, ...tail].slice(0, 4).join(":");
}
