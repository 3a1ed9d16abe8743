import type { z } from "zod";

/** Where the page and what it asks live, whatever the package is called. */
export const ROOT = "/plugin-dynamic/";
export const API = `${ROOT}api/`;

export type Method = "GET" | "POST" | "PUT" | "DELETE";

/** One question that the page can ask: both ends take its shapes from here. */
export interface Endpoint<
  Input extends z.ZodObject = z.ZodObject,
  Output extends z.ZodType = z.ZodType,
> {
  method: Method;
  /** Below `/plugin-dynamic/api/`; `:name` stands for a field of the input. */
  path: string;
  /** Fields of the path, and of the query (GET, DELETE) or of the JSON body (POST, PUT). */
  input: Input;
  output: Output;
}

export const endpoint = <Input extends z.ZodObject, Output extends z.ZodType>(
  method: Method,
  path: string,
  input: Input,
  output: Output,
): Endpoint<Input, Output> => ({ method, path, input, output });

/** What an endpoint is asked with, and what it answers. */
export type InputOf<Asked extends Endpoint> = z.output<Asked["input"]>;
export type OutputOf<Asked extends Endpoint> = z.output<Asked["output"]>;

/** The path of an endpoint with the fields that stand in it, and what is left of the input. */
export function fillPath(
  pattern: string,
  input: Record<string, unknown>,
): { path: string; rest: Record<string, unknown> } {
  const rest = { ...input };
  const path = pattern.replace(/:(\w+)/g, (_whole, name: string) => {
    const value = String(rest[name]);
    delete rest[name];
    return encodeURIComponent(value);
  });
  return { path, rest };
}

/** The fields of a path that fits a pattern; nothing when it does not fit. */
export function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const [wanted, given] = [pattern.split("/"), path.split("/")];
  if (wanted.length !== given.length) return undefined;
  const fields: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? "";
    if (part.startsWith(":")) fields[part.slice(1)] = decoded(value);
    else if (part !== value) return undefined;
  }
  return fields;
}

/** A path that is badly escaped is taken as it stands; nothing has such a name. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
