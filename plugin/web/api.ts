import { z } from "zod";
import {
  API,
  fillPath,
  type Endpoint,
  type InputOf,
  type OutputOf,
} from "../studio/api/endpoint.ts";
import { headers } from "./key.ts";

/** The server said no, in a sentence for people. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const Refused = z.object({ error: z.object({ message: z.string() }) });

/** Asks an endpoint. Throws a Refusal when the server says no, a TypeError when it cannot be reached. */
export async function ask<Asked extends Endpoint>(
  asked: Asked,
  input: InputOf<Asked>,
  signal?: AbortSignal,
): Promise<OutputOf<Asked>> {
  const { path, rest } = fillPath(asked.path, input);
  const hasBody = asked.method === "POST" || asked.method === "PUT";
  const query = hasBody ? "" : queryOf(rest);
  const response = await fetch(`${API}${path}${query}`, {
    method: asked.method,
    headers: { ...headers(), ...(hasBody ? { "Content-Type": "application/json" } : {}) },
    ...(hasBody ? { body: JSON.stringify(rest) } : {}),
    ...(signal ? { signal } : {}),
  });
  if (!response.ok) throw await refusal(response);
  return asked.output.parse(await response.json()) as OutputOf<Asked>;
}

/** What a refused request was answered. */
export async function refusal(response: Response): Promise<Refusal> {
  const text = await response.text();
  const told = Refused.safeParse(jsonIn(text));
  const message = told.success
    ? told.data.error.message
    : `The server answered ${response.status} without saying why.`;
  return new Refusal(response.status, message);
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // a proxy in between may answer with a page
  }
}

function queryOf(fields: Record<string, unknown>): string {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  const pairs = given.map(([name, value]) => [name, String(value)]);
  return pairs.length > 0 ? `?${new URLSearchParams(pairs)}` : "";
}

/** Why something went wrong, for people. */
export const reasonOf = (error: unknown): string =>
  error instanceof Refusal
    ? error.message
    : error instanceof TypeError
      ? "The server cannot be reached. It may be starting again."
      : String(error);
