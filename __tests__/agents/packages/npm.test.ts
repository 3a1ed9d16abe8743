import { once } from "node:events";
import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { discard, installPackages } from "../../../agents/packages/install.ts";
import { openNpm, runNpm } from "../../../agents/packages/npm.ts";
import { resolvePackages } from "../../../agents/packages/package-set.ts";
import { startRegistry, useRegistry, type Registry } from "../../support/registry.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const { signal } = new AbortController();

/** npm as it is opened for a registry, and told by nobody but the proxy where it may not go, as older ones are. */
async function openOldNpm(registry: Registry, environment: Record<string, string> = {}) {
  useRegistry({ ...registry, environment: { ...registry.environment, ...environment } });
  const npm = await openNpm(temporaryFolder(), signal);
  return { ...npm, environment: { ...npm.environment, npm_config_allow_remote: "all" } };
}

/** A user's configuration in which everything on this machine is to be reached without a proxy. */
function userconfig(): Record<string, string> {
  const file = path.join(temporaryFolder(), ".npmrc");
  fs.writeFileSync(file, "noproxy=127.0.0.1\nproxy=http://127.0.0.1:9/\n");
  return { npm_config_userconfig: file, NO_PROXY: "127.0.0.1", no_proxy: "127.0.0.1" };
}

const elsewhereText = (elsewhere: Registry, registry: Registry): string =>
  `something wants to be fetched from ${new URL(elsewhere.url).origin}; only the configured registry ${new URL(registry.url).origin} may be reached`;

test("a package is installed through the proxy", async () => {
  const registry = await startRegistry(
    { name: "alpha", manifest: { dependencies: { beta: "*" } } },
    { name: "beta" },
  );
  const npm = await openOldNpm(registry);
  const folder = temporaryFolder();
  const result = await runNpm(["install", "alpha"], folder, signal, npm);
  expect(result).toMatchObject({ exitCode: 0, strayed: undefined });
  expect(fs.readdirSync(path.join(folder, "node_modules", "alpha", "node_modules"))).toContain(
    "beta",
  );
});

test.each<[string, (elsewhere: string) => string[]]>([
  ["an address", (elsewhere) => ["install", `${elsewhere}alpha/-/alpha-1.0.0.tgz`]],
  ["a registry of its own choice", (elsewhere) => ["install", "alpha", `--registry=${elsewhere}`]],
])("what comes from %s elsewhere is never asked for", async (_title, argumentsFor) => {
  const [registry, elsewhere] = [await startRegistry(), await startRegistry({ name: "alpha" })];
  const npm = await openOldNpm(registry, userconfig());
  const result = await runNpm(argumentsFor(elsewhere.url), temporaryFolder(), signal, npm);
  expect(elsewhere.asked).toEqual([]);
  expect(result.strayed).toBe(elsewhereText(elsewhere, registry));
});

test("an entry of a lockfile that leads elsewhere is never fetched", async () => {
  const [registry, elsewhere] = [
    await startRegistry({ name: "alpha" }),
    await startRegistry({ name: "alpha" }),
  ];
  const npm = await openOldNpm(registry);
  const folder = temporaryFolder();
  await runNpm(["install", "alpha", "--package-lock-only"], folder, signal, npm);
  const lockfile = path.join(folder, "package-lock.json");
  const text = fs.readFileSync(lockfile, "utf8");
  fs.writeFileSync(lockfile, text.replaceAll(registry.url, elsewhere.url));
  const result = await runNpm(["ci"], folder, signal, npm);
  expect(elsewhere.asked).toEqual([]);
  expect(result.strayed).toBe(elsewhereText(elsewhere, registry));
});

test("a registry that sends on to elsewhere is not followed, and the user reads where to", async () => {
  const elsewhere = await startRegistry({ name: "alpha" });
  const registry = await startRegistry({ name: "alpha", movedTo: elsewhere.url });
  useRegistry(registry);
  const dataDir = temporaryFolder();
  onTestFinished(() => discard(path.join(dataDir, "toolchain")));
  const set = await resolvePackages(dataDir, [["alpha", "*"]], signal);
  const npm = await openNpm(temporaryFolder(), signal);
  const installing = installPackages(set, temporaryFolder(), npm, () => undefined, signal);
  await expect(installing).rejects.toThrow(
    `alpha 1.0.0 could not be installed: ${elsewhereText(elsewhere, registry)}.`,
  );
  expect(elsewhere.asked).toEqual([]);
});

/** A user's proxy that knows the way to a registry of a name that nobody else knows. */
async function startUsersProxy(registry: Registry) {
  const asked: [string | undefined, string | undefined][] = [];
  const server = http.createServer((request, response) => {
    asked.push([request.url, request.headers["proxy-authorization"]]);
    const address = new URL(new URL(request.url ?? "").pathname, registry.url);
    http.get(address, { agent: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, asked };
}

const inFile = (line: string): Record<string, string> => {
  const file = path.join(temporaryFolder(), ".npmrc");
  fs.writeFileSync(file, `fund=false\n${line}\n`);
  return { npm_config_userconfig: file, PROXY_PASSWORD: "s%40cret" };
};

test.each<[string, (address: string) => Record<string, string>]>([
  ["npm_config_proxy", (npm_config_proxy) => ({ npm_config_proxy })],
  ["HTTP_PROXY", (HTTP_PROXY) => ({ HTTP_PROXY })],
  ["https_proxy", (https_proxy) => ({ https_proxy })],
  [".npmrc", (address) => inFile(`https-proxy = "${address}"`)],
  [
    "variables in .npmrc",
    (address) => inFile(`proxy=${address.replace("s%40cret", "${PROXY_PASSWORD}")}`),
  ],
])(
  "where the user has a proxy by %s, it is asked, with its password",
  async (_where, configured) => {
    const hidden = "http://registry.invalid/";
    const tarball = `${hidden}alpha/-/alpha-1.0.0.tgz`;
    const registry = await startRegistry({ name: "alpha", dist: { tarball } });
    const users = await startUsersProxy(registry);
    const npm = await openOldNpm(registry, {
      npm_config_registry: hidden,
      ...configured(`http://ann:s%40cret@127.0.0.1:${users.port}/`),
    });
    const result = await runNpm(["install", "alpha"], temporaryFolder(), signal, npm);
    expect(result).toMatchObject({ exitCode: 0, strayed: undefined });
    const authorization = `Basic ${btoa("ann:s@cret")}`;
    expect(users.asked).toEqual([
      [`${hidden}alpha`, authorization],
      [tarball, authorization],
    ]);
  },
);

test("a registry that the user excepted from the proxy is reached without it", async () => {
  const registry = await startRegistry({ name: "alpha" });
  const npm = await openOldNpm(registry, {
    npm_config_proxy: "http://127.0.0.1:9/",
    npm_config_noproxy: "x.example,127.0.0.1",
  });
  const result = await runNpm(["view", "alpha", "name"], temporaryFolder(), signal, npm);
  expect(result).toMatchObject({ exitCode: 0, stdout: "alpha\n" });
});

test("a proxy of a kind that is not possible is named before anything is asked", async () => {
  const registry = await startRegistry({ name: "alpha" });
  const opening = openOldNpm(registry, { HTTPS_PROXY: "socks5://127.0.0.1:9/" });
  await expect(opening).rejects.toThrow(/does not begin with http:\/\/ or https:\/\//);
  expect(registry.asked).toEqual([]);
});
