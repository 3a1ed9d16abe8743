import { expect, test } from "vitest";
import { addressIn, methodIn } from "../../../../agents/models/offline/blueprints/http/address.ts";
import { pluginKey } from "../../../../agents/models/offline/blueprints/http/calls.ts";
import { checkedPlugin, missingIn } from "../../../support/checked-plugin.ts";
import { specificationWith } from "../../../support/specifications.ts";

test("a plugin that calls any endpoint compiles and passes its own tests", async () => {
  const plugin = await checkedPlugin({
    name: "@elizaos/plugin-api",
    description: "External API integration",
    actions: [
      {
        name: "callAPI",
        description: "Make an API request",
        parameters: { endpoint: "string", method: "string", body: "object" },
      },
    ],
    providers: [{ name: "apiResponse", description: "Provides latest API response data" }],
  });
  expect(plugin.missing).toEqual([]);
  expect(plugin.typeErrors).toBe("");
  expect(plugin.tests.output).toMatch(/Tests +7 passed/);
});

test("requests are placed in path, query, body and header as the descriptions say", async () => {
  const plugin = await checkedPlugin({
    name: "plugin-shop",
    description: "Orders of the shop at https://shop.example.com/v2",
    actions: [
      {
        name: "listOrders",
        description: "GET /customers/{customerId}/orders?state=..&limit=20",
        parameters: { customerId: "string", state: "open | paid" },
      },
      {
        name: "createOrder",
        description: "POST /orders with the article and how many",
        parameters: { article: "string", count: "number" },
      },
      {
        name: "cancelOrder",
        description: "DELETE https://shop.example.com/v2/orders/:id",
        parameters: { id: "integer" },
      },
    ],
    providers: [
      {
        name: "orders",
        description: "Last answer",
        dataStructure: { status: "number", total: "number" },
      },
    ],
    environmentVariables: [
      {
        name: "SHOP_KEY",
        description: "Sent in the header X-Auth-Key",
        required: true,
        sensitive: true,
      },
    ],
  });
  expect(plugin.missing).toEqual([]);
  expect(plugin.typeErrors).toBe("");
  expect(plugin.tests.exitCode, plugin.tests.output).toBe(0);
  expect(plugin.read("src/actions/list-orders.ts")).toContain(
    "`/customers/${segment(values.customerId)}/orders`",
  );
});

test("GIFs and weather come from the services everybody knows", async () => {
  const plugin = await checkedPlugin({
    name: "plugin-sunny-gifs",
    description: "Weather and GIFs from Giphy",
    actions: [
      {
        name: "getCurrentWeather",
        description: "Get current weather for a location",
        parameters: { location: "string", units: "celsius | fahrenheit" },
      },
      {
        name: "getForecast",
        description: "Weather forecast for the next days",
        parameters: { city: "string", days: "integer" },
      },
      {
        name: "SEND_GIF",
        description: "Search Giphy and reply with one GIF",
        parameters: { searchTerm: "string" },
      },
    ],
    providers: [{ name: "weatherData", description: "Provides weather data context" }],
    environmentVariables: [
      { name: "GIPHY_API_KEY", description: "Giphy API key", required: true, sensitive: true },
    ],
  });
  expect(plugin.missing).toEqual([]);
  expect(plugin.typeErrors).toBe("");
  expect(plugin.tests.exitCode, plugin.tests.output).toBe(0);
});

test("weather comes from OpenWeatherMap where its key is declared", async () => {
  const plugin = await checkedPlugin({
    name: "plugin-weather",
    description: "Weather",
    actions: [
      {
        name: "GET_WEATHER",
        description: "Current weather in a city",
        parameters: { city: "string" },
      },
      {
        name: "GET_FORECAST",
        description: "5-day forecast of a city",
        parameters: { city: "string", days: "number" },
      },
    ],
    environmentVariables: [
      { name: "OPENWEATHER_API_KEY", description: "Key", required: true, sensitive: true },
    ],
  });
  expect(plugin.missing).toEqual([]);
  expect(plugin.typeErrors).toBe("");
  expect(plugin.tests.exitCode, plugin.tests.output).toBe(0);
});

