import { setTimeout as sleep } from "node:timers/promises";
import { ModelError } from "../../../shared/errors.ts";
import type { Listener } from "../text-model.ts";
import type { RecordedAttempt, Streamed } from "./cassette.ts";
import type { Scrubber } from "./scrub.ts";

/**
 * What came during an attempt, without secrets. One can be split over many pieces, so that the pieces of a block are
 * looked at together; where one was found they become a single piece, in the place of the first.
 */
export function scrubStream(stream: Streamed[], scrubber: Scrubber): Streamed[] {
  const whole = new Map<string, string>();
  for (const piece of stream) {
    const block = blockOf(piece);
    if (piece[1] !== "usage") whole.set(block, (whole.get(block) ?? "") + piece[3]);
  }
  const clean = new Map(
    [...whole].map(([block, text]) => [
      block,
      block.startsWith("input ") ? scrubber.json(text) : scrubber.text(text),
    ]),
  );
  const merged = new Set<string>();
  return stream.flatMap((piece): Streamed[] => {
    if (piece[1] === "usage") return [piece];
    const [ms, kind, index] = piece;
    const block = blockOf(piece);
    const scrubbed = clean.get(block);
    if (scrubbed === undefined || scrubbed === whole.get(block)) return [piece];
    if (merged.has(block)) return [];
    merged.add(block);
    return [[ms, kind, index, scrubbed]];
  });
}

const blockOf = (piece: Streamed): string =>
  piece[1] === "usage" ? "usage" : `${piece[1]} ${piece[2]}`;

/** Tells the listener what came then, at the same times when `speed` is 1. */
export async function playStream(
  { stream, durationMs }: RecordedAttempt,
  listener: Listener,
  signal: AbortSignal,
  speed: number,
): Promise<void> {
  const started = performance.now();
  const until = async (ms: number): Promise<void> => {
    const left = speed > 0 ? ms / speed - (performance.now() - started) : 0;
    // An abort ends the wait, and is told of below.
    if (left > 0) await sleep(left, undefined, { signal }).catch(() => undefined);
    cancelIfAborted(signal);
  };
  for (const piece of stream) {
    await until(piece[0]);
    if (piece[1] === "usage") {
      listener.usage(piece[2]);
    } else {
      const [, kind, block, text] = piece;
      listener.delta({ kind, block, text });
    }
  }
  await until(durationMs);
}

export function cancelIfAborted(signal: AbortSignal): void {
  if (!signal.aborted) return;
  throw new ModelError("cancelled", "The replay of this call was stopped.", {
    cause: signal.reason,
  });
}
