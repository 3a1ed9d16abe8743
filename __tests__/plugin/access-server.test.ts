import crypto from "node:crypto";
import { once } from "node:events";
import fs from "node:fs";
import http from "node:http";
import net from "node:net";
import path from "node:path";
import { sql } from "drizzle-orm";
import { chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { agentId } from "../../agents/characters.ts";
import { CLOSED_ROUTES } from "../../plugin/access/closed-routes.ts";
import type { RunningServer } from "../../plugin/server.ts";
import { loadConfig } from "../../shared/config.ts";
import { ChatClient } from "../support/chat-client.ts";
import { lastingDataFolder } from "../support/data-folder.ts";
import { rawRequest, rawStatus, type RawRequest } from "../support/raw-request.ts";
import { mountedRoutes, pluginRoutes, type TableRoute } from "../support/route-table.ts";

const TOKEN = crypto.randomBytes(24).toString("hex");
const PLANTED = `planted-${crypto.randomBytes(12).toString("hex")}`;
const CHROMIUM = "/usr/bin/chromium";
const bearing = { "x-api-key": TOKEN };
const coordinator = agentId("coordinator");

let server: RunningServer;
let dataDir: string;
let port: number;
let host: string;

beforeAll(async () => {
  process.env.PLANTED_API_KEY = PLANTED;
  process.env.SENTRY_DSN = "off"; // read when the server is loaded
  dataDir = lastingDataFolder();
  const probe = net.createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  ({ port } = probe.address() as net.AddressInfo);
  probe.close();
  host = `127.0.0.1:${port}`;
  const { startServer } = await import("../../plugin/server.ts");
  server = await startServer({
    config: loadConfig({
      SERVER_PORT: String(port),
      PLUGIN_DATA_DIR: dataDir,
      PLUGIN_SERVER_TOKEN: TOKEN,
      PLUGIN_MUTATION_PROOF: "off",
    }),
    characters: {},
    limits: { wrongTokens: 100_000, localRequests: 100_000 },
  });
  const [runtime] = server.agentServer.getAllAgents();
  await runtime?.registerPlugin({
    name: "plugin-visited",
    description: "Routes of a plugin, for the walk",
    routes: [
      {
        type: "GET",
        path: "/page/:id",
        handler: async (_, response) => void response.send("page"),
      },
      { type: "POST", path: "/page", handler: async (_, response) => void response.send("page") },
      { type: "GET", path: "/files/*", handler: async (_, response) => void response.send("file") },
    ],
  });
});

afterAll(async () => {
  await server.close();
  delete process.env.PLANTED_API_KEY;
  fs.rmSync(dataDir, { recursive: true, force: true });
});

/** Everything that can be asked of the server: what express has mounted, what plugins bring, and what is neither. */
function everyRoute(): TableRoute[] {
  const others = [
    "GET /",
    "GET /index.html",
    "GET /chat/somebody",
    "GET /favicon.ico",
    "GET /no/such/page",
    "GET /api",
    "GET /api/no/such/thing",
    "POST /api/no/such/thing",
    "TRACE /",
    "OPTIONS /api/agents",
    "HEAD /api/agents",
    "GET /socket.io/?EIO=4&transport=polling",
    "POST /socket.io/?EIO=4&transport=polling&sid=none",
    "GET /socket.io/socket.io.js",
  ];
  return [
    ...mountedRoutes(server.agentServer.app),
    ...pluginRoutes(server.agentServer.getAllAgents()),
    ...others.map((line) => {
      const [method = "", asked = ""] = line.split(" ");
      return { method, path: asked };
    }),
  ];
}

const WEBSOCKET = {
  connection: "Upgrade",
  upgrade: "websocket",
  "sec-websocket-version": "13",
  "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
};
const SOCKETS = ["/socket.io/?EIO=4&transport=websocket", "/", "/other"];

/** The statuses of requests, by route, a few at a time. */
async function walk(
  headersOf: (route: TableRoute) => http.OutgoingHttpHeaders,
  routes = everyRoute(),
): Promise<[string, number][]> {
  const left = [...routes];
  const seen: [string, number][] = [];
  const walker = async (): Promise<void> => {
    for (let route = left.shift(); route; route = left.shift()) {
      const headers = { host, ...headersOf(route) };
      seen.push([`${route.method} ${route.path}`, await rawStatus({ port, ...route, headers })]);
    }
  };
  await Promise.all([walker(), walker(), walker(), walker()]);
  return seen;
}

const upgrades = (): TableRoute[] => SOCKETS.map((each) => ({ method: "GET", path: each }));
const isClosed = (line: string): boolean => {
  const [method, asked = ""] = line.split(" ");
  return CLOSED_ROUTES.some((each) => each.path.test(asked) && (each.method ?? method) === method);
};

/** ElizaOS itself refuses to speak of message servers besides its own. */
const NAMES_ANOTHER_SERVER = /^(GET|DELETE) .*\/(message-)?servers\/[^/]+\/agents/;

describe("every route of the server", () => {
  test("is in the table that is walked", () => {
    const routes = everyRoute();
    expect(mountedRoutes(server.agentServer.app).length).toBeGreaterThan(110);
    expect(routes.filter(({ path: each }) => each.includes("plugin-visited"))).toHaveLength(6);
    for (const known of [
      "GET /health",
      "GET /api/agents",
      "POST /api/messaging/submit",
      "GET /api/system/env/local",
      "GET /api/server/debug/servers",
      "GET /api/plugin-visited/files/anything",
    ]) {
      expect(routes.map((each) => `${each.method} ${each.path}`)).toContain(known);
    }
  });

  test.each<[string, number[], () => http.OutgoingHttpHeaders]>([
    ["without a token", [401], () => ({})],
    ["with a wrong token", [401], () => ({ "x-api-key": `${TOKEN}x` })],
    ["for a page of another origin", [403], () => ({ ...bearing, origin: "http://evil.example" })],
    ["for another site", [403], () => ({ ...bearing, "sec-fetch-site": "cross-site" })],
    [
      "under a name that is not its own",
      [421],
      () => ({ ...bearing, host: `evil.example:${port}` }),
    ],
  ])("is closed %s", async (_, expected, headersOf) => {
    const open = ([, status]: [string, number]): boolean => !expected.includes(status);
    expect((await walk(headersOf)).filter(open)).toEqual([]);
    const sockets = await walk(() => ({ ...WEBSOCKET, ...headersOf() }), upgrades());
    expect(sockets.filter(open)).toEqual([]);
  });

  test("is open with the token, unless it reaches the machine", async () => {
    const seen = await walk(() => bearing);
    const refused = seen.filter(([, status]) => [401, 403, 421, 429].includes(status));
    const expected = seen.filter(([line]) => isClosed(line) || NAMES_ANOTHER_SERVER.test(line));
    expect(refused.sort()).toEqual(expected.map(([line]) => [line, 403]).sort());
    expect(seen.filter(([line]) => isClosed(line)).length).toBeGreaterThanOrEqual(6);
    expect(seen.filter(([, status]) => status === 200).length).toBeGreaterThan(20);
    const [socket] = await walk(() => ({ ...WEBSOCKET, ...bearing }), upgrades().slice(0, 1));
    expect(socket?.[1]).toBe(101);
  });
});

test("a conversation works with the token, and the agents' messages find their way back", async () => {
  const me = await ChatClient.open(server.url, coordinator, bearing);
  const reply = await me.ask("I need a plugin that flips a coin", /started with ID: |Job ID: /);
  const id = / ID: ([a-z0-9]{6})\./.exec(reply)?.[1];
  await me.hear(new RegExp(`Plan of job ${id}`), { timeoutMs: 120_000 });
  await me.ask(`cancel job ${id}`, /has been cancelled/);
  me.close();
});

test("broken JSON is refused without a word of where things lie", async () => {
  const headers = { host, ...bearing, "content-type": "application/json" };
  const request = { port, method: "POST", path: "/plugin-dynamic/api/jobs", headers, body: "{" };
  const { status, body } = await rawRequest(request);
  expect(status).toBe(400);
  expect(body).not.toMatch(/node_modules|\bat .*:\d+:\d+/);
});

test("after more than a thousand requests the coordinator still hears what is said", async () => {
  const asked = Array.from({ length: 1100 }, () => ({ method: "GET", path: "/api/server/ping" }));
  const statuses = (await walk(() => bearing, asked)).map(([, status]) => status);
  expect([...new Set(statuses)]).toEqual([200]);
  const me = await ChatClient.open(server.url, coordinator, bearing);
  await me.ask("hello");
  me.close();
});

test("a conversation without the token does not begin", async () => {
  await expect(ChatClient.open(server.url, coordinator)).rejects.toThrow();
});

describe("the environment", () => {
  const isPlanted = (text: string): boolean =>
    text.includes(PLANTED) || text.includes("PLANTED_API_KEY");

  test("is in no answer to a GET", async () => {
    const { database, messageServerId } = server.agentServer;
    const [channel] = await database.getChannelsForMessageServer(messageServerId);
    const parameters = { agentId: coordinator, messageServerId, channelId: channel?.id ?? "none" };
    const routes = mountedRoutes(server.agentServer.app, {
      ...parameters,
      serverId: messageServerId,
    });
    const reading = routes.filter(({ method }) => method === "GET");
    let bytes = 0;
    for (const { path: asked } of reading) {
      const { body } = await rawRequest({ port, path: asked, headers: { host, ...bearing } });
      bytes += body.length;
      expect(isPlanted(body), asked).toBe(false);
    }
    expect(reading.length).toBeGreaterThan(40);
    expect(bytes).toBeGreaterThan(10_000);
  });

  test("is in no row of the database", async () => {
    const { db } = server.agentServer.database as unknown as {
      db: { execute: (query: unknown) => Promise<{ rows: Record<string, unknown>[] }> };
    };
    const { rows: tables } = await db.execute(
      sql.raw(
        `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
         where table_schema not in ('pg_catalog', 'information_schema')`,
      ),
    );
    expect(tables.length).toBeGreaterThan(15);
    let rowCount = 0;
    for (const { name } of tables) {
      const { rows } = await db.execute(sql.raw(`select * from ${String(name)}`));
      rowCount += rows.length;
      expect(isPlanted(JSON.stringify(rows)), String(name)).toBe(false);
    }
    expect(rowCount).toBeGreaterThan(20);
  });

  const write = (request: Omit<RawRequest, "port" | "headers">, body: object) =>
    rawRequest({
      port,
      ...request,
      headers: { host, "content-type": "application/json", ...bearing },
      body: JSON.stringify(body),
    });
  const create = { method: "POST", path: "/api/agents" };

  test("does not go to an agent that calls itself like a variable", async () => {
    const { status, body } = await write(create, { characterJson: { name: "Planted", bio: "x" } });
    expect(status).toBe(201);
    expect(body).not.toContain("API_KEY");
    const { data } = JSON.parse(body) as { data: { id: string } };
    const agent = await rawRequest({
      port,
      path: `/api/agents/${data.id}`,
      headers: { host, ...bearing },
    });
    expect(agent.status).toBe(200);
    expect(agent.body).not.toContain("API_KEY");
  });

  test("is not reached through an agent's file or plugins", async () => {
    const file = path.join(dataDir, "somebody.json");
    fs.writeFileSync(file, JSON.stringify({ name: "Somebody", bio: "x" }));
    expect((await write(create, { characterPath: file })).status).toBe(400);
    const code = ["data:text/javascript,globalThis.intruded=1", file, "node:process"] as const;
    for (const plugin of code) {
      const characterJson = { name: "Intruder", bio: "x", plugins: [plugin] };
      const created = await write(create, { characterJson });
      expect(created.status).toBe(400);
      expect(created.body).toContain("Expected names of installed plugins");
      const change = { method: "PATCH", path: `/api/agents/${agentId("tester")}` };
      expect((await write(change, { plugins: [plugin] })).status).toBe(500);
    }
    // As a row of an older database would have it.
    const [plugin] = code;
    const character = { name: "Intruder", bio: "x", plugins: [plugin] };
    const started = server.agentServer.startAgents([{ character }]);
    const outcome = await started.then(() => "started", String);
    expect(outcome).toContain("Expected names of installed plugins");
    expect("intruded" in globalThis).toBe(false);
    expect(server.agentServer.getAllAgents()).toHaveLength(5);
  });
});

test.skipIf(!fs.existsSync(CHROMIUM))(
  "a browser signs in once; pages and sockets work then, and those of other origins do not",
  async () => {
    const browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    });
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${server.url}/chat/${coordinator}`);
    await page.fill("#token", "something else, which is wrong");
    await page.click("button");
    await page.getByRole("alert").waitFor();
    await page.fill("#token", TOKEN);
    await page.click("button");
    await page.waitForSelector("[data-testid=chat-input]");
    expect(page.url()).toContain(`/chat/${coordinator}`);
    await page.fill("[data-testid=chat-input]", "What can you do?");
    await page.keyboard.press("Enter");
    await page
      .getByText(/plugin/i)
      .first()
      .waitFor();
    await page.reload();
    await page.waitForSelector("[data-testid=chat-input]");

    // Another port is the same site to a browser: the cookie goes along, and only the origin tells.
    const evil = http.createServer((_, response) => response.end("<!doctype html>")).listen(0);
    await once(evil, "listening");
    const other = await context.newPage();
    await other.goto(`http://127.0.0.1:${(evil.address() as net.AddressInfo).port}/`);
    const got = await other.evaluate(async (address) => {
      const body = await fetch(`${address}/api/agents`, { credentials: "include" }).then(
        (response) => response.text(),
        () => "blocked",
      );
      const socket = await new Promise((resolve) => {
        const opening = new WebSocket(
          `${address.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`,
        );
        opening.onopen = () => resolve("open");
        opening.onerror = () => resolve("blocked");
      });
      return { body, socket };
    }, server.url);
    expect(got).toEqual({ body: "blocked", socket: "blocked" });
    await browser.close();
    evil.close();
  },
);
