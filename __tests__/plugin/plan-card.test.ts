import { expect, test } from "vitest";
import { criteriaOf } from "../../agents/criteria.ts";
import { planCard } from "../../plugin/plan-card.ts";
import { readSpecification } from "../../shared/read-specification.ts";
import { fixture } from "../support/cases.ts";

const { specification: todo } = readSpecification(fixture("todo"));
const { specification: weather } = readSpecification({
  name: "@elizaos/plugin-forecast",
  description: "Forecasts of Example Weather",
  actions: [
    {
      name: "getForecast",
      description: "Ask https://api.example-weather.com/v1 for the forecast of a place",
      parameters: { place: { type: "string", required: true } },
    },
  ],
  dependencies: { luxon: "^3.0.0" },
  environmentVariables: [
    {
      name: "WEATHER_API_KEY",
      description: "Key of Example Weather",
      required: true,
      sensitive: true,
    },
    {
      name: "WEATHER_BASE_URL",
      description: "Address of the service",
      required: false,
      sensitive: false,
      default: "https://mirror.example-weather.com",
    },
  ],
});

test("a card shows what is built, how it is judged, what it needs and may do, and what it takes", () => {
  const card = planCard({
    specification: weather,
    assumptions: ["Temperatures are in degrees Celsius."],
    estimate: { tokens: [100_000, 300_000], usd: [0.4, 1.2], basis: "the plan: 1 component" },
    criteria: criteriaOf(weather),
  });
  expect(card).toEqual([
    "Forecasts of Example Weather",
    "Components:",
    "- action: getForecast: Ask https://api.example-weather.com/v1 for the forecast of a place",
    "Acceptance criteria:",
    "- AC-1 getForecast: Ask https://api.example-weather.com/v1 for the forecast of a place.",
    "- AC-2 getForecast: Without place, or with values that do not fit, it fails with a sentence.",
    "Environment variables:",
    "- WEATHER_API_KEY (required, secret): Key of Example Weather",
    "- WEATHER_BASE_URL (optional, default https://mirror.example-weather.com): Address of the service",
    "Dependencies:",
    "- luxon ^3.0.0",
    "Permissions, as far as the specification says:",
    "- network: api.example-weather.com, mirror.example-weather.com, what WEATHER_BASE_URL names",
    "- environment: WEATHER_API_KEY, WEATHER_BASE_URL",
    "Assumed:",
    "- Temperatures are in degrees Celsius.",
    "Expected: $0.40 to $1.20, 100k to 300k tokens (judged by the plan: 1 component)",
  ]);
});

test("what a plugin does not need is said too, and nothing is shown that is not known", () => {
  const card = planCard({ specification: todo, assumptions: [] });
  expect(card).toContain("Environment variables: none");
  expect(card).toContain("Dependencies: none");
  expect(card).toContain("Permissions, as far as the specification says: none");
  expect(card.join("\n")).not.toMatch(/Assumed|Expected/);
});

test("long words and long lists are cut, and the card says that there is more", () => {
  const criteria = Array.from({ length: 15 }, (_, index) => ({
    id: `AC-${index + 1}`,
    component: "addTodo",
    text: `${"long ".repeat(100)}\nline`,
  }));
  const card = planCard({ specification: todo, assumptions: [], criteria });
  expect(card.filter((line) => line.startsWith("- AC-"))).toHaveLength(12);
  expect(card).toContain("- and 3 more");
  for (const line of card) expect(line.length).toBeLessThan(220);
  expect(card.join("")).not.toContain("\n");
});
