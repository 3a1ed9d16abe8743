import { expect, test } from "vitest";
import { z } from "zod";
import { rightValues, wrongValues } from "../../agents/tester/load/try-values.ts";
import type { Parameter } from "../../shared/specification.ts";

const RUNS = 200;

const parameters: Record<string, Parameter> = {
  text: { type: "string", required: true },
  amount: { type: "number", minimum: 0.2, maximum: 0.8 },
  count: { type: "integer", minimum: 3, maximum: 1e15 },
  below: { type: "integer", maximum: -5, required: false },
  loud: { type: "boolean", required: false },
  tags: { type: "array", items: { type: "string", enum: ["a", "b"] } },
  place: { type: "object", properties: { city: { type: "string" } } },
  mode: { type: "string", default: "slow", required: false },
};

const declared = {
  text: z.string().min(1),
  amount: z.number().min(0.2).max(0.8),
  count: z.int().min(3).max(1e15),
  below: z.int().max(-5),
  loud: z.boolean(),
  tags: z.array(z.enum(["a", "b"])).min(1),
  place: z.strictObject({ city: z.string().min(1) }),
  mode: z.literal("slow"),
};

test("right parameters are what is declared, with and without what is optional", () => {
  const all = z.strictObject(declared);
  const few = all.omit({ below: true, loud: true, mode: true });
  for (let run = 0; run < RUNS; run += 1) {
    expect(all.safeParse(rightValues(parameters, { optional: true })).error).toBeUndefined();
    expect(few.safeParse(rightValues(parameters, { optional: false })).error).toBeUndefined();
  }
});

test("of wrong parameters none is what is declared, not even for who reads numbers from text", () => {
  const { amount, count, below, ...others } = declared;
  const lenient = { ...others, amount: z.coerce.number(), count: z.coerce.number(), below };
  for (let run = 0; run < RUNS; run += 1) {
    const wrong = wrongValues(parameters);
    for (const [name, schema] of [
      ...Object.entries({ amount, count }),
      ...Object.entries(lenient),
    ]) {
      expect([name, schema.safeParse(wrong[name]).success]).toEqual([name, false]);
    }
  }
});
