import type http from "node:http";
import { expect, test } from "vitest";
import { mayAsk } from "../../../plugin/studio/gate.ts";

const KEY = "correct-horse-battery-staple";

const request = (
  headers: http.IncomingHttpHeaders,
  remoteAddress = "127.0.0.1",
): http.IncomingMessage => ({ headers, socket: { remoteAddress } }) as http.IncomingMessage;

const here = { host: "127.0.0.1:3000" };

test("where the server has a key, only who shows it may ask", () => {
  expect(mayAsk(request({ ...here, "x-api-key": KEY }), KEY)).toBe(true);
  expect(mayAsk(request({ ...here, "x-api-key": KEY }, "203.0.113.7"), KEY)).toBe(true);
  for (const given of [undefined, "", "wrong", `${KEY} `]) {
    expect(mayAsk(request({ ...here, "x-api-key": given }), KEY)).toBe(false);
  }
});

test("where it has none, only this machine may ask, and only pages of the server itself", () => {
  expect(mayAsk(request(here), undefined)).toBe(true);
  expect(mayAsk(request({ host: "localhost:3000" }, "::1"), undefined)).toBe(true);
  expect(mayAsk(request({ ...here, origin: "http://127.0.0.1:3000" }), undefined)).toBe(true);
  for (const [headers, address] of [
    [here, "203.0.113.7"],
    [{ host: "evil.example:3000" }, "127.0.0.1"],
    [{ ...here, origin: "http://evil.example" }, "127.0.0.1"],
    [{ ...here, origin: "http://127.0.0.1:4000" }, "127.0.0.1"],
    [{ ...here, origin: "null" }, "127.0.0.1"],
    [{ ...here, "sec-fetch-site": "cross-site" }, "127.0.0.1"],
    [{}, "127.0.0.1"],
  ] as [http.IncomingHttpHeaders, string][]) {
    expect([headers, address, mayAsk(request(headers, address), undefined)]).toEqual([
      headers,
      address,
      false,
    ]);
  }
});
