/** Work that is going on in this process, by what it is about. */
const atWork = new Map<string, Promise<unknown>>();

/**
 * Does something that two must not do at once. Whoever comes meanwhile waits until it is over, well or badly, and does
 * it then; work that is done already should find that out first. Rejects at once when the signal of a waiting one aborts.
 */
export async function alone<Result>(
  about: string,
  signal: AbortSignal,
  work: () => Promise<Result>,
): Promise<Result> {
  for (let others = atWork.get(about); others; others = atWork.get(about)) {
    await over(others, signal);
  }
  const mine = work();
  atWork.set(about, mine);
  try {
    return await mine;
  } finally {
    atWork.delete(about);
  }
}

function over(others: Promise<unknown>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    const end = (): void => {
      signal.removeEventListener("abort", stop);
      resolve();
    };
    if (signal.aborted) return stop();
    signal.addEventListener("abort", stop, { once: true });
    others.then(end, end); // how it ended is for its own caller
  });
}
