import fs from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";
import type { TestServer } from "./server.ts";

const axe = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export interface Opened {
  page: Page;
  /** What the browser complained of. */
  troubles: string[];
  /** Everything that was loaded. */
  requests: string[];
  close: () => Promise<void>;
}

const DESKTOP = { width: 1280, height: 860 };

/** Opens the studio page, or another page of the server, in a window of its own. */
export async function opened(
  browser: Browser,
  { url }: TestServer,
  place: string,
  path = "/plugin-dynamic/",
): Promise<Opened> {
  const context = await browser.newContext({ viewport: DESKTOP, reducedMotion: "reduce" });
  const page = await context.newPage();
  const [troubles, requests]: [string[], string[]] = [[], []];
  page.on("console", (message) => {
    if (message.type() === "error") troubles.push(message.text());
  });
  page.on("pageerror", ({ message }) => troubles.push(message));
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(`${url}${path}${place}`);
  return { page, troubles, requests, close: () => context.close() };
}

/** Waits until nothing of the page is loading any more. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole("main").waitFor();
  const loading = page.locator("[role=status][aria-label^=Loading], [aria-busy=true]");
  await expect.poll(() => loading.count(), { timeout: 30_000 }).toBe(0);
  await page.waitForTimeout(300); // what came is drawn
}

/** Opens the studio beside the chat in the official client. */
export async function openPanel(page: Page): Promise<void> {
  await page.waitForSelector("[data-testid=chat-input]");
  // The button that opens what stands beside a chat has no name; it follows the one for more options.
  const options = page.getByRole("button", { name: "More options" });
  await options.locator("xpath=following::button[1]").click();
  await page.getByRole("tab", { name: "Studio" }).click();
}

/** A place in each area of the page. */
export const areas = (jobId: string): string[] => [
  "#/chat",
  `#/team/${jobId}`,
  "#/history",
  "#/characters/reviewer",
  "#/jobs",
  "#/jobs/tidy",
  ...(jobId ? [`#/jobs/${jobId}`] : []),
  "#/settings",
];

/** Serious and critical violations that axe finds, with where they are. */
export async function grave(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate<{
    violations: { id: string; impact: string; nodes: { html: string }[] }[];
  }>("axe.run(document)");
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);
}

/** Looks at a page in the dark, on a telephone. */
export async function inDarkness(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.waitForTimeout(200);
}

/** Looks at it again as it was opened. */
export async function inDaylight(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(DESKTOP);
}
