// Ends its own process without warning at a point of the work: KILL_AT=<point>#<hit>. Loaded with --import, before anything of
// the product. REACHED_FILE is written with how often each point was come past, in the order of the first time.
import diagnostics from "node:diagnostics_channel";
import fs from "node:fs";

const { KILL_AT = "", REACHED_FILE } = process.env;
const [point, hit = "1"] = KILL_AT.split("#");
const reached = new Map();

diagnostics.subscribe("plugin-dynamic:reached", (told) => {
  const count = (reached.get(told.point) ?? 0) + 1;
  reached.set(told.point, count);
  if (told.point === point && count === Number(hit)) process.kill(process.pid, "SIGKILL");
});

process.on("exit", () => {
  if (REACHED_FILE) fs.writeFileSync(REACHED_FILE, JSON.stringify([...reached]));
});
