import { MAXIMUM_TEXT } from "./protocol.ts";

const MAXIMUM_DEPTH = 6;
const MAXIMUM_ENTRIES = 50;
const MAXIMUM_VALUES = 1_000;

/** Text of bounded length, from anything. */
export function text(value: unknown): string {
  const all = String(value);
  return all.length > MAXIMUM_TEXT ? `${all.slice(0, MAXIMUM_TEXT)}…` : all;
}

/** What a value looks like as JSON: bounded in size, and read without running its `toJSON`. */
export function portable(value: unknown): unknown {
  let left = MAXIMUM_VALUES;
  const read = (each: unknown, depth: number): unknown => {
    left -= 1;
    if (left < 0 || depth > MAXIMUM_DEPTH) return "…";
    if (typeof each === "string") return text(each);
    if (typeof each === "bigint") return text(each);
    if (typeof each === "function" || typeof each === "symbol") return undefined;
    if (typeof each !== "object" || each === null) return each;
    if (each instanceof Error) return text(each);
    if (each instanceof Date) return text(Number.isNaN(each.getTime()) ? each : each.toISOString());
    if (ArrayBuffer.isView(each)) return `${each.byteLength} bytes`;
    if (Array.isArray(each)) {
      return each.slice(0, MAXIMUM_ENTRIES).map((item) => read(item, depth + 1) ?? null);
    }
    const keys = Object.keys(each).slice(0, MAXIMUM_ENTRIES);
    const entries = keys.map((key) => [
      text(key),
      read((each as Record<string, unknown>)[key], depth + 1),
    ]);
    return Object.fromEntries(entries) as unknown;
  };
  return read(value, 0);
}