test.each([
  ["Get the price of a stock", [{ name: "STOCK_KEY" }]],
  ["Fetch the list of employees from our system", []],
  ["GET /employees/{unit}/{person}", [{ name: "HR_API_URL" }]],
])("an unknown API is not guessed: %s", (description, variables) => {
  const missing = missingIn({
    name: "plugin-unknown",
    description: "Company data",
    actions: [{ name: "lookUp", description, parameters: { symbol: "string" } }],
    environmentVariables: variables.map((each) => ({
      ...each,
      description: "secret",
      required: true,
      sensitive: true,
    })),
  });
  expect(missing).toEqual(["action lookUp"]);
});

test.each([
  [
    "calls {API_URL}/v1/rates?base={base}",
    { variable: "API_URL", path: "/v1/rates", query: [{ name: "base" }] },
  ],
  ["Uses API_URL: GET /users/:id.", { variable: "API_URL", path: "/users/{id}", query: [] }],
  [
    "POST https://api.example.com/v1/items.",
    { origin: "https://api.example.com", path: "/v1/items", query: [] },
  ],
  [
    "see https://x.example/a/<id>?q=..&limit=10&lang=en",
    {
      origin: "https://x.example",
      path: "/a/{id}",
      query: [{ name: "q" }, { name: "limit", value: "10" }, { name: "lang", value: "en" }],
    },
  ],
  ["Lists the things (GET /things/{id}/parts)", { path: "/things/{id}/parts", query: [] }],
  ["Converts km/h and/or mph", undefined],
])("the address in %j is found", (text, address) => {
  expect(addressIn(text, ["API_URL"])).toEqual(address);
});

test.each([
  ["PUT /a", "PUT"],
  ["Search the catalogue", "GET"],
  ["Get the latest posts", "GET"],
  ["Create an item", "POST"],
  ["Removes it", "DELETE"],
  ["Updates the title of a post", "PATCH"],
  ["Look up an address", "GET"],
])("the method of %j is %s", (text, method) => {
  expect(methodIn(text)).toBe(method);
});

test.each([
  ["API_TOKEN", "Token", { place: "header", name: "Authorization", prefix: "Bearer " }],
  ["API_KEY", "Key", { place: "header", name: "X-API-Key", prefix: "" }],
  ["API_KEY", "sent as query parameter appid", { place: "query", name: "appid" }],
  ["API_KEY", "in the `X-Auth-Key` header", { place: "header", name: "X-Auth-Key" }],
  ["API_KEY", "as a Bearer token", { place: "header", name: "Authorization", prefix: "Bearer " }],
])("%s, %j, is sent in its place", (name, description, expected) => {
  const variable = { name, description, required: true, sensitive: true };
  expect(pluginKey(specificationWith({ environmentVariables: [variable] }))?.key).toMatchObject(
    expected,
  );
});

test("two secrets whose use is not described are not guessed", () => {
  const secret = { description: "", required: true, sensitive: true };
  const environmentVariables = [
    { name: "APP_KEY", ...secret },
    { name: "APP_SECRET", ...secret },
  ];
  expect(pluginKey(specificationWith({ environmentVariables }))).toBeUndefined();
});

test("a key goes where the header is named, whatever else is a query parameter", () => {
  const specification = specificationWith({
    actions: [
      {
        name: "listIssues",
        description:
          "GET /issues with the query parameters state and page. Sends Authorization: Bearer HUB_TOKEN.",
        parameters: {},
      },
    ],
    environmentVariables: [
      { name: "HUB_TOKEN", description: "token", required: true, sensitive: true },
    ],
  });
  expect(pluginKey(specification)?.key).toMatchObject({
    place: "header",
    name: "Authorization",
    prefix: "Bearer ",
  });
});

test("a place in the query may have another name than its parameter", () => {
  expect(addressIn("GET /latest?base={from}&symbols={to}", [])?.query).toEqual([
    { name: "base", place: "from" },
    { name: "symbols", place: "to" },
  ]);
});

test.each([
  "GET /users/{id} and cache the answer for 5 minutes",
  "GET /users/{id}, retry three times",
  "POST /users/{id} with an XML body",
])("what a single request cannot do is not claimed: %s", (description) => {
  const missing = missingIn({
    name: "plugin-users",
    description: "x",
    actions: [{ name: "user", description, parameters: { id: "number" } }],
    environmentVariables: [{ name: "BASE_URL", description: "base", required: true }],
  });
  expect(missing).toEqual(["action user"]);
});
