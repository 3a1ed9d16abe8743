import { once } from "node:events";
import http from "node:http";
import net, { type AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { openRegistryProxy, type WayToRegistry } from "../../../agents/packages/registry-proxy.ts";

/** A server that greets whoever connects and says back what it hears, for the time of a test. */
async function startEcho() {
  const open = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket)).on("error", () => undefined);
    socket.write("welcome ");
    socket.pipe(socket);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  return { authority: `127.0.0.1:${(server.address() as AddressInfo).port}`, open, server };
}

async function openProxy(way: WayToRegistry) {
  const proxy = await openRegistryProxy(way);
  let isOpen = true;
  const close = async (): Promise<void> => {
    if (isOpen) await proxy.close();
    isOpen = false;
  };
  onTestFinished(close);
  return { ...proxy, close };
}

/** Asks a proxy for a tunnel. */
async function connect(proxy: string, authority: string, user = userOf(proxy)) {
  const headers = user ? { "proxy-authorization": `Basic ${btoa(user)}` } : {};
  const asking = http.request(new URL(proxy).origin, {
    method: "CONNECT",
    path: authority,
    headers,
    agent: false,
  });
  const [{ statusCode, statusMessage }, socket, head] = (await once(asking.end(), "connect")) as [
    http.IncomingMessage,
    net.Socket,
    Buffer,
  ];
  socket.unshift(head);
  onTestFinished(() => void socket.destroy());
  return { statusCode, statusMessage, socket };
}

const userOf = (proxy: string): string => {
  const { username, password } = new URL(proxy);
  return `${username}:${password}`;
};

/** What comes out of a socket until it holds a word. */
async function heard(socket: net.Socket, word: string): Promise<string> {
  let text = "";
  while (!text.includes(word)) text += String((await once(socket, "data"))[0]);
  return text;
}

test("a tunnel leads to the registry, carries both ways and ends with the proxy", async () => {
  const echo = await startEcho();
  const proxy = await openProxy({ registry: `https://${echo.authority}/npm/` });
  const { statusCode, socket } = await connect(proxy.url, echo.authority);
  expect(statusCode).toBe(200);
  socket.write("and here I am");
  expect(await heard(socket, "am")).toBe("welcome and here I am");
  const [far] = echo.open;
  const ended = Promise.all([once(far!, "close"), once(socket, "close")]);
  await proxy.close();
  await ended;
  expect(proxy.refused.size).toBe(0);
});

test("another port, another host and another scheme are refused and never contacted", async () => {
  const [registry, elsewhere] = [await startEcho(), await startEcho()];
  let hits = 0;
  elsewhere.server.on("connection", () => (hits += 1));
  const proxy = await openProxy({ registry: `https://${registry.authority}/` });
  const { port } = new URL(`http://${registry.authority}`);
  for (const authority of [elsewhere.authority, `localhost:${port}`, "nothing"]) {
    expect((await connect(proxy.url, authority)).statusCode).toBe(403);
  }
  const inClear = await askInClear(proxy.url, `http://${registry.authority}/alpha`);
  expect(inClear.statusCode).toBe(403);
  expect(hits).toBe(0);
  expect([...proxy.refused]).toEqual([
    `https://${elsewhere.authority}`,
    `https://localhost:${port}`,
    "https://nothing",
    `http://${registry.authority}`,
  ]);
});

test.each([
  ["nobody", ""],
  ["another", "npm:guess"],
])("%s gets nothing", async (_who, user) => {
  const echo = await startEcho();
  let hits = 0;
  echo.server.on("connection", () => (hits += 1));
  const proxy = await openProxy({ registry: `https://${echo.authority}/` });
  expect((await connect(proxy.url, echo.authority, user)).statusCode).toBe(407);
  expect((await askInClear(proxy.url, `http://${echo.authority}/`, user)).statusCode).toBe(407);
  expect(hits).toBe(0);
});

test("a registry that cannot be reached is said to be so", async () => {
  const echo = await startEcho();
  echo.server.close();
  await once(echo.server, "close");
  const proxy = await openProxy({ registry: `https://${echo.authority}/` });
  expect(await connect(proxy.url, echo.authority)).toMatchObject({
    statusCode: 502,
    statusMessage: expect.stringContaining("ECONNREFUSED") as string,
  });
});

test("a tunnel goes through the user's proxy, with its password, and what that answers is told", async () => {
  const echo = await startEcho();
  const way = { registry: `https://${echo.authority}/` };
  const users = await openProxy(way);
  const ours = await openProxy({ ...way, upstream: users.url });
  const { socket, statusCode } = await connect(ours.url, echo.authority);
  expect(statusCode).toBe(200);
  socket.write("through two");
  expect(await heard(socket, "two")).toBe("welcome through two");
  await users.close(); // it carried the tunnel, so that ends as well
  await once(socket, "close");

  const wrong = await openProxy(way);
  const stranger = await openProxy({ ...way, upstream: wrong.url.replace(/:[^:@]+@/, ":guess@") });
  const { host } = new URL(wrong.url);
  expect(await connect(stranger.url, echo.authority)).toMatchObject({
    statusCode: 502,
    statusMessage: `the proxy ${host} answers 407 Not for you`,
  });
});

async function askInClear(proxy: string, address: string, user = userOf(proxy)) {
  const headers = { "proxy-authorization": `Basic ${btoa(user)}` };
  const asking = http.request(new URL(proxy).origin, { path: address, headers, agent: false });
  const [answer] = (await once(asking.end(), "response")) as [http.IncomingMessage];
  answer.resume();
  return answer;
}
