import type { Config } from "../../shared/config.ts";
import { ConfigError } from "../../shared/errors.ts";
import { isLoopback } from "./addresses.ts";

const MINIMUM_CHARACTERS = 24;

/** Makes a token that nobody guesses. */
const TOKEN_COMMAND = "openssl rand -hex 32";

/** Whether others than the people of this machine can reach the server. */
export const isReachable = ({ host, serverHosts }: Config): boolean =>
  !isLoopback(host) || serverHosts.length > 0;

/** What is wrong with the token and what to do, if anything is. */
export function tokenTrouble(config: Config): { text: string; mend: string } | undefined {
  const { host, serverToken, serverHosts } = config;
  const length = serverToken?.reveal().length;
  if (length === undefined && isReachable(config)) {
    const where = isLoopback(host)
      ? `answers to ${serverHosts.join(", ")}`
      : `listens on ${host}, where other machines reach it`;
    return {
      text: `The server ${where}, but there is no token.`,
      mend: `Set PLUGIN_SERVER_TOKEN to at least ${MINIMUM_CHARACTERS} characters; \`${TOKEN_COMMAND}\` makes one.`,
    };
  }
  if (length !== undefined && length < MINIMUM_CHARACTERS) {
    return {
      text: `PLUGIN_SERVER_TOKEN has ${length} characters, which can be guessed.`,
      mend: `Expected at least ${MINIMUM_CHARACTERS}; \`${TOKEN_COMMAND}\` makes one.`,
    };
  }
  return undefined;
}

/** Throws a ConfigError when the server would stand open to others. */
export function requireToken(config: Config): void {
  const trouble = tokenTrouble(config);
  if (trouble) throw new ConfigError(`${trouble.text} ${trouble.mend}`);
}
