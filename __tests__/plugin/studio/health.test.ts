import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Team } from "../../../agents/team.ts";
import { Calls } from "../../../plugin/studio/api/calls.ts";
import { healthApi } from "../../../plugin/studio/api/health.ts";
import { health } from "../../../plugin/studio/health.ts";
import type { Studio } from "../../../plugin/studio/studio.ts";
import { loadConfig } from "../../../shared/config.ts";
import { shippedPrices } from "../../../shared/prices.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";
import { spent } from "../../support/spending.ts";

const KEY = "sk-ant-test-0f1e2d3c4b5a69788796";

test("settings say what is set and by which variable, and show no key", async () => {
  const config = loadConfig({
    ANTHROPIC_API_KEY: KEY,
    ANTHROPIC_BASE_URL: `https://user:${KEY}@models.example.org`,
    PLUGIN_SERVER_TOKEN: `${KEY}-token`,
    PLUGIN_SANDBOX: "none",
    PLUGIN_APPROVAL: "ask",
    PLUGIN_KEEP_DAYS: "30",
  });
  const team = {
    config,
    model: { name: "anthropic", reason: "ANTHROPIC_API_KEY is set." },
    budget: { today: () => [spent({ usd: 0.5 }), spent({ usd: 0.25 })] },
    prices: shippedPrices,
  } as unknown as Team;
  const answer = await health.settings({}, { service: { team } } as Studio);
  const groups = healthApi.settings.output.parse(answer);
  expect(JSON.stringify(groups)).not.toContain(KEY);
  const all = groups.flatMap(({ settings }) => settings);
  const valueOf = (variable: string) =>
    all.find(({ variables }) => variables.includes(variable))?.value;
  expect(valueOf("ANTHROPIC_API_KEY")).toBe("set");
  expect(valueOf("PLUGIN_SERVER_TOKEN")).toBe("set");
  expect(valueOf("PLUGIN_APPROVAL")).toBe("ask");
  expect(valueOf("PLUGIN_SANDBOX")).toBe("none");
  expect(valueOf("PLUGIN_KEEP_DAYS")).toBe("30 days");
  expect(valueOf("PLUGIN_PRICES")).toContain(shippedPrices.verifiedOn);
  const day = all.find(({ variables }) => variables.includes("PLUGIN_DAY_BUDGET"));
  expect(day?.meaning).toBe("Today: $0.75, 2k tokens, 1 minutes.");
});

describe("a running server", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  const ask = async (path: string, body?: object): Promise<Response> =>
    fetch(`${server.url}/plugin-dynamic/api/${path}`, {
      ...(body && {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
      }),
    });

  test("finds its own port and data folder in order", async () => {
    const found = healthApi.diagnoses.output.parse(await (await ask("settings/diagnoses")).json());
    const named = Object.fromEntries(found.map((each) => [each.name, each]));
    expect(named.port?.status).toBe("good");
    expect(named["data folder"]).toMatchObject({
      status: "good",
      text: `${server.dataDir}, in use here`,
    });
    expect(named.sandbox).toBeDefined();
  });

  test("tells the calls of a job, and why one is not there", async () => {
    const begun = (await (
      await ask("jobs", { wish: "I need a plugin that rolls dice", approval: "ask" })
    ).json()) as { jobId: string };
    const calls = Calls.parse(await (await ask(`jobs/${begun.jobId}/calls`)).json());
    expect(calls).toMatchObject({ why: null, source: "offline" });
    expect(calls.calls[0]).toMatchObject({ key: "coordinator/0/0", purpose: "acknowledge" });
    const missing = await ask(`jobs/${begun.jobId}/calls/one?key=coder/7/0`);
    expect(missing.status).toBe(409);
    expect(await missing.text()).toContain("has no call coder/7/0");
  });
});
