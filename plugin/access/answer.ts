import http from "node:http";
import type { Duplex } from "node:stream";
import { SECURITY_HEADERS } from "./security-headers.ts";

/** What a request gets from us instead of reaching ElizaOS. */
export interface Answer {
  status: number;
  /** What happened, and what to do. */
  text: string;
  headers?: Record<string, string>;
  /** The same as a page, where a person looks. */
  page?: string;
}

/** Writes an answer; as JSON in the form of the server's own errors unless there is a page. */
export function send(response: http.ServerResponse, answer: Answer): void {
  const { type, body } = contentOf(answer);
  response.writeHead(answer.status, {
    "Content-Type": type,
    "Content-Length": Buffer.byteLength(body),
    "Cache-Control": "no-store",
    ...answer.headers,
  });
  response.end(body);
}

/** Writes an answer to a connection that asked for another protocol, and ends it. */
export function sendRaw(socket: Duplex, answer: Answer): void {
  const { type, body } = contentOf(answer);
  const headers: Record<string, string> = {
    ...SECURITY_HEADERS,
    "Content-Type": type,
    "Content-Length": String(Buffer.byteLength(body)),
    Connection: "close",
    ...answer.headers,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const status = `HTTP/1.1 ${answer.status} ${http.STATUS_CODES[answer.status] ?? ""}`;
  socket.end([status, ...lines, "", body].join("\r\n"));
}

function contentOf({ status, text, page }: Answer): { type: string; body: string } {
  if (page) return { type: "text/html; charset=utf-8", body: page };
  const code = (http.STATUS_CODES[status] ?? "").toUpperCase().replaceAll(" ", "_");
  const body = JSON.stringify({ success: false, error: { code, message: text } });
  return { type: "application/json; charset=utf-8", body };
}
