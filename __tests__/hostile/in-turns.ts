/** Starts works in their order, so many at a time, and gives back what they will come to by their keys. */
export function inTurns<Key, Value>(
  atOnce: number,
  works: (readonly [Key, () => Promise<Value>])[],
): Map<Key, Promise<Value>> {
  const lanes: Promise<unknown>[] = Array.from({ length: atOnce }, () => Promise.resolve());
  return new Map(
    works.map(([key, work], i) => {
      const before = lanes[i % atOnce];
      const value = (async () => {
        await before;
        return work();
      })();
      lanes[i % atOnce] = value.catch(() => undefined); // whoever asks for it hears of it
      return [key, value];
    }),
  );
}
