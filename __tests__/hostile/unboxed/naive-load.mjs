import { pathToFileURL } from "node:url";

// An agent without any box: it imports a plugin, tries what there is, and believes what it sees.
const { default: plugin } = await import(pathToFileURL(process.argv[2]).href);
const problems = [];
for (const { name, get } of plugin.providers ?? []) {
  try {
    await get();
  } catch (error) {
    problems.push(`${name}: ${error.message}`);
  }
}
for (const each of plugin.services ?? []) await (await each.start({})).stop();
process.stdout.write(`${JSON.stringify({ checked: 1, problems })}\n`);
