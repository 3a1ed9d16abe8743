import { spawnSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import type net from "node:net";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { prepareDatabase } from "../agents/database.ts";
import { runCommand } from "../shared/command.ts";
import { packageRoot } from "../shared/package.ts";
import { fixture } from "./support/cases.ts";
import { sharedDataFolder } from "./support/data-folder.ts";
import { teamAtWork } from "./support/started-team.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

interface Result {
  success: boolean;
  text: string;
  data: Record<string, unknown>;
  replies: { text: string; attachments?: { url: string; contentType: string }[] }[];
}
interface Call {
  action?: string;
  provider?: string;
  parameters?: Record<string, unknown>;
}

/** A database that is asked a few questions is not worth being optimised. */
const COMPILED_ONCE = "--liftoff-only";

const dataDir = fs.mkdtempSync(path.join(sharedDataFolder(), "finished-"));
const entries: Record<string, string> = {};

beforeAll(async () => {
  fs.symlinkSync(
    path.join(sharedDataFolder(), "toolchain"),
    path.join(dataDir, "toolchain"),
    "dir",
  );
  const { team, create } = teamAtWork(dataDir);
  for (const names of [
    ["todo", "weather"],
    ["giphy", "database"],
  ]) {
    await Promise.all(
      names.map(async (name) => {
        const { status, finished } = await create(fixture(name));
        expect([name, status, finished?.reason]).toEqual([name, "completed", finished?.reason]);
        entries[name] = finished?.plugin?.entry ?? "";
      }),
    );
  }
  await team.close();
}, 600_000);

afterAll(() => fs.rmSync(dataDir, { recursive: true, force: true }));

/** Calls actions and providers of a finished plugin in an agent that knows nothing else. */
async function inFreshAgent(
  name: string,
  calls: Call[],
  settings: Record<string, string> = {},
  database?: string,
): Promise<Result[]> {
  const folder = database ?? (await emptyDatabase());
  const { stdout, stderr } = await runCommand({
    file: process.execPath,
    args: [COMPILED_ONCE, path.join(packageRoot, "__tests__", "support", "fresh-agent.mjs")],
    cwd: packageRoot,
    env: { PATH: process.env.PATH ?? "", LOG_LEVEL: "fatal" },
    input: JSON.stringify({ entry: entries[name], database: folder, settings, calls }),
    signal: new AbortController().signal,
    timeoutMs: 30_000,
  });
  const line = stdout.trim().split("\n").at(-1) ?? "";
  if (!line.startsWith("[")) throw new Error(`The agent did not answer: ${stdout}${stderr}`);
  return JSON.parse(line) as Result[];
}

async function emptyDatabase(): Promise<string> {
  const folder = path.join(temporaryFolder(), "database");
  const { signal } = new AbortController();
  fs.cpSync(await prepareDatabase(sharedDataFolder(), signal), folder, { recursive: true });
  return folder;
}

/** A server on this machine that answers every request with JSON; its address and what it was asked. */
function jsonServer(answer: (url: URL) => unknown): Promise<{ url: string; asked: URL[] }> {
  const asked: URL[] = [];
  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    asked.push(url);
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(answer(url)));
  });
  onTestFinished(() => void server.close());
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as net.AddressInfo;
      resolve({ url: `http://127.0.0.1:${port}`, asked });
    });
  });
}

test("todos are added, listed, completed and removed, and survive a restart of the agent", async () => {
  const database = await emptyDatabase();
  const [milk, bread, bad] = await inFreshAgent(
    "todo",
    [
      { action: "addTodo", parameters: { title: "Milk 🥛" } },
      { action: "addTodo", parameters: { title: "Bread", dueDate: "2027-01-31" } },
      { action: "addTodo", parameters: { title: 42 } },
    ],
    {},
    database,
  );
  expect([milk?.success, bread?.success, bad?.success]).toEqual([true, true, false]);
  expect(bad?.text).toMatch(/title/);
  const [done, removed, listed, pending] = await inFreshAgent(
    "todo",
    [
      { action: "completeTodo", parameters: { id: milk?.data.id } },
      { action: "removeTodo", parameters: { id: "Bread" } },
      { action: "listTodos", parameters: { status: "completed" } },
      { provider: "pendingTodos" },
    ],
    {},
    database,
  );
  expect([done?.success, removed?.success]).toEqual([true, true]);
  expect(listed?.text).toContain("Milk 🥛");
  expect(listed?.text).not.toContain("Bread");
  expect(pending?.text).not.toContain("Milk");
});

