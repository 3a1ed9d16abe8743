import { once } from "node:events";
import http from "node:http";
import net from "node:net";
import os from "node:os";
import { afterEach, describe, expect, test } from "vitest";
import { openFrontDoor, type FrontDoor } from "../../plugin/access/front-door.ts";
import type { Limits } from "../../plugin/access/limits.ts";
import { pathHere } from "../../plugin/access/sign-in.ts";
import { loadConfig } from "../../shared/config.ts";
import { rawRequest, type RawAnswer, type RawRequest } from "../support/raw-request.ts";

const TOKEN = "correct-horse-battery-staple";
/** An address under which this machine is another one. */
const outer = Object.values(os.networkInterfaces())
  .flat()
  .find((each) => each?.internal === false && each.family === "IPv4");
const isLinux = process.platform === "linux";

interface Behind {
  port: number;
  door: FrontDoor;
  /** Headers of the requests that came through. */
  seen: http.IncomingHttpHeaders[];
  ask: (request?: Omit<RawRequest, "port">) => Promise<RawAnswer>;
}

const opened: FrontDoor[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((door) => door.close()));
});

/** A door with a small server behind it that tells what reached it. */
async function behindTheDoor(
  environment: NodeJS.ProcessEnv = {},
  limits: Partial<Limits> = {},
): Promise<Behind> {
  const port = await freePort();
  const config = loadConfig({ SERVER_PORT: String(port), ...environment });
  const door = await openFrontDoor(config, limits);
  opened.push(door);
  const seen: http.IncomingHttpHeaders[] = [];
  const inner = http.createServer((request, response) => {
    seen.push(request.headers);
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Referrer-Policy", "unsafe-url");
    response.setHeader("Content-Security-Policy", "default-src *; frame-ancestors *");
    request.resume().on("end", () => response.end("inside"));
  });
  inner.on("upgrade", (request, socket: net.Socket) => {
    seen.push(request.headers);
    socket.end("HTTP/1.1 101 Switching Protocols\r\nUpgrade: test\r\nConnection: Upgrade\r\n\r\n");
  });
  door.leadTo(inner);
  const host = `127.0.0.1:${port}`;
  return {
    port,
    door,
    seen,
    ask: (request = {}) => rawRequest({ port, ...request, headers: { host, ...request.headers } }),
  };
}

async function freePort(): Promise<number> {
  const probe = net.createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as net.AddressInfo;
  probe.close();
  return port;
}

/** Headers with the port of the server where `PORT` stands. */
const withPort = (headers: Record<string, string>, port: number): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, value.replace("PORT", String(port))]),
  );

const withToken = { PLUGIN_SERVER_TOKEN: TOKEN };
const form = (fields: Record<string, string>) => ({
  method: "POST",
  path: "/sign-in",
  headers: { "content-type": "application/x-www-form-urlencoded" },
  body: new URLSearchParams(fields).toString(),
});
const cookieOf = ({ headers }: RawAnswer): string =>
  headers["set-cookie"]?.[0]?.split(";")[0] ?? "no cookie";

describe("a token is asked for at the start", () => {
  test.each([
    [{ SERVER_HOST: "0.0.0.0" }, "listens on 0.0.0.0"],
    [{ SERVER_HOST: "::" }, "listens on ::"],
    [{ SERVER_HOST: "studio.local" }, "listens on studio.local"],
    [{ PLUGIN_SERVER_HOSTS: "studio.example.org" }, "answers to studio.example.org"],
    [{ SERVER_HOST: "0.0.0.0", PLUGIN_SERVER_TOKEN: "short" }, "has 5 characters"],
    [{ PLUGIN_SERVER_TOKEN: "short" }, "has 5 characters"],
  ])("with %j", async (environment, sentence) => {
    const opening = openFrontDoor(loadConfig(environment));
    await expect(opening).rejects.toThrow(sentence);
    await expect(opening).rejects.toThrow("`openssl rand -hex 32` makes one");
  });

  test("ElizaOS's own variable for it counts", () => {
    const { serverToken } = loadConfig({ ELIZA_SERVER_AUTH_TOKEN: TOKEN });
    expect(serverToken?.reveal()).toBe(TOKEN);
  });
});

