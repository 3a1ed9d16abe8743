import { ConfigError, ModelError } from "../../../shared/errors.ts";
import type { Cassette } from "./cassette.ts";
import { compareKeys, roleOf } from "./keys.ts";
import type { Segment } from "./segments.ts";

/** @param what key of the call, or words for one that has none. */
export function notRecorded(
  { file, attempts, answers }: Cassette,
  role: string,
  what: string,
): ModelError {
  const keys = [...attempts.keys(), ...answers.keys()].filter((key) => roleOf(key) === role);
  const [first, ...others] = keys.sort(compareKeys);
  const has = first
    ? `of the ${role} it has ${[first, ...others.slice(-1)].join(" to ")}`
    : `it has nothing of the ${role}`;
  return new ModelError(
    "not-recorded",
    `The recording ${file} has nothing for ${what}; ${has}. Play it with the request it was made for, record it anew, or set PLUGIN_REPLAY=then-live to go on with a live model.`,
  );
}

export const notAsRecorded = (key: string, changed: Segment[]): ModelError =>
  new ModelError(
    "not-recorded",
    `${key} is not asked as it was recorded: expected the same request, but ${changed.join(" and ")} changed. Record it anew, or set PLUGIN_REPLAY=replay to play it all the same.`,
  );

export const needLive = (what: string): ConfigError =>
  new ConfigError(
    `PLUGIN_REPLAY=then-live needs ${what} that goes on where this recording has nothing, and there is none. Set one up, or set PLUGIN_REPLAY=replay.`,
  );
