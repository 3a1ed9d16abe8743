import type http from "node:http";

/** On every response, whoever writes it. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "SAMEORIGIN",
  "Content-Security-Policy": "frame-ancestors 'self'",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy":
    "camera=(), geolocation=(), payment=(), usb=(), serial=(), hid=(), bluetooth=(), display-capture=()",
};

const ours = new Set(Object.keys(SECURITY_HEADERS).map((name) => name.toLowerCase()));

/**
 * Sets the headers so that nobody behind can weaken them: ElizaOS sets some of them to milder values. A policy of contents
 * is the page's own affair; only who may frame it is added. No other origin is ever allowed to read an answer.
 */
export function secureHeaders(response: http.ServerResponse): void {
  const set = response.setHeader.bind(response);
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) set(name, value);
  response.setHeader = (given, value) => {
    const name = given.toLowerCase();
    if (name === "content-security-policy") return set(name, withFrames(String(value)));
    return ours.has(name) || name.startsWith("access-control-") ? response : set(given, value);
  };
}

function withFrames(policy: string): string {
  const parts = policy.split(";").map((part) => part.trim());
  const others = parts.filter((part) => part && !/^frame-ancestors\b/i.test(part));
  return [...others, "frame-ancestors 'self'"].join("; ");
}