test("the weather comes from the server that the settings name, and stays in the agent's context", async () => {
  const { url } = await jsonServer(({ pathname }) =>
    pathname.includes("search")
      ? { results: [{ name: "Berlin", country: "Germany", latitude: 52.5, longitude: 13.4 }] }
      : {
          current_units: { temperature_2m: "°C" },
          current: {
            time: "2026-11-23T12:00",
            temperature_2m: 7.5,
            apparent_temperature: 5,
            relative_humidity_2m: 80,
            weather_code: 3,
            wind_speed_10m: 12,
          },
        },
  );
  const settings = { OPEN_METEO_URL: url, OPEN_METEO_GEOCODING_URL: url };
  const [weather, provided, bad] = await inFreshAgent(
    "weather",
    [
      { action: "getCurrentWeather", parameters: { location: "Berlin" } },
      { provider: "weatherData" },
      { action: "getCurrentWeather", parameters: {} },
    ],
    settings,
  );
  expect(weather).toMatchObject({ success: true });
  expect(weather?.text).toMatch(/Berlin.*7\.5/s);
  expect(provided?.text).toMatch(/Berlin.*7\.5/s);
  expect(bad).toMatchObject({ success: false });
});

test("a gif is replied as an attachment, and the key stays out of every text", async () => {
  const gif = {
    id: "g1",
    title: "Cat",
    images: { original: { url: "https://media.example/cat.gif" } },
  };
  const { url, asked } = await jsonServer(() => ({ data: [gif] }));
  const settings = { GIPHY_API_KEY: "canary-key", GIPHY_BASE_URL: url };
  const calls = [{ action: "SEND_GIF", parameters: { searchTerm: "cats & dogs" } }];
  const [sent] = await inFreshAgent("giphy", calls, settings);
  expect(sent?.success).toBe(true);
  expect(sent?.replies[0]?.attachments).toEqual([
    expect.objectContaining({ url: "https://media.example/cat.gif", contentType: "image/gif" }),
  ]);
  expect(asked[0]?.searchParams.get("q")).toBe("cats & dogs");
  expect(asked[0]?.searchParams.get("api_key")).toBe("canary-key");
  expect(JSON.stringify(sent)).not.toContain("canary");
});

test("queries reach a real Postgres with bound values, and its errors are sentences", async () => {
  const server = new PGLiteSocketServer({ db: await PGlite.create(), port: 0, host: "127.0.0.1" });
  await server.start();
  onTestFinished(() => server.stop());
  const address = server.getServerConn();
  const query = (text: string, params?: unknown[]): Call => ({
    action: "queryDatabase",
    parameters: { query: text, ...(params ? { params } : {}) },
  });
  const [, inserted, selected, broken, bad] = await inFreshAgent(
    "database",
    [
      query("create table people (name text, age int)"),
      query("insert into people values ($1, $2)", ["Robert'); drop table people;--", 42]),
      query("select name, age from people where age > $1", [40]),
      query("select nonsense from nowhere"),
      { action: "queryDatabase", parameters: {} },
    ],
    { DATABASE_URL: `postgres://postgres:canary@${address}/postgres?sslmode=disable` },
  );
  expect(inserted?.success).toBe(true);
  expect(selected?.data).toMatchObject({
    rows: [{ name: "Robert'); drop table people;--", age: 42 }],
  });
  expect([broken?.success, bad?.success]).toEqual([false, false]);
  expect(broken?.text).toContain("nowhere");
  expect(JSON.stringify([broken, bad])).not.toContain("canary");
});

test(
  "a finished plugin installs, builds and passes its tests outside of everything",
  { timeout: 600_000 },
  () => {
    const outside = path.join(temporaryFolder(), "plugin");
    fs.cpSync(path.dirname(path.dirname(entries.todo ?? "")), outside, { recursive: true });
    fs.rmSync(path.join(outside, "dist"), { recursive: true });
    for (const args of [
      ["install", "--no-audit", "--no-fund", "--prefer-offline"],
      ["run", "build"],
      ["test"],
      ["run", "lint"],
    ]) {
      const { status, stdout, stderr } = spawnSync("npm", args, { cwd: outside, encoding: "utf8" });
      expect([args.join(" "), status, status === 0 ? "" : stdout + stderr]).toEqual([
        args.join(" "),
        0,
        "",
      ]);
    }
    expect(fs.existsSync(path.join(outside, "dist", "index.js"))).toBe(true);
    expect(fs.existsSync(path.join(outside, "dist", "index.d.ts"))).toBe(true);
  },
);
