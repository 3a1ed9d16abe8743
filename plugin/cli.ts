#!/usr/bin/env node
import { nodeTooOld } from "./terminal/node-version.ts";

// An old Node must come as far as this sentence: nothing newer is loaded before it.
const trouble = nodeTooOld(process.versions.node);
if (trouble) {
  process.stderr.write(`${trouble}\n`);
  process.exitCode = 2;
} else {
  void import("./commands/program.ts").then(({ main }) => main(process.argv));
}
