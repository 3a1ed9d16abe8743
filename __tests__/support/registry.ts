import crypto from "node:crypto";
import { EventEmitter, once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import zlib from "node:zlib";
import { onTestFinished } from "vitest";

/** A version of a package as its author published it, and how the registry lies about it. */
export interface Published {
  name: string;
  version?: string;
  files?: Record<string, string>;
  /** Fields of package.json besides name and version. */
  manifest?: Record<string, unknown>;
  /** Age of the version; `null` when the registry does not say. */
  ageDays?: number | null;
  /** Fields of what the registry says of the version that are not what the tarball holds. */
  claims?: Record<string, unknown>;
  /** Fields of `dist` that differ; `undefined` takes one away. */
  dist?: Record<string, unknown>;
  /** Origin that whoever wants its tarball is sent on to. */
  movedTo?: string;
  /** Content that is served instead of the package's own. */
  tampered?: boolean;
  maintainers?: string[];
}

export interface Registry {
  url: string;
  /** Paths that were asked for, oldest first. */
  asked: string[];
  publish: (...packages: Published[]) => void;
  /** From now on requests are taken and not answered, until it speaks again. */
  silence: () => void;
  speak: () => void;
  /** Resolves with the path of the next request. */
  request: () => Promise<string>;
  /** What makes npm use it: nothing else of this machine's configuration counts. */
  environment: Record<string, string>;
}

const DAY_MS = 86_400_000;

interface Version {
  published: Published;
  tarball: Buffer;
  integrity: string;
}

/** An npm registry on 127.0.0.1 with packages from memory, for the time of a test. Answers searches as well. */
export async function startRegistry(...packages: Published[]): Promise<Registry> {
  const versions = new Map<string, Version[]>();
  const asked: string[] = [];
  const events = new EventEmitter<{ request: [string] }>();
  let silent = false;
  const publish = (...all: Published[]): void => {
    for (const published of all) {
      const tarball = pack(published);
      const integrity = `sha512-${crypto.createHash("sha512").update(tarball).digest("base64")}`;
      const others = versions.get(published.name) ?? [];
      const kept = others.filter((each) => versionOf(each.published) !== versionOf(published));
      versions.set(published.name, [...kept, { published, tarball, integrity }]);
    }
  };
  publish(...packages);

  const server = http.createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? "");
    asked.push(path);
    events.emit("request", path);
    if (silent) return;
    const send = (status: number, body: unknown): void => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(body));
    };
    if (path.startsWith("/-/v1/search")) {
      send(200, { objects: searched(path, [...versions.keys()]), total: 0, time: "" });
      return;
    }
    const [, name = "", file] = /^\/((?:@[^/]+\/)?[^/]+)(?:\/-\/(.+))?$/.exec(path) ?? [];
    const known = versions.get(name);
    if (!known) {
      send(404, { error: "Not found" });
      return;
    }
    if (file === undefined) {
      send(200, packument(name, known, url()));
      return;
    }
    const found = known.find(({ published }) => file.endsWith(`-${versionOf(published)}.tgz`));
    if (!found) {
      send(404, { error: "Not found" });
      return;
    }
    const { published, tarball } = found;
    if (published.movedTo) {
      response.writeHead(302, { location: new URL(path, published.movedTo).href }).end();
      return;
    }
    response.writeHead(200, { "content-type": "application/octet-stream" });
    response.end(
      published.tampered
        ? pack({ ...published, files: { "index.js": "module.exports = 'tampered';" } })
        : tarball,
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });
  return {
    url: url(),
    asked,
    publish,
    silence: () => (silent = true),
    speak: () => (silent = false),
    request: async () => (await once(events, "request"))[0] as string,
    environment: { npm_config_registry: url(), npm_config_userconfig: "/dev/null" },
  };
}

const versionOf = ({ version = "1.0.0" }: Published): string => version;

const manifestOf = (published: Published): Record<string, unknown> => ({
  name: published.name,
  version: versionOf(published),
  main: "index.js",
  ...published.manifest,
});

function packument(name: string, known: Version[], registry: string): Record<string, unknown> {
  const newest = known.at(-1)?.published ?? { name };
  const times = known.flatMap(({ published }): [string, string][] => {
    const { ageDays = 100 } = published;
    if (ageDays === null) return [];
    return [[versionOf(published), new Date(Date.now() - ageDays * DAY_MS).toISOString()]];
  });
  const people = (newest.maintainers ?? []).map((each) => ({ name: each, email: "a@b.example" }));
  return {
    _id: name,
    name,
    "dist-tags": { latest: versionOf(newest) },
    ...(times.length > 0 ? { time: Object.fromEntries(times) } : {}),
    ...(people.length > 0 ? { maintainers: people } : {}),
    versions: Object.fromEntries(
      known.map(({ published, integrity }) => {
        const version = versionOf(published);
        const file = `${name.replace(/^@[^/]+\//, "")}-${version}.tgz`;
        const dist = { tarball: `${registry}${name}/-/${file}`, integrity, ...published.dist };
        return [version, { ...manifestOf(published), ...published.claims, dist }];
      }),
    ),
  };
}

/** Names that hold one of the words that are looked for. */
function searched(path: string, names: string[]): unknown[] {
  const text = new URLSearchParams(path.split("?")[1]).get("text") ?? "";
  const words = text.split(/[\s/@.-]+/).filter((word) => word.length > 3);
  return names
    .filter((name) => words.some((word) => name.includes(word)))
    .map((name) => ({ package: { name, version: "1.0.0", maintainers: [], keywords: [] } }));
}

/** A package's tarball, as `npm pack` makes it. */
function pack(published: Published): Buffer {
  const files = {
    "package.json": JSON.stringify(manifestOf(published)),
    "index.js": `module.exports = ${JSON.stringify(published.name)};`,
    ...published.files,
  };
  const entries = Object.entries(files).flatMap(([name, content]) => {
    const body = Buffer.from(content);
    const padding = Buffer.alloc((512 - (body.length % 512)) % 512);
    return [header(`package/${name}`, body.length), body, padding];
  });
  return zlib.gzipSync(Buffer.concat([...entries, Buffer.alloc(1024)]));
}

/** Head of one file in a tar archive (ustar). */
function header(name: string, size: number): Buffer {
  const octal = (value: number, digits: number): string =>
    `${value.toString(8).padStart(digits, "0")}\0`;
  const head = Buffer.alloc(512);
  head.write(name, 0);
  head.write(octal(0o644, 7), 100);
  head.write(octal(0, 7), 108);
  head.write(octal(0, 7), 116);
  head.write(octal(size, 11), 124);
  head.write(octal(0, 11), 136);
  head.write(" ".repeat(8), 148);
  head.write("0", 156);
  head.write("ustar\u000000", 257);
  head.write(
    `${octal(
      head.reduce((sum, byte) => sum + byte, 0),
      6,
    )} `,
    148,
  );
  return head;
}

/** Lets npm of this process use a registry, for the time of a test. */
export function useRegistry({ environment }: Registry): void {
  const before = Object.keys(environment).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, environment);
  onTestFinished(() => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });
}
