import { expect, test } from "vitest";
import { checkedPlugin, missingIn } from "../../../support/checked-plugin.ts";

test("current times and conversions compile and pass their own tests", async () => {
  const plugin = await checkedPlugin({
    name: "@elizaos/plugin-time",
    description: "Provides current time and timezone information",
    actions: [
      {
        name: "getCurrentTime",
        description: "Get current time in any timezone",
        parameters: { timezone: "string" },
      },
      {
        name: "convertTime",
        description: "Convert time between timezones",
        parameters: { time: "string", fromTimezone: "string", toTimezone: "string" },
      },
    ],
    providers: [
      {
        name: "timeProvider",
        description: "Provides current time context",
        dataStructure: { currentTime: "string", timezone: "string", utcOffset: "number" },
      },
    ],
  });
  expect(plugin.missing).toEqual([]);
  expect(plugin.typeErrors).toBe("");
  expect(plugin.tests.exitCode, plugin.tests.output).toBe(0);
});

test("a world clock of other words does too", async () => {
  const plugin = await checkedPlugin({
    name: "plugin-world-clock",
    description: "World clock",
    actions: [
      {
        name: "worldClock",
        description: "Show the current time in several cities",
        parameters: { cities: "string[]" },
      },
      {
        name: "TIME_DIFFERENCE",
        description: "Difference between two time zones",
        parameters: { zone1: "string", zone2: "string" },
      },
      {
        name: "listTimezones",
        description: "List available timezones, optionally filtered",
        parameters: { filter: "string" },
      },
      {
        name: "now",
        description: "Tell the current time",
        parameters: { timezone: { type: "string", required: false }, format: "12h | 24h | iso" },
      },
      {
        name: "convertUnix",
        description: "Convert a unix timestamp into a date",
        parameters: { timestamp: "number", timezone: { type: "string", required: false } },
      },
    ],
  });
  expect(plugin.missing).toEqual([]);
  expect(plugin.typeErrors).toBe("");
  expect(plugin.tests.exitCode, plugin.tests.output).toBe(0);
});

test.each([
  ["setReminder", "Remind me at a time", { time: "string" }],
  ["nextTrain", "Show the time of the next train in a city", { city: "string" }],
  ["currentTime", "Get the current time", { timezone: "string", galaxy: "string" }],
])("what is no question about clocks is left alone: %s", (name, description, parameters) => {
  const specification = {
    name: "plugin-x",
    description: "x",
    actions: [{ name, description, parameters }],
  };
  expect(missingIn(specification)).toEqual([`action ${name}`]);
});

test("from and to are not always time zones", () => {
  const missing = missingIn({
    name: "plugin-expenses",
    description: "x",
    actions: [
      {
        name: "listExpenses",
        description: "List expenses by category and between two dates (from, to)",
        parameters: { category: "string?", from: "string?", to: "string?" },
      },
    ],
  });
  expect(missing).toEqual(["action listExpenses"]);
});
