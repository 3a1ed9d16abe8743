import { expect, test } from "vitest";
import { loadConfig } from "../shared/config.ts";
import { totalOf } from "../shared/spending.ts";
import { preparedDataFolder } from "./support/data-folder.ts";
import { teamAtWork } from "./support/started-team.ts";

/** Kept under this name by the configuration of the tests, so that no other test finds it. */
const KEY = process.env.LIVE_ANTHROPIC_API_KEY;
const TEN_MINUTES_MS = 600_000;

// Costs money: a dollar or two with the models of the shipped characters.
test.skipIf(!KEY)(
  "Claude builds a plugin, and what it cost is known",
  { timeout: TEN_MINUTES_MS },
  async () => {
    const config = {
      ...loadConfig({ ...process.env, ANTHROPIC_API_KEY: KEY }),
      dataDir: preparedDataFolder(),
      model: "anthropic" as const,
    };
    const { team, create } = teamAtWork(config.dataDir, { config });
    const job = await create("I need a plugin that tells how many days are left until a date");
    expect(job.finished?.reason).toBeTruthy();
    expect(job.status).toBe("completed");
    expect(team.jobs.events(job.id).filter(({ type }) => type === "agent:thought")).not.toEqual([]);
    expect(totalOf(job.spent).usd).toBeGreaterThan(0);
    await team.close();
  },
);