// What an agent says on a connection that is just being closed for having been idle is lost.
test.each([
  ["this process", "close"],
  ["others", "keep-alive"],
])("the connection of %s: %s after an answer", async (who, expected) => {
  const { door, port } = await behindTheDoor(withToken);
  const key = who === "others" ? TOKEN : door.ownKey;
  const answer = await fetch(`http://127.0.0.1:${port}/`, { headers: { "x-api-key": key } });
  expect([answer.status, answer.headers.get("connection")]).toEqual([200, expected]);
  await answer.text();
});

describe("the token", () => {
  test.each([
    ["X-API-KEY", { "x-api-key": TOKEN }],
    ["Authorization: Bearer", { authorization: `Bearer ${TOKEN}` }],
    ["either of both", { "x-api-key": "something else", authorization: `bearer ${TOKEN}` }],
  ])("is taken as %s, and goes no further", async (_, headers) => {
    const { ask, seen, door } = await behindTheDoor(withToken);
    expect(await ask({ headers })).toMatchObject({ status: 200, body: "inside" });
    expect(JSON.stringify(seen)).not.toContain(TOKEN);
    expect(seen[0]?.["x-api-key"]).toBe(door.ownKey);
  });

  test.each([
    ["nothing", {}],
    ["an empty key", { "x-api-key": "" }],
    ["another token", { "x-api-key": `${TOKEN}r` }],
    ["a part of it", { authorization: `Bearer ${TOKEN.slice(0, -1)}` }],
    ["another scheme", { authorization: `Basic ${TOKEN}` }],
    ["a cookie that nobody gave out", { cookie: `plugin-dynamic-PORT=${TOKEN}` }],
  ])("is not %s", async (_, template) => {
    const { ask, seen, port } = await behindTheDoor(withToken);
    const headers = withPort(template, port);
    const { status, body, headers: answered } = await ask({ headers });
    expect(status).toBe(401);
    expect(JSON.parse(body)).toMatchObject({ success: false, error: { code: "UNAUTHORIZED" } });
    expect(body).toContain("PLUGIN_SERVER_TOKEN");
    expect(body).not.toContain(TOKEN);
    expect(answered["www-authenticate"]).toContain("Bearer");
    expect(seen).toEqual([]);
  });

  test("is not needed by this process, which has a key of its own for this machine", async () => {
    const { ask, door } = await behindTheDoor(withToken);
    expect((await ask({ headers: { "x-api-key": door.ownKey } })).status).toBe(200);
  });

  test("cannot be guessed for long: after some wrong ones none is looked at", async () => {
    const { ask } = await behindTheDoor(withToken, { wrongTokens: 3 });
    const right = { "x-api-key": TOKEN };
    const session = cookieOf(await ask(form({ token: TOKEN })));
    for (const guess of ["one", "two", "three"]) {
      expect((await ask({ headers: { "x-api-key": guess } })).status).toBe(401);
    }
    const blocked = await ask({ headers: right });
    expect(blocked.status).toBe(429);
    expect(blocked.headers["retry-after"]).toBe("300");
    expect((await ask(form({ token: TOKEN }))).status).toBe(429);
    // Who signed in before is not locked out by somebody else's guesses.
    expect((await ask({ headers: { cookie: session } })).status).toBe(200);
    if (!isLinux) return;
    expect((await ask({ headers: right, localAddress: "127.0.0.9" })).status).toBe(200);
  });
});

