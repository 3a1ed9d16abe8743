import { useSyncExternalStore } from "react";
import { ageText } from "./words.ts";

const TICK_MS = 30_000;

let now = Date.now();

function subscribe(listener: () => void): () => void {
  const timer = setInterval(() => {
    now = Date.now();
    listener();
  }, TICK_MS);
  return () => clearInterval(timer);
}

/** How long ago something was; pointing at it shows when. */
export function Age({ at }: { at: string }) {
  const time = useSyncExternalStore(subscribe, () => now);
  return (
    <time dateTime={at} title={new Date(at).toLocaleString()}>
      {ageText(at, time)}
    </time>
  );
}
