import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { agentId } from "../../agents/characters.ts";
import { openBrowser, withBrowser } from "../support/browser.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
let browser: Browser | undefined;

beforeAll(async () => {
  server = await startTestServer();
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await server.stop();
});

async function say(page: Page, text: string): Promise<void> {
  await page.fill("[data-testid=chat-input]", text);
  await page.keyboard.press("Enter");
}

const see = (page: Page, text: string | RegExp, timeout = 60_000): Promise<void> =>
  page.getByText(text).first().waitFor({ timeout });

withBrowser(
  "the README's conversation works in the official web client",
  { timeout: 600_000 },
  async () => {
    const page = await browser?.newPage({ viewport: { width: 1280, height: 900 } });
    if (!page) throw new Error("There is no browser.");
    await page.goto(`${server.url}/chat/${agentId("coordinator")}`);
    await page.waitForSelector("[data-testid=chat-input]");

    await say(
      page,
      "I need a plugin that helps manage todo lists with add, remove, and list functionality",
    );
    await see(page, /I'll create a todo list management plugin based on your description/);
    await say(page, "What's the status of my plugin creation?");
    await see(page, /Plugin Creation Status: running/);
    await see(page, /Plan of job \w{6}: @elizaos\/plugin-todo 1\.0\.0/);
    await see(page, /is completed after 1 iteration/, 240_000);

    await say(page, "I need a plugin that flips a coin");
    await see(page, /plugin for flipping coins/);
    await say(page, "Cancel the plugin creation");
    await see(page, "Plugin creation job has been cancelled.");

    await page.reload();
    await see(page, /^Job \w{6}$/);
    for (const name of ["Coordinator", "Planner", "Coder", "Tester", "Reviewer"])
      await see(page, name);
    expect(await page.title()).not.toBe("");
  },
);