describe("a browser", () => {
  const person = { accept: "text/html,*/*;q=0.8" };

  test("gets a form without script, and after signing in a session", async () => {
    const { ask, seen } = await behindTheDoor(withToken);
    const asked = await ask({ path: '/chat/a?b="><script>', headers: person });
    expect(asked.status).toBe(401);
    expect(asked.body).toContain('action="/sign-in"');
    expect(asked.body).not.toContain("<script");
    expect(asked.headers["content-security-policy"]).toContain("default-src 'none'");
    const signed = await ask(form({ token: TOKEN, next: "/chat/a?b=c" }));
    expect(signed).toMatchObject({ status: 303, headers: { location: "/chat/a?b=c" } });
    const line = signed.headers["set-cookie"]?.[0] ?? "";
    expect(line).toMatch(/; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Strict$/);
    expect(line).not.toContain(TOKEN);
    const cookie = `theme=dark; ${cookieOf(signed)}; other=1`;
    expect((await ask({ path: "/chat/a", headers: { cookie } })).body).toBe("inside");
    expect(seen[0]?.cookie).toBe("theme=dark; other=1");
    expect(await ask({ path: "/sign-in", headers: { cookie } })).toMatchObject({ status: 303 });
  });

  test("is told of a wrong token, and its cookie is for TLS when it came over TLS", async () => {
    const hosts = { ...withToken, PLUGIN_SERVER_HOSTS: "studio.example.org" };
    const { ask } = await behindTheDoor(hosts);
    const wrong = await ask(form({ token: "no", next: "/chat" }));
    expect(wrong.status).toBe(401);
    expect(wrong.body).toContain('role="alert"');
    expect(wrong.body).toContain('name="next" value="/chat"');
    const { headers, ...posted } = form({ token: TOKEN });
    const behindProxy = { host: "studio.example.org", origin: "https://studio.example.org" };
    const signed = await ask({ ...posted, headers: { ...headers, ...behindProxy } });
    expect(signed.headers["set-cookie"]?.[0]).toMatch(/; Secure$/);
  });

  test.each([
    ["/chat/a?b=c", "/chat/a?b=c"],
    ["https://evil.example/", "/"],
    ["//evil.example/", "/"],
    ["/\\evil.example/", "/"],
    ["/x/..//evil.example/", "/"],
    ["/\t/evil.example/", "/"],
    ["javascript:alert(1)", "/"],
    ["/sign-in?next=/sign-in", "/"],
    ["", "/"],
  ])("is led from %j to %j", (wanted, expected) => {
    expect(pathHere(wanted)).toBe(expected);
  });
});

describe("hosts", () => {
  test.each(["localhost", "127.0.0.1", "[::1]", "LOCALHOST"])("%s is its own", async (name) => {
    const { ask, port } = await behindTheDoor();
    expect((await ask({ headers: { host: `${name}:${port}` } })).status).toBe(200);
  });

  test.each(["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "0.0.0.0"])(
    "%s is not, with our port or without",
    async (name) => {
      const { ask, port, seen } = await behindTheDoor();
      for (const host of [name, `${name}:${port}`, "localhost", "localhost:1"]) {
        const { status, body } = await ask({ headers: { host } });
        expect(status).toBe(421);
        expect(body).toContain("PLUGIN_SERVER_HOSTS");
      }
      expect(seen).toEqual([]);
    },
  );

  test("a request in an older form without any host is refused too", async () => {
    const { port } = await behindTheDoor();
    const socket = net.connect(port, "127.0.0.1");
    socket.write("GET / HTTP/1.0\r\n\r\n");
    const [answer] = (await once(socket, "data")) as [Buffer];
    socket.destroy();
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 421 /);
  });

  test("listed names are its own: with our port, and as a proxy passes them on", async () => {
    const names = "studio.example.org, Other.example:8443";
    const { ask, port } = await behindTheDoor({ ...withToken, PLUGIN_SERVER_HOSTS: names });
    const statusFor = async (host: string): Promise<number> =>
      (await ask({ headers: { host, "x-api-key": TOKEN } })).status;
    expect(await statusFor("studio.example.org")).toBe(200);
    expect(await statusFor(`studio.example.org:${port}`)).toBe(200);
    expect(await statusFor("other.example:8443")).toBe(200);
    expect(await statusFor("studio.example.org:8443")).toBe(421);
    expect(await statusFor("other.example")).toBe(421);
  });

  test("names that are none are refused at the start", () => {
    expect(() => loadConfig({ PLUGIN_SERVER_HOSTS: "https://studio.example.org" })).toThrow(
      /PLUGIN_SERVER_HOSTS: expected names such as/,
    );
  });

  test.skipIf(!outer)("listening everywhere, the machine's addresses are its own", async () => {
    const { ask, port, door } = await behindTheDoor({ ...withToken, SERVER_HOST: "0.0.0.0" });
    expect(door.url).toBe(`http://localhost:${port}`);
    const headers = { host: `${outer?.address}:${port}`, "x-api-key": TOKEN };
    expect((await ask({ headers })).status).toBe(200);
    expect((await ask({ headers: { host: `evil.example:${port}` } })).status).toBe(421);
  });

  test.skipIf(!isLinux)(
    "listening elsewhere, this process still finds it at localhost",
    async () => {
      const { port, door } = await behindTheDoor({ SERVER_HOST: "127.0.0.2" });
      expect(door.url).toBe(`http://127.0.0.2:${port}`);
      const headers = { "x-api-key": door.ownKey };
      expect((await fetch(`http://localhost:${port}`, { headers })).status).toBe(200);
      expect((await fetch(door.url)).status).toBe(200);
    },
  );
});

