/** `380 ms`, `4.2 s`, `12 s`, `3 min 5 s`. */
export function durationText(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** `14:05:09`, in the time of whoever looks. */
export const clockText = (iso: string): string =>
  new Date(iso).toLocaleTimeString("en-GB", { hour12: false });
