import { MOST_COMPRESSED } from "../../agents/archive/format.ts";

/** What one client may use of the server. */
export interface Limits {
  /** Most bytes of a request's body. */
  bodyBytes: number;
  /** Most bytes of an archive that is imported. */
  archiveBytes: number;
  /** Most requests a minute from one address of this machine, and of another. */
  localRequests: number;
  remoteRequests: number;
  /** Wrong tokens that one address may try in five minutes. */
  wrongTokens: number;
  /** Most open connections, in all and from one address of another machine. */
  connections: number;
  connectionsPerAddress: number;
  /** Time for a request's headers, for the whole of it, and for the next one on the same connection, in milliseconds. */
  headersMs: number;
  requestMs: number;
  keepAliveMs: number;
}

export const LIMITS: Limits = {
  bodyBytes: 1024 ** 2,
  archiveBytes: MOST_COMPRESSED,
  localRequests: 6000,
  remoteRequests: 600,
  wrongTokens: 10,
  connections: 512,
  connectionsPerAddress: 64,
  headersMs: 10_000,
  requestMs: 30_000,
  keepAliveMs: 5_000,
};
