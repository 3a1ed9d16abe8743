import fs from "node:fs";
import type http from "node:http";
import path from "node:path";
import { packageRoot } from "../../shared/package.ts";

/** Where the built page lies. */
const FOLDER = path.join(packageRoot, "dist", "plugin", "web");

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

/**
 * Nothing but our own scripts runs, whatever text gets into the page. Editors and charts place things by style attributes.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join("; ");

/** Sends a file of the page; its start page for every name that is none. */
export function sendPageFile(name: string, response: http.ServerResponse): void {
  const file = path.join(FOLDER, name);
  const isFile =
    file.startsWith(FOLDER + path.sep) &&
    fs.statSync(file, { throwIfNoEntry: false })?.isFile() === true;
  const isMissing = !isFile && name.startsWith("assets/");
  if (isMissing) {
    response.writeHead(404, { "Content-Type": "text/plain; charset=utf-8" });
    response.end("There is no such file. Load the page again: it may be of an earlier version.");
    return;
  }
  const served = isFile ? file : path.join(FOLDER, "index.html");
  // The names of assets change with what is in them; the start page says which they are.
  const lasting = isFile && name.startsWith("assets/");
  response.writeHead(200, {
    "Content-Type": TYPES[path.extname(served)] ?? "application/octet-stream",
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": lasting ? "private, max-age=31536000, immutable" : "no-store",
  });
  fs.createReadStream(served).pipe(response);
}
