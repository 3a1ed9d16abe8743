import fs from "node:fs";
import { ConfigError } from "../../shared/errors.ts";
import { findSpecification } from "../../shared/find-json.ts";

/** What a person asked for: words, or a text with a specification in it. */
export type Request = { specification: string } | { description: string };

export interface RequestArguments {
  words: string[];
  spec?: string | undefined;
}

const MAXIMUM_BYTES = 1_048_576;

/** Reads the request from the command line, a file or standard input. Words with a JSON specification in them are one. */
export async function readRequest({ words, spec }: RequestArguments): Promise<Request> {
  const text = words.join(" ");
  if (spec !== undefined && text) {
    throw new ConfigError(`Expected words or --spec, got both: "${text}" and --spec ${spec}.`);
  }
  if (spec !== undefined) {
    return { specification: spec === "-" ? await readInput() : readText(spec) };
  }
  const request = (text === "-" ? await readInput() : text).trim();
  if (request === "") {
    throw new ConfigError(
      'Expected what the plugin should do, got nothing. Write plugin-dynamic create "I need a plugin that …", or give a specification with --spec <file>.',
    );
  }
  return findSpecification(request) === undefined
    ? { description: request }
    : { specification: request };
}

/** The text of a file of reasonable size. */
export function readText(file: string): string {
  try {
    if (fs.statSync(file).size > MAXIMUM_BYTES) throw tooLong(file);
    return fs.readFileSync(file, "utf8");
  } catch (cause) {
    if (cause instanceof ConfigError) throw cause;
    const code = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new ConfigError(
      `${file} cannot be read (${code}). Expected a file with a specification.`,
      {
        cause,
      },
    );
  }
}

async function readInput(): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size > MAXIMUM_BYTES) throw tooLong("Standard input");
  }
  return Buffer.concat(chunks).toString("utf8");
}

const tooLong = (what: string): ConfigError =>
  new ConfigError(`${what} is longer than 1 MiB; no specification is that long.`);
