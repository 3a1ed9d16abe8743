import { z } from "zod";

const tokens = z.number().int().min(0);

/** Tokens of one or more model calls. The whole input is the sum of `input`, `cacheRead` and both `cacheWrite`. */
export const Usage = z.object({
  /** Input that came from no cache and went into none. */
  input: tokens,
  /** Everything the model wrote, thinking included. */
  output: tokens,
  cacheRead: tokens,
  cacheWrite5m: tokens,
  cacheWrite1h: tokens,
  /** The part of `output` that was thinking, where the endpoint says so. */
  thinking: tokens,
  /** Whether any of it was estimated, as for attempts that died before their usage was told. */
  estimated: z.boolean(),
});
export type Usage = z.infer<typeof Usage>;

export const noUsage: Usage = {
  input: 0,
  output: 0,
  cacheRead: 0,
  cacheWrite5m: 0,
  cacheWrite1h: 0,
  thinking: 0,
  estimated: false,
};

/** All tokens of a usage, read, cached or written. */
export const totalTokens = ({
  input,
  output,
  cacheRead,
  cacheWrite5m,
  cacheWrite1h,
}: Usage): number => input + output + cacheRead + cacheWrite5m + cacheWrite1h;

/** Upper bound for the tokens of a text, where nobody counted them. */
export const estimateTokens = (text: string): number => Math.ceil(text.length / 3);