describe("pages of other origins", () => {
  const foreign: [string, Record<string, string>][] = [
    ["another site", { origin: "https://evil.example" }],
    ["another port of this machine", { origin: "http://127.0.0.1:1" }],
    ["our port under another name", { origin: "http://evil.example:PORT" }],
    ["an origin that hides itself", { origin: "null" }],
    ["an empty origin", { origin: "" }],
    ["an origin with more behind it", { origin: "http://127.0.0.1:PORT, https://evil.example" }],
    ["an extension", { origin: "chrome-extension://abc" }],
    ["another site without an origin", { "sec-fetch-site": "cross-site" }],
    ["a neighbouring site without an origin", { "sec-fetch-site": "same-site" }],
  ];

  test.each(foreign)("%s may neither write, read nor open a socket", async (_, template) => {
    const { ask, port, seen } = await behindTheDoor();
    const headers = withPort(template, port);
    for (const method of ["GET", "HEAD", "POST", "DELETE", "OPTIONS"]) {
      const { status, headers: answered } = await ask({ method, headers });
      expect(status).toBe(403);
      expect(answered["access-control-allow-origin"]).toBeUndefined();
    }
    const upgrade = { connection: "Upgrade", upgrade: "websocket", ...headers };
    expect((await ask({ headers: upgrade })).status).toBe(403);
    expect(seen).toEqual([]);
  });

  test("its own pages may do all of it, and no answer is for others to read", async () => {
    const { ask, port } = await behindTheDoor();
    const own = { origin: `http://127.0.0.1:${port}`, "sec-fetch-site": "same-origin" };
    const { status, headers } = await ask({ method: "POST", headers: own, body: "x" });
    expect(status).toBe(200);
    expect(headers["access-control-allow-origin"]).toBeUndefined();
    const upgrade = { connection: "Upgrade", upgrade: "websocket", ...own };
    expect((await ask({ headers: upgrade })).status).toBe(101);
  });

  test("who followed a link gets one of our own to click", async () => {
    const { ask } = await behindTheDoor();
    const followed = { "sec-fetch-site": "cross-site", "sec-fetch-dest": "document" };
    const { status, body } = await ask({ path: "/api/agents", headers: followed });
    expect(status).toBe(403);
    expect(body).toContain('<a href="/">');
  });

  test("a proxy in front of a server without a token is refused, as nobody is local behind it", async () => {
    const { ask } = await behindTheDoor();
    const { status, body } = await ask({ headers: { "x-forwarded-for": "203.0.113.5" } });
    expect(status).toBe(403);
    expect(body).toContain("PLUGIN_SERVER_TOKEN");
  });
});

