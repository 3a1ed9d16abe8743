import http from "node:http";
import type { IAgentRuntime, Route, RouteRequest, RouteResponse } from "@elizaos/core";
import { z } from "zod";
import { PluginCreationError } from "../../shared/errors.ts";
import { warn } from "../../shared/log.ts";
import { serviceOf } from "../services/plugin-creation-service.ts";
import { answered } from "./answers.ts";
import { matchPath, ROOT } from "./api/endpoint.ts";
import { IMPORT_PATH } from "./api/jobs.ts";
import { STREAM_PATH } from "./api/stream.ts";
import { sendDownload } from "./downloads.ts";
import { mayAsk } from "./gate.ts";
import { takeArchive } from "./imports.ts";
import { sendPageFile } from "./page-files.ts";
import { stream } from "./stream.ts";
import type { Studio } from "./studio.ts";

type Handler = (
  request: RouteRequest,
  response: http.ServerResponse,
  studio: () => Studio,
) => void | Promise<void>;

/**
 * The routes of the studio page. ElizaOS would put the plugin's name with its scope in front of them, so they are added to
 * an agent as they are.
 */
export const studioRoutes: Route[] = [
  // A panel is a route with a name: the official client shows it beside the chat.
  { type: "GET", path: `${ROOT}studio`, name: "Studio", public: true, handler: handle(page) },
  { type: "GET", path: `${ROOT}*`, handler: handle(get) },
  ...(["POST", "PUT", "DELETE"] as const).map((type) => ({
    type,
    path: `${ROOT}*`,
    handler: handle(ask),
  })),
];

function page(_request: RouteRequest, response: http.ServerResponse): void {
  sendPageFile("index.html", response);
}

async function get(
  request: RouteRequest,
  response: http.ServerResponse,
  studio: () => Studio,
): Promise<void> {
  const path = pathOf(request);
  if (!path.startsWith("api/")) sendPageFile(path || "index.html", response);
  else await ask(request, response, studio);
}

async function ask(
  request: RouteRequest,
  response: http.ServerResponse,
  studio: () => Studio,
): Promise<void> {
  // ElizaOS hands over Express' response, which knows the connection.
  if (!mayAsk(response.req, process.env.ELIZA_SERVER_AUTH_TOKEN)) {
    refuse(response, 401, "A key is needed: send the server's token as X-API-KEY.");
    return;
  }
  const path = pathOf(request).slice("api/".length);
  if (request.method === "GET" && path === STREAM_PATH) {
    stream(studio(), text(request.query?.watch), response);
    return;
  }
  if (request.method === "POST" && path === IMPORT_PATH) {
    sendJson(response, 200, await takeArchive(response.req, studio()));
    return;
  }
  if (request.method === "GET" && (await sendDownload(path, response, studio))) return;
  for (const { endpoint, answer } of answered) {
    const fields = endpoint.method === request.method ? matchPath(endpoint.path, path) : undefined;
    if (!fields) continue;
    const hasBody = request.method === "POST" || request.method === "PUT";
    const sent = (hasBody ? request.body : request.query) as object | undefined;
    const input = endpoint.input.safeParse({ ...sent, ...fields });
    if (input.success) sendJson(response, 200, await answer(input.data, studio()));
    else
      refuse(response, 400, `${path} cannot be asked like that: ${z.prettifyError(input.error)}`);
    return;
  }
  refuse(response, 404, `Nothing here answers ${request.method} ${path}.`);
}

/** The path below the root; ElizaOS leads several addresses here. */
function pathOf({ path = "" }: RouteRequest): string {
  return path.slice(path.indexOf(ROOT) + ROOT.length);
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** ElizaOS waits for ever for a handler whose promise rejects, so none does. */
function handle(handler: Handler): NonNullable<Route["handler"]> {
  return async (request: RouteRequest, answer: RouteResponse, runtime: IAgentRuntime) => {
    const response = answer as unknown as http.ServerResponse;
    try {
      await handler(request, response, () => ({ service: serviceOf(runtime), runtime }));
    } catch (error) {
      const isKnown = error instanceof PluginCreationError;
      if (!isKnown) warn(`The studio could not answer ${request.path}: ${String(error)}`);
      if (response.headersSent) response.destroy();
      else refuse(response, isKnown ? 409 : 500, isKnown ? error.message : BUG);
    }
  };
}

const BUG = "Something is wrong with the studio itself; the server's log says more.";

const refuse = (response: http.ServerResponse, status: number, message: string): void =>
  sendJson(response, status, {
    success: false,
    error: { code: (http.STATUS_CODES[status] ?? "").toUpperCase().replaceAll(" ", "_"), message },
  });

function sendJson(response: http.ServerResponse, status: number, value: unknown): void {
  const body = JSON.stringify(value ?? null);
  response.writeHead(status, {
    "Content-Type": "application/json; charset=utf-8",
    "Content-Length": Buffer.byteLength(body),
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
  });
  response.end(body);
}
