import type { SourceFile } from "../../blueprint.ts";

/** The file that puts errors of the database into words without its connection string. */
export const databaseErrorsFile: SourceFile = {
  path: "src/database-errors.ts",
  content: `/** An error in words that are safe to show: neither connection string nor password is part of them. */
export function explained(error: unknown, connectionString = ""): Error {
  const password = URL.canParse(connectionString) ? new URL(connectionString).password : "";
  const secrets = [connectionString, password, decoded(password)].filter(Boolean);
  return new Error(secrets.reduce((rest, each) => rest.replaceAll(each, "[secret]"), inWords(error)));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a password with a bare percent sign
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "";

/** Whether the database itself said no, which leaves the connection usable. */
export function isAnswer(error: unknown): boolean {
  return /^[0-9A-Z]{5}$/.test(codeOf(error)) && !/^(08|57P)/.test(codeOf(error));
}

const REASONS: Record<string, string> = {
  ECONNREFUSED: "the database cannot be reached: nothing answers at its address",
  ENOTFOUND: "the database cannot be reached: there is no such host",
  EAI_AGAIN: "the database cannot be reached: its host cannot be looked up",
  ECONNRESET: "the database closed the connection",
  "28P01": "the database refused the user name or password",
  "28000": "the database refused the user name or password",
  "3D000": "there is no database of that name",
  "57014": "the statement took too long and was stopped",
  "53300": "the database has no free connection",
};

function inWords(error: unknown): string {
  const known = REASONS[codeOf(error)];
  if (known) return known;
  const message = error instanceof Error ? error.message : String(error);
  return message || "the database cannot be reached";
}
`,
};
