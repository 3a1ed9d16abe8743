import type { ProviderSpecification } from "../../../../../shared/specification.ts";
import type { SourceFile } from "../../blueprint.ts";
import { sampleCall } from "../../code/samples.ts";
import { key as property, literal, quote } from "../../code/text.ts";
import type { GifAction } from "../gif.ts";
import type { GiphySettings } from "./giphy-source.ts";

/** Acceptance tests against a server that answers as Giphy does. */
export function gifTests(
  actions: GifAction[],
  providers: ProviderSpecification[],
  { settings, required }: { settings: GiphySettings; required: string[] },
): SourceFile {
  const others = required.filter((name) => name !== settings.key && name !== settings.base);
  const content = `import { afterEach, beforeEach, describe, expect, test } from "vitest";
import plugin from "../index.js";
import { startServer, type TestServer } from "./http-server.js";
import { startPlugin } from "./support.js";

const KEY = "a-key-nobody-may-see";
const GIF = {
  id: "abc",
  title: "Dancing cat",
  images: { original: { url: "https://media.giphy.com/media/abc/giphy.gif" } },
};
const ATTACHMENT = { id: "abc", url: GIF.images.original.url, contentType: "image/gif" };

let server: TestServer;

beforeEach(async () => {
  server = await startServer();
  server.answer({ body: { data: [GIF] } });
});

afterEach(() => server.stop());

const settings = (): Record<string, string> => ({
  ${property(settings.key)}: KEY,
  ${property(settings.base)}: server.url,${others.map((name) => `\n  ${property(name)}: "test",`).join("")}
});

${actions.map((each) => actionTests(each, settings)).join("\n")}${providers.map((each) => providerTest(each, actions)).join("")}`;
  return { path: "src/__tests__/gifs.test.ts", content };
}

function actionTests(gif: GifAction, settings: GiphySettings): string {
  const { action, endpoint, roles, needed } = gif;
  const name = quote(action.name);
  const term = roles.term && sampleCall(action)[roles.term];
  const query =
    term === undefined
      ? ""
      : `, query: { ${endpoint === "random" ? "tag" : "q"}: ${literal(term)} }`;
  const one = endpoint === "random" ? "server.answer({ body: { data: GIF } });\n    " : "";
  return `describe(${name}, () => {
  const parameters = ${literal(sampleCall(action))};

  test("replies with one GIF as an attachment", async () => {
    ${one}const { call, replies } = await startPlugin(plugin, { settings: settings() });
    const result = await call(${name}, parameters);
    expect(result).toMatchObject({ success: true, data: { gif: ATTACHMENT } });
    expect(replies).toMatchObject([{ attachments: [ATTACHMENT] }]);
    expect(server.received).toMatchObject([{ method: "GET", path: "/v1/gifs/${endpoint}"${query} }]);
    expect(server.received[0]?.query["api_key"]).toBe(KEY);
    expect(JSON.stringify([result, replies])).not.toContain(KEY);
  });

  test("says that there is no such GIF", async () => {
    server.answer({ body: { data: [] } });
    const { call, replies } = await startPlugin(plugin, { settings: settings() });
    const result = await call(${name}, parameters);
    expect(result.success).toBe(false);
    expect(result.text).toContain("no GIF");
    expect(replies).toHaveLength(1);
  });

  test("says what Giphy refused, without the key", async () => {
    server.answer({ status: 403, body: { message: \`\${KEY} is banned\` } });
    const { call } = await startPlugin(plugin, { settings: settings() });
    const result = await call(${name}, parameters);
    expect(result.success).toBe(false);
    expect(result.text).toContain("403");
    expect(JSON.stringify(result)).not.toContain(KEY);
  });

  test("says that an answer of another kind is no list of GIFs", async () => {
    server.answer({ body: "down for maintenance" });
    const { call } = await startPlugin(plugin, { settings: settings() });
    expect(await call(${name}, parameters)).toMatchObject({ success: false });
  });

  test("is not available without the key", async () => {
    const { available } = await startPlugin(plugin, { settings: settings() });
    expect(await available(${name})).toBe(true);
    const without = await startPlugin(plugin, { settings: { ...settings(), ${property(settings.key)}: "" } });
    expect(await without.available(${name})).toBe(false);
    expect(await without.call(${name}, parameters)).toMatchObject({ success: false });
    expect(server.received).toEqual([]);
  });
${
  needed[0] === undefined
    ? ""
    : `
  test("asks for what it needs", async () => {
    const { call } = await startPlugin(plugin, { settings: settings() });
    for (const bad of [{}, { ${property(needed[0])}: "" }, { ${property(needed[0])}: 7 }]) {
      const result = await call(${name}, bad);
      expect(result.success).toBe(false);
      expect(result.text).toContain(${quote(needed[0])});
    }
    expect(server.received).toEqual([]);
  });
`
}});
`;
}

function providerTest({ name }: ProviderSpecification, actions: GifAction[]): string {
  const [first] = actions;
  if (!first) return "";
  const one = first.endpoint === "random" ? "server.answer({ body: { data: GIF } });\n    " : "";
  return `
test(${quote(`${name} shows the GIF that was sent last`)}, async () => {
    ${one}const { call, provide } = await startPlugin(plugin, { settings: settings() });
    expect((await provide(${quote(name)})).text).toContain("No GIF");
    await call(${quote(first.action.name)}, ${literal(sampleCall(first.action))});
    expect((await provide(${quote(name)})).text).toContain(GIF.images.original.url);
});
`;
}
