import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { reportTexts } from "../../../agents/report/write-report.ts";
import { openBrowser, withBrowser } from "../../support/browser.ts";
import { lastingDataFolder } from "../../support/data-folder.ts";
import { hostileJob } from "../../support/hostile-job.ts";

let texts = { html: "", md: "" };
let dataDir = "";
let browser: Browser | undefined;

beforeAll(async () => {
  dataDir = lastingDataFolder();
  texts = await reportTexts(dataDir, await hostileJob(dataDir));
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  fs.rmSync(dataDir, { recursive: true });
});

describe("the page of a hostile job", () => {
  test("has no tag and no attribute but ours", () => {
    const body = texts.html.slice(texts.html.indexOf("</style>") + "</style>".length);
    const ours =
      /^<\/?(?:head|body|main|html|section|h[1-6]|p|div|dl|dt|dd|ul|li|table|thead|tbody|tr|th|td|pre|code|strong|span|details|summary)(?: (?:class|scope|data-column)="[\w ]*")*>$/;
    const tags = body.match(/<[^>]*>?/g) ?? [];
    expect(tags.length).toBeGreaterThan(100);
    expect(tags.filter((tag) => !ours.test(tag))).toEqual([]);
  });

  test("shows the tricks as text, without what hides or turns text around", () => {
    expect(texts.html).toContain("&lt;script&gt;");
    expect(texts.html).toContain("⟨U+202E⟩desrever⟨U+0000⟩");
    for (const text of Object.values(texts)) {
      expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
    }
  });

  withBrowser("loads nothing, runs nothing and fits a telephone, in light and dark", async () => {
    const file = path.join(dataDir, "report.html");
    fs.writeFileSync(file, texts.html);
    for (const colorScheme of ["light", "dark"] as const) {
      for (const width of [1200, 360]) {
        const page = await browser?.newPage({ viewport: { width, height: 900 }, colorScheme });
        if (!page) throw new Error("There is no browser.");
        await look(page, pathToFileURL(file).href);
        await page.close();
      }
    }
  });
});

/** What a page says of itself; in its own words, since this is no browser. */
const SEEN = `(() => {
  for (const each of document.querySelectorAll("details")) each.open = true;
  const { scrollWidth, clientWidth } = document.documentElement;
  return {
    active: document.querySelectorAll("script, img, iframe, object, svg, a, form, link").length,
    overflow: scrollWidth - clientWidth,
    background: getComputedStyle(document.body).backgroundColor,
  };
})()`;

async function look(page: Page, url: string): Promise<void> {
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(url);
  const seen: unknown = await page.evaluate(SEEN);
  expect(seen).toMatchObject({ active: 0, overflow: 0 });
  // The policy lets the page's own style in.
  expect(seen).not.toMatchObject({ background: "rgba(0, 0, 0, 0)" });
  expect(await page.title()).toContain("Report of job abc123");
  expect(requests).toEqual([url]);
}

describe("the Markdown of a hostile job", () => {
  /** Without fenced blocks, which end only where we end them. */
  const prose = (): string[] => {
    let fence = "";
    const lines: string[] = [];
    for (const line of texts.md.split("\n")) {
      const [, sign = ""] = /^ *(`{3,})\w*$/.exec(line) ?? [];
      if (!fence && sign) fence = sign;
      else if (fence && line.trim() === fence) fence = "";
      else if (!fence) lines.push(line);
    }
    expect(fence).toBe("");
    return lines;
  };
  /** The line without escaped signs and without code. */
  const active = (line: string): string =>
    line.replaceAll(/\\[!-/:-@[-`{-~]/g, "").replaceAll(/`[^`]*`/g, "");

  test("holds no HTML, link, image, address or entity", () => {
    expect(prose().length).toBeGreaterThan(50);
    expect(
      prose().filter((line) => /[<[\]&]|:\/\/|www\.|@|`/.test(active(line).replace(/^>/, ""))),
    ).toEqual([]);
  });

  test("keeps every row of a table in its columns", () => {
    const columns = prose()
      .filter((line) => line.startsWith("|"))
      .map((line) => active(line).split("|").length - 2);
    expect(columns.length).toBeGreaterThan(10);
    expect(new Set(columns)).toEqual(new Set([3]));
  });

  test("begins no heading, list or rule of others", () => {
    const known = prose().filter((line) => !/^(?:> ?)?(?:#{1,6} |\||[-*] |$|\*\*)/.test(line));
    const begins = /^(?:> ?)?(?: {0,3})(?:[-+=#>]|\d+[.)]|~~~|```)/;
    expect(known.filter((line) => begins.test(line.replace(/^> /, "")))).toEqual([]);
    const headings = prose().filter((line) => line.startsWith("#"));
    expect(headings.filter((line) => line.includes("heading"))).toEqual(
      headings.filter((line) => line.includes("\\# heading")),
    );
  });
});
