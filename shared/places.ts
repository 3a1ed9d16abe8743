import os from "node:os";

const GIGABYTE = 1024 ** 3;

/** A person and somebody else, or two wishes of one: that many jobs are always at work at the same time. */
const FEWEST = 2;

/**
 * How many jobs a machine can work on at the same time: one for each core and each GB of memory that this process may use,
 * whichever is fewer, but at least two.
 */
export function placesOf(
  cores = os.availableParallelism(),
  memory = Math.min(os.totalmem(), process.constrainedMemory() || Infinity),
): number {
  return Math.max(FEWEST, Math.min(cores, Math.floor(memory / GIGABYTE)));
}
