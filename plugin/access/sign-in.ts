import type http from "node:http";
import type { Answer } from "./answer.ts";
import type { Credentials, Verdict } from "./credentials.ts";
import { escaped, page } from "./pages.ts";

export const SIGN_IN_PATH = "/sign-in";
const FORM_BYTES = 8192;

/** What is said to whom no token, or a wrong one, has come from. */
const COMPLAINTS: Record<Exclude<Verdict, "right">, string> = {
  none: "A token is needed: send the value of PLUGIN_SERVER_TOKEN as X-API-KEY or as Authorization: Bearer, or sign in with a browser.",
  wrong: "This is not the token that the server was started with in PLUGIN_SERVER_TOKEN.",
  blocked: "Too many wrong tokens came from this address. Try again in five minutes.",
};

/** Answers the sign-in form: a cookie and the way to where the person wanted to go, or the form again. */
export async function signIn(
  request: http.IncomingMessage,
  credentials: Credentials,
): Promise<Answer> {
  const form = await readForm(request);
  const next = pathHere(form.get("next") ?? "/");
  const token = form.get("token")?.trim();
  const verdict = token ? await credentials.judgeTokens(request, [token]) : "none";
  if (verdict !== "right") return refused(verdict, signInPage(next, verdict));
  // Whether the browser came over TLS, which a proxy in front ends, only the browser tells.
  const isSecure = request.headers.origin?.startsWith("https:") ?? false;
  const cookie = credentials.openSession({ isSecure });
  return { status: 303, text: "Signed in.", headers: { "Set-Cookie": cookie, Location: next } };
}

/** Answers a request without credentials: people get the form, programs the facts. */
export function unauthorized(
  { method, url = "/", headers }: http.IncomingMessage,
  verdict: Exclude<Verdict, "right">,
): Answer {
  const isPerson = method === "GET" && headers.accept?.includes("text/html");
  return refused(verdict, isPerson ? signInPage(pathHere(url), verdict) : {});
}

const refused = (
  verdict: Exclude<Verdict, "right">,
  { headers, ...content }: Partial<Pick<Answer, "headers" | "page">>,
): Answer => ({
  status: verdict === "blocked" ? 429 : 401,
  text: COMPLAINTS[verdict],
  headers: {
    ...headers,
    ...(verdict === "blocked"
      ? { "Retry-After": "300" }
      : { "WWW-Authenticate": 'Bearer realm="plugin-dynamic"' }),
  },
  ...content,
});

function signInPage(next: string, verdict: Exclude<Verdict, "right">) {
  const complaint =
    verdict === "none" ? "" : `<p class="wrong" role="alert">${escaped(COMPLAINTS[verdict])}</p>`;
  return page(
    "Sign in",
    `<p>This server asks for the token that it was started with (PLUGIN_SERVER_TOKEN).</p>
${complaint}
<form method="post" action="${SIGN_IN_PATH}">
<input type="hidden" name="next" value="${escaped(next)}">
<label for="token">Token</label>
<input id="token" name="token" type="password" autocomplete="current-password" required autofocus>
<button>Sign in</button>
</form>`,
  );
}

/** A path of this server, whatever was asked for; the page that asks for the token is nowhere to go to. */
export function pathHere(wanted: string): string {
  const here = "http://here.invalid";
  if (!wanted.startsWith("/") || !URL.canParse(wanted, here)) return "/";
  const { origin, pathname, search } = new URL(wanted, here);
  // What is a path here may still begin with two slashes, which a browser takes for a host.
  const isPath = origin === here && !pathname.startsWith("//") && pathname !== SIGN_IN_PATH;
  return isPath ? pathname + search : "/";
}

async function readForm(request: http.IncomingMessage): Promise<URLSearchParams> {
  if (Number(request.headers["content-length"] ?? 0) > FORM_BYTES) return new URLSearchParams();
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return new URLSearchParams(Buffer.concat(chunks).toString("utf8"));
}
