import path from "node:path";
import { chromium } from "playwright-core";

// Takes pictures of every area of a running studio, in light and dark, on a desk and on a telephone.
// Arguments: address of the server, folder for the pictures.

const [address = "http://127.0.0.1:3000", folder = "docs"] = process.argv.slice(2);
const page = `${address}/plugin-dynamic/`;
const jobs = await (await fetch(`${page}api/jobs`)).json();
const job = jobs.toSorted((a, b) => b.iteration - a.iteration)[0];
if (!job) throw new Error(`There is no job at ${address}: pictures need real data.`);
const plugin = job.plugin.split("/").at(-1);
const { commits } = await (await fetch(`${page}api/history/${plugin}`)).json();
const iteration = commits.find(({ subject }) => subject.startsWith("Iteration")) ?? commits[0];

const places = {
  chat: "#/chat",
  team: `#/team/${job.id}`,
  history: `#/history/${plugin}/${iteration.hash}?view=files`,
  characters: "#/characters/reviewer",
  jobs: "#/jobs",
  settings: "#/settings",
};
const screens = { "": { width: 1280, height: 800 }, "-phone": { width: 390, height: 844 } };
const schemes = { "": "light", "-dark": "dark" };
/** Areas ask the server, and doctor takes its time. */
const SETTLED_MS = 4000;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run"],
});
for (const [screen, viewport] of Object.entries(screens)) {
  for (const [scheme, colorScheme] of Object.entries(schemes)) {
    const context = await browser.newContext({ viewport, colorScheme });
    for (const [area, place] of Object.entries(places)) {
      const shown = await context.newPage();
      await shown.goto(page + place);
      if (area === "chat") {
        const field = shown.getByRole("textbox", { name: "Message" });
        await field.fill(`What's the status of job ${job.id}?`);
        await field.press("Enter");
      }
      await shown.waitForTimeout(SETTLED_MS);
      const file = path.join(folder, `${area}${screen}${scheme}.jpg`);
      await shown.screenshot({ path: file, type: "jpeg", quality: 60 });
      await shown.close();
    }
    await context.close();
  }
}
await browser.close();
