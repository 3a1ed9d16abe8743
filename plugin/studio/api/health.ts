import { z } from "zod";
import { endpoint } from "./endpoint.ts";

/** A setting as this process has it, and how it is changed. */
export const Setting = z.object({
  name: z.string(),
  value: z.string(),
  /** What the value means, where it does not say it itself. */
  meaning: z.string().nullable(),
  /** Names in the environment, the first one first. */
  variables: z.array(z.string()),
});
export type Setting = z.infer<typeof Setting>;

/** One thing that was looked at; `wrong`: nothing works without it, `missing`: something is not possible. */
export const Diagnosis = z.object({
  name: z.string(),
  status: z.enum(["good", "missing", "wrong"]),
  text: z.string(),
  /** What to do about it. */
  mend: z.string().optional(),
});
export type Diagnosis = z.infer<typeof Diagnosis>;

export const healthApi = {
  settings: endpoint(
    "GET",
    "settings",
    z.object({}),
    z.array(z.object({ title: z.string(), settings: z.array(Setting) })),
  ),
  /** Looks anew each time; takes a second or two. */
  diagnoses: endpoint("GET", "settings/diagnoses", z.object({}), z.array(Diagnosis)),
};
