import { describe, expect, test } from "vitest";
import { assembled, builtPlugin } from "../../../support/built-plugin.ts";

const plugin = (evaluator: object, providers: object[] = []) => ({
  name: "@elizaos/plugin-watch",
  description: "Watches messages",
  evaluators: [evaluator],
  providers,
});

describe("an evaluator looks for", () => {
  const table: [string, object, string[], string[]][] = [
    ["words", { triggers: ["acme"] }, ["Acme is big", "I like ACME!"], ["acmeist views", ""]],
    ["phrases", { triggers: ["globex corp"] }, ["the Globex  Corp news"], ["globex alone"]],
    ["patterns", { triggers: ["/refund(s|ed)?/i"] }, ["Refunded!"], ["fund"]],
    ["keywords", { triggers: ["keyword: price, cost"] }, ["the cost is", "PRICE?"], ["costly"]],
    ["other scripts", { triggers: ["牛奶"] }, ["牛奶"], ["面包"]],
    [
      "quoted words of its description",
      { description: 'Counts messages that mention "coffee" or "tea"', triggers: ["message"] },
      ["more tea", "Coffee please"],
      ["steam"],
    ],
    [
      "words its description mentions",
      { description: "Notices mentions of coffee or green tea and stores them" },
      ["coffee", "a green tea"],
      ["tea"],
    ],
    ["links", { description: "Collects links that people post" }, ["see https://a.b/c"], ["a.b"]],
  ];

  test.each(table)("%s", async (_what, parts, noticed, ignored) => {
    const start = await builtPlugin(plugin({ name: "watcher", description: "Notices", ...parts }));
    const agent = await start();
    for (const text of noticed) expect(await agent.available("watcher", text), text).toBe(true);
    for (const text of ignored) expect(await agent.available("watcher", text), text).toBe(false);
  });
});

test("what was noticed is counted exactly, shown by the provider and survives a restart", async () => {
  const start = await builtPlugin(
    plugin({ name: "competitorMentions", description: "", triggers: ["acme", "globex"] }, [
      {
        name: "competitors",
        description: "How often competitors were mentioned and the last two mentions",
        dataStructure: { mentionCount: "number" },
      },
    ]),
  );
  const storage = new Map<string, unknown>();
  const agent = await start({ storage });
  expect((await agent.provide("competitors")).text).toBe("Nothing was noticed yet.");
  await Promise.all(
    ["Acme!", "acme and globex", "nothing", "Globex acme acme"].map((text) =>
      agent.evaluate("competitorMentions", text),
    ),
  );
  await agent.stop();
  const again = await start({ storage });
  const { text, data } = await again.provide("competitors");
  expect(data).toMatchObject({ mentionCount: 3, counts: { acme: 3, globex: 2 } });
  expect(text).toBe(
    "Noticed 3 messages (acme: 3, globex: 2).\nLatest:\n- Globex acme acme\n- acme and globex",
  );
});

test("only the latest messages are kept, while the counts go on", async () => {
  const start = await builtPlugin(
    plugin({ name: "watcher", description: "", triggers: ["ping"] }, [
      { name: "watched", description: "What was noticed" },
    ]),
  );
  const agent = await start();
  for (let index = 0; index < 60; index += 1) await agent.evaluate("watcher", `ping ${index}`);
  const { data } = await agent.provide("watched");
  expect(data?.total).toBe(60);
  expect(data?.latest).toHaveLength(50);
});

describe("no evaluator is made up", () => {
  test.each([
    ["without triggers", { description: "Evaluates conversations" }],
    ["for a kind of thing without examples", { description: "Notices mentions of competitors" }],
    ["for feelings", { description: "Judges the sentiment of messages", triggers: ["message"] }],
    ["for a schedule", { description: "Checks things", triggers: ["*/5 * * * *"] }],
    ["for replies", { description: "Replies when someone says hi", triggers: ["hi"] }],
    ["for a broken pattern", { description: "Notices", triggers: ["/(/"] }],
  ])("%s", (_why, parts) => {
    const { missing } = assembled(plugin({ name: "watcher", ...parts }));
    expect(missing.map(({ component }) => component)).toEqual(["evaluator watcher"]);
    expect(missing[0]?.reason).toMatch(/^[A-Z].+\.$/);
    expect(missing[0]?.help).toMatch(/^[A-Z].+\.$/);
  });
});