describe("limits", () => {
  test("a body may be as long as that and no longer", async () => {
    const { ask, seen } = await behindTheDoor({}, { bodyBytes: 1000 });
    expect((await ask({ method: "POST", body: "x".repeat(1000) })).status).toBe(200);
    expect((await ask({ method: "POST", body: "x".repeat(1001) })).status).toBe(413);
    expect(seen).toHaveLength(1);
    const archive = { path: "/plugin-dynamic/api/jobs/import", body: "x".repeat(1001) };
    expect((await ask({ method: "POST", ...archive })).status).toBe(200);
    expect((await ask({ method: "PUT", ...archive })).status).toBe(413);
  });

  test("a body that does not say how long it is, is not read", async () => {
    const { port, seen } = await behindTheDoor();
    const request = http.request({ host: "127.0.0.1", port, method: "POST" });
    request.on("error", () => undefined); // the connection may be closed while it still writes
    request.write("x".repeat(100));
    const [response] = (await once(request, "response")) as [http.IncomingMessage];
    request.destroy();
    expect(response.statusCode).toBe(411);
    expect(seen).toEqual([]);
  });

  test("too many requests from one address have to wait", async () => {
    const { ask, door } = await behindTheDoor({}, { localRequests: 5 });
    for (let count = 0; count < 5; count++) expect((await ask()).status).toBe(200);
    const { status, headers } = await ask();
    expect(status).toBe(429);
    expect(Number(headers["retry-after"])).toBeGreaterThan(0);
    expect((await ask({ headers: { "x-api-key": door.ownKey } })).status).toBe(200);
  });

  test("who dawdles over a request is cut off", async () => {
    const { port } = await behindTheDoor({}, { headersMs: 200, requestMs: 200 });
    const socket = net.connect(port, "127.0.0.1").on("error", () => undefined);
    socket.write("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ");
    socket.resume();
    await once(socket, "close");
  });

  // Patient, so that it is not the waiting that closes them.
  const patient = { headersMs: 600_000, requestMs: 600_000 };

  /** Opens idle connections until one is closed. */
  async function crowd(port: number, address: string): Promise<void> {
    const sockets = Array.from({ length: 5 }, () =>
      net.connect(port, address).on("error", () => undefined),
    );
    await Promise.race(sockets.map((socket) => once(socket.resume(), "close")));
    sockets.forEach((socket) => socket.destroy());
  }

  test("only so many connections are held", async () => {
    const { port } = await behindTheDoor({}, { ...patient, connections: 3 });
    await crowd(port, "127.0.0.1");
  });

  describe.skipIf(!outer)("another machine gets fewer", () => {
    const everywhere = { ...withToken, SERVER_HOST: "0.0.0.0" };
    const address = outer?.address ?? "";

    test("connections", async () => {
      const { port } = await behindTheDoor(everywhere, { ...patient, connectionsPerAddress: 3 });
      await crowd(port, address);
    });

    test("requests", async () => {
      const { port } = await behindTheDoor(everywhere, { remoteRequests: 2 });
      const headers = { "x-api-key": TOKEN };
      const statuses: number[] = [];
      for (let count = 0; count < 3; count++) {
        statuses.push((await fetch(`http://${address}:${port}`, { headers })).status);
      }
      expect(statuses).toEqual([200, 200, 429]);
    });
  });
});

describe("headers", () => {
  const SECURE = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
  };

  test("are on what comes from behind, on refusals and on the form, whatever is set behind", async () => {
    const { ask } = await behindTheDoor(withToken);
    const answers = await Promise.all([
      ask({ headers: { "x-api-key": TOKEN } }),
      ask(),
      ask({ headers: { accept: "text/html" } }),
      ask({ headers: { host: "evil.example" } }),
      ask({ headers: { connection: "Upgrade", upgrade: "websocket" } }),
      ask(form({ token: TOKEN })),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 401, 401, 421, 401, 303]);
    for (const { headers } of answers) {
      expect(headers).toMatchObject(SECURE);
      expect(headers["content-security-policy"]).toMatch(/frame-ancestors 'self'$/);
      expect(headers["permissions-policy"]).toContain("camera=()");
    }
    expect(answers[0]?.headers["content-security-policy"]).toBe(
      "default-src *; frame-ancestors 'self'",
    );
  });
});

describe("routes that reach the machine", () => {
  test.each([
    ["GET", "/api/system/env/local"],
    ["POST", "/API/System/Env/Local/?x=1"],
    ["GET", "//api//system/%65nv/local"],
    ["POST", "/api/server/stop"],
    ["POST", "/api/media/agents/a/upload-media"],
    ["POST", "/api/messaging/channels/a/upload-media/"],
  ])("%s %s is closed, also with the token", async (method, path) => {
    const { ask, seen } = await behindTheDoor(withToken);
    const { status } = await ask({ method, path, headers: { "x-api-key": TOKEN } });
    expect(status).toBe(403);
    expect((await ask({ method, path })).status).toBe(401);
    expect(seen).toEqual([]);
  });

  test("targets that are no path are refused", async () => {
    const { ask } = await behindTheDoor();
    expect((await ask({ path: "http://evil.example/api/agents" })).status).toBe(400);
  });
});

test("while nothing is behind it yet, it asks for patience, and only those who may come in", async () => {
  const port = await freePort();
  const door = await openFrontDoor(loadConfig({ ...withToken, SERVER_PORT: String(port) }));
  opened.push(door);
  expect((await fetch(door.url)).status).toBe(401);
  const { status, headers } = await fetch(door.url, { headers: { "x-api-key": TOKEN } });
  expect(status).toBe(503);
  expect(headers.get("retry-after")).toBe("2");
});

test("a port that is taken is named", async () => {
  const { port } = await behindTheDoor();
  await expect(openFrontDoor(loadConfig({ SERVER_PORT: String(port) }))).rejects.toThrow(
    `cannot listen on 127.0.0.1:${port} (EADDRINUSE)`,
  );
});
