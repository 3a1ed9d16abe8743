import fs from "node:fs";
import { chromium, type Browser } from "playwright-core";
import { test } from "vitest";

const CHROMIUM = "/usr/bin/chromium";
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A browser is not something that npm can bring along here; CI installs Debian's. */
export const withBrowser = test.skipIf(!fs.existsSync(CHROMIUM));

/** Starts the browser; nothing where there is none. */
export const openBrowser = async (): Promise<Browser | undefined> =>
  fs.existsSync(CHROMIUM) ? chromium.launch({ executablePath: CHROMIUM, args: FLAGS }) : undefined;
