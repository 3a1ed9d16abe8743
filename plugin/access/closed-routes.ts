import type http from "node:http";
import type { Answer } from "./answer.ts";

interface ClosedRoute {
  method?: string;
  path: RegExp;
  /** What it would do, and what to do instead. */
  text: string;
}

/** Routes of `@elizaos/server` that reach past the agents to the machine. Nobody gets them, signed in or not. */
export const CLOSED_ROUTES: readonly ClosedRoute[] = [
  {
    path: /^\/api\/system\/env(\/|$)/,
    text: "The settings of the machine cannot be read or changed over the network: edit .env where the server runs.",
  },
  {
    method: "POST",
    path: /^\/api\/server\/stop\/?$/,
    text: "The server cannot be stopped over the network: press Ctrl-C where it runs.",
  },
  {
    path: /^\/api\/.*\/upload-media\/?$/,
    text: "Files cannot be uploaded to this server: write what they say into the chat.",
  },
];

export function checkRoute({ method, url = "" }: http.IncomingMessage): Answer | undefined {
  const path = plainPath(url);
  const closed = CLOSED_ROUTES.find(
    (route) => route.path.test(path) && (route.method ?? method) === method,
  );
  return closed && { status: 403, text: closed.text };
}

/** As generous as a router can be: without case, escapes, doubled slashes and what follows the path. */
function plainPath(url: string): string {
  const [path = ""] = url.split(/[?#]/);
  const plain = path.replace(/%[0-9a-f]{2}/gi, (code) =>
    String.fromCharCode(parseInt(code.slice(1), 16)),
  );
  return plain.replace(/[\\/]+/g, "/").toLowerCase();
}
