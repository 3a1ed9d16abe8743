import crypto from "node:crypto";
import { once } from "node:events";
import http from "node:http";
import https from "node:https";
import net, { type AddressInfo } from "node:net";
import { pipeline, type Duplex } from "node:stream";

/** How the registry is reached from this machine. */
export interface WayToRegistry {
  registry: string;
  /** The user's own proxy, http or https, where one is configured for the registry. */
  upstream?: string | undefined;
  /** What an https proxy has to show. */
  tls?: https.RequestOptions | undefined;
}

export interface RegistryProxy {
  /** Its address, with the credentials that it wants. */
  url: string;
  /** Origins that somebody wanted to reach and must not. */
  refused: Set<string>;
  close: () => Promise<void>;
}

/**
 * A forward proxy on 127.0.0.1 that leads to one registry, by scheme, host and port, and nowhere else; through the user's own
 * proxy where there is one. Written by hand since proxy-chain cuts a tunnel without a word when the far end cannot be reached:
 * whoever has no network would read that TLS failed.
 */
export async function openRegistryProxy(way: WayToRegistry): Promise<RegistryProxy> {
  const { origin } = new URL(way.registry);
  const user = `npm:${crypto.randomUUID()}`;
  const refused = new Set<string>();
  const sockets = new Set<Duplex>();

  function refusal(request: http.IncomingMessage, address: string): Answer | undefined {
    if (request.headers["proxy-authorization"] !== basic(user)) return [407, "Not for you"];
    const asked = URL.canParse(address) ? new URL(address).origin : address;
    if (asked === origin) return undefined;
    refused.add(asked);
    return [403, "Not the configured registry"];
  }

  const server = http.createServer((request, response) => {
    const answer = ([status, reason]: Answer) => response.writeHead(status, reason).end();
    const address = request.url ?? "";
    const no = refusal(request, address);
    if (no) return answer(no);
    const onward = forward(request, address, way);
    onward.on("error", (error) =>
      response.headersSent ? response.destroy() : answer(failed(error)),
    );
    onward.on("response", (incoming) => {
      response.writeHead(incoming.statusCode ?? 502, passed(incoming.headers));
      pipeline(incoming, response, () => undefined); // npm sees for itself what is missing
    });
    response.on("close", () => onward.destroy());
    request.pipe(onward);
  });

  server.on("connect", (request, socket, head) => {
    const answer = ([status, reason]: Answer) =>
      socket.end(`HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    socket.on("error", () => undefined); // npm is gone
    const authority = request.url ?? "";
    const no = refusal(request, `https://${authority}`);
    if (no) return answer(no);
    tunnel(authority, way).then(
      (far) => {
        socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
        socket.unshift(head);
        pipeline(socket, far, socket, () => undefined); // whoever ends takes the other along
      },
      (error: unknown) => answer(failed(error)),
    );
  });

  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${user}@127.0.0.1:${port}/`,
    refused,
    close: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, "close");
    },
  };
}

type Answer = [status: number, reason: string];

/** What npm shows to the user as its reason. */
const failed = (error: unknown): Answer => [
  502,
  (error as Error).message.replaceAll(/[^ -~]+/g, " "),
];

/** A request in the clear, sent on. */
function forward(
  { method, headers }: http.IncomingMessage,
  address: string,
  way: WayToRegistry,
): http.ClientRequest {
  const options = { method, headers: passed(headers) };
  return way.upstream
    ? askProxy(way.upstream, way, { ...options, path: address })
    : clientFor(address).request(address, { ...options, agent: false });
}

/** A connection to `host:port`. */
async function tunnel(authority: string, way: WayToRegistry): Promise<Duplex> {
  if (!way.upstream) {
    const { hostname, port } = new URL(`https://${authority}`);
    const far = net.connect(Number(port || 443), hostname.replace(/^\[(.*)\]$/, "$1"));
    await once(far, "connect");
    return far;
  }
  const options = { method: "CONNECT", path: authority, headers: { host: authority } };
  const asking = askProxy(way.upstream, way, options).end();
  const [answer, far, head] = (await once(asking, "connect")) as Connected;
  if (answer.statusCode === 200) {
    far.unshift(head);
    return far;
  }
  far.destroy();
  const { host } = new URL(way.upstream);
  throw new Error(`the proxy ${host} answers ${answer.statusCode} ${answer.statusMessage}`);
}

type Connected = [answer: http.IncomingMessage, far: Duplex, head: Buffer];

function askProxy(
  proxy: string,
  { tls }: WayToRegistry,
  options: http.RequestOptions,
): http.ClientRequest {
  const { origin, username, password } = new URL(proxy);
  const user = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const authorization = username ? { "proxy-authorization": basic(user) } : {};
  const headers = { ...(options.headers as http.OutgoingHttpHeaders), ...authorization };
  return clientFor(origin).request(origin, { ...tls, ...options, headers, agent: false });
}

const clientFor = (address: string) => (address.startsWith("https:") ? https : http);

const basic = (user: string): string => `Basic ${Buffer.from(user).toString("base64")}`;

/** What belongs to one connection alone. */
const OF_A_HOP = /^(connection|keep-alive|proxy-.*|transfer-encoding)$/;

const passed = (headers: http.IncomingHttpHeaders): http.OutgoingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_A_HOP.test(name)));
