import { key as property, literal, quote } from "../../code/text.ts";
import type { FreeCall } from "./calls.ts";
import { badParameters, keyExpectation, missingSettings } from "./common-test-source.ts";
import type { TestedApi } from "./test-source.ts";

/** Tests of an action that calls any address. */
export function freeTests(call: FreeCall, api: TestedApi): string {
  const { roles, action } = call;
  const { endpoint = "endpoint", method, body, query, headers } = roles;
  const isText = body !== undefined && action.parameters[body]?.type === "string";
  const content = action.parameters[body ?? ""]?.type === "array" ? ["ink"] : { name: "Ada" };
  const sending = ["GET", "HEAD", "DELETE"].includes(call.method) ? "POST" : call.method;
  const name = quote(action.name);
  const fields = [
    `${property(endpoint)}: \`\${server.url}/things\``,
    ...(method ? [`${property(method)}: "post"`] : []),
    ...(body ? [`${property(body)}: ${literal(isText ? JSON.stringify(content) : content)}`] : []),
    ...(query ? [`${property(query)}: { color: "red" }`] : []),
    ...(headers ? [`${property(headers)}: { "x-trace": "7" }`] : []),
  ];
  const verb = method ? "POST" : body ? sending : call.method;
  const expected = [
    `method: ${quote(verb)}`,
    `path: "/things"`,
    ...(body ? [`body: ${literal(content)}`] : []),
    ...(query ? [`query: { color: "red" }`] : []),
    ...(headers ? [`headers: { "x-trace": "7" }`] : []),
  ];
  return `describe(${name}, () => {
  test("sends the request and returns what the server answered", async () => {
    server.answer({ status: 201, body: { answer: 42 } });
    const { call, replies } = await startPlugin(plugin, { settings: settings() });
    const result = await call(${name}, { ${fields.join(", ")} });
    expect(result).toMatchObject({ success: true, data: { status: 201, body: { answer: 42 } } });
    expect(server.received).toMatchObject([{ ${expected.join(", ")} }]);
    expect(replies).toHaveLength(1);
  });

  test("says what the server refused", async () => {
    server.answer({ status: 404, body: "no such thing" });
    const { call } = await startPlugin(plugin, { settings: settings() });
    const result = await call(${name}, { ${property(endpoint)}: \`\${server.url}/missing\` });
    expect(result.success).toBe(false);
    expect(result.text).toMatch(/404.*no such thing/);
  });

  test("refuses what is no web address", async () => {
    const { call } = await startPlugin(plugin, { settings: settings() });
    for (const endpoint of ["ftp://127.0.0.1/x", "file:///etc/hosts", "http://", ""]) {
      const result = await call(${name}, { ${property(endpoint)}: endpoint });
      expect(result.success).toBe(false);
      expect(result.text).not.toBe("");
    }
    expect(server.received).toEqual([]);
  });

  test("reads a path as one of the server that is set", async () => {
    const { call } = await startPlugin(plugin, { settings: settings() });
    await call(${name}, { ${property(endpoint)}: "/status/today" });
    expect(server.received).toMatchObject([{ path: "/status/today" }]);
${keyExpectation(api.key).replace(/^.*not\.toContain.*\n/m, "")}  });
${
  api.key
    ? `
  test("keeps the key from every other server", async () => {
    const other = await startServer();
    const { call } = await startPlugin(plugin, { settings: settings() });
    await call(${name}, { ${property(endpoint)}: \`\${other.url}/things\` });
    expect(JSON.stringify(other.received)).toContain("/things");
    expect(JSON.stringify(other.received)).not.toContain(KEY);
    await other.stop();
  });
`
    : ""
}${
    method
      ? `
  test("refuses a method it does not know", async () => {
    const { call } = await startPlugin(plugin, { settings: settings() });
    const result = await call(${name}, { ${property(endpoint)}: server.url, ${property(method)}: "BREW" });
    expect(result.success).toBe(false);
    expect(result.text).toMatch(/BREW|must be one of/);
    expect(server.received).toEqual([]);
  });
`
      : ""
  }${badParameters(call)}${missingSettings(call, api.specification)}});
`;
}
